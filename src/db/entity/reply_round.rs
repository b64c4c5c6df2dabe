//! The table `reply_round`: rounds of asking a party, with what was sent and how it is let in. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::findings::Invited;
use crate::db::id::{AuditId, OrganisationId, ReplyRoundId};
use crate::domain::code::Code;
use crate::domain::reply::{Answer, ReplyRound};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reply_round")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReplyRoundId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub party: Code,
    pub sent: bool,
    pub last_day: NaiveDate,
    #[sea_orm(column_type = "Blob", nullable)]
    pub token_hash: Option<Vec<u8>>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub typed_hash: Option<Vec<u8>>,
    pub by_mail: bool,
    pub body: Encrypted<ReplyRound>,
    pub invited: Option<Encrypted<Invited>>,
    pub typing: Option<Encrypted<Vec<Answer>>>,
}

impl ActiveModelBehavior for ActiveModel {}
