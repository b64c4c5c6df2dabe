//! The table `plan`: what each version of a plan says; a locked one never changes. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::fieldwork::PlanState;
use crate::db::id::{AuditId, OrganisationId, PlanId};
use crate::domain::plan::Plan;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub state: PlanState,
    pub body: Encrypted<Plan>,
    pub by: i64,
    pub saved_at: Instant,
    pub locked_at: Option<Instant>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub sha256: Option<Vec<u8>>,
    pub sealed: Option<Encrypted<String>>,
}

impl ActiveModelBehavior for ActiveModel {}
