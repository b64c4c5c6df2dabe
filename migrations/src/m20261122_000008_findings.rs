//! Findings while people work on them, money with its entries, what parties were asked and answered, and what became of it
//! afterwards: problems, re-checks, hearings.
//!
//! As with field work, these tables name an audit without a reference to its row: a case is replaced by taking its rows away
//! and storing them again, and what people wrote and answered must outlive that.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, blob, blob_null, boolean, date, date_null, integer, integer_null, json_binary,
    string, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

use crate::shape::{create_indexes, drop_tables, index, to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            finding_draft(),
            finding_step(),
            money_record(),
            money_entry(),
            recommendation_draft(),
            reply_round(),
            reply_pass(),
            reply_answer(),
            reply_file(),
            reply_evaluation(),
            problem(),
            problem_step(),
            claim_reader(),
            recheck(),
            hearing(),
            letter(),
            clock_rules(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                unique("finding_draft", &["audit_id", "number"]),
                unique("finding_draft", &["audit_id", "code"]),
                unique("finding_step", &["audit_id", "finding", "number"]),
                unique("money_record", &["audit_id", "number"]),
                unique("money_record", &["audit_id", "code"]),
                unique("money_entry", &["audit_id", "line", "number"]),
                unique("recommendation_draft", &["audit_id", "number"]),
                unique("reply_round", &["audit_id", "number"]),
                unique("reply_round", &["token_hash"]),
                unique("reply_round", &["typed_hash"]),
                // Whose time runs out is looked for over the whole organisation, every day.
                index("reply_round", &["organisation_id", "sent", "last_day"]),
                unique("reply_pass", &["hash"]),
                index("reply_pass", &["audit_id", "round"]),
                index("reply_pass", &["until"]),
                unique("reply_answer", &["audit_id", "round", "number"]),
                unique("reply_file", &["audit_id", "round", "number"]),
                index("reply_file", &["blob_id"]),
                unique("reply_evaluation", &["audit_id", "round", "number"]),
                unique("problem", &["audit_id", "number"]),
                index("problem", &["organisation_id", "state"]),
                unique("problem_step", &["audit_id", "problem", "number"]),
                index("claim_reader", &["audit_id", "problem"]),
                unique("recheck", &["audit_id", "number"]),
                unique("hearing", &["audit_id", "number"]),
                unique("letter", &["audit_id", "number"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            [
                "clock_rules",
                "letter",
                "hearing",
                "recheck",
                "claim_reader",
                "problem_step",
                "problem",
                "reply_evaluation",
                "reply_file",
                "reply_answer",
                "reply_pass",
                "reply_round",
                "recommendation_draft",
                "money_entry",
                "money_record",
                "finding_step",
                "finding_draft",
            ],
        )
        .await
    }
}

fn of_audit(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("audit_id"))
        .foreign_key(&mut to(table, "organisation_id", "organisation"))
        .take()
}

fn finding_draft() -> TableCreateStatement {
    of_audit("finding_draft")
        .col(integer("number"))
        .col(string("code"))
        .col(string("stage"))
        .col(blob("body"))
        .col(blob("progress"))
        .take()
}

fn finding_step() -> TableCreateStatement {
    of_audit("finding_step")
        .col(integer("finding"))
        .col(integer("number"))
        .col(blob("body"))
        .col(timestamp_with_time_zone("taken_at"))
        .take()
}

fn money_record() -> TableCreateStatement {
    of_audit("money_record")
        .col(integer("number"))
        .col(string("code"))
        .col(blob("body"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .take()
}

fn money_entry() -> TableCreateStatement {
    of_audit("money_entry")
        .col(integer("line"))
        .col(integer("number"))
        .col(string("state"))
        .col(blob("body"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .take()
}

fn recommendation_draft() -> TableCreateStatement {
    of_audit("recommendation_draft")
        .col(integer("number"))
        .col(string("code"))
        .col(boolean("dropped"))
        .col(blob("body"))
        .take()
}

fn reply_round() -> TableCreateStatement {
    of_audit("reply_round")
        .col(integer("number"))
        .col(string("party"))
        .col(boolean("sent"))
        .col(date("last_day"))
        .col(blob_null("token_hash"))
        .col(blob_null("typed_hash"))
        .col(boolean("by_mail"))
        .col(blob("body"))
        .col(blob_null("invited"))
        .col(blob_null("typing"))
        .take()
}

fn reply_pass() -> TableCreateStatement {
    of_audit("reply_pass")
        .col(integer("round"))
        .col(string("kind"))
        .col(blob("hash"))
        .col(timestamp_with_time_zone("until"))
        .col(blob_null("code_hash"))
        .col(timestamp_with_time_zone_null("code_until"))
        .col(integer("tries"))
        .take()
}

fn reply_answer() -> TableCreateStatement {
    of_audit("reply_answer")
        .col(integer("round"))
        .col(integer("number"))
        .col(blob("body"))
        .col(blob_null("confirmed"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("received_at"))
        .take()
}

fn reply_file() -> TableCreateStatement {
    of_audit("reply_file")
        .col(integer("round"))
        .col(integer("number"))
        .col(string("code"))
        .col(uuid("blob_id"))
        .col(blob("sha256"))
        .col(big_integer("bytes"))
        .col(string("media_type"))
        .col(blob("about"))
        .col(timestamp_with_time_zone("received_at"))
        .foreign_key(&mut to("reply_file", "blob_id", "blob"))
        .take()
}

fn reply_evaluation() -> TableCreateStatement {
    of_audit("reply_evaluation")
        .col(integer("round"))
        .col(integer("number"))
        .col(blob("body"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .take()
}

fn problem() -> TableCreateStatement {
    of_audit("problem")
        .col(integer("number"))
        .col(string("code"))
        .col(string("finding"))
        .col(string("state"))
        .col(blob("body"))
        .take()
}

fn problem_step() -> TableCreateStatement {
    of_audit("problem_step")
        .col(integer("problem"))
        .col(integer("number"))
        .col(string("state"))
        .col(blob("body"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .take()
}

fn claim_reader() -> TableCreateStatement {
    of_audit("claim_reader")
        .col(integer("problem"))
        .col(blob("who"))
        .take()
}

fn recheck() -> TableCreateStatement {
    of_audit("recheck")
        .col(integer("number"))
        .col(integer("problem"))
        .col(integer_null("assignment"))
        .col(string("state"))
        .col(date_null("due"))
        .col(blob("body"))
        .take()
}

fn hearing() -> TableCreateStatement {
    of_audit("hearing")
        .col(integer("number"))
        .col(string("code"))
        .col(blob("body"))
        .take()
}

fn letter() -> TableCreateStatement {
    of_audit("letter")
        .col(integer("number"))
        .col(blob("body"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("kept_at"))
        .take()
}

fn clock_rules() -> TableCreateStatement {
    Table::create()
        .table("clock_rules")
        .col(uuid("organisation_id").primary_key())
        .col(json_binary("body"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("saved_at"))
        .foreign_key(&mut to("clock_rules", "organisation_id", "organisation"))
        .take()
}
