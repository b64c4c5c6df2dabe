//! The table `paired_test`: two who ask for the same, their records apart until both are in. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::fieldwork::PairedSetup;
use crate::db::id::{AuditId, OrganisationId, PairedTestId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "paired_test")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PairedTestId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub body: Encrypted<PairedSetup>,
    pub first: Option<i64>,
    pub second: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
