//! What was promised: agreements with their versions and payments, obligations with their criteria.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, boolean_null, date_null, integer, json_binary,
    json_binary_null, string, string_null, uuid, uuid_null,
};

use crate::shape::{
    create_indexes, drop_tables, index, named_of_audit, of_audit, part_of, to, unique,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            agreement(),
            agreement_version(),
            payment(),
            obligation(),
            criterion(),
            slice_target(),
        ] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                unique("agreement", &["audit_id", "code"]),
                unique("agreement", &["organisation_id", "number"]),
                unique("agreement_version", &["agreement_id", "code"]),
                index("agreement_version", &["audit_id"]),
                unique("payment", &["audit_id", "code"]),
                index("payment", &["agreement_id"]),
                unique("obligation", &["audit_id", "code"]),
                unique("obligation", &["organisation_id", "number"]),
                index("obligation", &["agreement_id"]),
                unique("criterion", &["obligation_id", "code"]),
                index("criterion", &["audit_id"]),
                index("slice_target", &["audit_id", "obligation_id"]),
                index("slice_target", &["obligation_id"]),
                index("slice_target", &["criterion_id"]),
                index("slice_target", &["place_id"]),
                index("slice_target", &["party_id"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            [
                "slice_target",
                "criterion",
                "obligation",
                "payment",
                "agreement_version",
                "agreement",
            ],
        )
        .await
    }
}

fn agreement() -> TableCreateStatement {
    named_of_audit("agreement")
        .col(big_integer("number"))
        .col(string("title"))
        .col(string("kind"))
        .col(json_binary("funders"))
        .col(json_binary("providers"))
        .col(json_binary("subcontractors"))
        .col(string_null("currency"))
        .col(big_integer_null("value"))
        .col(string_null("value_text"))
        .col(json_binary_null("period"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(string("payment_basis"))
        .col(string_null("covers"))
        .col(string_null("obtained"))
        .col(json_binary("sources"))
        .col(string_null("note"))
        .take()
}

fn agreement_version() -> TableCreateStatement {
    named_of_audit("agreement_version")
        .col(uuid("agreement_id"))
        .col(string_null("effective"))
        .col(string("changed"))
        .col(string_null("supersedes"))
        .col(json_binary_null("rate"))
        .foreign_key(&mut part_of(
            "agreement_version",
            "agreement_id",
            "agreement",
        ))
        .take()
}

fn payment() -> TableCreateStatement {
    named_of_audit("payment")
        .col(uuid("agreement_id"))
        .col(string("title"))
        .col(big_integer("amount"))
        .col(string("amount_text"))
        .col(json_binary_null("period"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(string("coverage"))
        .col(string_null("covers"))
        .col(string("counted_by"))
        .col(json_binary("sources"))
        .col(string_null("note"))
        .foreign_key(&mut to("payment", "agreement_id", "agreement"))
        .take()
}

/// `price` is the price of one unit, or the lower end of it, where it is a number; `unit_price` says the rest.
fn obligation() -> TableCreateStatement {
    named_of_audit("obligation")
        .col(big_integer("number"))
        .col(uuid_null("agreement_id"))
        .col(string("promise"))
        .col(string("kind"))
        .col(string("unit"))
        .col(json_binary_null("clause"))
        .col(json_binary_null("period"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(json_binary("places"))
        .col(json_binary("split_by"))
        .col(json_binary_null("unit_price"))
        .col(big_integer_null("price"))
        .col(boolean_null("paid_by_result"))
        .col(boolean_null("tested"))
        .col(string_null("penalty"))
        .col(string_null("weight"))
        .col(string_null("proof"))
        .col(string_null("unclear"))
        .col(string_null("note"))
        .foreign_key(&mut to("obligation", "agreement_id", "agreement"))
        .take()
}

fn criterion() -> TableCreateStatement {
    named_of_audit("criterion")
        .col(uuid("obligation_id"))
        .col(json_binary("target"))
        .col(string_null("of"))
        .col(string_null("tolerance"))
        .col(boolean("pro_rata"))
        .col(string("rank"))
        .col(string_null("counted_by"))
        .col(string_null("reading"))
        .col(json_binary("held_by"))
        .col(string_null("payment_basis"))
        .col(string_null("other_wording_of"))
        .col(json_binary_null("ended"))
        .col(string_null("dated"))
        .col(json_binary("sources"))
        .foreign_key(&mut part_of("criterion", "obligation_id", "obligation"))
        .take()
}

/// A target for one place, period or party. `slot` numbers the periods of an obligation from 1 and is 0 where
/// no period is named; `low` and `high` are the ends of the target where it is a number.
fn slice_target() -> TableCreateStatement {
    of_audit("slice_target")
        .col(uuid("obligation_id"))
        .col(uuid("criterion_id"))
        .col(uuid_null("place_id"))
        .col(uuid_null("party_id"))
        .col(integer("slot").check(Expr::col("slot").gte(0)))
        .col(json_binary_null("period"))
        .col(json_binary("target"))
        .col(big_integer_null("low"))
        .col(big_integer_null("high"))
        .foreign_key(&mut to("slice_target", "obligation_id", "obligation"))
        .foreign_key(&mut part_of("slice_target", "criterion_id", "criterion"))
        .foreign_key(&mut to("slice_target", "place_id", "place"))
        .foreign_key(&mut to("slice_target", "party_id", "party"))
        .take()
}
