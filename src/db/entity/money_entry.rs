//! The table `money_entry`: every state of a money line, each added and none changed. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, MoneyEntryId, OrganisationId};
use crate::domain::money_line::{MoneyState, StateEntry};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "money_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MoneyEntryId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub line: i32,
    pub number: i32,
    pub state: MoneyState,
    pub body: Encrypted<StateEntry>,
    pub by: i64,
    pub recorded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
