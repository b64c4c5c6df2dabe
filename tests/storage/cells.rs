//! Sums over observations: against the same sums made by hand, on both engines and with two readers.

use std::collections::{BTreeMap, BTreeSet};

use groundtruth::db::{self, Cell, Section, SeenCounts, StorageError, cells_of, store_case};
use groundtruth::domain::case::Case;
use groundtruth::domain::fieldwork::{SeenAs, VisitPurpose};
use groundtruth::domain::number::Fixed;

use super::full_case::{case_of_cells, case_of_many, full_case};
use super::{MASTER, Store, ids};

async fn summed(store: &Store, case: &Case) -> Vec<Cell> {
    let scope = store.scope("one").await;
    let audit = db::write(&store.db, async |txn| {
        store_case(txn, scope, &MASTER, case, &mut ids("a")).await
    });
    cells_of(&store.db, scope, audit.await.unwrap())
        .await
        .unwrap()
}

fn count(counts: &mut SeenCounts, seen: SeenAs) {
    *match seen {
        SeenAs::InOrder => &mut counts.in_order,
        SeenAs::Partly => &mut counts.partly,
        SeenAs::NotInOrder => &mut counts.not_in_order,
        SeenAs::NotFound => &mut counts.not_found,
        SeenAs::NotInspectable => &mut counts.not_inspectable,
        SeenAs::Refused => &mut counts.refused,
        SeenAs::NotApplicable => &mut counts.not_applicable,
    } += 1;
}

/// Promise, place, slot, whether a re-check.
type Key = (String, String, u32, bool);

/// What one cell must hold.
#[derive(Debug, Default, PartialEq)]
struct ByHand {
    seen: SeenCounts,
    sum: i64,
    values: u64,
    visits: u64,
    observers: u64,
    days: Option<(String, String)>,
}

