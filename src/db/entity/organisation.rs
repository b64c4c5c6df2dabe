//! The table `organisation`: who makes audits. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Instant;
use crate::db::id::OrganisationId;
use crate::domain::code::Code;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    pub code: Code,
    pub name: String,
    pub zone: String,
    pub created_at: Instant,
    pub work_name: Option<String>,
    pub language: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
