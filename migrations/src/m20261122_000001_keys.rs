//! Keys: one for each organisation, one for each subject, each wrapped under the key above it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{blob, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("organisation_key")
                    .col(uuid("organisation_id").primary_key())
                    .col(blob("wrapped"))
                    .foreign_key(&mut to_organisation("organisation_key"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("subject_key")
                    .col(uuid("id").primary_key())
                    .col(uuid("organisation_id"))
                    .col(blob("wrapped"))
                    .foreign_key(&mut to_organisation("subject_key"))
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_subject_key_organisation_id")
                    .table("subject_key")
                    .col("organisation_id")
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["subject_key", "organisation_key"] {
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
