//! The table `site`: sites, assets and groups of the register. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::id::{OrganisationId, SiteId};
use crate::domain::site::SiteKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteId,
    pub organisation_id: OrganisationId,
    pub number: i64,
    pub name: String,
    pub name_key: String,
    pub kind: SiteKind,
    pub stratum: Option<String>,
    pub latitude: Option<String>,
    pub longitude: Option<String>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
