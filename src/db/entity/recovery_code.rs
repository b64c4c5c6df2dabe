//! The table `recovery_code`: codes that stand in for the second factor, once each. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{OrganisationId, PersonId, RecoveryCodeId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecoveryCodeId,
    pub organisation_id: OrganisationId,
    pub person_id: PersonId,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub used: bool,
}

impl ActiveModelBehavior for ActiveModel {}
