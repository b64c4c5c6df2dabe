//! What accepted answers mean for promises.

use chrono::NaiveDate;

use super::super::tests::{answer, code, question, submission, visit_with};
use super::*;
use crate::domain::calculation::verification::verify;
use crate::domain::instrument::{Activity, Asks, Decimal, RosterRole, Words, YesOrNo};
use crate::domain::intake::{StaffSeen, TimeSpent};

fn promise(kind: &str, target: serde_json::Value) -> Obligation {
    serde_json::from_value(serde_json::json!({
        "id": "o-1", "promise": "As promised.", "kind": kind, "unit": "toilets",
        "criteria": [{ "id": "agreed", "target": target, "rank": "agreement" }],
    }))
    .unwrap()
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn take(promise: &Obligation, asks: Asks, answer: Answer) -> Taken {
    let mut question = question("q", asks);
    question.promise = Some(promise.id.clone());
    let mut submission = submission();
    submission.answers = vec![answer];
    let promises = std::slice::from_ref(promise);
    let instrument = visit_with(vec![question]);
    to_fieldwork(&submission, &instrument, promises, &code("v-1"), |_| None)
}

fn seen(promise: &Obligation, asks: Asks, value: AnswerValue) -> Option<SeenAs> {
    let taken = take(promise, asks, answer("q", value));
    taken.observations.first().map(|o| o.seen)
}

fn yes_no() -> Asks {
    Asks::YesNo {
        kept_by: YesOrNo::Yes,
    }
}

fn count() -> Asks {
    Asks::Count {
        unit: "toilets".into(),
        min: None,
        max: None,
    }
}

#[test]
fn yes_and_no_are_what_keeps_the_promise_and_what_does_not() {
    let promise = promise("access", serde_json::json!("every"));
    let yes = || AnswerValue::YesNo(YesOrNo::Yes);
    assert_eq!(seen(&promise, yes_no(), yes()), Some(SeenAs::InOrder));
    let no = AnswerValue::YesNo(YesOrNo::No);
    assert_eq!(seen(&promise, yes_no(), no), Some(SeenAs::NotInOrder));
    let kept_by_no = Asks::YesNo {
        kept_by: YesOrNo::No,
    };
    assert_eq!(seen(&promise, kept_by_no, yes()), Some(SeenAs::NotInOrder));
}

#[test]
fn what_could_not_be_checked_says_why() {
    let promise = promise("access", serde_json::json!("every"));
    for (why, expected) in [
        (WhyNot::Refused, SeenAs::Refused),
        (WhyNot::Locked, SeenAs::NotInspectable),
        (WhyNot::NotFound, SeenAs::NotFound),
        (WhyNot::DoesNotApply, SeenAs::NotApplicable),
    ] {
        let answer = Answer {
            value: None,
            could_not_check: Some(why),
            ..answer("q", AnswerValue::Photograph)
        };
        let taken = take(&promise, yes_no(), answer);
        assert_eq!(taken.observations[0].seen, expected, "{why:?}");
    }
}

#[test]
fn a_total_over_places_is_neither_kept_nor_broken_by_one_of_them() {
    let target = serde_json::json!({ "at_least": "24" });
    let mut promise = promise("quantity", target);
    let twelve = || AnswerValue::Count(decimal("12"));
    let taken = take(&promise, count(), answer("q", twelve()));
    let observation = &taken.observations[0];
    assert_eq!(observation.seen, SeenAs::InOrder);
    assert_eq!(observation.value.as_ref().unwrap().text(), "12");
    promise.split_by = vec![crate::domain::obligation::SplitBy::Place];
    assert_eq!(seen(&promise, count(), twelve()), Some(SeenAs::NotInOrder));
}

#[test]
fn a_comparator_keeps_its_strictness() {
    for (target, at_the_limit) in [
        ("at_least", SeenAs::InOrder),
        ("more_than", SeenAs::NotInOrder),
        ("at_most", SeenAs::InOrder),
        ("fewer_than", SeenAs::NotInOrder),
        ("exactly", SeenAs::InOrder),
    ] {
        let promise = promise("access", serde_json::json!({ target: "5" }));
        let five = AnswerValue::Count(decimal("5"));
        assert_eq!(
            seen(&promise, count(), five),
            Some(at_the_limit),
            "{target}"
        );
    }
}

#[test]
fn a_share_cannot_be_judged_by_one_count_and_says_so() {
    let promise = promise("access", serde_json::json!({ "at_least": "80%" }));
    let taken = take(
        &promise,
        count(),
        answer("q", AnswerValue::Count(decimal("5"))),
    );
    assert_eq!(taken.observations, []);
    assert_eq!(taken.not_judged, [code("o-1")]);
}

#[test]
fn criteria_that_judge_differently_are_told() {
    let mut promise = promise("access", serde_json::json!({ "at_least": "5" }));
    let mut other = promise.criteria[0].clone();
    other.target = serde_json::from_value(serde_json::json!({ "at_least": "9" })).unwrap();
    promise.criteria.push(other);
    let taken = take(
        &promise,
        count(),
        answer("q", AnswerValue::Count(decimal("7"))),
    );
    assert_eq!(taken.observations[0].seen, SeenAs::InOrder);
    assert_eq!(taken.criteria_differ, [code("o-1")]);
}

#[test]
fn people_who_share_units_are_judged_by_the_units_that_work() {
    let promise = promise("ratio", serde_json::json!({ "at_most": "25" }));
    let asks = || Asks::Sharing {
        users: "people".into(),
        units: "toilets".into(),
    };
    let sharing = |units, both: Option<&str>| AnswerValue::Sharing {
        users: decimal("130"),
        units: decimal(units),
        broken: decimal("1"),
        locked: decimal("1"),
        both: both.map(decimal),
    };
    let taken = take(&promise, asks(), answer("q", sharing("6", Some("0"))));
    let observation = &taken.observations[0];
    assert_eq!(observation.seen, SeenAs::NotInOrder);
    assert_eq!(
        observation.value.as_ref().unwrap().value(),
        "32.5".parse().unwrap()
    );
    assert_eq!(
        seen(&promise, asks(), sharing("7", Some("1"))),
        Some(SeenAs::InOrder)
    );
    // Nobody can say how many work.
    assert_eq!(seen(&promise, asks(), sharing("6", None)), None);
    assert_eq!(
        seen(&promise, asks(), sharing("1", Some("1"))),
        Some(SeenAs::NotInOrder)
    );
}

#[test]
fn a_quotient_that_does_not_end_is_judged_as_it_is_and_shown_as_about_so_much() {
    let asks = || Asks::Sharing {
        users: "people".into(),
        units: "toilets".into(),
    };
    let sharing = |users: &str, units: &str| AnswerValue::Sharing {
        users: decimal(users),
        units: decimal(units),
        broken: decimal("0"),
        locked: decimal("0"),
        both: Some(decimal("0")),
    };
    let taken = |limit: &str, users: &str, units: &str| {
        let promise = promise("ratio", serde_json::json!({ "at_most": limit }));
        let mut taken = take(&promise, asks(), answer("q", sharing(users, units)));
        let observation = taken.observations.remove(0);
        (
            observation.seen,
            observation.value.unwrap().text().to_owned(),
        )
    };
    assert_eq!(
        taken("53", "160", "3"),
        (SeenAs::NotInOrder, "about 53.3333".into())
    );
    assert_eq!(
        taken("54", "160", "3"),
        (SeenAs::InOrder, "about 53.3333".into())
    );
    // One person more than the limit times the units, which the shown figure cannot tell.
    assert_eq!(
        taken("3", "300000", "100000"),
        (SeenAs::InOrder, "3".into())
    );
    assert_eq!(
        taken("3", "300001", "100000"),
        (SeenAs::NotInOrder, "about 3.0000".into())
    );
    assert_eq!(taken("25", "130", "4"), (SeenAs::NotInOrder, "32.5".into()));
}

#[test]
fn what_is_measured_more_finely_than_an_audit_keeps_is_told_as_about() {
    let promise = promise("access", serde_json::json!({ "at_least": "0.00005" }));
    let asks = Asks::Measure {
        unit: "grams".into(),
        min: None,
        max: None,
        decimals: 6,
    };
    let value = AnswerValue::Measure(decimal("0.00004"));
    let observation = take(&promise, asks, answer("q", value))
        .observations
        .remove(0);
    assert_eq!(observation.seen, SeenAs::NotInOrder);
    assert_eq!(observation.value.unwrap().text(), "about 0.0000");
}

#[test]
fn staff_are_counted_against_what_is_promised_and_against_the_roster() {
    let promise = promise("presence", serde_json::json!({ "at_least": "3" }));
    let asks = Asks::Staff {
        roster: vec![RosterRole {
            id: code("nurses"),
            label: Words::english("nurses"),
            promised: Some(3),
        }],
    };
    let value = AnswerValue::Staff(vec![StaffSeen {
        role: code("nurses"),
        rostered: Some(10),
        off_shift: 4,
        authorised: 1,
        present: 2,
    }]);
    let taken = take(&promise, asks, answer("q", value));
    assert_eq!(taken.observations[0].seen, SeenAs::NotInOrder);
    let (_, roster) = taken.rosters[0];
    assert_eq!((roster.authorised, roster.unexplained), (1, 3));
}

#[test]
fn a_recount_goes_into_the_verification_factor_only_with_its_documents() {
    let promise = promise("outcome", serde_json::json!({ "at_least": "100" }));
    let asks = || Asks::Recount {
        register: "March".into(),
        unit: "visits".into(),
    };
    let value = |documents_seen| AnswerValue::Recount {
        recorded: decimal("100"),
        recounted: decimal("89"),
        documents_seen,
    };
    let taken = take(&promise, asks(), answer("q", value(true)));
    assert_eq!(taken.observations[0].seen, SeenAs::NotInOrder);
    let recounts: Vec<_> = taken.recounts.into_iter().map(|(_, r)| r).collect();
    let verified = verify(&recounts).unwrap();
    assert!(verified.sites[0].flagged);
    let unseen = take(&promise, asks(), answer("q", value(false)));
    assert_eq!(unseen.observations[0].seen, SeenAs::NotInspectable);
    assert!(verify(std::slice::from_ref(&unseen.recounts[0].1)).is_err());
}

#[test]
fn only_the_promised_activity_counts_of_a_shift() {
    let promise = promise(
        "time_use",
        serde_json::json!({ "between": { "low": "4", "high": "5" } }),
    );
    let activity = |id: &str, promised| Activity {
        id: code(id),
        label: Words::english(id),
        promised,
    };
    let asks = Asks::TimeUse {
        activities: vec![activity("with-clients", true), activity("travel", false)],
    };
    let spent = |id: &str, hours| TimeSpent {
        activity: code(id),
        hours: decimal(hours),
    };
    let value = AnswerValue::TimeUse {
        shift: decimal("8.5"),
        activities: vec![spent("with-clients", "2.2"), spent("travel", "4.5")],
    };
    let taken = take(&promise, asks, answer("q", value));
    let observation = &taken.observations[0];
    assert_eq!(observation.seen, SeenAs::NotInOrder);
    assert_eq!(observation.value.as_ref().unwrap().text(), "2.2");
    assert_eq!(taken.shifts[0].1.activities.len(), 2);
}

#[test]
fn several_answers_about_one_promise_are_one_observation() {
    let promise = promise("condition", serde_json::json!("every"));
    let ask = |id: &str| {
        let mut question = question(id, yes_no());
        question.promise = Some(code("o-1"));
        question
    };
    let of = |answers: Vec<Answer>| {
        let mut submission = submission();
        submission.answers = answers;
        let instrument = visit_with(vec![ask("a"), ask("b"), question("own", yes_no())]);
        let promises = std::slice::from_ref(&promise);
        to_fieldwork(&submission, &instrument, promises, &code("v-1"), |_| None)
    };
    let yes = |id| answer(id, AnswerValue::YesNo(YesOrNo::Yes));
    let no = |id| Answer {
        reason: Some("no water".into()),
        ..answer(id, AnswerValue::YesNo(YesOrNo::No))
    };
    let locked = |id| Answer {
        value: None,
        could_not_check: Some(WhyNot::Locked),
        ..answer(id, AnswerValue::Photograph)
    };
    for (answers, expected) in [
        (vec![yes("a"), yes("b")], SeenAs::InOrder),
        (vec![yes("a"), no("b"), yes("own")], SeenAs::NotInOrder),
        (vec![yes("a"), locked("b")], SeenAs::NotInspectable),
        (vec![no("a"), locked("b")], SeenAs::NotInOrder),
    ] {
        let taken = of(answers);
        assert_eq!(taken.observations.len(), 1);
        assert_eq!(taken.observations[0].seen, expected);
    }
    assert_eq!(
        of(vec![no("a")]).observations[0].note.as_deref(),
        Some("no water")
    );
    assert_eq!(of(vec![yes("own")]).observations, []);
}

#[test]
fn the_visit_is_of_the_day_it_began() {
    let promise = promise("access", serde_json::json!("every"));
    let taken = take(
        &promise,
        yes_no(),
        answer("q", AnswerValue::YesNo(YesOrNo::Yes)),
    );
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    assert_eq!(taken.visit.date, day.into());
    assert_eq!(taken.visit.time.as_deref(), Some("09:30"));
    assert_eq!(taken.visit.observers, ["W-01"]);
}
