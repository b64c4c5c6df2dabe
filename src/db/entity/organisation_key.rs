//! The table `organisation_key`: the key of an organisation, wrapped under the master key. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::OrganisationId;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    #[sea_orm(column_type = "Blob")]
    pub wrapped: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
