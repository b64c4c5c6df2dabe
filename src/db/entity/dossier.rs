//! The table `dossier`: agreements of the register, as they are found and listed. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Scaled};
use crate::db::id::{AuditId, DossierId, OrganisationId};
use crate::domain::agreement::{AgreementType, PaymentBasis};
use crate::domain::money::Currency;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DossierId,
    pub organisation_id: OrganisationId,
    pub number: i64,
    pub source_key: Option<String>,
    pub title: String,
    pub kind: AgreementType,
    pub funders: String,
    pub providers: String,
    pub currency: Option<Currency>,
    pub value: Option<Scaled>,
    pub value_text: Option<Stated>,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub payment_basis: PaymentBasis,
    pub status: Option<String>,
    pub promises: i32,
    pub versions: i32,
    pub haystack: String,
    pub audit_id: Option<AuditId>,
    pub subject: Uuid,
    pub added_at: Instant,
    pub changed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
