//! The table `import_line`: what an import did, agreement by agreement, and what it did not take. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::Json;
use crate::db::id::{DossierId, ImportId, ImportLineId, OrganisationId};
use crate::db::register::LineOutcome;
use crate::domain::exchange::Note;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportLineId,
    pub organisation_id: OrganisationId,
    pub import_id: ImportId,
    pub position: i32,
    pub outcome: LineOutcome,
    pub dossier_id: Option<DossierId>,
    pub added_version: Option<i32>,
    pub note: Option<Json<Note>>,
}

impl ActiveModelBehavior for ActiveModel {}
