//! The table `problem_step`: what became of problems, step by step. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, OrganisationId, ProblemStepId};
use crate::domain::follow_up::{ProblemState, ProblemStep};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "problem_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProblemStepId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub problem: i32,
    pub number: i32,
    pub state: ProblemState,
    pub body: Encrypted<ProblemStep>,
    pub by: i64,
    pub recorded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
