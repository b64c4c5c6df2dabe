//! The table `ticket`: links that open a door once. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{OrganisationId, PersonId, TicketId};
use crate::db::ticket::TicketKind;
use crate::domain::actor::Role;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TicketId,
    pub organisation_id: OrganisationId,
    pub kind: TicketKind,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub role: Option<Role>,
    pub person_id: Option<PersonId>,
    pub note: Option<Encrypted<String>>,
    pub until: Instant,
    pub used_at: Option<Instant>,
    pub withdrawn_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
