//! The register: bodies and sites, dossiers of agreements with their versions, promises, claims and flows of money,
//! requests for documents, and imports with what each of them did.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, blob_null, boolean, date, date_null, integer,
    integer_null, json_binary, json_binary_null, string, string_null, timestamp_with_time_zone,
    uuid, uuid_null,
};

use crate::shape::{create_indexes, drop_tables, index, part_of, to, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            body(),
            body_identifier(),
            site(),
            import(),
            dossier(),
            dossier_version(),
            dossier_promise(),
            dossier_claim(),
            dossier_flow(),
            records_request(),
            import_line(),
            import_profile(),
            visit_origin(),
        ] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            [
                unique("body", &["organisation_id", "number"]),
                index("body", &["organisation_id", "name_key"]),
                index("body", &["same_as"]),
                index("body_identifier", &["organisation_id", "normal"]),
                index("body_identifier", &["body_id"]),
                unique("site", &["organisation_id", "number"]),
                index("site", &["organisation_id", "name_key"]),
                unique("import", &["organisation_id", "number"]),
                index("import", &["organisation_id", "sha256"]),
                unique("dossier", &["organisation_id", "number"]),
                unique("dossier", &["organisation_id", "source_key"]),
                index("dossier", &["organisation_id", "last_day"]),
                index("dossier", &["audit_id"]),
                unique("dossier_version", &["dossier_id", "number"]),
                index("dossier_version", &["import_id"]),
                unique("dossier_promise", &["dossier_id", "number"]),
                unique("dossier_promise", &["dossier_id", "code"]),
                index("dossier_promise", &["organisation_id", "last_day"]),
                index("dossier_claim", &["dossier_id", "position"]),
                index("dossier_claim", &["import_id"]),
                index("dossier_claim", &["replaced_by"]),
                index("dossier_flow", &["dossier_id", "position"]),
                index("dossier_flow", &["import_id"]),
                index("dossier_flow", &["replaced_by"]),
                unique("records_request", &["organisation_id", "number"]),
                index("records_request", &["dossier_id"]),
                index("import_line", &["import_id", "position"]),
                index("import_line", &["dossier_id"]),
                unique("import_profile", &["organisation_id", "name", "version"]),
                index("visit_origin", &["audit_id", "key_index"]),
                index("visit_origin", &["import_id"]),
                index("visit_origin", &["replaced_by"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            [
                "visit_origin",
                "import_profile",
                "import_line",
                "records_request",
                "dossier_flow",
                "dossier_claim",
                "dossier_promise",
                "dossier_version",
                "dossier",
                "import",
                "site",
                "body_identifier",
                "body",
            ],
        )
        .await
    }
}

/// A table of the register: id and organisation.
fn of_organisation(table: &'static str) -> TableCreateStatement {
    let mut statement = Table::create();
    statement
        .table(table)
        .col(uuid("id").primary_key())
        .col(uuid("organisation_id"))
        .foreign_key(&mut to(table, "organisation_id", "organisation"));
    statement
}

/// A part of a dossier, at its place in a list.
fn of_dossier(table: &'static str) -> TableCreateStatement {
    let mut statement = of_organisation(table);
    statement
        .col(uuid("dossier_id"))
        .foreign_key(&mut part_of(table, "dossier_id", "dossier"));
    statement
}

/// The name of a person stands sealed in `person_name`, and `name` says only that it is a person.
fn body() -> TableCreateStatement {
    of_organisation("body")
        .col(big_integer("number"))
        .col(string("name"))
        .col(string("name_key"))
        .col(blob_null("person_name"))
        .col(json_binary("roles"))
        .col(string_null("note"))
        .col(uuid_null("same_as"))
        .col(big_integer_null("decided_by"))
        .col(json_binary("apart"))
        .foreign_key(&mut to("body", "same_as", "body"))
        .take()
}

fn body_identifier() -> TableCreateStatement {
    of_organisation("body_identifier")
        .col(uuid("body_id"))
        .col(string("normal"))
        .col(string("original"))
        .foreign_key(&mut part_of("body_identifier", "body_id", "body"))
        .take()
}

fn site() -> TableCreateStatement {
    of_organisation("site")
        .col(big_integer("number"))
        .col(string("name"))
        .col(string("name_key"))
        .col(string("kind").check(Expr::col("kind").is_in(["site", "asset", "group"])))
        .col(string_null("stratum"))
        .col(string_null("latitude"))
        .col(string_null("longitude"))
        .col(string_null("note"))
        .take()
}

