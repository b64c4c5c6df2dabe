//! Audits, with the sources, parties and places that everything else in them refers to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, date_null, json_binary, string, string_null, timestamp_with_time_zone, uuid,
};

use crate::shape::{create_indexes, drop_tables, named_of_audit, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(audit()).await?;
        // The pair is what the rows of an audit refer to.
        create_indexes(
            manager,
            [
                unique("audit", &["organisation_id", "id"]),
                unique("audit", &["organisation_id", "code"]),
                unique("audit", &["organisation_id", "number"]),
            ],
        )
        .await?;
        manager
            .create_table(
                named_of_audit("source")
                    .col(string("title"))
                    .col(string_null("publisher"))
                    .col(string_null("date"))
                    .col(string_null("url"))
                    .col(string_null("sha256"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                named_of_audit("party")
                    .col(string("name"))
                    .col(json_binary("roles"))
                    .col(string_null("identifier"))
                    .col(string_null("note"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                named_of_audit("place")
                    .col(string("name"))
                    .col(string_null("stratum"))
                    .col(string_null("note"))
                    .take(),
            )
            .await?;
        create_indexes(
            manager,
            ["source", "party", "place"].map(|table| unique(table, &["audit_id", "code"])),
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, ["place", "party", "source", "audit"]).await
    }
}

fn audit() -> TableCreateStatement {
    Table::create()
        .table("audit")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(big_integer("number"))
        .col(string("format"))
        .col(string("code"))
        .col(string("title"))
        .col(string_null("answer"))
        .col(string("standing").check(Expr::col("standing").is_in(["own", "practice", "restated"])))
        .col(json_binary("restated_from"))
        .col(date_null("as_of"))
        .col(json_binary("method"))
        .col(json_binary("does_not_say"))
        .col(big_integer("accounts_withdrawn"))
        .col(timestamp_with_time_zone("stored_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_audit_organisation")
                .from("audit", "organisation_id")
                .to("organisation", "id"),
        )
        .take()
}
