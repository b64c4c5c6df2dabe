//! The table `finding_step`: the steps that the work on findings took. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::findings::StepTaken;
use crate::db::id::{AuditId, FindingStepId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "finding_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FindingStepId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub finding: i32,
    pub number: i32,
    pub body: Encrypted<StepTaken>,
    pub taken_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
