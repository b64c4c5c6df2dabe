//! The table `device_link`: links that let a phone in, once. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, DeviceLinkId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "device_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceLinkId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub code: String,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub by: i64,
    pub until: Instant,
    pub used_at: Option<Instant>,
    pub withdrawn_at: Option<Instant>,
    pub device: Option<i64>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub nonce: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
