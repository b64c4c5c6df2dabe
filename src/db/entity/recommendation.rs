//! The table `recommendation`: what is asked of whom. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, OrganisationId, PartyId, RecommendationId};
use crate::domain::code::Code;
use crate::domain::period::PartialDate;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recommendation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecommendationId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub party_id: PartyId,
    pub office: Option<String>,
    pub action: String,
    pub due: Option<PartialDate>,
    pub findings: Json<Vec<Code>>,
}

impl ActiveModelBehavior for ActiveModel {}
