//! The table `hearing`: hearings, with who came and what was promised there. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, HearingId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::follow_up::Hearing;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hearing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HearingId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub code: Code,
    pub body: Encrypted<Hearing>,
}

impl ActiveModelBehavior for ActiveModel {}
