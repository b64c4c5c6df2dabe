//! The table `recheck`: who looks again at which problem. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::findings::{RecheckState, RecheckTask};
use crate::db::id::{AuditId, OrganisationId, RecheckId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recheck")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecheckId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub problem: i32,
    pub assignment: Option<i32>,
    pub state: RecheckState,
    pub due: Option<NaiveDate>,
    pub body: Encrypted<RecheckTask>,
}

impl ActiveModelBehavior for ActiveModel {}
