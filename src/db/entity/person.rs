//! The table `person`: who signs in. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{OrganisationId, PersonId, SubjectKeyId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    pub organisation_id: OrganisationId,
    pub subject_key_id: SubjectKeyId,
    #[sea_orm(column_type = "Blob")]
    pub name_index: Vec<u8>,
    pub sign_in_name: Encrypted<String>,
    pub password: String,
    pub second_factor: Option<Encrypted<Vec<u8>>>,
    pub second_factor_on: bool,
    pub last_step: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
