//! The table `clock_rules`: how long clocks run in an organisation, where it changed that. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json};
use crate::db::id::OrganisationId;
use crate::domain::follow_up::ClockRules;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "clock_rules")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    pub body: Json<ClockRules>,
    pub by: i64,
    pub saved_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
