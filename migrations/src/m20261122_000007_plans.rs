//! How an audit of one's own is planned and carried out: plans and what departed from them, lists that were sealed, what is
//! asked on a visit, who goes where, what came in and how it was checked.
//!
//! These tables name an audit without a reference to its row: a case is replaced by taking its rows away and storing them
//! again, and what people planned and sent must outlive that.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, blob_null, boolean, date, date_null, integer, json_binary,
    string, string_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::shape::{create_indexes, drop_tables, index, part_of, to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            plan(),
            deviation(),
            sealed_list(),
            substitution(),
            instrument(),
            field_code(),
            assignment(),
            spent(),
            milestone(),
            submission(),
            came_count(),
            submission_file(),
            review(),
            sheet(),
            paired_test(),
            draft(),
            boundary(),
            calendar_feed(),
            device(),
            device_link(),
            upload(),
            evidence_link(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                unique("plan", &["audit_id", "number"]),
                unique("deviation", &["audit_id", "number"]),
                unique("sealed_list", &["audit_id", "plan_number"]),
                unique("substitution", &["audit_id", "number"]),
                unique("instrument", &["audit_id", "code", "version"]),
                unique("field_code", &["audit_id", "code"]),
                unique("assignment", &["audit_id", "number"]),
                unique("spent", &["audit_id", "number"]),
                unique("milestone", &["audit_id", "number"]),
                unique("boundary", &["audit_id"]),
                unique("calendar_feed", &["hash"]),
                index("calendar_feed", &["audit_id"]),
                unique("submission", &["organisation_id", "client_id"]),
                unique("submission", &["organisation_id", "number"]),
                // Pages of the queue go on from a number, newest first.
                index("submission", &["audit_id", "number"]),
                index("submission", &["audit_id", "state", "number"]),
                index("submission", &["audit_id", "place", "number"]),
                index("submission", &["audit_id", "corrects"]),
                unique("submission", &["slip_hash"]),
                unique("submission_file", &["submission_id", "number"]),
                index("submission_file", &["organisation_id", "submission_id"]),
                index("submission_file", &["blob_id"]),
                index("submission_file", &["copy_blob_id"]),
                index("submission_file", &["preview_blob_id"]),
                index("sheet", &["blob_id"]),
                index("review", &["organisation_id", "submission_id"]),
                unique("review", &["submission_id", "number"]),
                unique("sheet", &["audit_id", "code"]),
                unique("paired_test", &["audit_id", "number"]),
                unique("draft", &["organisation_id", "client_id"]),
                unique("device", &["hash"]),
                unique("device", &["organisation_id", "number"]),
                index("device", &["audit_id"]),
                unique("device_link", &["hash"]),
                index("device_link", &["audit_id"]),
                index("upload", &["organisation_id", "client_id"]),
                index("upload", &["until"]),
                unique("evidence_link", &["audit_id", "number"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            [
                "evidence_link",
                "upload",
                "device_link",
                "device",
                "calendar_feed",
                "boundary",
                "draft",
                "paired_test",
                "sheet",
                "review",
                "submission_file",
                "came_count",
                "submission",
                "milestone",
                "spent",
                "assignment",
                "field_code",
                "instrument",
                "substitution",
                "sealed_list",
                "deviation",
                "plan",
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

fn numbered(table: &'static str) -> TableCreateStatement {
    of_audit(table).col(integer("number")).take()
}

fn plan() -> TableCreateStatement {
    numbered("plan")
        .col(string("state"))
        .col(blob("body"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("saved_at"))
        .col(timestamp_with_time_zone_null("locked_at"))
        .col(blob_null("sha256"))
        .col(blob_null("sealed"))
        .take()
}

fn deviation() -> TableCreateStatement {
    numbered("deviation")
        .col(integer("plan_number"))
        .col(blob("body"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .take()
}

fn boundary() -> TableCreateStatement {
    of_audit("boundary")
        .col(blob("areas"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("given_at"))
        .take()
}

fn calendar_feed() -> TableCreateStatement {
    of_audit("calendar_feed")
        .col(blob("hash"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("made_at"))
        .take()
}

fn sealed_list() -> TableCreateStatement {
    of_audit("sealed_list")
        .col(integer("plan_number"))
        .col(blob("sha256"))
        .col(json_binary("units"))
        .col(timestamp_with_time_zone("sealed_at"))
        .take()
}

fn substitution() -> TableCreateStatement {
    numbered("substitution")
        .col(string("taken_out"))
        .col(string("taken_in"))
        .col(string("reason"))
        .col(blob_null("note"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .take()
}

fn instrument() -> TableCreateStatement {
    of_audit("instrument")
        .col(string("code"))
        .col(integer("version"))
        .col(json_binary("body"))
        .col(blob("sha256"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("made_at"))
        .take()
}

fn field_code() -> TableCreateStatement {
    of_audit("field_code")
        .col(string("code"))
        .col(blob("who"))
        .col(date_null("retired_on"))
        .take()
}

fn assignment() -> TableCreateStatement {
    numbered("assignment")
        .col(string("place"))
        .col(string("instrument"))
        .col(blob_null("code"))
        .col(date_null("due"))
        .col(string_null("slot"))
        .col(string("state"))
        .take()
}

fn spent() -> TableCreateStatement {
    numbered("spent").col(blob("body")).take()
}

fn milestone() -> TableCreateStatement {
    numbered("milestone")
        .col(string("kind"))
        .col(date("on"))
        .col(blob_null("note"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .take()
}

fn submission() -> TableCreateStatement {
    of_audit("submission")
        .col(big_integer("number"))
        .col(uuid("client_id"))
        .col(blob("content"))
        .col(string("origin"))
        .col(string("instrument"))
        .col(integer("instrument_version"))
        .col(string("place"))
        .col(string("state"))
        .col(boolean("before_plan"))
        .col(blob("slip_hash"))
        .col(blob_null("body"))
        .col(blob_null("arrival"))
        .col(big_integer("log_seq"))
        .col(big_integer_null("corrects"))
        .col(string_null("visit"))
        .col(date("received_on"))
        .take()
}

/// How much came in by how far checking is, kept with every change, so that nobody counts a hundred thousand rows to show it.
fn came_count() -> TableCreateStatement {
    Table::create()
        .table("came_count")
        .col(uuid("organisation_id"))
        .col(uuid("audit_id"))
        .col(string("state"))
        .col(big_integer("count"))
        .primary_key(
            Index::create()
                .col("organisation_id")
                .col("audit_id")
                .col("state"),
        )
        .foreign_key(&mut to("came_count", "organisation_id", "organisation"))
        .take()
}

fn submission_file() -> TableCreateStatement {
    Table::create()
        .table("submission_file")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("submission_id"))
        .col(integer("number"))
        .col(blob("sha256"))
        .col(big_integer("bytes"))
        .col(string("media_type"))
        .col(uuid_null("blob_id"))
        .col(blob("about"))
        .col(uuid_null("copy_blob_id"))
        .col(blob_null("copy_sha256"))
        .col(uuid_null("preview_blob_id"))
        .col(boolean("withheld"))
        .foreign_key(&mut to(
            "submission_file",
            "organisation_id",
            "organisation",
        ))
        .foreign_key(&mut part_of(
            "submission_file",
            "submission_id",
            "submission",
        ))
        .foreign_key(&mut to("submission_file", "blob_id", "blob"))
        .foreign_key(&mut to("submission_file", "copy_blob_id", "blob"))
        .foreign_key(&mut to("submission_file", "preview_blob_id", "blob"))
        .take()
}

fn review() -> TableCreateStatement {
    Table::create()
        .table("review")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(uuid("submission_id"))
        .col(integer("number"))
        .col(string("decision"))
        .col(string_null("reason"))
        .col(blob_null("note"))
        .col(blob("by"))
        .col(integer("rules"))
        .col(timestamp_with_time_zone("decided_at"))
        .foreign_key(&mut to("review", "organisation_id", "organisation"))
        .foreign_key(&mut part_of("review", "submission_id", "submission"))
        .take()
}

fn sheet() -> TableCreateStatement {
    of_audit("sheet")
        .col(string("code"))
        .col(string("instrument"))
        .col(integer("instrument_version"))
        .col(string_null("place"))
        .col(uuid_null("blob_id"))
        .col(blob_null("first"))
        .col(blob_null("second"))
        .col(big_integer_null("settled_as"))
        .foreign_key(&mut to("sheet", "blob_id", "blob"))
        .take()
}

fn paired_test() -> TableCreateStatement {
    numbered("paired_test")
        .col(blob("body"))
        .col(big_integer_null("first"))
        .col(big_integer_null("second"))
        .take()
}

fn draft() -> TableCreateStatement {
    of_audit("draft")
        .col(uuid("client_id"))
        .col(blob("writer"))
        .col(blob("body"))
        .col(timestamp_with_time_zone("saved_at"))
        .take()
}

fn device() -> TableCreateStatement {
    of_audit("device")
        .col(big_integer("number"))
        .col(string("code"))
        .col(blob("name"))
        .col(blob("hash"))
        .col(date("added_on"))
        .col(timestamp_with_time_zone("until"))
        .col(date_null("used_on"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .take()
}

fn device_link() -> TableCreateStatement {
    of_audit("device_link")
        .col(string("code"))
        .col(blob("hash"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("until"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .col(big_integer_null("device"))
        .col(blob_null("nonce"))
        .take()
}

fn upload() -> TableCreateStatement {
    Table::create()
        .table("upload")
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .col(blob("by"))
        .col(uuid("client_id"))
        .col(blob("sha256"))
        .col(big_integer("bytes"))
        .col(big_integer("arrived"))
        .col(big_integer("sealed"))
        .col(blob("metadata"))
        .col(blob("wrapped"))
        .col(timestamp_with_time_zone("until"))
        .col(boolean("done"))
        .foreign_key(&mut to("upload", "organisation_id", "organisation"))
        .take()
}

fn evidence_link() -> TableCreateStatement {
    numbered("evidence_link")
        .col(blob("body"))
        .col(boolean("dropped"))
        .take()
}
