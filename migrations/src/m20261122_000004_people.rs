//! People: who signs in, what they are in which organisation, and the codes, sessions and tokens that let them in.
//! Names are sealed; codes and tokens are there by their hashes only.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, blob_null, boolean, date_null, integer, string,
    string_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::shape::{create_indexes, drop_tables, index, part_of, to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("organisation")
                    .add_column(string_null("work_name"))
                    .take(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("organisation")
                    .add_column(string_null("language"))
                    .take(),
            )
            .await?;
        for table in [
            person(),
            recovery_code(),
            member(),
            ticket(),
            session(),
            api_token(),
            throttle(),
            access_entry(),
        ] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                unique("person", &["organisation_id", "name_index"]),
                index("recovery_code", &["organisation_id"]),
                index("recovery_code", &["person_id"]),
                unique("member", &["organisation_id", "number"]),
                unique("member", &["person_id", "organisation_id"]),
                unique("ticket", &["hash"]),
                index("ticket", &["organisation_id", "kind"]),
                index("ticket", &["person_id"]),
                unique("session", &["hash"]),
                index("session", &["organisation_id"]),
                index("session", &["person_id"]),
                unique("api_token", &["hash"]),
                index("api_token", &["organisation_id"]),
                index("api_token", &["member_id"]),
                unique("throttle", &["organisation_id", "whose"]),
                unique(
                    "access_entry",
                    &["organisation_id", "at", "number", "what", "subject"],
                ),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            [
                "access_entry",
                "throttle",
                "api_token",
                "session",
                "ticket",
                "member",
                "recovery_code",
                "person",
            ],
        )
        .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("organisation")
                    .drop_column("language")
                    .take(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("organisation")
                    .drop_column("work_name")
                    .take(),
            )
            .await
    }
}

/// A table whose rows have an id and belong to an organisation.
fn of_organisation(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .foreign_key(&mut to(table, "organisation_id", "organisation"))
        .take()
}

fn person() -> TableCreateStatement {
    of_organisation("person")
        .col(uuid("subject_key_id"))
        .col(blob("name_index"))
        .col(blob("sign_in_name"))
        .col(string("password"))
        .col(blob_null("second_factor"))
        .col(boolean("second_factor_on"))
        .col(big_integer_null("last_step"))
        .take()
}

fn recovery_code() -> TableCreateStatement {
    of_organisation("recovery_code")
        .col(uuid("person_id"))
        .col(blob("hash"))
        .col(boolean("used"))
        .foreign_key(&mut part_of("recovery_code", "person_id", "person"))
        .take()
}

fn member() -> TableCreateStatement {
    of_organisation("member")
        .col(uuid("person_id"))
        .col(uuid("subject_key_id"))
        .col(big_integer("number"))
        .col(string("role"))
        .col(blob("name"))
        .col(timestamp_with_time_zone_null("disabled_at"))
        .col(string_null("language"))
        .col(boolean("weekly"))
        .col(boolean("news"))
        .foreign_key(&mut part_of("member", "person_id", "person"))
        .take()
}

fn ticket() -> TableCreateStatement {
    of_organisation("ticket")
        .col(string("kind"))
        .col(blob("hash"))
        .col(string_null("role"))
        .col(uuid_null("person_id"))
        .col(blob_null("note"))
        .col(timestamp_with_time_zone("until"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .foreign_key(&mut part_of("ticket", "person_id", "person"))
        .take()
}

fn session() -> TableCreateStatement {
    of_organisation("session")
        .col(blob("hash"))
        .col(uuid("person_id"))
        .col(uuid_null("chosen"))
        .col(boolean("passed"))
        .col(timestamp_with_time_zone("began_at"))
        .col(timestamp_with_time_zone("seen_at"))
        .foreign_key(&mut part_of("session", "person_id", "person"))
        .take()
}

fn api_token() -> TableCreateStatement {
    of_organisation("api_token")
        .col(uuid("member_id"))
        .col(blob("name"))
        .col(blob("hash"))
        .col(string("scopes"))
        .col(timestamp_with_time_zone("until"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .col(date_null("used_on"))
        .foreign_key(&mut part_of("api_token", "member_id", "member"))
        .take()
}

fn throttle() -> TableCreateStatement {
    of_organisation("throttle")
        .col(blob("whose"))
        .col(integer("failed"))
        .col(timestamp_with_time_zone("last_at"))
        .take()
}

fn access_entry() -> TableCreateStatement {
    of_organisation("access_entry")
        .col(timestamp_with_time_zone("at"))
        .col(big_integer("number"))
        .col(string("what"))
        .col(string("subject"))
        .take()
}
