//! The table `payment`: money paid under an agreement. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Json, Scaled};
use crate::db::id::{AgreementId, AuditId, OrganisationId, PaymentId};
use crate::domain::agreement::Coverage;
use crate::domain::code::Code;
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaymentId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub agreement_id: AgreementId,
    pub title: String,
    pub amount: Scaled,
    pub amount_text: Stated,
    pub period: Option<Json<Period>>,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub coverage: Coverage,
    pub covers: Option<String>,
    pub counted_by: Counter,
    pub sources: Json<Vec<Code>>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
