//! The table `slice_target`: targets for one place, period or party. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Json, Scaled};
use crate::db::id::{
    AuditId, CriterionId, ObligationId, OrganisationId, PartyId, PlaceId, SliceTargetId,
};
use crate::domain::obligation::Target;
use crate::domain::period::Period;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "slice_target")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SliceTargetId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub obligation_id: ObligationId,
    pub criterion_id: CriterionId,
    pub place_id: Option<PlaceId>,
    pub party_id: Option<PartyId>,
    pub slot: i32,
    pub period: Option<Json<Period>>,
    pub target: Json<Target>,
    pub low: Option<Scaled>,
    pub high: Option<Scaled>,
}

impl ActiveModelBehavior for ActiveModel {}
