//! Sums that are kept: after whatever comes, goes and is corrected, they say what adding up anew says, on both engines.

use std::collections::BTreeMap;

use groundtruth::db::fieldwork::{
    NewSubmission, Origin, PageFrom, Which, add_submission, came_counts, came_from, corrections_of,
    erase_submission, set_state, submissions_from, submissions_of,
};
use groundtruth::db::key::organisation_key;
use groundtruth::db::{
    self, AuditId, Cell, Scope, SeenCounts, StorageError, add_visit, cells_of, kept_cells_of,
    load_case, remove_visits, replace_case, seen_by_agreement, store_case,
};
use groundtruth::domain::case::Case;
use groundtruth::domain::fieldwork::{Observation, Visit};
use groundtruth::domain::intake::Submission;
use groundtruth::domain::log::Digest;
use groundtruth::domain::review::ReviewState;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use uuid::Uuid;

use super::{MASTER, Store, code, ids};

/// What may happen: a visit comes, is corrected, or goes.
#[derive(Clone, Debug)]
enum Step {
    Comes(Came),
    Corrected(usize, Came),
    Goes(usize),
    Replaced,
}

/// A visit with what was seen: promise, how it was, and a value.
#[derive(Clone, Debug)]
struct Came {
    place: usize,
    month: u32,
    day: u32,
    recheck: bool,
    observers: Vec<u8>,
    seen: Vec<(usize, usize, Option<i32>)>,
}

const SEEN: [&str; 7] = [
    "in_order",
    "partly",
    "not_in_order",
    "not_found",
    "not_inspectable",
    "refused",
    "not_applicable",
];

fn came() -> impl Strategy<Value = Came> {
    let seen = (0..4_usize, 0..7_usize, prop::option::of(-50..5_000_i32));
    (
        0..3_usize,
        1..4_u32,
        1..29_u32,
        prop::bool::weighted(0.2),
        prop::collection::vec(0..3_u8, 0..3),
        prop::collection::vec(seen, 0..5),
    )
        .prop_map(|(place, month, day, recheck, observers, seen)| Came {
            place,
            month,
            day,
            recheck,
            observers,
            seen,
        })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => came().prop_map(Step::Comes),
        3 => (0..20_usize, came()).prop_map(|(which, came)| Step::Corrected(which, came)),
        3 => (0..20_usize).prop_map(Step::Goes),
        1 => Just(Step::Replaced),
    ];
    prop::collection::vec(step, 1..24)
}

/// Four promises at three places: two of one agreement in two periods, one of another, one of none.
fn bare_case() -> Case {
    let period = |from: &str, to: &str| json!({ "period": { "from": from, "to": to }, "target": { "at_least": "10" } });
    let targets = [
        period("2024-01-01", "2024-01-31"),
        period("2024-02-01", "2024-02-29"),
    ];
    let promise = |id: &str, agreement: Option<&str>| {
        let mut promise = json!({ "id": id, "promise": "P.", "kind": "quantity", "unit": "taps",
            "criteria": [{ "id": "c", "target": "not_quantified", "targets": targets, "rank": "agreement" }] });
        if let Some(agreement) = agreement {
            promise["agreement"] = agreement.into();
        }
        promise
    };
    let agreement = |id: &str| json!({ "id": id, "type": "contract", "title": id, "payment_basis": "not_published" });
    serde_json::from_value(json!({
        "format": "groundtruth-case/1", "id": "kept", "title": "Kept", "standing": "own",
        "places": [{ "id": "p0", "name": "P" }, { "id": "p1", "name": "P" }, { "id": "p2", "name": "P" }],
        "agreements": [agreement("a0"), agreement("a1")],
        "obligations": [promise("o0", Some("a0")), promise("o1", Some("a0")), promise("o2", Some("a1")), promise("o3", None)],
        "samples": [{ "id": "s", "frame": "F", "unit": "U", "design": "judgmental", "universe": 3, "seen": 0,
            "announced": "not_published", "chosen_because": "Near.", "visited": true }],
    }))
    .unwrap()
}

fn visit_of(name: &str, came: &Came) -> (Visit, Vec<Observation>) {
    let observers: Vec<String> = came.observers.iter().map(|n| format!("W-{n}")).collect();
    let visit = serde_json::from_value(json!({
        "id": name, "place": format!("p{}", came.place), "observers": observers,
        "date": format!("2024-{:02}-{:02}", came.month, came.day),
        "purpose": if came.recheck { "recheck" } else { "audit" },
    }));
    let seen = came.seen.iter().map(|(promise, how, value)| {
        let mut one =
            json!({ "visit": name, "obligation": format!("o{promise}"), "seen": SEEN[*how] });
        if let Some(value) = value {
            one["value"] = value.to_string().into();
        }
        serde_json::from_value(one).unwrap()
    });
    (visit.unwrap(), seen.collect())
}

