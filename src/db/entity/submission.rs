//! The table `submission`: what came in from the field, as it came in. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::fieldwork::{Arrival, Origin};
use crate::db::id::{AuditId, OrganisationId, SubmissionId};
use crate::domain::code::Code;
use crate::domain::intake::Submission;
use crate::domain::review::ReviewState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "submission")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubmissionId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i64,
    pub client_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub content: Vec<u8>,
    pub origin: Origin,
    pub instrument: Code,
    pub instrument_version: i32,
    pub place: Code,
    pub state: ReviewState,
    pub before_plan: bool,
    #[sea_orm(column_type = "Blob")]
    pub slip_hash: Vec<u8>,
    pub body: Option<Encrypted<Submission>>,
    pub arrival: Option<Encrypted<Arrival>>,
    pub log_seq: i64,
    pub corrects: Option<i64>,
    pub visit: Option<Code>,
    pub received_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
