//! What was answered, concluded and asked, and what happened when.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, json_binary, string, string_null, uuid};

use crate::shape::{create_indexes, drop_tables, index, named_of_audit, of_audit, to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [response(), finding(), recommendation(), event()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                unique("response", &["audit_id", "code"]),
                index("response", &["party_id"]),
                unique("finding", &["audit_id", "code"]),
                unique("finding", &["organisation_id", "number"]),
                unique("recommendation", &["audit_id", "code"]),
                index("recommendation", &["party_id"]),
                index("event", &["audit_id"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, ["event", "recommendation", "finding", "response"]).await
    }
}

fn response() -> TableCreateStatement {
    named_of_audit("response")
        .col(uuid("party_id"))
        .col(string("state"))
        .col(boolean("state_derived"))
        .col(string_null("date"))
        .col(json_binary("obligations"))
        .col(json_binary("findings"))
        .col(json_binary("recommendations"))
        .col(json_binary("sent"))
        .col(json_binary("points"))
        .col(json_binary("sources"))
        .col(string_null("note"))
        .foreign_key(&mut to("response", "party_id", "party"))
        .take()
}

fn finding() -> TableCreateStatement {
    named_of_audit("finding")
        .col(big_integer("number"))
        .col(string("title"))
        .col(json_binary("obligations"))
        .col(string_null("criteria"))
        .col(string("condition"))
        .col(string("cause_certainty"))
        .col(string_null("cause"))
        .col(string_null("effect"))
        .col(boolean("positive"))
        .col(json_binary("addressees"))
        .col(string("counted_by"))
        .col(json_binary("evidence"))
        .col(string_null("repeat_of"))
        .col(json_binary("sources"))
        .take()
}

fn recommendation() -> TableCreateStatement {
    named_of_audit("recommendation")
        .col(uuid("party_id"))
        .col(string_null("office"))
        .col(string("action"))
        .col(string_null("due"))
        .col(json_binary("findings"))
        .foreign_key(&mut to("recommendation", "party_id", "party"))
        .take()
}

fn event() -> TableCreateStatement {
    of_audit("event")
        .col(string_null("date"))
        .col(string_null("to"))
        .col(string("what"))
        .col(boolean("since"))
        .col(json_binary("obligations"))
        .col(string_null("counted_by"))
        .col(json_binary("sources"))
        .take()
}
