//! The table `party`: bodies and groups. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AuditId, OrganisationId, PartyId};
use crate::domain::code::Code;
use crate::domain::party::Role;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "party")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PartyId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub name: String,
    pub roles: Json<Vec<Role>>,
    pub identifier: Option<String>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
