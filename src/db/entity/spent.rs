//! The table `spent`: hours and cost of an audit, sealed. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::fieldwork::Spent;
use crate::db::id::{AuditId, OrganisationId, SpentId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "spent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SpentId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub body: Encrypted<Spent>,
}

impl ActiveModelBehavior for ActiveModel {}
