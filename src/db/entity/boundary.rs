//! The table `boundary`: the areas that the map of an audit shows behind its places. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, BoundaryId, OrganisationId};
use crate::domain::boundary::Area;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "boundary")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BoundaryId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub areas: Encrypted<Vec<Area>>,
    pub by: i64,
    pub given_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
