//! The table `deviation`: what departed from a locked plan, and why. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, DeviationId, OrganisationId};
use crate::domain::plan::Deviation;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deviation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviationId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub plan_number: i32,
    pub body: Encrypted<Deviation>,
    pub by: i64,
    pub recorded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