fn import() -> TableCreateStatement {
    of_organisation("import")
        .col(big_integer("number"))
        .col(string("format"))
        .col(blob_null("file_name"))
        .col(string("sha256"))
        .col(big_integer("bytes"))
        .col(uuid_null("blob_id"))
        .col(json_binary_null("profile"))
        .col(string("state").check(Expr::col("state").is_in(["waiting", "done", "undone"])))
        .col(big_integer("taken"))
        .col(big_integer("refused"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("made_at"))
        .take()
}

/// `haystack` is what a search looks through, in small letters. `source_key` names the agreement wherever it is
/// published, so that a second import finds it. `subject` is its name in the evidence log, drawn by chance.
fn dossier() -> TableCreateStatement {
    of_organisation("dossier")
        .col(big_integer("number"))
        .col(string_null("source_key"))
        .col(string("title"))
        .col(string("kind"))
        .col(string("funders"))
        .col(string("providers"))
        .col(string_null("currency"))
        .col(big_integer_null("value"))
        .col(string_null("value_text"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(string("payment_basis"))
        .col(string_null("status"))
        .col(integer("promises"))
        .col(integer("versions"))
        .col(string("haystack"))
        .col(uuid_null("audit_id"))
        .col(uuid("subject"))
        .col(timestamp_with_time_zone("added_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .take()
}

fn dossier_version() -> TableCreateStatement {
    of_dossier("dossier_version")
        .col(integer("number"))
        .col(string("code"))
        .col(string_null("effective"))
        .col(string("changed"))
        .col(json_binary("terms"))
        .col(json_binary("pointers"))
        .col(json_binary_null("said"))
        .col(uuid_null("import_id"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .foreign_key(&mut to("dossier_version", "import_id", "import"))
        .take()
}

fn dossier_promise() -> TableCreateStatement {
    of_dossier("dossier_promise")
        .col(integer("number"))
        .col(string("code"))
        .col(string("promise"))
        .col(string("kind"))
        .col(string("unit"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(boolean("stands"))
        .take()
}

fn dossier_claim() -> TableCreateStatement {
    of_dossier("dossier_claim")
        .col(integer("position"))
        .col(string_null("promise_code"))
        .col(json_binary("figure"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(string_null("pointer"))
        .col(string_null("as_published"))
        .col(uuid_null("import_id"))
        .col(uuid_null("replaced_by"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .foreign_key(&mut to("dossier_claim", "import_id", "import"))
        .foreign_key(&mut to("dossier_claim", "replaced_by", "import"))
        .take()
}

/// `level` numbers the steps from the first who gives to the last who gets, for money that is followed.
fn dossier_flow() -> TableCreateStatement {
    of_dossier("dossier_flow")
        .col(integer("position"))
        .col(string("kind").check(Expr::col("kind").is_in([
            "budget",
            "commitment",
            "payment",
            "spending",
            "incoming",
            "incoming_commitment",
            "other",
        ])))
        .col(string("title"))
        .col(big_integer("amount"))
        .col(string("amount_text"))
        .col(string_null("currency"))
        .col(date_null("first_day"))
        .col(date_null("last_day"))
        .col(json_binary_null("period"))
        .col(string_null("payer"))
        .col(string_null("payee"))
        .col(integer_null("level"))
        .col(string_null("budget_line"))
        .col(string("counted_by"))
        .col(string_null("source_id"))
        .col(string_null("source"))
        .col(string_null("pointer"))
        .col(string_null("as_published"))
        .col(uuid_null("import_id"))
        .col(uuid_null("replaced_by"))
        .col(string_null("set_aside"))
        .col(big_integer("by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .foreign_key(&mut to("dossier_flow", "import_id", "import"))
        .foreign_key(&mut to("dossier_flow", "replaced_by", "import"))
        .take()
}

/// Whom was asked and what they said may name people: sealed.
fn records_request() -> TableCreateStatement {
    of_dossier("records_request")
        .col(big_integer("number"))
        .col(blob("said"))
        .col(date("asked_on"))
        .col(date_null("due_on"))
        .col(date_null("answered_on"))
        .col(string_null("outcome"))
        .col(big_integer("by"))
        .take()
}

/// What an import did with one agreement, or why it did not take a row. `added_version` is the number of the version
/// that it added; a dossier that it made has `made`.
fn import_line() -> TableCreateStatement {
    of_organisation("import_line")
        .col(uuid("import_id"))
        .col(integer("position"))
        .col(string("outcome").check(Expr::col("outcome").is_in([
            "made",
            "updated",
            "unchanged",
            "refused",
            "note",
        ])))
        .col(uuid_null("dossier_id"))
        .col(integer_null("added_version"))
        .col(json_binary_null("note"))
        .foreign_key(&mut part_of("import_line", "import_id", "import"))
        .take()
}

fn import_profile() -> TableCreateStatement {
    of_organisation("import_profile")
        .col(string("name"))
        .col(integer("version"))
        .col(json_binary("profile"))
        .col(timestamp_with_time_zone("saved_at"))
        .take()
}

/// Which import a visit of an audit came with, and sealed: the cells it was read in, who was named as having looked, and
/// what an update replaced. `key_index` is a keyed hash of what tells the row from others, so that a second import finds it.
fn visit_origin() -> TableCreateStatement {
    of_organisation("visit_origin")
        // Not to the audit, and the visit by its name: both outlive their rows, which are replaced.
        .col(uuid("audit_id"))
        .col(string("visit"))
        .col(uuid("import_id"))
        .col(integer("position"))
        .col(blob("key_index"))
        .col(blob("origin"))
        .col(uuid_null("replaced_by"))
        .foreign_key(&mut part_of("visit_origin", "import_id", "import"))
        .foreign_key(&mut to("visit_origin", "replaced_by", "import"))
        .take()
}
