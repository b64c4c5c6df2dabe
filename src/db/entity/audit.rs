//! The table `audit`: one row for each audit. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json, StandingWord};
use crate::db::id::{AuditId, OrganisationId};
use crate::domain::case::{Format, Method, RestatedFrom};
use crate::domain::code::Code;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditId,
    pub organisation_id: OrganisationId,
    pub number: i64,
    pub format: Format,
    pub code: Code,
    pub title: String,
    pub answer: Option<String>,
    pub standing: StandingWord,
    pub restated_from: Json<Vec<RestatedFrom>>,
    pub as_of: Option<NaiveDate>,
    pub method: Json<Method>,
    pub does_not_say: Json<Vec<String>>,
    pub accounts_withdrawn: i64,
    pub stored_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
