//! The evidence log of each organisation: its key, its events, the hashes of its tree, its signed heads, and the
//! subjects of what keeps its name when its row is replaced.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, blob, blob_null, small_integer, string, text, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let log = Table::create()
            .table("log")
            .col(uuid("organisation_id").primary_key())
            .col(string("origin").unique_key())
            .col(blob("public_key"))
            .col(blob("signing_key"))
            .foreign_key(&mut to_organisation("log"))
            .take();
        let event = Table::create()
            .table("log_event")
            .col(uuid("organisation_id"))
            .col(big_integer("seq"))
            .col(uuid("subject"))
            .col(blob_null("salt"))
            .col(blob_null("body"))
            .col(blob_null("opening"))
            .col(uuid_null("subject_key_id"))
            .primary_key(Index::create().col("organisation_id").col("seq"))
            .foreign_key(&mut to_organisation("log_event"))
            .take();
        let node = Table::create()
            .table("log_node")
            .col(uuid("organisation_id"))
            .col(small_integer("level"))
            .col(big_integer("position"))
            .col(blob("hash"))
            .primary_key(
                Index::create()
                    .col("organisation_id")
                    .col("level")
                    .col("position"),
            )
            .foreign_key(&mut to_organisation("log_node"))
            .take();
        let checkpoint = Table::create()
            .table("log_checkpoint")
            .col(uuid("organisation_id"))
            .col(big_integer("size"))
            .col(text("note"))
            .primary_key(Index::create().col("organisation_id").col("size"))
            .foreign_key(&mut to_organisation("log_checkpoint"))
            .take();
        let subject = Table::create()
            .table("log_subject")
            .col(uuid("organisation_id"))
            .col(uuid("audit_id"))
            .col(string("name"))
            .col(uuid("subject"))
            .primary_key(
                Index::create()
                    .col("organisation_id")
                    .col("audit_id")
                    .col("name"),
            )
            // Not to the audit: a subject outlives the row that is replaced.
            .foreign_key(&mut to_organisation("log_subject"))
            .take();
        for table in [log, event, node, checkpoint, subject] {
            manager.create_table(table).await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("ix_log_event_organisation_id_subject")
                    .table("log_event")
                    .col("organisation_id")
                    .col("subject")
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "log_subject",
            "log_checkpoint",
            "log_node",
            "log_event",
            "log",
        ];
        for table in tables {
            manager
                .drop_table(Table::drop().table(table).take())
                .await?;
        }
        Ok(())
    }
}

fn to_organisation(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_organisation"))
        .from(table, "organisation_id")
        .to("organisation", "id")
        .take()
}
