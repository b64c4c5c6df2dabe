//! The table `visit_origin`: which import a visit came with. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, ImportId, OrganisationId, VisitOriginId};
use crate::db::register::VisitOrigin;
use crate::domain::code::Code;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_origin")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VisitOriginId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub visit: Code,
    pub import_id: ImportId,
    pub position: i32,
    #[sea_orm(column_type = "Blob")]
    pub key_index: Vec<u8>,
    pub origin: Encrypted<VisitOrigin>,
    pub replaced_by: Option<ImportId>,
}

impl ActiveModelBehavior for ActiveModel {}
