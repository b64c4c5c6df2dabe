//! The table `agreement`: contracts, laws, standards. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Json, Scaled};
use crate::db::id::{AgreementId, AuditId, OrganisationId};
use crate::domain::agreement::{AgreementType, PaymentBasis};
use crate::domain::code::Code;
use crate::domain::money::Currency;
use crate::domain::period::Period;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub number: i64,
    pub title: String,
    pub kind: AgreementType,
    pub funders: Json<Vec<Code>>,
    pub providers: Json<Vec<Code>>,
    pub subcontractors: Json<Vec<Code>>,
    pub currency: Option<Currency>,
    pub value: Option<Scaled>,
    pub value_text: Option<Stated>,
    pub period: Option<Json<Period>>,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub payment_basis: PaymentBasis,
    pub covers: Option<String>,
    pub obtained: Option<String>,
    pub sources: Json<Vec<Code>>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