/// Sums of agreements, from the cells that were added up anew.
fn by_hand(case: &Case, cells: &[Cell]) -> BTreeMap<Option<String>, (u64, SeenCounts)> {
    let mut sums: BTreeMap<Option<String>, (u64, SeenCounts)> = BTreeMap::new();
    let found = groundtruth::domain::fieldwork::VisitPurpose::Audit;
    for cell in cells.iter().filter(|cell| cell.purpose == found) {
        let promise = case.obligation(&cell.obligation).unwrap();
        let of = promise.agreement.as_ref().map(ToString::to_string);
        let (count, sum) = sums.entry(of).or_default();
        *count += 1;
        sum.in_order += cell.seen.in_order;
        sum.partly += cell.seen.partly;
        sum.not_in_order += cell.seen.not_in_order;
        sum.not_found += cell.seen.not_found;
        sum.not_inspectable += cell.seen.not_inspectable;
        sum.refused += cell.seen.refused;
        sum.not_applicable += cell.seen.not_applicable;
    }
    sums
}

/// What is kept, held against what is added up anew.
async fn agrees(store: &Store, scope: Scope, audit: AuditId, about: &str) {
    let anew = cells_of(&store.db, scope, audit).await.unwrap();
    let kept = kept_cells_of(&store.db, scope, audit, None).await.unwrap();
    assert_eq!(kept, anew, "{about} on {}", store.engine);
    let case = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
    let sums = seen_by_agreement(store.db.reads(), scope, audit)
        .await
        .unwrap();
    let sums: BTreeMap<_, _> = sums
        .into_iter()
        .map(|one| {
            let of = one.agreement.map(|(code, _)| code.to_string());
            (of, (one.cells, one.seen))
        })
        .collect();
    assert_eq!(sums, by_hand(&case, &anew), "{about} on {}", store.engine);
    let mut visited: Vec<_> = case.visits.iter().map(|visit| &visit.place).collect();
    visited.sort();
    visited.dedup();
    let seen = case.samples[0].seen;
    assert_eq!(
        seen,
        Some(visited.len() as u64),
        "{about} on {}",
        store.engine
    );
}

async fn gone_through(store: &Store, scope: Scope, (audit, turn): (AuditId, u32), steps: &[Step]) {
    // Every turn has ids of its own in the one database.
    let ids = |name: &str| ids(&format!("{turn}-{name}"));
    let mut there: Vec<String> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let name = format!("v-{number}");
        let (gone, new) = match step {
            Step::Comes(came) => (None, Some(came)),
            Step::Corrected(which, came) if !there.is_empty() => {
                (Some(which % there.len()), Some(came))
            }
            Step::Goes(which) if !there.is_empty() => (Some(which % there.len()), None),
            Step::Corrected(..) | Step::Goes(_) => continue,
            Step::Replaced => (None, None),
        };
        let done = db::write(&store.db, async |txn| {
            let mut ids = ids(&name);
            if let Some(at) = gone {
                let gone = [code(&there.remove(at))];
                remove_visits(txn, scope, (audit, &gone)).await?;
            }
            if let Some(came) = new {
                let (visit, seen) = visit_of(&name, came);
                let new = (audit, &visit, seen.as_slice());
                add_visit(txn, scope, &MASTER, new, &mut ids).await?;
                there.push(name.clone());
            }
            Ok::<_, StorageError>(())
        });
        done.await.unwrap();
        if matches!(step, Step::Replaced) {
            let case = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
            let replaced = db::write(&store.db, async |txn| {
                replace_case(txn, scope, &MASTER, &case, &mut ids(&name)).await
            });
            replaced.await.unwrap();
        }
        agrees(store, scope, audit, &format!("after {step:?}")).await;
    }
}

#[test]
fn after_any_sequence_what_is_kept_is_what_is_added_up_anew() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let stores = runtime.block_on(Store::on_each());
    let number = std::cell::Cell::new(0);
    let cases = 24;
    let mut runner = TestRunner::new(Config::with_cases(cases));
    let run = runner.run(&steps(), |steps| {
        number.set(number.get() + 1);
        runtime.block_on(async {
            for store in &stores {
                let scope = store.scope(&format!("one-{}", number.get())).await;
                let audit = db::write(&store.db, async |txn| {
                    store_case(
                        txn,
                        scope,
                        &MASTER,
                        &bare_case(),
                        &mut ids(&format!("case-{}", number.get())),
                    )
                    .await
                });
                gone_through(store, scope, (audit.await.unwrap(), number.get()), &steps).await;
            }
        });
        Ok(())
    });
    run.unwrap();
}

