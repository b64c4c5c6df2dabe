//! The table `place`: where the service should arrive. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{AuditId, OrganisationId, PlaceId};
use crate::domain::code::Code;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlaceId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub name: String,
    pub stratum: Option<String>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
