//! The table `draft`: visits that are being written down and were not sent yet. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::fieldwork::DraftVisit;
use crate::db::id::{AuditId, DraftId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DraftId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub client_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub writer: Vec<u8>,
    pub body: Encrypted<DraftVisit>,
    pub saved_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
