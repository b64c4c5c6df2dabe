//! The table `money_state`: every state of a money line. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Json, Scaled};
use crate::db::id::{AuditId, MoneyLineId, MoneyStateId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::money_line::MoneyState;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "money_state")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MoneyStateId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub money_line_id: MoneyLineId,
    pub state: MoneyState,
    pub amount: Scaled,
    pub amount_text: Stated,
    pub date: Option<PartialDate>,
    pub counted_by: Counter,
    pub called: Option<String>,
    pub published_rate: Option<Stated>,
    pub sources: Json<Vec<Code>>,
}

impl ActiveModelBehavior for ActiveModel {}
