//! The table `upload`: files that are on their way. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{OrganisationId, UploadId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UploadId,
    pub organisation_id: OrganisationId,
    pub by: Encrypted<i64>,
    pub client_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub sha256: Vec<u8>,
    pub bytes: i64,
    pub arrived: i64,
    pub sealed: i64,
    pub metadata: Encrypted<String>,
    #[sea_orm(column_type = "Blob")]
    pub wrapped: Vec<u8>,
    pub until: Instant,
    pub done: bool,
}

impl ActiveModelBehavior for ActiveModel {}
