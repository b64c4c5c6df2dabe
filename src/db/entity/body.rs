//! The table `body`: bodies and groups named in the register. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Json;
use crate::db::id::{BodyId, OrganisationId};
use crate::domain::party::Role;
use serde::{Deserialize, Serialize};

/// The number of a body that this one was said not to be, and the number of the member who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    pub body: i64,
    pub by: i64,
}

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "body")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BodyId,
    pub organisation_id: OrganisationId,
    pub number: i64,
    pub name: String,
    pub name_key: String,
    pub person_name: Option<Encrypted<String>>,
    pub roles: Json<Vec<Role>>,
    pub note: Option<String>,
    pub same_as: Option<BodyId>,
    pub decided_by: Option<i64>,
    pub apart: Json<Vec<Apart>>,
}

impl ActiveModelBehavior for ActiveModel {}
