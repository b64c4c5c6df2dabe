//! The rules that the app keeps on the phone are those of the server: the same cases, the same questions, the same faults.

use std::collections::BTreeSet;

use groundtruth::domain::code::Code;
use groundtruth::domain::instrument::{Channel, Instrument, Question, Words, asked};
use groundtruth::domain::intake::{Answer, Submission, check};
use groundtruth::domain::plan::Plan;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    questions: Vec<Question>,
    answers: Vec<Answer>,
    asked: BTreeSet<String>,
    faults: BTreeSet<(String, String)>,
}

/// The question that a path stands for: by its place among the answers, or by its name.
fn question_of(path: &str, answers: &[Answer]) -> Option<String> {
    let inside = path.strip_prefix("answers[")?.split(']').next()?;
    let by_place = inside.parse::<usize>().ok();
    let by_place = by_place.and_then(|place| answers.get(place));
    Some(by_place.map_or_else(|| inside.to_owned(), |answer| answer.question.to_string()))
}

#[test]
fn phone_and_server_ask_the_same_and_find_the_same_faults() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../field/rules.json")).unwrap();
    assert!(cases.len() >= 50, "{}", cases.len());
    for case in cases {
        let instrument = Instrument {
            code: Code::parse("visit").unwrap(),
            version: 1,
            channel: Channel::OrdinaryVisit,
            title: Words::english("Visit"),
            opening: None,
            questions: case.questions,
        };
        let own: BTreeSet<String> = asked(&instrument, &case.answers)
            .into_iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(own, case.asked, "{}", case.name);
        let submission = serde_json::json!({
            "audit": "a-0001", "instrument": "visit", "version": 1, "place": "s-0001", "channel": "ordinary_visit",
            "observers": ["W-01"], "started": "2026-01-05T09:30:00", "answers": case.answers,
        });
        let submission: Submission = serde_json::from_value(submission).unwrap();
        let today = "2026-01-06".parse().unwrap();
        let found: BTreeSet<(String, String)> =
            check(&submission, &instrument, &Plan::default(), today)
                .iter()
                .filter_map(|problem| {
                    let question = question_of(&problem.path, &submission.answers)?;
                    let code = problem.fault.key().strip_prefix("intake-")?;
                    Some((question, code.to_owned()))
                })
                .collect();
        assert_eq!(found, case.faults, "{}", case.name);
    }
}
