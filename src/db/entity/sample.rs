//! The table `sample`: frames, and what of them was looked at. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, OrganisationId, SampleId};
use crate::domain::code::Code;
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::sample::{Announced, Design};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sample")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SampleId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub frame: String,
    pub unit: String,
    pub design: Design,
    pub universe: Option<i64>,
    pub universe_counted_by: Option<Counter>,
    pub seen: Option<i64>,
    pub decision_number: Option<i64>,
    pub chosen_because: Option<String>,
    pub announced: Announced,
    pub period: Option<Json<Period>>,
    pub seed: Option<String>,
    pub visited: bool,
    pub beyond: Option<String>,
    pub sources: Json<Vec<Code>>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
