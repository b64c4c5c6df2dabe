//! The table `subject_key`: the key of a subject, wrapped under the key of its organisation. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{OrganisationId, SubjectKeyId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subject_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubjectKeyId,
    pub organisation_id: OrganisationId,
    #[sea_orm(column_type = "Blob")]
    pub wrapped: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
