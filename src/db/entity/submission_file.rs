//! The table `submission_file`: a file that belongs to what came in, and its public copy. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::fieldwork::AboutFile;
use crate::db::id::{BlobId, OrganisationId, SubmissionFileId, SubmissionId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "submission_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubmissionFileId,
    pub organisation_id: OrganisationId,
    pub submission_id: SubmissionId,
    pub number: i32,
    #[sea_orm(column_type = "Blob")]
    pub sha256: Vec<u8>,
    pub bytes: i64,
    pub media_type: String,
    pub blob_id: Option<BlobId>,
    pub about: Encrypted<AboutFile>,
    pub copy_blob_id: Option<BlobId>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub copy_sha256: Option<Vec<u8>>,
    pub preview_blob_id: Option<BlobId>,
    pub withheld: bool,
}

impl ActiveModelBehavior for ActiveModel {}
