//! Organisations, and the numbers that each of them has given.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, timestamp_with_time_zone, uuid};

use crate::shape::{drop_tables, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("organisation")
                    .col(uuid("id").primary_key())
                    .col(string("code"))
                    .col(string("name"))
                    .col(string("zone"))
                    .col(timestamp_with_time_zone("created_at"))
                    .take(),
            )
            .await?;
        manager
            .create_index(unique("organisation", &["code"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("counter")
                    .col(uuid("organisation_id"))
                    .col(string("series"))
                    .col(big_integer("next").check(Expr::col("next").gte(1)))
                    .primary_key(Index::create().col("organisation_id").col("series"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_counter_organisation")
                            .from("counter", "organisation_id")
                            .to("organisation", "id"),
                    )
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, ["counter", "organisation"]).await
    }
}
