//! The table `claim_reader`: who has read that a problem is said to be fixed. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::findings::ClaimReader;
use crate::db::id::{AuditId, ClaimReaderId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "claim_reader")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClaimReaderId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub problem: i32,
    pub who: Encrypted<ClaimReader>,
}

impl ActiveModelBehavior for ActiveModel {}
