//! The table `review`: what checkers decided about what came in. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{OrganisationId, ReviewId, SubmissionId};
use crate::domain::review::{ReasonCode, ReviewState};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "review")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewId,
    pub organisation_id: OrganisationId,
    pub submission_id: SubmissionId,
    pub number: i32,
    pub decision: ReviewState,
    pub reason: Option<ReasonCode>,
    pub note: Option<Encrypted<String>>,
    pub by: Encrypted<i64>,
    pub rules: i32,
    pub decided_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
