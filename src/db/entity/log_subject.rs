//! The table `log_subject`: the subjects of what keeps its name when its row is replaced. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{AuditId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "log_subject")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub audit_id: AuditId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub subject: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
