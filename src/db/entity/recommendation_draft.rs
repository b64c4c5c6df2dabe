//! The table `recommendation_draft`: recommendations while people work on them. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, OrganisationId, RecommendationDraftId};
use crate::domain::code::Code;
use crate::domain::follow_up::Recommended;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recommendation_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecommendationDraftId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub code: Code,
    pub dropped: bool,
    pub body: Encrypted<Recommended>,
}

impl ActiveModelBehavior for ActiveModel {}
