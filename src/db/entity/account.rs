//! The table `account`: what users said. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Said;
use crate::db::id::{AccountId, AuditId, ObligationId, OrganisationId, PlaceId, SubjectKeyId};
use crate::domain::code::Code;
use crate::domain::fieldwork::Audience;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub obligation_id: Option<ObligationId>,
    pub subject_key_id: SubjectKeyId,
    pub said: Encrypted<Said>,
    pub consent: Audience,
    pub read_back: bool,
    pub place_id: Option<PlaceId>,
}

impl ActiveModelBehavior for ActiveModel {}
