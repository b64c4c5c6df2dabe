//! The table `dossier_version`: what each version of an agreement says, never changed. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json};
use crate::db::id::{DossierId, DossierVersionId, ImportId, OrganisationId};
use crate::db::register::Pointers;
use crate::domain::code::Code;
use crate::domain::period::PartialDate;
use crate::domain::register::Terms;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DossierVersionId,
    pub organisation_id: OrganisationId,
    pub dossier_id: DossierId,
    pub number: i32,
    pub code: Code,
    pub effective: Option<PartialDate>,
    pub changed: String,
    pub terms: Json<Terms>,
    pub pointers: Json<Pointers>,
    pub said: Option<Json<Terms>>,
    pub import_id: Option<ImportId>,
    pub by: i64,
    pub recorded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
