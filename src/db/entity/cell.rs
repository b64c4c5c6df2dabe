//! The table `cell`: where observations of one promise meet, with their sums. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Scaled;
use crate::db::id::{AuditId, ObligationId, OrganisationId, PlaceId};
use crate::domain::fieldwork::VisitPurpose;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cell")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub obligation_id: ObligationId,
    pub place_id: PlaceId,
    pub slot: i32,
    pub purpose: VisitPurpose,
    pub visits: i64,
    pub observers: i64,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub value_sum: Option<Scaled>,
    pub value_count: i64,
    pub in_order: i64,
    pub partly: i64,
    pub not_in_order: i64,
    pub not_found: i64,
    pub not_inspectable: i64,
    pub refused: i64,
    pub not_applicable: i64,
}

impl ActiveModelBehavior for ActiveModel {}
