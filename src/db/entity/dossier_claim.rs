//! The table `dossier_claim`: what was claimed under an agreement. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json};
use crate::db::id::{DossierClaimId, DossierId, ImportId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::figure::Figure;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_claim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DossierClaimId,
    pub organisation_id: OrganisationId,
    pub dossier_id: DossierId,
    pub position: i32,
    pub promise_code: Option<Code>,
    pub figure: Json<Figure>,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub pointer: Option<String>,
    pub as_published: Option<String>,
    pub import_id: Option<ImportId>,
    pub replaced_by: Option<ImportId>,
    pub by: i64,
    pub recorded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
