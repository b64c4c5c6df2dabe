//! The table `finding`: what the audit says. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, FindingId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::finding::CauseCertainty;
use crate::domain::party::Counter;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FindingId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub number: i64,
    pub title: String,
    pub obligations: Json<Vec<Code>>,
    pub criteria: Option<String>,
    pub condition: String,
    pub cause_certainty: CauseCertainty,
    pub cause: Option<String>,
    pub effect: Option<String>,
    pub positive: bool,
    pub addressees: Json<Vec<Code>>,
    pub counted_by: Counter,
    pub evidence: Json<Vec<Code>>,
    pub repeat_of: Option<Code>,
    pub sources: Json<Vec<Code>>,
}

impl ActiveModelBehavior for ActiveModel {}
