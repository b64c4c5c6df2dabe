//! The table `throttle`: tries that failed, by a hash of whose they were. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Instant;
use crate::db::id::{OrganisationId, ThrottleId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "throttle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ThrottleId,
    pub organisation_id: OrganisationId,
    #[sea_orm(column_type = "Blob")]
    pub whose: Vec<u8>,
    pub failed: i32,
    pub last_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
