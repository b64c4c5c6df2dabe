//! The table `evidence`: pieces of evidence. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, EvidenceId, OrganisationId, PlaceId};
use crate::domain::code::Code;
use crate::domain::fieldwork::EvidenceType;
use crate::domain::period::PartialDate;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub number: i64,
    pub kind: EvidenceType,
    pub title: String,
    pub described: Option<String>,
    pub file: Option<String>,
    pub sha256: Option<String>,
    pub date: Option<PartialDate>,
    pub place_id: Option<PlaceId>,
    pub by: Option<Encrypted<String>>,
}

impl ActiveModelBehavior for ActiveModel {}
