//! The table `access_entry`: who read or changed what about people. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Instant;
use crate::db::id::{AccessEntryId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "access_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccessEntryId,
    pub organisation_id: OrganisationId,
    pub at: Instant,
    pub number: i64,
    pub what: String,
    pub subject: String,
}

impl ActiveModelBehavior for ActiveModel {}
