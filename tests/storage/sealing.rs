//! What stands readable in the database. A column that is not listed here fails, so that nobody adds one that holds
//! something personal without having thought of it.

use groundtruth::db::{
    self, Scope, StorageError, cells_of, erase_account, load_case, replace_case, store_case,
};
use groundtruth::domain::keys::MasterKey;
use sea_orm::ConnectionTrait;

use super::full_case::full_case;
use super::schema::{columns, count};
use super::{MASTER, Store, code, ids};

/// Tables of what a case file says, and of organisations, whose names are public. Reports publish it, but for the
/// columns that are listed as sealed: what users said, who went and who took a picture, and what observers noted.
const PUBLISHED: &[&str] = &[
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
const READABLE: &[(&str, &[&str])] = &[
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
    // The hash of a file, which reports publish; its name on the disk is random.
    ("blob", &["id", "organisation_id", "sha256", "bytes"]),
    (
        "document",
        &[
            "id",
            "organisation_id",
            "number",
            "blob_id",
            "sha256",
            "media_type",
            "stored_at",
            "pages",
            "has_text",
        ],
    ),
    (
        "document_page",
        &["id", "organisation_id", "document_id", "number"],
    ),
    // Plans and what came in are sealed; codes of people stand for nobody without the sealed list of codes.
    (
        "plan",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "number",
            "state",
            "by",
            "saved_at",
            "locked_at",
            "sha256",
        ],
    ),
    (
        "deviation",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "number",
            "plan_number",
            "by",
            "recorded_at",
        ],
    ),
    (
        "sealed_list",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "plan_number",
            "sha256",
            "units",
            "sealed_at",
        ],
    ),
    (
        "substitution",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "number",
            "taken_out",
            "taken_in",
            "reason",
            "by",
            "recorded_at",
        ],
    ),
    (
        "instrument",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "code",
            "version",
            "body",
            "sha256",
            "by",
            "made_at",
        ],
    ),
    ("field_code", &["id", "organisation_id", "audit_id", "code"]),
    (
        "assignment",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "number",
            "place",
            "instrument",
            "code",
            "due",
            "slot",
            "state",
        ],
    ),
    ("spent", &["id", "organisation_id", "audit_id", "number"]),
    (
        "submission",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "number",
            "client_id",
            "content",
            "origin",
            "instrument",
            "instrument_version",
            "place",
            "state",
            "before_plan",
            "slip_hash",
            "by",
            "log_seq",
            "corrects",
            "visit",
            "received_at",
        ],
    ),
    (
        "submission_file",
        &[
            "id",
            "organisation_id",
            "submission_id",
            "number",
            "sha256",
            "bytes",
            "media_type",
            "blob_id",
            "copy_blob_id",
            "copy_sha256",
            "preview_blob_id",
            "withheld",
        ],
    ),
    (
        "review",
        &[
            "id",
            "organisation_id",
            "submission_id",
            "number",
            "decision",
            "reason",
            "by",
            "rules",
            "decided_at",
        ],
    ),
    (
        "sheet",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "code",
            "instrument",
            "instrument_version",
            "place",
            "blob_id",
            "first_by",
            "second_by",
            "settled_as",
        ],
    ),
    (
        "paired_test",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "number",
            "first",
            "second",
        ],
    ),
    (
        "draft",
        &[
            "id",
            "organisation_id",
            "audit_id",
            "client_id",
            "by",
            "saved_at",
        ],
    ),
    // Who, by number, did what to which number, to the minute.
    (
        "access_entry",
        &["id", "organisation_id", "at", "number", "what", "subject"],
    ),
];

/// Columns that are wrapped or `Encrypted`.
const SEALED: &[(&str, &str)] = &[
    ("body", "person_name"),
    ("records_request", "said"),
    ("import", "file_name"),
    ("account", "said"),
    ("visit", "note"),
    ("visit_observer", "observer"),
    ("observation", "note"),
    ("evidence", "by"),
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
    ("blob", "wrapped"),
    ("document", "title"),
    ("document_page", "words"),
    ("plan", "body"),
    ("deviation", "body"),
    ("substitution", "note"),
    ("field_code", "who"),
    ("spent", "body"),
    ("submission", "body"),
    ("submission_file", "about"),
    ("review", "note"),
    ("sheet", "first"),
    ("sheet", "second"),
    ("paired_test", "body"),
    ("draft", "body"),
];

