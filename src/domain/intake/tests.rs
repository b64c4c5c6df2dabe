//! The content hash of a submission, and values that other tests of intake share.

use super::*;
use crate::domain::instrument::{Asks, Instrument, Question, Words};

pub(super) fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

pub(super) fn question(id: &str, asks: Asks) -> Question {
    Question {
        id: code(id),
        text: Words::english("?"),
        help: None,
        asks,
        promise: None,
        required: false,
        when: None,
        photographs: 0,
        why_not: false,
    }
}

pub(super) fn visit_with(questions: Vec<Question>) -> Instrument {
    Instrument {
        code: code("visit"),
        version: 1,
        channel: Channel::OrdinaryVisit,
        title: Words::english("Visit"),
        opening: None,
        questions,
    }
}

pub(super) fn answer(id: &str, value: AnswerValue) -> Answer {
    Answer {
        question: code(id),
        value: Some(value),
        could_not_check: None,
        reason: None,
        note: None,
        evidence: Vec::new(),
    }
}

pub(super) fn submission() -> Submission {
    serde_json::from_value(serde_json::json!({
        "audit": "toilets", "instrument": "visit", "version": 1, "place": "site-01",
        "channel": "ordinary_visit", "observers": ["W-01"], "started": "2026-11-21T09:30:00",
        "announced": "unannounced", "answers": [],
    }))
    .unwrap()
}

#[test]
fn the_content_hash_is_of_the_canonical_form_whatever_the_order_of_fields() {
    let text = r#"{"version":1,"audit":"toilets","instrument":"visit","place":"site-01","purpose":"audit",
        "started":"2026-11-21T09:30:00","channel":"ordinary_visit","observers":["W-01"],
        "announced":"unannounced","answers":[]}"#;
    let other: Submission = serde_json::from_str(text).unwrap();
    let hash = submission().content_hash().unwrap();
    assert_eq!(other.content_hash().unwrap(), hash);
    let canonical = r#"{"access":"granted","announced":"unannounced","answers":[],"audit":"toilets","channel":"ordinary_visit","instrument":"visit","observers":["W-01"],"place":"site-01","purpose":"audit","started":"2026-11-21T09:30:00","version":1}"#;
    assert_eq!(hash, Digest::of(&[canonical.as_bytes()]));
}

#[test]
fn a_number_keeps_its_digits_in_the_hash() {
    let of = |text: &str| {
        let mut submission = submission();
        let number = Decimal::parse(text).unwrap();
        submission.answers = vec![answer("q", AnswerValue::Measure(number))];
        submission.content_hash().unwrap()
    };
    assert_ne!(of("12.5"), of("12.50"));
    assert_eq!(of("12.5"), of("12.5"));
}

#[test]
fn a_field_that_is_not_known_is_refused() {
    let mut value = serde_json::to_value(submission()).unwrap();
    value["name"] = "Thandi".into();
    assert!(serde_json::from_value::<Submission>(value).is_err());
}
