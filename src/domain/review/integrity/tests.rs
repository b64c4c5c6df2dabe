//! Each sign just at and just below its threshold.

use chrono::{NaiveDateTime, TimeDelta};
use serde_json::json;

use super::*;

fn visit(
    place: &str,
    observer: &str,
    started: &str,
    minutes: i64,
    answers: serde_json::Value,
) -> Submission {
    let begins: NaiveDateTime = started.parse().unwrap();
    let ends = begins + TimeDelta::minutes(minutes);
    serde_json::from_value(json!({
        "audit": "a", "instrument": "visit", "version": 1, "place": place,
        "channel": "ordinary_visit", "observers": [observer],
        "started": started, "ended": ends.format("%Y-%m-%dT%H:%M:%S").to_string(), "answers": answers,
    }))
    .unwrap()
}

fn yes(n: usize, no: usize) -> serde_json::Value {
    let of = |at: usize| json!({ "question": format!("q-{at}"), "value": { "yes_no": if at < no { "no" } else { "yes" } } });
    (0..n).map(of).collect()
}

fn kinds(submissions: &[Submission]) -> Vec<(SignKind, usize)> {
    let names: Vec<_> = (1..=submissions.len())
        .map(|at| format!("V-{at:03}"))
        .collect();
    let records: Vec<_> = names
        .iter()
        .zip(submissions)
        .map(|(name, submission)| Record { name, submission })
        .collect();
    let found = signs(&records);
    found
        .iter()
        .map(|sign| (sign.kind, sign.submissions.len()))
        .collect()
}

#[test]
fn five_seconds_an_answer_are_the_least() {
    let mut fast = visit("p-1", "W-01", "2026-11-21T09:07:00", 0, yes(6, 3));
    assert_eq!(kinds(&[fast.clone()]), [(SignKind::TooFast, 1)]);
    fast.ended = "2026-11-21T09:07:30".parse().ok();
    assert_eq!(kinds(&[fast.clone()]), []);
    fast.ended = None;
    assert_eq!(kinds(&[fast]), []);
}

#[test]
fn three_visits_in_a_row_with_the_same_answers_are_a_sign_and_two_are_not() {
    let at = |hour: u32, no| {
        visit(
            "p-1",
            "W-01",
            &format!("2026-11-21T{hour:02}:07:00"),
            20,
            yes(5, no),
        )
    };
    assert_eq!(
        kinds(&[at(9, 1), at(10, 1), at(11, 1)]),
        [(SignKind::SameAnswers, 3)]
    );
    assert_eq!(kinds(&[at(9, 1), at(10, 2), at(11, 1), at(12, 1)]), []);
}

#[test]
fn one_photograph_with_two_visits_is_a_sign() {
    let photograph = json!([{ "question": "q", "value": "photograph",
        "evidence": [{ "sha256": "ab", "len": 1, "kind": "photograph", "class": "in_camera" }] }]);
    let at = |hour: u32| {
        visit(
            "p-1",
            "W-01",
            &format!("2026-11-21T{hour:02}:07:00"),
            20,
            photograph.clone(),
        )
    };
    assert_eq!(kinds(&[at(9)]), []);
    assert_eq!(kinds(&[at(9), at(12)]), [(SignKind::SamePhotograph, 2)]);
}

#[test]
fn nobody_is_at_two_places_at_once_or_flies_between_them() {
    let at = |place, started: &str, lat: &str| {
        let mut visit = visit(place, "W-01", started, 20, json!([]));
        visit.position = serde_json::from_value(json!({ "lat": lat, "lon": "18.4" })).ok();
        visit
    };
    let first = at("p-1", "2026-11-21T09:07:00", "-33.9");
    // 55.6 km: 28 minutes at 120 km/h.
    let soon = at("p-2", "2026-11-21T09:52:00", "-34.4");
    let later = at("p-2", "2026-11-21T09:57:00", "-34.4");
    assert_eq!(
        kinds(&[first.clone(), soon]),
        [(SignKind::TooFarTooSoon, 2)]
    );
    assert_eq!(kinds(&[first.clone(), later]), []);
    let overlapping = at("p-2", "2026-11-21T09:20:00", "-33.9");
    assert_eq!(
        kinds(&[first.clone(), overlapping]),
        [(SignKind::TooFarTooSoon, 2)]
    );
    let same_place = at("p-1", "2026-11-21T09:20:00", "-34.4");
    assert_eq!(kinds(&[first, same_place]), []);
}

#[test]
fn ten_visits_at_full_quarters_are_a_sign() {
    let at = |hour: u32, minute: u32| {
        visit(
            "p-1",
            "W-01",
            &format!("2026-11-21T{hour:02}:{minute:02}:00"),
            20,
            json!([]),
        )
    };
    let round = |n: u32, odd: u32| {
        (0..n)
            .map(|h| at(8 + h, if h < odd { 7 } else { 15 }))
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(&round(10, 2)), [(SignKind::RoundTimes, 10)]);
    assert_eq!(kinds(&round(10, 3)), []);
    assert_eq!(kinds(&round(9, 0)), []);
}

#[test]
fn counts_that_end_in_0_or_5_far_too_often_are_a_sign() {
    let counts = |round: usize, all: usize| {
        let number = |at: usize| {
            if at < round {
                10 + 5 * at
            } else {
                11 + 10 * at
            }
        };
        let answer = |at| json!({ "question": format!("q-{at}"), "value": { "count": number(at).to_string() } });
        let answers = (0..all).map(answer).collect();
        kinds(&[visit("p-1", "W-01", "2026-11-21T09:07:00", 60, answers)])
    };
    // P(X >= 11 of 20, one of five) = 0.00056; of 10: 0.0026.
    assert_eq!(counts(11, 20), [(SignKind::LastDigits, 1)]);
    assert_eq!(counts(10, 20), []);
    assert_eq!(counts(19, 19), []);
}

#[test]
fn always_yes_is_a_sign_only_where_others_find_a_no() {
    let mine = visit("p-1", "W-01", "2026-11-21T09:07:00", 60, yes(20, 0));
    let other = |no| visit("p-2", "W-02", "2026-11-21T09:07:00", 60, yes(20, no));
    assert_eq!(kinds(&[mine.clone(), other(2)]), [(SignKind::AlwaysYes, 1)]);
    assert_eq!(kinds(&[mine.clone(), other(1)]), []);
    assert_eq!(kinds(&[mine]), []);
}
