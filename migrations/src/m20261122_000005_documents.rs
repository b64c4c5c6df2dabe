//! Documents: stored files, what they are, and the text of their pages. Contents, titles and texts are sealed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, blob, boolean, integer, string, timestamp_with_time_zone, uuid,
};

use crate::shape::{create_indexes, drop_tables, index, part_of, to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [stored_blob(), document(), document_page()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                index("blob", &["organisation_id", "bytes"]),
                unique("document", &["organisation_id", "number"]),
                unique("document", &["organisation_id", "sha256"]),
                unique("document", &["blob_id"]),
                index("document_page", &["organisation_id", "document_id"]),
                unique("document_page", &["document_id", "number"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, ["document_page", "document", "blob"]).await
    }
}

fn of_organisation(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .foreign_key(&mut to(table, "organisation_id", "organisation"))
        .take()
}

fn stored_blob() -> TableCreateStatement {
    of_organisation("blob")
        .col(blob("sha256"))
        .col(big_integer("bytes"))
        .col(blob("wrapped"))
        .take()
}

fn document() -> TableCreateStatement {
    of_organisation("document")
        .col(big_integer("number"))
        .col(uuid("blob_id"))
        .col(blob("sha256"))
        .col(string("media_type"))
        .col(blob("title"))
        .col(timestamp_with_time_zone("stored_at"))
        .col(integer("pages"))
        .col(boolean("has_text"))
        .foreign_key(&mut to("document", "blob_id", "blob"))
        .take()
}

fn document_page() -> TableCreateStatement {
    of_organisation("document_page")
        .col(uuid("document_id"))
        .col(integer("number"))
        .col(blob("words"))
        .foreign_key(&mut part_of("document_page", "document_id", "document"))
        .take()
}
