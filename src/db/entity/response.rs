//! The table `response`: replies of the parties. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, OrganisationId, PartyId, ResponseId};
use crate::domain::code::Code;
use crate::domain::period::PartialDate;
use crate::domain::reply::{Point, ReplyState, Sent};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "response")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResponseId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub party_id: PartyId,
    pub state: ReplyState,
    pub state_derived: bool,
    pub date: Option<PartialDate>,
    pub obligations: Json<Vec<Code>>,
    pub findings: Json<Vec<Code>>,
    pub recommendations: Json<Vec<Code>>,
    pub sent: Json<Vec<Sent>>,
    pub points: Json<Vec<Point>>,
    pub sources: Json<Vec<Code>>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
