//! What was claimed, tallied, grouped and worked out: samples, figures, categories, sums, derivations.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date_null, integer, json_binary, json_binary_null,
    string, string_null, uuid_null,
};

use crate::shape::{create_indexes, drop_tables, index, named_of_audit, to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            sample(),
            figure(),
            category_set(),
            reconciliation(),
            derivation(),
        ] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                unique("sample", &["audit_id", "code"]),
                unique("figure", &["audit_id", "section", "code"]),
                index("figure", &["obligation_id"]),
                index("figure", &["party_id"]),
                index("figure", &["sample_id"]),
                index("figure", &["place_id"]),
                unique("category_set", &["audit_id", "code"]),
                index("category_set", &["obligation_id"]),
                index("category_set", &["sample_id"]),
                unique("reconciliation", &["audit_id", "code"]),
                unique("derivation", &["audit_id", "code"]),
                index("derivation", &["obligation_id"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            [
                "derivation",
                "reconciliation",
                "category_set",
                "figure",
                "sample",
            ],
        )
        .await
    }
}

fn sample() -> TableCreateStatement {
    named_of_audit("sample")
        .col(string("frame"))
        .col(string("unit"))
        .col(string("design"))
        .col(big_integer_null("universe"))
        .col(string_null("universe_counted_by"))
        .col(big_integer_null("seen"))
        .col(big_integer_null("decision_number"))
        .col(string_null("chosen_because"))
        .col(string("announced"))
        .col(json_binary_null("period"))
        .col(string_null("seed"))
        .col(boolean("visited"))
        .col(string_null("beyond"))
        .col(json_binary("sources"))
        .col(string_null("note"))
        .take()
}

/// `value` is the figure as it was stated; the columns from `quantity` to `not_applicable` are what of it can be
/// counted and summed beside single observations.
fn figure() -> TableCreateStatement {
    named_of_audit("figure")
        .col(string("section").check(Expr::col("section").is_in(["fact", "claim", "tally"])))
        .col(uuid_null("obligation_id"))
        .col(string("title"))
        .col(json_binary("value"))
        .col(big_integer_null("quantity"))
        .col(big_integer("in_order"))
        .col(big_integer("partly"))
        .col(big_integer("not_in_order"))
        .col(big_integer("not_inspectable"))
        .col(big_integer("refused"))
        .col(big_integer("not_applicable"))
        .col(string_null("unit"))
        .col(string("counted_by"))
        .col(uuid_null("party_id"))
        .col(string_null("how"))
        .col(string_null("tested"))
        .col(uuid_null("sample_id"))
        .col(boolean("full_count"))
        .col(json_binary_null("asked"))
        .col(json_binary("rests_on"))
        .col(string_null("visits"))
        .col(big_integer_null("observers"))
        .col(uuid_null("place_id"))
        .col(integer("slot").check(Expr::col("slot").gte(0)))
        .col(json_binary_null("period"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(string_null("published_share"))
        .col(string_null("also_given"))
        .col(json_binary("contradicts"))
        .col(boolean("context"))
        .col(string_null("set_aside"))
        .col(json_binary("sources"))
        .col(string_null("note"))
        .foreign_key(&mut to("figure", "obligation_id", "obligation"))
        .foreign_key(&mut to("figure", "party_id", "party"))
        .foreign_key(&mut to("figure", "sample_id", "sample"))
        .foreign_key(&mut to("figure", "place_id", "place"))
        .take()
}

fn category_set() -> TableCreateStatement {
    named_of_audit("category_set")
        .col(string("title"))
        .col(uuid_null("obligation_id"))
        .col(string("kind"))
        .col(big_integer("base"))
        .col(string("base_title"))
        .col(string("counted_by"))
        .col(string_null("how"))
        .col(uuid_null("sample_id"))
        .col(json_binary("categories"))
        .col(json_binary("groups"))
        .col(json_binary("sources"))
        .col(string_null("note"))
        .foreign_key(&mut to("category_set", "obligation_id", "obligation"))
        .foreign_key(&mut to("category_set", "sample_id", "sample"))
        .take()
}

fn reconciliation() -> TableCreateStatement {
    named_of_audit("reconciliation")
        .col(string("title"))
        .col(string("counted_by"))
        .col(string("unit"))
        .col(json_binary("parts"))
        .col(string_null("total"))
        .col(boolean("disjoint"))
        .col(json_binary("sources"))
        .col(string_null("note"))
        .take()
}

fn derivation() -> TableCreateStatement {
    named_of_audit("derivation")
        .col(string("title"))
        .col(uuid_null("obligation_id"))
        .col(json_binary("inputs"))
        .col(json_binary("steps"))
        .col(boolean("disjoint"))
        .col(string_null("note"))
        .foreign_key(&mut to("derivation", "obligation_id", "obligation"))
        .take()
}
