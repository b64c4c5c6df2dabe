//! The table `dossier_flow`: money that moved under an agreement, or was set aside. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json, Scaled};
use crate::db::id::{DossierFlowId, DossierId, ImportId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::exchange::FlowKind;
use crate::domain::money::Currency;
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_flow")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DossierFlowId,
    pub organisation_id: OrganisationId,
    pub dossier_id: DossierId,
    pub position: i32,
    pub kind: FlowKind,
    pub title: String,
    pub amount: Scaled,
    pub amount_text: Stated,
    pub currency: Option<Currency>,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub period: Option<Json<Period>>,
    pub payer: Option<Code>,
    pub payee: Option<Code>,
    pub level: Option<i32>,
    pub budget_line: Option<Code>,
    pub counted_by: Counter,
    pub source_id: Option<String>,
    pub source: Option<Code>,
    pub pointer: Option<String>,
    pub as_published: Option<String>,
    pub import_id: Option<ImportId>,
    pub replaced_by: Option<ImportId>,
    pub set_aside: Option<String>,
    pub by: i64,
    pub recorded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
