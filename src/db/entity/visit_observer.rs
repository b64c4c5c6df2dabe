//! The table `visit_observer`: who made a visit. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, OrganisationId, VisitId, VisitObserverId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_observer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VisitObserverId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub visit_id: VisitId,
    pub observer: Encrypted<String>,
    #[sea_orm(column_type = "Blob")]
    pub observer_index: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
