//! The table `mail`: what is to be sent, its contents sealed. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Instant;
use crate::db::id::{MailId, OrganisationId};
use crate::db::mail::MailState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailId,
    pub organisation_id: OrganisationId,
    pub name: String,
    pub message_id: String,
    pub state: MailState,
    pub recipient: Vec<u8>,
    pub subject: Vec<u8>,
    pub text: Vec<u8>,
    pub html: Vec<u8>,
    pub reply_to: Option<Vec<u8>>,
    pub unsubscribe: Option<Vec<u8>>,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub queued_at: Instant,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
