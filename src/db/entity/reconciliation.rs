//! The table `reconciliation`: totals and the parts that must make them up. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, OrganisationId, ReconciliationId};
use crate::domain::code::Code;
use crate::domain::derivation::Part;
use crate::domain::party::Counter;
use crate::domain::published::Stated;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reconciliation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReconciliationId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub title: String,
    pub counted_by: Counter,
    pub unit: String,
    pub parts: Json<Vec<Part>>,
    pub total: Option<Stated>,
    pub disjoint: bool,
    pub sources: Json<Vec<Code>>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
