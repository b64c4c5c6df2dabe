//! The table `money_line`: amounts with a basis. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Json, Scaled};
use crate::db::id::{
    AuditId, DerivationId, MoneyLineId, ObligationId, OrganisationId, PartyId, PlaceId, SampleId,
};
use crate::domain::code::Code;
use crate::domain::figure::RestsOn;
use crate::domain::money::Currency;
use crate::domain::money_line::{Certainty, MoneyBasis};
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "money_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MoneyLineId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub obligation_id: Option<ObligationId>,
    pub title: String,
    pub basis: MoneyBasis,
    pub certainty: Certainty,
    pub lower_limit: Option<Scaled>,
    pub lower_limit_text: Option<Stated>,
    pub currency: Option<Currency>,
    pub rests_on: Json<Vec<RestsOn>>,
    pub sample_id: Option<SampleId>,
    pub party_id: Option<PartyId>,
    pub place_id: Option<PlaceId>,
    pub period: Option<Json<Period>>,
    pub of: Option<Scaled>,
    pub of_text: Option<Stated>,
    pub of_counted_by: Option<Counter>,
    pub published_share: Option<Stated>,
    pub disjoint_group: Option<Code>,
    pub derivation_id: Option<DerivationId>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
