//! The table `money_record`: money lines of audits of one's own, without their states. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::columns::Instant;
use crate::db::id::{AuditId, MoneyRecordId, OrganisationId};
use crate::domain::code::Code;
use crate::domain::money_line::MoneyLine;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "money_record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MoneyRecordId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub number: i32,
    pub code: Code,
    pub body: Encrypted<MoneyLine>,
    pub by: i64,
    pub recorded_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
