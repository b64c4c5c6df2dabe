//! What is told of submissions that do not fit, and what of it stops them.

use super::super::tests::{answer, code, question, submission, visit_with};
use super::super::{Answer, AnswerValue, CaptureClass, EvidenceRef, Position, StaffSeen, WhyNot};
use super::*;
use crate::domain::fieldwork::SeenAs;
use crate::domain::instrument::{Asks, Decimal, RosterRole, SkipRule, Step, Test, Words, YesOrNo};

const TODAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 22);

fn problems(
    submission: &Submission,
    instrument: &Instrument,
    plan: &Plan,
) -> Vec<(String, IntakeFault)> {
    check(submission, instrument, plan, TODAY.unwrap())
        .into_iter()
        .map(|problem| (problem.path, problem.fault))
        .collect()
}

fn of_answer(asks: Asks, answer: Answer) -> Vec<(String, IntakeFault)> {
    let mut submission = submission();
    submission.answers = vec![answer];
    problems(
        &submission,
        &visit_with(vec![question("q", asks)]),
        &Plan::default(),
    )
}

fn at(path: &str, fault: IntakeFault) -> Vec<(String, IntakeFault)> {
    vec![(path.into(), fault)]
}

fn yes_no() -> Asks {
    Asks::YesNo {
        kept_by: YesOrNo::Yes,
    }
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn clocks_that_cannot_be_right_are_told_and_do_not_lose_the_visit() {
    let of = |started: &str| {
        let mut submission = submission();
        submission.started = started.parse().unwrap();
        problems(&submission, &visit_with(vec![]), &Plan::default())
    };
    assert_eq!(
        of("1970-01-01T00:00:12"),
        at("started", IntakeFault::ClockNotSet)
    );
    assert_eq!(
        of("2026-11-24T00:00:00"),
        at("started", IntakeFault::InTheFuture)
    );
    assert_eq!(of("2026-11-23T23:59:59"), []);
    assert!(!IntakeFault::ClockNotSet.stops() && !IntakeFault::InTheFuture.stops());
}

#[test]
fn a_visit_ends_after_it_begins_and_on_the_same_day() {
    let of = |ended: &str| {
        let mut submission = submission();
        submission.ended = Some(ended.parse().unwrap());
        problems(&submission, &visit_with(vec![]), &Plan::default())
    };
    assert_eq!(
        of("2026-11-21T09:29:59"),
        at("ended", IntakeFault::EndsBeforeItBegins)
    );
    assert_eq!(
        of("2026-11-22T09:30:00"),
        at("ended", IntakeFault::LastsTooLong)
    );
    assert_eq!(of("2026-11-21T10:00:00"), []);
}

#[test]
fn the_weeks_of_the_plan_and_its_team_are_looked_at() {
    let mut plan: Plan = serde_json::from_value(serde_json::json!({
        "window": { "first_week": "2026-11-18", "weeks": 1 },
        "announced": "unannounced",
        "team": [{ "code": "W-01", "roles": ["observer"] }],
    }))
    .unwrap();
    let mut visit = submission();
    let instrument = visit_with(vec![]);
    assert_eq!(problems(&visit, &instrument, &plan), []);
    visit.observers = vec!["W-02".into(), "W-02".into()];
    visit.announced = Announced::Announced;
    visit.started = "2026-11-15T10:00:00".parse().unwrap();
    let found = problems(&visit, &instrument, &plan);
    let expected = [
        ("observers[0]".into(), IntakeFault::ObserverNotInTeam),
        ("observers[1]".into(), IntakeFault::ObserverTwice),
        ("observers[1]".into(), IntakeFault::ObserverNotInTeam),
        ("started".into(), IntakeFault::OutsideWindow),
        ("announced".into(), IntakeFault::AnnouncedOtherwise),
    ];
    assert_eq!(found, expected);
    plan.team.clear();
    visit.observers = vec!["W-09".into()];
    assert!(
        !problems(&visit, &instrument, &plan)
            .iter()
            .any(|(p, _)| p.starts_with("observers"))
    );
}

#[test]
fn it_belongs_to_this_version_of_this_instrument() {
    let mut visit = submission();
    visit.version = 2;
    visit.instrument = code("other");
    visit.channel = Channel::Interview;
    let found = check(
        &visit,
        &visit_with(vec![]),
        &Plan::default(),
        TODAY.unwrap(),
    );
    let paths: Vec<_> = found.iter().map(|p| (p.path.as_str(), p.stops())).collect();
    let expected = [
        ("instrument", true),
        ("version", true),
        ("channel", true),
        ("respondent", false),
    ];
    assert_eq!(paths, expected);
}

#[test]
fn an_answer_is_of_the_kind_and_within_the_limits_of_its_question() {
    let count = || Asks::Count {
        unit: "toilets".into(),
        min: Some(decimal("0")),
        max: Some(decimal("40")),
    };
    let counted = |text| answer("q", AnswerValue::Count(decimal(text)));
    assert_eq!(of_answer(count(), counted("40")), []);
    assert_eq!(
        of_answer(count(), counted("41")),
        at("answers[0].value", IntakeFault::AboveLimit)
    );
    let two = of_answer(count(), counted("-1"));
    assert_eq!(
        two.iter().map(|(_, f)| f.clone()).collect::<Vec<_>>(),
        [IntakeFault::Negative, IntakeFault::BelowLimit]
    );
    assert_eq!(
        of_answer(count(), counted("1.5")),
        at("answers[0].value", IntakeFault::NotWhole)
    );
    let measured = answer("q", AnswerValue::Measure(decimal("1.25")));
    assert_eq!(
        of_answer(count(), measured.clone()),
        at("answers[0].value", IntakeFault::WrongKind)
    );
    let measure = Asks::Measure {
        unit: "litres".into(),
        min: None,
        max: None,
        decimals: 1,
    };
    assert_eq!(
        of_answer(measure, measured),
        at("answers[0].value", IntakeFault::TooManyDecimals)
    );
}

#[test]
fn steps_roles_and_questions_that_are_not_known_stop_it() {
    let scale = Asks::Condition {
        scale: vec![Step {
            id: code("clean"),
            label: Words::english("clean"),
            seen: SeenAs::InOrder,
        }],
    };
    let dirty = answer("q", AnswerValue::Condition(code("dirty")));
    let found = of_answer(scale, dirty);
    assert_eq!(
        found,
        at(
            "answers[0].value",
            IntakeFault::UnknownChoice(code("dirty"))
        )
    );
    assert!(found[0].1.stops());
    let staff = Asks::Staff {
        roster: vec![RosterRole {
            id: code("nurses"),
            label: Words::english("nurses"),
            promised: None,
        }],
    };
    let seen = StaffSeen {
        role: code("nurses"),
        rostered: Some(3),
        off_shift: 2,
        authorised: 2,
        present: 0,
    };
    let found = of_answer(staff, answer("q", AnswerValue::Staff(vec![seen])));
    assert_eq!(found, at("answers[0].value", IntakeFault::PartsExceedWhole));
    let unknown = of_answer(yes_no(), answer("other", AnswerValue::YesNo(YesOrNo::Yes)));
    assert_eq!(
        unknown,
        at("answers[0].question", IntakeFault::UnknownQuestion)
    );
}

#[test]
fn there_is_an_answer_or_why_not_and_never_both() {
    let yes = answer("q", AnswerValue::YesNo(YesOrNo::Yes));
    let neither = Answer {
        value: None,
        ..yes.clone()
    };
    let both = Answer {
        could_not_check: Some(WhyNot::Locked),
        ..yes
    };
    let other = Answer {
        could_not_check: Some(WhyNot::Other),
        ..neither.clone()
    };
    assert_eq!(
        of_answer(yes_no(), neither),
        at("answers[0]", IntakeFault::NoAnswer)
    );
    assert_eq!(
        of_answer(yes_no(), both),
        at("answers[0]", IntakeFault::BothAnswers)
    );
    assert_eq!(
        of_answer(yes_no(), other),
        at("answers[0].note", IntakeFault::OtherUnexplained)
    );
}

#[test]
fn skipped_required_and_photographs_are_told_and_do_not_stop_it() {
    let mut first = question("a", yes_no());
    first.photographs = 2;
    first.why_not = true;
    let mut second = question("b", yes_no());
    second.required = true;
    second.when = Some(SkipRule {
        question: code("a"),
        answer: Test::Is("no".into()),
    });
    let instrument = visit_with(vec![first, second]);
    let mut visit = submission();
    visit.answers = vec![
        answer("a", AnswerValue::YesNo(YesOrNo::Yes)),
        answer("b", AnswerValue::YesNo(YesOrNo::Yes)),
    ];
    let photograph = EvidenceRef {
        sha256: "ab".repeat(32),
        len: 9,
        kind: FileKind::Photograph,
        class: CaptureClass::InCamera,
        taken: None,
        position: None,
        caption: None,
    };
    visit.answers[0].evidence = vec![photograph.clone()];
    let missing = IntakeFault::PhotographMissing { wanted: 2, got: 1 };
    let found = problems(&visit, &instrument, &Plan::default());
    let expected = [
        ("answers[0].evidence".to_owned(), missing),
        ("answers[1]".to_owned(), IntakeFault::NotAsked),
    ];
    assert_eq!(found, expected);
    visit.answers.truncate(1);
    visit.answers[0].value = Some(AnswerValue::YesNo(YesOrNo::No));
    visit.answers[0].evidence.push(photograph);
    let found = problems(&visit, &instrument, &Plan::default());
    let expected = [
        ("answers[0].reason".to_owned(), IntakeFault::ReasonMissing),
        ("answers[b]".to_owned(), IntakeFault::Unanswered),
    ];
    assert_eq!(found, expected);
    assert!(found.iter().all(|(_, fault)| !fault.stops()));
}

#[test]
fn hashes_and_points_are_real_ones() {
    let mut visit = submission();
    visit.position = Some(Position {
        lat: decimal("-90.1"),
        lon: decimal("180"),
        accuracy_m: Some(decimal("-1")),
    });
    let mut yes = answer("q", AnswerValue::YesNo(YesOrNo::Yes));
    yes.evidence = vec![EvidenceRef {
        sha256: "AB".repeat(32),
        len: 1,
        kind: FileKind::Document,
        class: CaptureClass::Scan,
        taken: Some("1970-01-01T00:00:00".parse().unwrap()),
        position: None,
        caption: None,
    }];
    visit.answers = vec![yes];
    let instrument = visit_with(vec![question("q", yes_no())]);
    let found = problems(&visit, &instrument, &Plan::default());
    let paths: Vec<_> = found.iter().map(|(path, _)| path.as_str()).collect();
    let expected = [
        "position.lat",
        "position.accuracy_m",
        "answers[0].evidence[0].sha256",
        "answers[0].evidence[0].taken",
    ];
    assert_eq!(paths, expected);
}
