//! The table `assignment`: who goes where and when, by code. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::fieldwork::AssignmentState;
use crate::db::id::{AssignmentId, AuditId, OrganisationId};
use crate::domain::code::Code;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub place: Code,
    pub instrument: Code,
    pub code: Option<Encrypted<String>>,
    pub due: Option<chrono::NaiveDate>,
    pub slot: Option<String>,
    pub state: AssignmentState,
}

impl ActiveModelBehavior for ActiveModel {}
