//! The table `job`: work that waits to be done. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json};
use crate::db::id::{JobId, OrganisationId};
use crate::db::job::JobState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub organisation_id: OrganisationId,
    pub name: String,
    pub payload: Json<serde_json::Value>,
    pub state: JobState,
    pub run_at: Instant,
    pub attempts: i32,
    pub lease_until: Option<Instant>,
    pub last_error: Option<String>,
    pub once: Option<String>,
    pub queued_at: Instant,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
