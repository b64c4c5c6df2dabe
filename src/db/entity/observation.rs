//! The table `observation`: one thing seen on one visit. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::{Json, Scaled, SeenCode};
use crate::db::id::{AuditId, ObservationId, OrganisationId, VisitId};
use crate::domain::code::Code;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "observation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObservationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub visit_id: VisitId,
    pub cell_id: i64,
    pub seen: SeenCode,
    pub value: Option<Scaled>,
    pub value_text: Option<Stated>,
    pub note: Option<Encrypted<String>>,
    pub evidence: Option<Json<Vec<Code>>>,
}

impl ActiveModelBehavior for ActiveModel {}
