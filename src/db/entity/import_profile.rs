//! The table `import_profile`: how the columns of a table are read, under a name. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json};
use crate::db::id::{ImportProfileId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_profile")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportProfileId,
    pub organisation_id: OrganisationId,
    pub name: String,
    pub version: i32,
    pub profile: Json<serde_json::Value>,
    pub saved_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
