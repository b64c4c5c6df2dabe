//! The table `evidence_link`: what a visit or a file says of another visit. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, EvidenceLinkId, OrganisationId};
use crate::domain::review::EvidenceLink;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceLinkId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub body: Encrypted<EvidenceLink>,
    pub dropped: bool,
}

impl ActiveModelBehavior for ActiveModel {}
