//! What was seen: visits and who made them, cells and the single observations in them, evidence, accounts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, blob_null, boolean, date, date_null, integer,
    json_binary_null, small_integer, string, string_null, uuid, uuid_null,
};

use crate::shape::{
    create_indexes, drop_tables, index, named_of_audit, of_audit, part_of, to, to_audit, unique,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            visit(),
            visit_observer(),
            cell(),
            seen_sum(),
            observation(),
            evidence(),
            account(),
        ] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                unique("visit", &["audit_id", "code"]),
                index("visit", &["place_id"]),
                index("visit", &["audit_id", "position"]),
                index("visit", &["audit_id", "first_day"]),
                index("visit_observer", &["visit_id", "observer_index"]),
                index("visit_observer", &["audit_id"]),
                unique("cell", &["obligation_id", "place_id", "slot", "purpose"]),
                index("cell", &["organisation_id", "audit_id"]),
                index("cell", &["place_id"]),
                unique("seen_sum", &["audit_id", "agreement_id"]),
                index("seen_sum", &["agreement_id"]),
                index("observation", &["audit_id", "position"]),
                index("observation", &["visit_id"]),
                // Everything that the comparison sums, in the order in which it groups.
                index("observation", &["cell_id", "seen", "value"]),
                unique("evidence", &["audit_id", "code"]),
                unique("evidence", &["organisation_id", "number"]),
                index("evidence", &["place_id"]),
                unique("account", &["audit_id", "code"]),
                index("account", &["obligation_id"]),
                index("account", &["place_id"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            [
                "account",
                "evidence",
                "observation",
                "seen_sum",
                "cell",
                "visit_observer",
                "visit",
            ],
        )
        .await
    }
}

fn visit() -> TableCreateStatement {
    named_of_audit("visit")
        .col(uuid("place_id"))
        .col(string("date"))
        .col(date("first_day"))
        .col(date("last_day"))
        .col(string_null("time"))
        .col(string("announced"))
        .col(string("access"))
        .col(string("purpose").check(Expr::col("purpose").is_in(["audit", "recheck"])))
        .col(blob_null("note"))
        .foreign_key(&mut to("visit", "place_id", "place"))
        .take()
}

/// Who made a visit: sealed, and beside it under which keyed hash the same person is counted once in the audit.
fn visit_observer() -> TableCreateStatement {
    of_audit("visit_observer")
        .col(uuid("visit_id"))
        .col(blob("observer"))
        .col(blob("observer_index"))
        .foreign_key(&mut part_of("visit_observer", "visit_id", "visit"))
        .take()
}

/// Units by what was seen of them, added up.
const SEEN: [&str; 7] = [
    "in_order",
    "partly",
    "not_in_order",
    "not_found",
    "not_inspectable",
    "refused",
    "not_applicable",
];

/// Where observations of one promise meet: one place, one period, one purpose of visits. The sums over them stand here too,
/// written in the transaction that writes the observations.
fn cell() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("cell")
        .col(big_integer("id").auto_increment().primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("audit_id"))
        .col(uuid("obligation_id"))
        .col(uuid("place_id"))
        .col(integer("slot").check(Expr::col("slot").gte(0)))
        .col(string("purpose").check(Expr::col("purpose").is_in(["audit", "recheck"])))
        .col(big_integer("visits"))
        .col(big_integer("observers"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(big_integer_null("value_sum"))
        .col(big_integer("value_count").default(0))
        .foreign_key(&mut to_audit("cell"))
        .foreign_key(&mut to("cell", "obligation_id", "obligation"))
        .foreign_key(&mut to("cell", "place_id", "place"));
    for column in SEEN {
        table.col(big_integer(column).default(0));
    }
    table.take()
}

/// The cells of an agreement added up, for what is asked on every view. Promises without an agreement have a row without one.
fn seen_sum() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("seen_sum")
        .col(big_integer("id").auto_increment().primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("audit_id"))
        .col(uuid_null("agreement_id"))
        .col(big_integer("cells"))
        .foreign_key(&mut to_audit("seen_sum"))
        .foreign_key(&mut part_of("seen_sum", "agreement_id", "agreement"));
    for column in SEEN {
        table.col(big_integer(column));
    }
    table.take()
}

/// `seen` is a number for the sake of the index over a million rows: 0 in order, 1 partly, 2 not in order,
/// 3 not found, 4 not inspectable, 5 refused, 6 not applicable. `value_text` is kept only where the words say
/// more than the number.
fn observation() -> TableCreateStatement {
    Table::create()
        .table("observation")
        .col(uuid("organisation_id"))
        .col(uuid("id"))
        .col(uuid("audit_id"))
        .col(integer("position"))
        .col(uuid("visit_id"))
        .col(big_integer("cell_id"))
        .col(small_integer("seen").check(Expr::col("seen").between(0, 6)))
        .col(big_integer_null("value"))
        .col(string_null("value_text"))
        .col(blob_null("note"))
        .col(json_binary_null("evidence"))
        .primary_key(Index::create().col("organisation_id").col("id"))
        .foreign_key(&mut to_audit("observation"))
        .foreign_key(&mut to("observation", "visit_id", "visit"))
        .foreign_key(&mut to("observation", "cell_id", "cell"))
        .take()
}

fn evidence() -> TableCreateStatement {
    named_of_audit("evidence")
        .col(big_integer("number"))
        .col(string("kind"))
        .col(string("title"))
        .col(string_null("described"))
        .col(string_null("file"))
        .col(string_null("sha256"))
        .col(string_null("date"))
        .col(uuid_null("place_id"))
        .col(blob_null("by"))
        .foreign_key(&mut to("evidence", "place_id", "place"))
        .take()
}

/// What users said: words, speaker, day and language in one sealed value, under a key of its own.
fn account() -> TableCreateStatement {
    named_of_audit("account")
        .col(uuid_null("obligation_id"))
        .col(uuid("subject_key_id"))
        .col(blob("said"))
        .col(
            string("consent")
                .check(Expr::col("consent").is_in(["internal", "funder", "provider", "public"])),
        )
        .col(boolean("read_back"))
        .col(uuid_null("place_id"))
        .foreign_key(&mut to("account", "obligation_id", "obligation"))
        .foreign_key(&mut to("account", "place_id", "place"))
        .take()
}
