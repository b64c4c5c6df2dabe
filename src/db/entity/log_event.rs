//! The table `log_event`: the leaves of an evidence log, and what opens them. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::encrypted::Encrypted;
use crate::db::id::{OrganisationId, SubjectKeyId};
use crate::domain::log::Opening;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "log_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub subject: Uuid,
    #[sea_orm(column_type = "Blob", nullable)]
    pub salt: Option<Vec<u8>>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub body: Option<Vec<u8>>,
    pub opening: Option<Encrypted<Opening>>,
    pub subject_key_id: Option<SubjectKeyId>,
}

impl ActiveModelBehavior for ActiveModel {}