#[tokio::test]
async fn every_column_that_no_case_publishes_is_sealed_or_may_be_read() {
    let store = Store::on_sqlite().await;
    let all = columns(store.db.reads()).await;
    for (table, column) in SEALED {
        let mut there = all.iter().filter(|(name, _)| *name == table);
        let is_there = there.any(|(_, columns)| columns.iter().any(|(name, ..)| name == column));
        assert!(is_there, "{table}.{column} is listed and not there");
    }
    for (table, columns) in all {
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

/// A case whose words of people can be looked for, and those words.
fn canaries() -> (groundtruth::domain::case::Case, Vec<String>) {
    let mut case = full_case();
    case.accounts[0].speaker = "canary speaker".to_owned();
    case.accounts[0].says = "canary words".to_owned();
    case.accounts[0].language = Some("canary language".to_owned());
    case.visits[0].observers = vec!["canary observer".to_owned()];
    case.visits[0].note = Some("canary weather".to_owned());
    case.observations[0].note = Some("canary reason".to_owned());
    case.evidence[0].by = Some("canary photographer".to_owned());
    let words = [
        "speaker",
        "words",
        "language",
        "observer",
        "weather",
        "reason",
        "photographer",
    ];
    (case, words.map(|word| format!("canary {word}")).to_vec())
}

async fn stored(store: &Store) -> (Scope, db::AuditId) {
    let scope = store.scope("one").await;
    let (case, _) = canaries();
    let audit = db::write(&store.db, async |txn| {
        store_case(txn, scope, &MASTER, &case, &mut ids("case")).await
    });
    (scope, audit.await.unwrap())
}

#[tokio::test]
async fn what_people_said_and_who_went_is_not_readable_on_the_disk() {
    let store = Store::on_sqlite().await;
    let (scope, audit) = stored(&store).await;
    let (case, words) = canaries();
    for word in &words {
        assert_eq!(store.holds(word.as_bytes()), Some(false), "{word}");
    }
    // The looking itself finds what is there.
    assert_eq!(store.holds(case.title.as_bytes()), Some(true));
    let loaded = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
    assert_eq!(loaded, case);
}

#[tokio::test]
async fn another_master_key_and_a_lost_key_open_no_case() {
    for store in Store::on_each().await {
        let (scope, audit) = stored(&store).await;
        let another = MasterKey::new([8; 32]);
        let refused = load_case(&store.db, scope, &another, audit).await;
        assert!(
            matches!(refused, Err(StorageError::Sealed(_))),
            "{refused:?}"
        );
        let lost = db::write(&store.db, async |txn| {
            let lost = txn.execute_unprepared("DELETE FROM organisation_key").await;
            Ok::<_, StorageError>(lost?)
        });
        assert_eq!(lost.await.unwrap().rows_affected(), 1);
        let refused = load_case(&store.db, scope, &MASTER, audit).await;
        assert!(
            matches!(refused, Err(StorageError::KeyMissing)),
            "{refused:?}"
        );
        // Nor is a new key made over what the lost one sealed.
        let (case, _) = canaries();
        let refused = db::write(&store.db, async |txn| {
            replace_case(txn, scope, &MASTER, &case, &mut ids("again")).await
        });
        let refused = refused.await;
        assert!(
            matches!(refused, Err(StorageError::KeyMissing)),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn an_account_that_is_erased_goes_with_its_key_and_the_others_stay() {
    for store in Store::on_each().await {
        let (scope, audit) = stored(&store).await;
        let (mut case, _) = canaries();
        let before = count(&store, "subject_key").await;
        assert_eq!(before, i64::try_from(case.accounts.len()).unwrap());
        let name = case.accounts.remove(0).id;
        case.accounts_withdrawn += 1;
        let erased = db::write(&store.db, async |txn| {
            erase_account(txn, scope, audit, &name).await
        });
        erased.await.unwrap();
        assert_eq!(count(&store, "subject_key").await, before - 1);
        let loaded = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
        assert_eq!(loaded, case, "{}", store.engine);
        let again = db::write(&store.db, async |txn| {
            erase_account(txn, scope, audit, &name).await
        });
        let again: Result<(), StorageError> = again.await;
        assert!(matches!(
            again,
            Err(StorageError::NotThere { what: "account" })
        ));
        let theirs = store.scope("two").await;
        let foreign = db::write(&store.db, async |txn| {
            erase_account(txn, theirs, audit, &code("one")).await
        });
        let foreign: Result<(), StorageError> = foreign.await;
        assert!(matches!(
            foreign,
            Err(StorageError::NotThere { what: "account" })
        ));
    }
}

#[tokio::test]
async fn a_replaced_case_leaves_no_key_of_the_accounts_that_it_had() {
    for store in Store::on_each().await {
        let (scope, _) = stored(&store).await;
        let (mut case, _) = canaries();
        let replaced = db::write(&store.db, async |txn| {
            case.accounts.truncate(1);
            replace_case(txn, scope, &MASTER, &case, &mut ids("second")).await
        });
        let audit = replaced.await.unwrap();
        assert_eq!(count(&store, "subject_key").await, 1);
        let loaded = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
        assert_eq!(loaded, case);
    }
}

#[tokio::test]
async fn the_same_observer_counts_once_in_an_audit_and_has_another_hash_in_the_next() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let mut case = super::full_case::case_of_many(60);
        let mut audits = Vec::new();
        for name in ["many", "more"] {
            case.id = code(name);
            let audit = db::write(&store.db, async |txn| {
                store_case(txn, scope, &MASTER, &case, &mut ids(name)).await
            });
            audits.push(audit.await.unwrap());
        }
        for audit in audits {
            let cells = cells_of(&store.db, scope, audit).await.unwrap();
            assert!(!cells.is_empty());
            assert!(cells.iter().all(|cell| cell.observers == Some(3)));
        }
        let sql = "SELECT count(DISTINCT observer_index), count(DISTINCT observer), count(*) FROM visit_observer";
        let row = &super::schema::query(store.db.reads(), sql).await[0];
        let figures: Vec<i64> = (0..3).map(|at| row.try_get_by_index(at).unwrap()).collect();
        assert_eq!(figures, [6, 40, 40], "{}", store.engine);
    }
}
