//! The table `reply_file`: documents that came with replies. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::findings::AboutReplyFile;
use crate::db::id::{AuditId, BlobId, OrganisationId, ReplyFileId};
use crate::domain::code::Code;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reply_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReplyFileId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub round: i32,
    pub number: i32,
    pub code: Code,
    pub blob_id: BlobId,
    #[sea_orm(column_type = "Blob")]
    pub sha256: Vec<u8>,
    pub bytes: i64,
    pub media_type: String,
    pub about: Encrypted<AboutReplyFile>,
    pub received_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
