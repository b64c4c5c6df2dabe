//! What stands readable in the database. A column that is not listed here fails, so that nobody adds one that holds
//! something personal without having thought of it.

use super::Store;
use super::schema::columns;

/// Tables of what a case file says, and of organisations, whose names are public. Most of it is published by reports.
/// What is not, words of users without consent for everyone and the codes of observers, stands in clear as well, since a
/// case file is clear text itself: docs/assurance.md says so under what is not there yet.
const PUBLISHED: [&str; 37] = [
    "account",
    "agreement",
    "agreement_version",
    "audit",
    "category_set",
    "cell",
    "counter",
    "criterion",
    "derivation",
    // The register: what agreements say, who is a party to them, where services should arrive, what was claimed and paid.
    "body_identifier",
    "dossier",
    "dossier_claim",
    "dossier_flow",
    "dossier_promise",
    "dossier_version",
    "import_line",
    "site",
    "event",
    "evidence",
    "figure",
    "finding",
    "money_line",
    "money_state",
    "obligation",
    "observation",
    "organisation",
    "party",
    "payment",
    "place",
    "recommendation",
    "reconciliation",
    "response",
    "sample",
    "slice_target",
    "source",
    "visit",
    "visit_observer",
];

/// Columns that may be read, and why that tells of nobody.
const READABLE: [(&str, &[&str]); 21] = [
    // The name of a body is public; the name of a person who is a party stands sealed.
    (
        "body",
        &[
            "id",
            "organisation_id",
            "number",
            "name",
            "name_key",
            "roles",
            "note",
            "same_as",
            "decided_by",
            "apart",
        ],
    ),
    (
        "records_request",
        &[
            "id",
            "organisation_id",
            "dossier_id",
            "number",
            "asked_on",
            "due_on",
            "answered_on",
            "outcome",
            "by",
        ],
    ),
    // The name of a file may name people; its bytes are kept sealed elsewhere.
    (
        "import",
        &[
            "id",
            "organisation_id",
            "number",
            "format",
            "sha256",
            "bytes",
            "blob_id",
            "profile",
            "state",
            "taken",
            "refused",
            "by",
            "made_at",
        ],
    ),
    (
        "import_profile",
        &[
            "id",
            "organisation_id",
            "name",
            "version",
            "profile",
            "saved_at",
        ],
    ),
    ("organisation_key", &["organisation_id"]),
    // Random ids without a time.
    ("subject_key", &["id", "organisation_id"]),
    ("log", &["organisation_id", "origin", "public_key"]),
    // Commitments, codes and random bytes; the salt of a leaf opens the leaf and no commitment in it.
    (
        "log_event",
        &[
            "organisation_id",
            "seq",
            "subject",
            "salt",
            "body",
            "subject_key_id",
        ],
    ),
    (
        "log_node",
        &["organisation_id", "level", "position", "hash"],
    ),
    ("log_checkpoint", &["organisation_id", "size", "note"]),
    // Names of agreements, which a case publishes.
    (
        "log_subject",
        &["organisation_id", "audit_id", "name", "subject"],
    ),
    // A payload holds ids alone, an error its kind.
    (
        "job",
        &[
            "id",
            "organisation_id",
            "name",
            "payload",
            "state",
            "run_at",
            "attempts",
            "lease_until",
            "last_error",
            "once",
            "queued_at",
            "ended_at",
        ],
    ),
    // Which letter, not to whom.
    (
        "mail",
        &[
            "id",
            "organisation_id",
            "name",
            "message_id",
            "state",
            "attempts",
            "last_error",
            "queued_at",
            "ended_at",
        ],
    ),
    // A password is kept as its Argon2id hash, a name for signing in is found by its blind index.
    (
        "person",
        &[
            "id",
            "organisation_id",
            "subject_key_id",
            "name_index",
            "password",
            "second_factor_on",
            "last_step",
        ],
    ),
    (
        "recovery_code",
        &["id", "organisation_id", "person_id", "hash", "used"],
    ),
    (
        "member",
        &[
            "id",
            "organisation_id",
            "person_id",
            "subject_key_id",
            "number",
            "role",
            "disabled_at",
        ],
    ),
    (
        "ticket",
        &[
            "id",
            "organisation_id",
            "kind",
            "hash",
            "role",
            "person_id",
            "until",
            "used_at",
            "withdrawn_at",
        ],
    ),
    (
        "session",
        &[
            "id",
            "organisation_id",
            "hash",
            "person_id",
            "chosen",
            "passed",
            "began_at",
            "seen_at",
        ],
    ),
    (
        "api_token",
        &[
            "id",
            "organisation_id",
            "member_id",
            "hash",
            "scopes",
            "until",
            "revoked_at",
            "used_on",
        ],
    ),
    // Under which hash tries are counted.
    (
        "throttle",
        &["id", "organisation_id", "whose", "failed", "last_at"],
    ),
    // Who, by number, did what to which number, to the minute.
    (
        "access_entry",
        &["id", "organisation_id", "at", "number", "what", "subject"],
    ),
];

/// Columns that are wrapped or `Encrypted`.
const SEALED: [(&str, &str); 17] = [
    ("body", "person_name"),
    ("records_request", "said"),
    ("import", "file_name"),
    ("organisation_key", "wrapped"),
    ("subject_key", "wrapped"),
    ("log", "signing_key"),
    ("log_event", "opening"),
    ("mail", "recipient"),
    ("mail", "subject"),
    ("mail", "text"),
    ("mail", "html"),
    ("mail", "reply_to"),
    ("person", "sign_in_name"),
    ("person", "second_factor"),
    ("member", "name"),
    ("ticket", "note"),
    ("api_token", "name"),
];

#[tokio::test]
async fn every_column_that_no_case_publishes_is_sealed_or_may_be_read() {
    let store = Store::on_sqlite().await;
    for (table, columns) in columns(store.db.reads()).await {
        if PUBLISHED.contains(&table.as_str()) {
            continue;
        }
        let readable = READABLE.iter().find(|(name, _)| *name == table);
        for (column, ..) in columns {
            let is_sealed = SEALED.contains(&(table.as_str(), column.as_str()));
            let is_readable = readable.is_some_and(|(_, all)| all.contains(&column.as_str()));
            assert!(
                is_sealed != is_readable,
                "{table}.{column}: list it as sealed or as readable, and say why"
            );
        }
    }
}
