//! Cases in and out: what was stored comes back the same, or nothing is stored at all.

use std::path::Path;

use groundtruth::db::{
    self, AuditId, Scope, StorageError, audit::audits_of, load_case, remove_case, replace_case,
    store_case,
};
use groundtruth::domain::case::{Case, Standing};
use groundtruth::features::cases::reading::read_case_file;
use groundtruth::infra::words::Words;
use proptest::prelude::*;

use super::full_case::{case_of_many, full_case};
use super::{MASTER, Store, code, ids};

async fn stored(store: &Store, scope: Scope, case: &Case) -> Result<AuditId, StorageError> {
    let mut source = ids(case.id.as_str());
    db::write(&store.db, async |txn| {
        store_case(txn, scope, &MASTER, case, &mut source).await
    })
    .await
}

#[tokio::test]
async fn a_case_with_every_field_comes_back_the_same() {
    let case = full_case();
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = stored(&store, scope, &case).await.unwrap();
        let loaded = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
        assert_eq!(loaded, case, "{}", store.engine);
    }
}

#[tokio::test]
async fn every_shipped_case_comes_back_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/cases");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path().join("case.yaml");
        if file.is_file() {
            cases.push(read_case_file(&file, &Words::english()).unwrap().case);
        }
    }
    assert!(!cases.is_empty());
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        for case in &cases {
            let audit = stored(&store, scope, case).await.unwrap();
            let loaded = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
            assert_eq!(loaded, *case, "{} on {}", case.id, store.engine);
        }
        let listed = audits_of(store.db.reads(), scope).await.unwrap();
        let numbers: Vec<_> = listed.iter().map(|line| line.number).collect();
        assert_eq!(numbers, (1..).take(cases.len()).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn more_observations_than_one_statement_holds_keep_their_order() {
    let case = case_of_many(7_000);
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = stored(&store, scope, &case).await.unwrap();
        assert!(load_case(&store.db, scope, &MASTER, audit).await.unwrap() == case);
    }
}

#[tokio::test]
async fn a_name_that_is_taken_is_refused_and_nothing_changes() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = stored(&store, scope, &full_case()).await.unwrap();
        let mut other = case_of_many(10);
        other.id = code("every-field");
        let refused = stored(&store, scope, &other).await;
        assert!(matches!(refused, Err(StorageError::AlreadyThere { code }) if code == other.id));
        let loaded = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
        assert_eq!(loaded, full_case());
    }
}

#[tokio::test]
async fn a_replaced_case_keeps_its_id_and_what_keeps_its_name_keeps_its_number() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = stored(&store, scope, &full_case()).await.unwrap();
        let before = promise_numbers(&store, scope, audit).await;
        let mut changed = full_case();
        changed.title = "Changed".to_owned();
        changed.obligations.reverse();
        let mut new = changed.obligations[0].clone();
        new.id = code("brand-new");
        changed.obligations.push(new);
        let mut source = ids("second");
        let replaced = db::write(&store.db, async |txn| {
            replace_case(txn, scope, &MASTER, &changed, &mut source).await
        });
        assert_eq!(replaced.await.unwrap(), audit);
        assert_eq!(
            load_case(&store.db, scope, &MASTER, audit).await.unwrap(),
            changed
        );
        let after = promise_numbers(&store, scope, audit).await;
        assert_eq!(before, [("clean".to_owned(), 2), ("points".to_owned(), 1)]);
        assert_eq!(after[1..], before);
        assert_eq!(after[0], ("brand-new".to_owned(), 3));
    }
}

/// Names and numbers of the promises, by name.
async fn promise_numbers(store: &Store, scope: Scope, audit: AuditId) -> Vec<(String, i64)> {
    let lines = db::audit::promises_of(store.db.reads(), scope, audit)
        .await
        .unwrap();
    let mut numbers: Vec<_> = lines
        .into_iter()
        .map(|line| (line.code.to_string(), line.number))
        .collect();
    numbers.sort();
    numbers
}

