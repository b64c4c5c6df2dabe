//! The table `derivation`: figures worked out from others. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, DerivationId, ObligationId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::derivation::{Input, Step};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "derivation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DerivationId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub title: String,
    pub obligation_id: Option<ObligationId>,
    pub inputs: Json<Vec<Input>>,
    pub steps: Json<Vec<Step>>,
    pub disjoint: bool,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
