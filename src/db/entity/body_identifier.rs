//! The table `body_identifier`: what a body is called in public registers. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{BodyId, BodyIdentifierId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "body_identifier")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BodyIdentifierId,
    pub organisation_id: OrganisationId,
    pub body_id: BodyId,
    pub normal: String,
    pub original: String,
}

impl ActiveModelBehavior for ActiveModel {}
