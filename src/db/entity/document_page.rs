//! The table `document_page`: the text of each page of a document. Not the questions asked of it.

use sea_orm::entity::prelude::*;

use super::Relation;
use crate::db::Encrypted;
use crate::db::id::{DocumentId, DocumentPageId, OrganisationId};
use crate::domain::page_text::PageText;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "document_page")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentPageId,
    pub organisation_id: OrganisationId,
    pub document_id: DocumentId,
    pub number: i32,
    pub words: Encrypted<PageText>,
}

impl ActiveModelBehavior for ActiveModel {}
