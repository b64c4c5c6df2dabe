//! The table `visit`: one visit to one place. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{AuditId, OrganisationId, PlaceId, VisitId};
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, VisitPurpose};
use crate::domain::period::PartialDate;
use crate::domain::sample::Announced;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VisitId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub position: i32,
    pub code: Code,
    pub place_id: PlaceId,
    pub date: PartialDate,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    pub time: Option<String>,
    pub announced: Announced,
    pub access: AccessGiven,
    pub purpose: VisitPurpose,
    pub note: Option<Encrypted<String>>,
}

impl ActiveModelBehavior for ActiveModel {}
