//! The table `sheet`: paper sheets, keyed twice. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::fieldwork::Keying;
use crate::db::id::{AuditId, BlobId, OrganisationId, SheetId};
use crate::domain::code::Code;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sheet")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SheetId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub code: String,
    pub instrument: Code,
    pub instrument_version: i32,
    pub place: Option<Code>,
    pub blob_id: Option<BlobId>,
    pub first: Option<Encrypted<Keying>>,
    pub second: Option<Encrypted<Keying>>,
    pub settled_as: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
