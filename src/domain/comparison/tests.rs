//! What places and visits say of a promise that is a number of something else.

use serde_json::json;

use super::*;
use crate::domain::figure::Seen;

fn case(kind: &str, unit: &str, target: serde_json::Value, sampled: Option<&str>) -> Case {
    let mut whole = json!({
        "format": "groundtruth-case/1", "id": "a-1", "title": "Water", "standing": "own",
        "obligations": [{
            "id": "o-1", "promise": "As promised.", "kind": kind, "unit": unit,
            "criteria": [{ "id": "agreed", "target": target, "rank": "agreement" }],
        }],
    });
    if let Some(unit) = sampled {
        whole["samples"] =
            json!([{ "id": "s-1", "frame": "The list.", "unit": unit, "design": "census" }]);
    }
    serde_json::from_value(whole).unwrap()
}

/// Of so many places so many kept it, each visited so often.
fn cells(kept: u64, of: u64, times: u64) -> Vec<ObservedCell> {
    let code = |text: &str| Code::parse(text).unwrap();
    let cell = |nth: u64| ObservedCell {
        obligation: code("o-1"),
        place: Some(code(&format!("s-{nth}"))),
        period: None,
        recheck: false,
        seen: Seen {
            count: if nth <= kept { times } else { 0 },
            of: times,
            ..Seen::default()
        },
        not_found: 0,
        sum: Exact::ZERO,
        values: 0,
        visits: times,
        observers: 1,
        days: None,
    };
    (1..=of).map(cell).collect()
}

fn row(case: &Case, cells: &[ObservedCell]) -> Row {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    compare(case, cells, today).unwrap().rows.remove(0)
}

fn facts(row: &Row) -> Vec<&'static str> {
    let measured = row.found[0].measured.as_ref().unwrap();
    measured.facts.iter().map(|fact| fact.key).collect()
}

#[test]
fn yes_at_one_place_is_a_promise_kept_there_and_never_one_hour_of_twelve() {
    let numbers = [
        ("access", "hours", json!({ "at_least": "12" })),
        ("deadline", "days", json!({ "at_most": "3" })),
        ("ratio", "people", json!({ "at_most": "250" })),
        ("presence", "nurses", json!({ "at_least": "2" })),
        ("price", "ZAR", json!({ "at_most": "0" })),
        (
            "time_use",
            "hours",
            json!({ "between": { "low": "4", "high": "5" } }),
        ),
    ];
    for (kind, unit, target) in numbers {
        let case = case(kind, unit, target, None);
        let one = row(&case, &cells(1, 1, 1));
        assert_eq!(one.verdict.code, VerdictCode::Delivered, "{kind}");
        let measured = one.found[0].measured.as_ref().unwrap();
        assert_eq!((measured.value, measured.short), (None, None), "{kind}");
        assert_eq!(one.found[0].each, Some(Each::Place), "{kind}");
        assert!(!facts(&one).contains(&"fact-of-promised"), "{kind}");
        // And a no is a no, also where the number must stay below a limit.
        let none = row(&case, &cells(0, 2, 1));
        assert_eq!(none.verdict.code, VerdictCode::NotDelivered, "{kind}");
        let some = row(&case, &cells(2, 3, 1));
        assert_eq!(some.verdict.code, VerdictCode::PartlyDelivered, "{kind}");
        assert!(facts(&some).contains(&"fact-kept-places"), "{kind}");
        assert!(facts(&some).contains(&"fact-not-kept-places"), "{kind}");
        let gap = some.found[0]
            .measured
            .as_ref()
            .unwrap()
            .gap
            .clone()
            .unwrap();
        assert_eq!(gap.unit, "places", "{kind}");
    }
}

#[test]
fn where_a_place_was_visited_twice_visits_are_counted() {
    let case = case("access", "hours", json!({ "at_least": "12" }), None);
    let found = row(&case, &cells(2, 3, 2));
    assert_eq!(found.found[0].each, Some(Each::Visit));
    assert!(facts(&found).contains(&"fact-kept-visits"));
}

#[test]
fn units_seen_one_by_one_stay_units() {
    // The list of places is a list of the toilets themselves.
    let toilets = case(
        "access",
        "toilets",
        json!({ "at_least": "3" }),
        Some("toilets"),
    );
    let found = row(&toilets, &cells(2, 3, 1));
    assert_eq!(found.found[0].each, None);
    assert!(facts(&found).contains(&"fact-of-promised"));
    let counted = case("quantity", "toilets", json!({ "at_least": "3" }), None);
    assert_eq!(row(&counted, &cells(2, 3, 1)).found[0].each, None);
}

#[test]
fn a_claim_in_hours_is_not_held_against_places() {
    let mut case = case("access", "hours", json!({ "at_least": "12" }), None);
    let claim = json!({
        "id": "c-1", "obligation": "o-1", "title": "hours", "value": { "count": "12" }, "counted_by": "provider",
    });
    case.claims.push(serde_json::from_value(claim).unwrap());
    let found = row(&case, &cells(1, 2, 1));
    assert_eq!(found.over_claim, None);
    assert_eq!(found.verdict.code, VerdictCode::PartlyDelivered);
}
