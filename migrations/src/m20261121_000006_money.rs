//! Money lines and every state that each of them went through.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, json_binary, json_binary_null, string, string_null, uuid,
    uuid_null,
};

use crate::shape::{
    create_indexes, drop_tables, index, named_of_audit, of_audit, part_of, to, unique,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(money_line()).await?;
        manager.create_table(money_state()).await?;
        create_indexes(
            manager,
            [
                unique("money_line", &["audit_id", "code"]),
                index("money_line", &["obligation_id"]),
                index("money_line", &["sample_id"]),
                index("money_line", &["party_id"]),
                index("money_line", &["place_id"]),
                index("money_line", &["derivation_id"]),
                unique("money_state", &["money_line_id", "position"]),
                index("money_state", &["audit_id", "state"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, ["money_state", "money_line"]).await
    }
}

fn money_line() -> TableCreateStatement {
    named_of_audit("money_line")
        .col(uuid_null("obligation_id"))
        .col(string("title"))
        .col(string("basis"))
        .col(string("certainty"))
        .col(big_integer_null("lower_limit"))
        .col(string_null("lower_limit_text"))
        .col(string_null("currency"))
        .col(json_binary("rests_on"))
        .col(uuid_null("sample_id"))
        .col(uuid_null("party_id"))
        .col(uuid_null("place_id"))
        .col(json_binary_null("period"))
        .col(big_integer_null("of"))
        .col(string_null("of_text"))
        .col(string_null("of_counted_by"))
        .col(string_null("published_share"))
        .col(string_null("disjoint_group"))
        .col(uuid_null("derivation_id"))
        .col(string_null("note"))
        .foreign_key(&mut to("money_line", "obligation_id", "obligation"))
        .foreign_key(&mut to("money_line", "sample_id", "sample"))
        .foreign_key(&mut to("money_line", "party_id", "party"))
        .foreign_key(&mut to("money_line", "place_id", "place"))
        .foreign_key(&mut to("money_line", "derivation_id", "derivation"))
        .take()
}

fn money_state() -> TableCreateStatement {
    of_audit("money_state")
        .col(uuid("money_line_id"))
        .col(string("state"))
        .col(big_integer("amount"))
        .col(string("amount_text"))
        .col(string_null("date"))
        .col(string("counted_by"))
        .col(string_null("called"))
        .col(string_null("published_rate"))
        .col(json_binary("sources"))
        .foreign_key(&mut part_of("money_state", "money_line_id", "money_line"))
        .take()
}
