//! The table `event`: what happened when. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, EventId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub date: Option<PartialDate>,
    pub to: Option<PartialDate>,
    pub what: String,
    pub since: bool,
    pub obligations: Json<Vec<Code>>,
    pub counted_by: Option<Counter>,
    pub sources: Json<Vec<Code>>,
}

impl ActiveModelBehavior for ActiveModel {}
