//! What stands readable in the database. A column that is not listed here fails, so that nobody adds one that holds
//! something personal without having thought of it.

use groundtruth::db::{
    self, Scope, StorageError, cells_of, erase_account, load_case, replace_case, store_case,
};
use groundtruth::domain::keys::MasterKey;
use sea_orm::ConnectionTrait;

use super::columns::READABLE;
use super::columns_of_findings::READABLE_OF_FINDINGS;
use super::full_case::full_case;
use super::schema::{columns, count};
use super::sealed_columns::SEALED;
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
    "seen_sum",
    "slice_target",
    "source",
    "visit",
    "visit_observer",
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
        let mut readable = READABLE.iter().chain(READABLE_OF_FINDINGS);
        let readable = readable.find(|(name, _)| *name == table);
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
