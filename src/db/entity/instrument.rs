//! The table `instrument`: what is asked on a visit, by version, never changed. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::columns::{Instant, Json};
use crate::db::id::{AuditId, InstrumentId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::instrument::Instrument;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "instrument")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InstrumentId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub code: Code,
    pub version: i32,
    pub body: Json<Instrument>,
    #[sea_orm(column_type = "Blob")]
    pub sha256: Vec<u8>,
    pub by: i64,
    pub made_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
