//! The table `field_code`: who stands behind the code of an audit, sealed. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::fieldwork::Who;
use crate::db::id::{AuditId, FieldCodeId, OrganisationId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "field_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FieldCodeId,
    pub organisation_id: OrganisationId,
    pub audit_id: AuditId,
    pub code: String,
    pub who: Encrypted<Who>,
    pub retired_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
