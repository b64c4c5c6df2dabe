//! The table `import`: files that were taken in. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::{Instant, Json};
use crate::db::id::{ImportId, OrganisationId};
use crate::db::register::ImportState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    pub organisation_id: OrganisationId,
    pub number: i64,
    pub format: String,
    pub file_name: Option<Encrypted<String>>,
    pub sha256: String,
    pub bytes: i64,
    pub blob_id: Option<Uuid>,
    pub profile: Option<Json<serde_json::Value>>,
    pub state: ImportState,
    pub taken: i64,
    pub refused: i64,
    pub by: i64,
    pub made_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
