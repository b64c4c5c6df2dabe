//! The table `problem`: what findings leave open, without what became of it. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, OrganisationId, ProblemId};
use crate::domain::code::Code;
use crate::domain::follow_up::{Problem, ProblemState};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "problem")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProblemId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub code: Code,
    pub finding: Code,
    pub state: ProblemState,
    pub body: Encrypted<Problem>,
}

impl ActiveModelBehavior for ActiveModel {}
