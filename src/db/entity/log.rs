//! The table `log`: the name and the keys of an evidence log. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::encrypted::Encrypted;
use crate::db::id::OrganisationId;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    #[sea_orm(unique)]
    pub origin: String,
    #[sea_orm(column_type = "Blob")]
    pub public_key: Vec<u8>,
    pub signing_key: Encrypted<[u8; 32]>,
}

impl ActiveModelBehavior for ActiveModel {}
