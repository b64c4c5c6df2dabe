//! The table `figure`: claims, published tallies, facts of the method. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Json, Scaled, Section};
use crate::db::id::{AuditId, FigureId, ObligationId, OrganisationId, PartyId, PlaceId, SampleId};
use crate::domain::code::Code;
use crate::domain::figure::{Asked, RestsOn, Tested, Value, Visits};
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "figure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FigureId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub section: Section,
    pub obligation_id: Option<ObligationId>,
    pub title: String,
    pub value: Json<Value>,
    pub quantity: Option<Scaled>,
    pub in_order: i64,
    pub partly: i64,
    pub not_in_order: i64,
    pub not_inspectable: i64,
    pub refused: i64,
    pub not_applicable: i64,
    pub unit: Option<String>,
    pub counted_by: Counter,
    pub party_id: Option<PartyId>,
    pub how: Option<String>,
    pub tested: Option<Tested>,
    pub sample_id: Option<SampleId>,
    pub full_count: bool,
    pub asked: Option<Json<Asked>>,
    pub rests_on: Json<Vec<RestsOn>>,
    pub visits: Option<Visits>,
    pub observers: Option<i64>,
    pub place_id: Option<PlaceId>,
    pub slot: i32,
    pub period: Option<Json<Period>>,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub published_share: Option<Stated>,
    pub also_given: Option<String>,
    pub contradicts: Json<Vec<Code>>,
    pub context: bool,
    pub set_aside: Option<String>,
    pub sources: Json<Vec<Code>>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
