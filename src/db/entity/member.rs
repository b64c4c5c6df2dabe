//! The table `member`: what a person is in an organisation. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{MemberId, OrganisationId, PersonId, SubjectKeyId};
use crate::domain::actor::Role;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberId,
    pub organisation_id: OrganisationId,
    pub person_id: PersonId,
    pub subject_key_id: SubjectKeyId,
    pub number: i64,
    pub role: Role,
    pub name: Encrypted<String>,
    pub disabled_at: Option<Instant>,
    pub language: Option<String>,
    pub weekly: bool,
    pub news: bool,
}

impl ActiveModelBehavior for ActiveModel {}
