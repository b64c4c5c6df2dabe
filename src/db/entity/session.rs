//! The table `session`: who is signed in, and since when. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Instant;
use crate::db::id::{OrganisationId, PersonId, SessionId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub organisation_id: OrganisationId,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub person_id: PersonId,
    pub chosen: Option<OrganisationId>,
    pub passed: bool,
    pub began_at: Instant,
    pub seen_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
