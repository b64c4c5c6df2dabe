//! The table `api_token`: what programs show. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{ApiTokenId, MemberId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    pub organisation_id: OrganisationId,
    pub member_id: MemberId,
    pub name: Encrypted<String>,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub scopes: String,
    pub until: Instant,
    pub revoked_at: Option<Instant>,
    pub used_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
