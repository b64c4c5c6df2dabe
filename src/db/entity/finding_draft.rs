//! The table `finding_draft`: findings while people work on them, and how far that is. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, FindingDraftId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::finding::{Draft, Progress, Stage};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "finding_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FindingDraftId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub code: Code,
    pub stage: Stage,
    pub body: Encrypted<Draft>,
    pub progress: Encrypted<Progress>,
}

impl ActiveModelBehavior for ActiveModel {}
