//! The table `obligation`: promises as something to check. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Json, Scaled};
use crate::db::id::{AgreementId, AuditId, ObligationId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::obligation::{Clause, Kind, SplitBy, UnitPrice};
use crate::domain::period::Period;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "obligation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObligationId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub number: i64,
    pub agreement_id: Option<AgreementId>,
    pub promise: String,
    pub kind: Kind,
    pub unit: String,
    pub clause: Option<Json<Clause>>,
    pub period: Option<Json<Period>>,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub places: Json<Vec<Code>>,
    pub split_by: Json<Vec<SplitBy>>,
    pub unit_price: Option<Json<UnitPrice>>,
    pub price: Option<Scaled>,
    pub paid_by_result: Option<bool>,
    pub tested: Option<bool>,
    pub penalty: Option<String>,
    pub weight: Option<Stated>,
    pub proof: Option<String>,
    pub unclear: Option<String>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
