//! Work that waits to be done, and mail that waits to be sent. Both belong to an organisation: what the server
//! does for itself it does once for each of them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, json_binary, string, string_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

use crate::shape::{create_indexes, drop_tables, index, to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [job(), mail()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                // A run that is due once is queued once, whoever queues it.
                unique("job", &["organisation_id", "once"]),
                index("job", &["state", "run_at"]),
                index("mail", &["organisation_id", "state"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, ["mail", "job"]).await
    }
}

fn job() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(string("name"))
        .col(json_binary("payload"))
        .col(string("state"))
        .col(timestamp_with_time_zone("run_at"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(string_null("last_error"))
        .col(string_null("once"))
        .col(timestamp_with_time_zone("queued_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut to("job", "organisation_id", "organisation"))
        .take()
}

fn mail() -> TableCreateStatement {
    Table::create()
        .table("mail")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(string("name"))
        .col(string("message_id"))
        .col(string("state"))
        .col(sealed("recipient").not_null())
        .col(sealed("subject").not_null())
        .col(sealed("text").not_null())
        .col(sealed("html").not_null())
        .col(sealed("reply_to").null())
        .col(sealed("unsubscribe").null())
        .col(integer("attempts"))
        .col(string_null("last_error"))
        .col(timestamp_with_time_zone("queued_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut to("mail", "organisation_id", "organisation"))
        .take()
}

/// Bytes that only the program can open.
fn sealed(column: &'static str) -> ColumnDef {
    ColumnDef::new_with_type(column, ColumnType::VarBinary(StringLen::None))
}
