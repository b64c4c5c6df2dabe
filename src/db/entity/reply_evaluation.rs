//! The table `reply_evaluation`: what the auditor made of answers. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, OrganisationId, ReplyEvaluationId};
use crate::domain::reply::Evaluation;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reply_evaluation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReplyEvaluationId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub round: i32,
    pub number: i32,
    pub body: Encrypted<Evaluation>,
    pub by: i64,
    pub recorded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
