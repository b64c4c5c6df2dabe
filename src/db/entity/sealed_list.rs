//! The table `sealed_list`: the list of places that was sealed with a plan. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json};
use crate::db::fieldwork::Listed;
use crate::db::id::{AuditId, OrganisationId, SealedListId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sealed_list")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SealedListId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub plan_number: i32,
    #[sea_orm(column_type = "Blob")]
    pub sha256: Vec<u8>,
    pub units: Json<Vec<Listed>>,
    pub sealed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
