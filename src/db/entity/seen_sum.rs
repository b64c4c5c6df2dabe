//! The table `seen_sum`: the cells of an agreement added up. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{AgreementId, AuditId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "seen_sum")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub agreement_id: Option<AgreementId>,
    pub cells: i64,
    pub in_order: i64,
    pub partly: i64,
    pub not_in_order: i64,
    pub not_found: i64,
    pub not_inspectable: i64,
    pub refused: i64,
    pub not_applicable: i64,
}

impl ActiveModelBehavior for ActiveModel {}
