//! The table `document`: what was stored as a document. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{BlobId, DocumentId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    pub organisation_id: OrganisationId,
    pub number: i64,
    pub blob_id: BlobId,
    #[sea_orm(column_type = "Blob")]
    pub sha256: Vec<u8>,
    pub media_type: String,
    pub title: Encrypted<String>,
    pub stored_at: Instant,
    pub pages: i32,
    pub has_text: bool,
}

impl ActiveModelBehavior for ActiveModel {}
