//! The table `blob`: stored files, each with its key. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{BlobId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "blob")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BlobId,
    pub organisation_id: OrganisationId,
    #[sea_orm(column_type = "Blob")]
    pub sha256: Vec<u8>,
    pub bytes: i64,
    #[sea_orm(column_type = "Blob")]
    pub wrapped: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
