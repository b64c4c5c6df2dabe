//! The table `letter`: letters of an audit that were kept. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, LetterId, OrganisationId};
use crate::domain::letter::Letter;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LetterId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub body: Encrypted<Letter>,
    pub by: i64,
    pub kept_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