fn sent(number: u128, corrects: Option<i64>) -> (Submission, Uuid, Option<i64>) {
    let submission = serde_json::from_value(json!({
        "audit": "kept", "instrument": "visit", "version": 1, "place": format!("p{}", number % 3),
        "channel": "ordinary_visit", "observers": ["W-01"], "started": "2024-01-05T09:30:00", "answers": [],
    }));
    (submission.unwrap(), Uuid::from_u128(number), corrects)
}

#[tokio::test]
async fn a_page_of_the_queue_reads_on_from_a_number_and_what_came_in_is_counted_with_every_change()
{
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let (audit, made) = db::write(&store.db, async |txn| {
            let mut ids = ids("queue");
            let audit = store_case(txn, scope, &MASTER, &bare_case(), &mut ids).await?;
            let key = organisation_key(txn, scope, &MASTER, &mut ids).await?;
            let mut made = Vec::new();
            for number in 1..=30_u128 {
                // One is sent twice, and counts once.
                for _ in 0..=u8::from(number == 7) {
                    let (submission, client_id, corrects) =
                        sent(number, (number == 30).then_some(4));
                    let new = NewSubmission {
                        client_id,
                        content: submission.content_hash().unwrap(),
                        origin: Origin::Program,
                        submission: &submission,
                        before_plan: true,
                        slip: Digest::of(&[&number.to_be_bytes()]),
                        by: 1,
                        log_seq: 1,
                        corrects,
                    };
                    made.extend(add_submission(txn, scope, &key, (audit, new), &mut ids).await?);
                }
            }
            for (at, to) in [
                (0, ReviewState::Accepted),
                (1, ReviewState::Accepted),
                (1, ReviewState::Rejected),
                (2, ReviewState::Received),
                (0, ReviewState::Withdrawn),
            ] {
                set_state(txn, scope, made[at].id, (to, None)).await?;
            }
            erase_submission(txn, scope, made[5].id).await?;
            Ok::<_, StorageError>((audit, made))
        })
        .await
        .unwrap();
        assert_eq!(made.len(), 30, "{}", store.engine);
        let conn = store.db.reads();
        let all = submissions_of(conn, scope, audit).await.unwrap();
        let mut counted = BTreeMap::new();
        for line in &all {
            *counted.entry(line.state).or_insert(0) += 1;
        }
        let counts = came_counts(conn, scope, audit).await.unwrap();
        assert_eq!(counts, counted, "{}", store.engine);
        assert_eq!(counts[&ReviewState::Received], 27);

        // Every way through the pages meets each number once, in order.
        let p1 = code("p1");
        for which in [
            Which::default(),
            Which {
                state: Some(ReviewState::Received),
                place: None,
            },
            Which {
                state: Some(ReviewState::Received),
                place: Some(&p1),
            },
        ] {
            let mut asked: Vec<i64> = all
                .iter()
                .filter(|line| which.state.is_none_or(|state| line.state == state))
                .filter(|line| which.place.is_none_or(|place| line.place == *place))
                .map(|line| line.number)
                .collect();
            let found = came_from(conn, scope, (audit, which)).await.unwrap();
            assert_eq!(found, asked.len() as u64);
            let page = async |from| {
                let page = (from, 4);
                let page = submissions_from(conn, scope, &MASTER, (audit, which), page).await;
                let page = page.unwrap();
                let numbers: Vec<i64> = page.iter().map(|came| came.line.number).collect();
                assert!(numbers.is_sorted_by(|a, b| a > b), "{numbers:?}");
                numbers
            };
            let (mut down, mut from) = (Vec::new(), PageFrom::Newest);
            loop {
                let numbers = page(from).await;
                let Some(last) = numbers.last() else { break };
                from = PageFrom::Before(*last);
                down.extend(numbers);
            }
            let (mut up, mut from) = (Vec::<i64>::new(), PageFrom::After(0));
            loop {
                let numbers = page(from).await;
                let Some(first) = numbers.first() else { break };
                from = PageFrom::After(*first);
                up.extend(numbers.iter().rev());
            }
            assert_eq!(up, asked, "{}", store.engine);
            asked.reverse();
            assert_eq!(down, asked, "{}", store.engine);
        }
        let corrected = corrections_of(conn, scope, audit, &[3, 4, 5])
            .await
            .unwrap();
        assert_eq!(
            corrected.into_iter().collect::<Vec<_>>(),
            [(4, made[29].number)]
        );
    }
}