/// The sums made one observation after the other.
fn by_hand(case: &Case, slot_of: impl Fn(&str, &str) -> u32) -> BTreeMap<Key, ByHand> {
    let mut cells: BTreeMap<Key, (ByHand, BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for observation in &case.observations {
        let visit = case
            .visits
            .iter()
            .find(|v| v.id == observation.visit)
            .unwrap();
        let date = visit.date.to_string();
        let key = (
            observation.obligation.to_string(),
            visit.place.to_string(),
            slot_of(observation.obligation.as_str(), &date),
            visit.purpose == VisitPurpose::Recheck,
        );
        let (cell, visits, observers) = cells.entry(key).or_default();
        count(&mut cell.seen, observation.seen);
        if let Some(value) = &observation.value {
            cell.sum += Fixed::from_exact(&value.value()).unwrap().scaled();
            cell.values += 1;
        }
        visits.insert(visit.id.as_str());
        observers.extend(visit.observers.iter().map(String::as_str));
        let (first, last) = (
            visit.date.first_day().to_string(),
            visit.date.last_day().to_string(),
        );
        cell.days = Some(match cell.days.take() {
            Some((from, to)) => (from.min(first), to.max(last)),
            None => (first, last),
        });
    }
    let finished = cells.into_iter().map(|(key, (cell, visits, observers))| {
        let (visits, observers) = (visits.len() as u64, observers.len() as u64);
        (
            key,
            ByHand {
                visits,
                observers,
                ..cell
            },
        )
    });
    finished.collect()
}

fn as_summed(cells: &[Cell]) -> BTreeMap<Key, ByHand> {
    let sums = cells.iter().filter(|cell| cell.figure.is_none());
    sums.map(|cell| {
        let key = (
            cell.obligation.to_string(),
            cell.place.as_ref().unwrap().to_string(),
            cell.slot,
            cell.purpose == VisitPurpose::Recheck,
        );
        let sum = ByHand {
            seen: cell.seen,
            sum: cell.value_sum.map_or(0, Fixed::scaled),
            values: cell.value_count,
            visits: cell.visits.unwrap(),
            observers: cell.observers.unwrap(),
            days: cell
                .first_day
                .zip(cell.last_day)
                .map(|(a, b)| (a.to_string(), b.to_string())),
        };
        (key, sum)
    })
    .collect()
}

#[tokio::test]
async fn sums_over_observations_are_those_made_by_hand() {
    let many = case_of_many(2_999);
    let all = full_case();
    // Of the promises of the full case, one has two periods: to June and from July.
    let slot_of = |promise: &str, date: &str| match (promise, date < "2024-07") {
        ("points", true) => 1,
        ("points", false) => 2,
        _ => 0,
    };
    for store in Store::on_each().await {
        assert_eq!(
            as_summed(&summed(&store, &many).await),
            by_hand(&many, |_, _| 0)
        );
    }
    for store in Store::on_each().await {
        assert_eq!(
            as_summed(&summed(&store, &all).await),
            by_hand(&all, slot_of)
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_readers_find_what_one_finds() {
    let case = case_of_cells(60, 60);
    let expected = by_hand(&case, |_, _| 0);
    assert_eq!(expected.len(), 3_600);
    for store in Store::on_each().await {
        let cells = summed(&store, &case).await;
        assert_eq!(as_summed(&cells), expected, "{}", store.engine);
        // In the order of the case.
        let order: Vec<_> = cells
            .iter()
            .map(|cell| {
                (
                    number_in(&cell.obligation),
                    cell.place.as_ref().map(number_in),
                )
            })
            .collect();
        assert!(order.is_sorted());
    }
}

fn number_in(code: &groundtruth::domain::code::Code) -> u32 {
    code.as_str()[1..].parse().unwrap()
}

#[tokio::test]
async fn claims_and_tallies_stand_beside_the_sums_in_the_same_columns() {
    for store in Store::on_each().await {
        let cells = summed(&store, &full_case()).await;
        let published: Vec<_> = cells.iter().filter(|cell| cell.figure.is_some()).collect();
        let names: Vec<_> = published
            .iter()
            .map(|cell| {
                let figure = cell.figure.as_ref().unwrap();
                (
                    figure.section,
                    figure.code.as_str(),
                    cell.obligation.as_str(),
                )
            })
            .collect();
        // A figure that speaks to no promise is not among them.
        let expected = [
            (Section::Claim, "said", "points"),
            (Section::Tally, "seen", "points"),
            (Section::Tally, "taps", "clean"),
        ];
        assert_eq!(names, expected, "{}", store.engine);

        let [claim, tally, several] = published[..] else {
            panic!("{published:?}")
        };
        assert_eq!((claim.slot, claim.place.as_ref()), (1, None));
        assert_eq!(claim.value_sum, Some(Fixed::from_integer(346).unwrap()));
        assert_eq!(
            (claim.value_count, claim.visits, claim.seen.all()),
            (1, None, 0)
        );
        let days = (
            claim.first_day.unwrap().to_string(),
            claim.last_day.unwrap().to_string(),
        );
        assert_eq!(days, ("2024-02-01".to_owned(), "2024-03-31".to_owned()));

        let seen = SeenCounts {
            in_order: 81,
            partly: 12,
            not_in_order: 163,
            not_found: 0,
            not_inspectable: 3,
            refused: 2,
            not_applicable: 1,
        };
        assert_eq!((tally.seen, tally.seen.judged()), (seen, 256));
        assert_eq!((tally.visits, tally.observers), (Some(1), Some(4)));
        assert_eq!((tally.value_sum, tally.value_count), (None, 0));
        // How many "several" are nobody knows.
        assert_eq!(several.visits, None);
    }
}

#[tokio::test]
async fn a_sum_beyond_what_can_be_held_is_refused() {
    let mut case = case_of_many(40);
    let largest = groundtruth::domain::published::Stated::parse("900000000000000").unwrap();
    for observation in &mut case.observations {
        observation.value = Some(largest.clone());
    }
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        // The sums stand beside the observations, so they are refused together.
        let stored = db::write(&store.db, async |txn| {
            store_case(txn, scope, &MASTER, &case, &mut ids("a")).await
        });
        let stored: Result<_, StorageError> = stored.await;
        assert!(stored.is_err(), "{}: {stored:?}", store.engine);
    }
}
