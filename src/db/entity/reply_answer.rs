//! The table `reply_answer`: answers of parties; a later one stands beside the earlier. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, OrganisationId, ReplyAnswerId};
use crate::domain::reply::{Answer, Confirmation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reply_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReplyAnswerId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub round: i32,
    pub number: i32,
    pub body: Encrypted<Answer>,
    pub confirmed: Option<Encrypted<Confirmation>>,
    pub by: i64,
    pub received_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
