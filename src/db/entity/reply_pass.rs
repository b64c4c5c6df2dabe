//! The table `reply_pass`: who was let in to reply, by the hash of what they show. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Instant;
use crate::db::findings::PassKind;
use crate::db::id::{AuditId, OrganisationId, ReplyPassId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reply_pass")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReplyPassId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub round: i32,
    pub kind: PassKind,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub until: Instant,
    #[sea_orm(column_type = "Blob", nullable)]
    pub code_hash: Option<Vec<u8>>,
    pub code_until: Option<Instant>,
    pub tries: i32,
}

impl ActiveModelBehavior for ActiveModel {}
