//! The table `criterion`: the standards that may apply to a promise. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, CriterionId, ObligationId, OrganisationId};
use crate::domain::agreement::PaymentBasis;
use crate::domain::code::Code;
use crate::domain::obligation::{CriterionRank, Ended, Target};
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "criterion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CriterionId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub obligation_id: ObligationId,
    pub target: Json<Target>,
    pub of: Option<String>,
    pub tolerance: Option<Stated>,
    pub pro_rata: bool,
    pub rank: CriterionRank,
    pub counted_by: Option<Counter>,
    pub reading: Option<String>,
    pub held_by: Json<Vec<Code>>,
    pub payment_basis: Option<PaymentBasis>,
    pub other_wording_of: Option<Code>,
    pub ended: Option<Json<Ended>>,
    pub dated: Option<PartialDate>,
    pub sources: Json<Vec<Code>>,
}

impl ActiveModelBehavior for ActiveModel {}
