//! The table `records_request`: requests for documents. Not the questions asked of it.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{DossierId, OrganisationId, RecordsRequestId};
use crate::db::register::RequestWords;
use crate::domain::register::Outcome;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "records_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecordsRequestId,
    pub organisation_id: OrganisationId,
    pub dossier_id: DossierId,
    pub number: i64,
    pub said: Encrypted<RequestWords>,
    pub asked_on: NaiveDate,
    pub due_on: Option<NaiveDate>,
    pub answered_on: Option<NaiveDate>,
    pub outcome: Option<Outcome>,
    pub by: i64,
}

impl ActiveModelBehavior for ActiveModel {}
