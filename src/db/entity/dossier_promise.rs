//! The table `dossier_promise`: promises of the register with their numbers and days. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{DossierId, DossierPromiseId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::obligation::Kind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_promise")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DossierPromiseId,
    pub organisation_id: OrganisationId,
    pub dossier_id: DossierId,
    pub number: i32,
    pub code: Code,
    pub promise: String,
    pub kind: Kind,
    pub unit: String,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub stands: bool,
}

impl ActiveModelBehavior for ActiveModel {}
