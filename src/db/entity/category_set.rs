//! The table `category_set`: counts by category over one base. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, CategorySetId, ObligationId, OrganisationId, SampleId};
use crate::domain::code::Code;
use crate::domain::derivation::{Category, Group, SetKind};
use crate::domain::party::Counter;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "category_set")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CategorySetId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub title: String,
    pub obligation_id: Option<ObligationId>,
    pub kind: SetKind,
    pub base: i64,
    pub base_title: String,
    pub counted_by: Counter,
    pub how: Option<String>,
    pub sample_id: Option<SampleId>,
    pub categories: Json<Vec<Category>>,
    pub groups: Json<Vec<Group>>,
    pub sources: Json<Vec<Code>>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
