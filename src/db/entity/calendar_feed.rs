//! The table `calendar_feed`: addresses that calendars subscribe to. Of an address, the hash of its token alone is kept. Not
//! the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, CalendarFeedId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feed")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CalendarFeedId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub by: i64,
    pub made_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
