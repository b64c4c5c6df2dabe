//! The table `agreement_version`: originals and amendments. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{AgreementId, AgreementVersionId, AuditId, OrganisationId};
use crate::domain::agreement::Rate;
use crate::domain::code::Code;
use crate::domain::period::PartialDate;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementVersionId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub agreement_id: AgreementId,
    pub effective: Option<PartialDate>,
    pub changed: String,
    pub supersedes: Option<Code>,
    pub rate: Option<Json<Rate>>,
}

impl ActiveModelBehavior for ActiveModel {}