#[tokio::test]
async fn a_removed_case_leaves_nothing_and_its_numbers_are_not_given_again() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = stored(&store, scope, &full_case()).await.unwrap();
        let removed = db::write(&store.db, async |txn| remove_case(txn, scope, audit).await);
        removed.await.unwrap();
        super::schema::assert_only_organisations_and_counters_are_left(&store).await;
        stored(&store, scope, &full_case()).await.unwrap();
        let listed = audits_of(store.db.reads(), scope).await.unwrap();
        assert_eq!(listed[0].number, 2);
    }
}

#[tokio::test]
async fn a_store_that_fails_in_the_middle_leaves_nothing_behind() {
    let mut last_is_wrong = full_case();
    last_is_wrong.recommendations[0].to = code("nobody");
    let mut too_fine = full_case();
    too_fine.observations[4].value = Some(stated("0.12345"));
    let mut twice = full_case();
    twice.findings.push(twice.findings[0].clone());
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let dangling = stored(&store, scope, &last_is_wrong).await;
        assert!(matches!(
            dangling,
            Err(StorageError::Dangling { from: "recommendations", what: "party", code })
                if code.as_str() == "nobody"
        ));
        let refused = stored(&store, scope, &too_fine).await;
        assert!(matches!(
            refused,
            Err(StorageError::Number { what: "observations.value", text, .. }) if text == "0.12345"
        ));
        let doubled = stored(&store, scope, &twice).await;
        assert!(matches!(
            doubled,
            Err(StorageError::Twice {
                what: "finding",
                ..
            })
        ));
        super::schema::assert_only_organisations_and_counters_are_left(&store).await;
        // The numbers that were taken went back too.
        stored(&store, scope, &full_case()).await.unwrap();
        assert_eq!(
            audits_of(store.db.reads(), scope).await.unwrap()[0].number,
            1
        );
    }
}

fn stated(text: &str) -> groundtruth::domain::published::Stated {
    groundtruth::domain::published::Stated::parse(text).unwrap()
}

/// A case with some of its lists emptied, shuffled or cut: whatever nothing else refers to.
fn thinned() -> impl Strategy<Value = Case> {
    let flags = proptest::collection::vec(any::<bool>(), 12);
    (flags, any::<u8>(), "\\PC{0,40}").prop_map(|(keep, turn, words)| {
        let mut case = full_case();
        type Emptied = (bool, fn(&mut Case));
        let lists: [Emptied; 12] = [
            (keep[0], |c| c.observations.clear()),
            (keep[1], |c| c.accounts.clear()),
            (keep[2], |c| c.events.clear()),
            (keep[3], |c| c.recommendations.clear()),
            (keep[4], |c| c.money.clear()),
            (keep[5], |c| c.claims.clear()),
            (keep[6], |c| c.tallies.reverse()),
            (keep[7], |c| c.sources.reverse()),
            (keep[8], |c| c.method = Default::default()),
            (keep[9], |c| c.standing = Standing::Own),
            (keep[10], |c| c.standing = Standing::Restated(Vec::new())),
            (keep[11], |c| c.visits.reverse()),
        ];
        for (_, thin) in lists.iter().filter(|(keep, _)| !keep) {
            thin(&mut case);
        }
        if !case.observations.is_empty() {
            let by = usize::from(turn) % case.observations.len();
            case.observations.rotate_left(by);
        }
        case.title = words.clone();
        case.places[0].note = Some(words);
        case
    })
}

#[test]
fn whatever_is_left_out_a_case_comes_back_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(Store::on_sqlite());
    let scope = runtime.block_on(store.scope("one"));
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(64));
    let outcome = runner.run(&thinned(), |case| {
        let mut source = ids("property");
        let loaded = runtime.block_on(async {
            let replaced = db::write(&store.db, async |txn| {
                replace_case(txn, scope, &MASTER, &case, &mut source).await
            });
            load_case(&store.db, scope, &MASTER, replaced.await?).await
        });
        prop_assert_eq!(loaded.unwrap(), case);
        Ok(())
    });
    outcome.unwrap();
}
