//! The table `device`: phones of observers. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, DeviceId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "device")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i64,
    pub code: String,
    pub name: Encrypted<String>,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub added_on: Date,
    pub until: Instant,
    pub used_on: Option<Date>,
    pub revoked_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
