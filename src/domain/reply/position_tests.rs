//! The desk of replies, day by day.

use chrono::{DateTime, FixedOffset, Utc};
use proptest::prelude::*;
use serde_json::json;

use super::super::{WrongAnswer, WrongRound, day_in};
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn round() -> ReplyRound {
    serde_json::from_value(json!({
        "number": 1, "party": "kitchen",
        "about": [{ "finding": "f-fruit" }, { "finding": "f-boxes" }, { "recommendation": "r-1" }],
        "notice": { "sent_on": "2026-05-04", "sha256": "00", "log_size": 7, "log_root": "00" },
        "deadline": "2026-05-18",
        "proofs": [{ "kind": "mail_taken", "on": "2026-05-04" }],
    }))
    .unwrap()
}

fn answer(about: serde_json::Value, state: &str, on: &str) -> Answer {
    serde_json::from_value(json!({
        "about": about, "state": state, "text": "what we say", "received_on": on, "how": "desk",
    }))
    .unwrap()
}

fn fruit(state: &str, on: &str) -> Answer {
    answer(json!({ "finding": "f-fruit" }), state, on)
}

type Standing = (Option<ReplyState>, bool);

fn standing(round: &ReplyRound, answers: &[Answer], today: &str) -> Vec<Standing> {
    let rules = ReplyRules::default();
    let all = positions(round, answers, &[], day(today), &rules);
    all.iter().map(|p| (p.state, p.late)).collect()
}

#[test]
fn no_reply_by_the_date_is_said_on_the_day_after_and_not_before() {
    let silent = Some(ReplyState::NoReplyByTheDate);
    let on = |today| standing(&round(), &[], today)[0];
    assert_eq!(on("2026-05-18"), (None, false));
    assert_eq!(on("2026-05-19"), (silent, false));
    let answered = [fruit("agrees", "2026-05-18")];
    let all = standing(&round(), &answered, "2026-05-19");
    assert_eq!(
        all,
        [
            (Some(ReplyState::Agrees), false),
            (silent, false),
            (silent, false)
        ]
    );
    let round = round();
    let all = positions(&round, &[], &[], day("2026-06-01"), &ReplyRules::default());
    assert_eq!(all[0].on, Some(day("2026-05-18")));
}

#[test]
fn the_last_day_ends_at_midnight_where_the_organisation_is() {
    let now: DateTime<Utc> = "2026-05-18T22:30:00Z".parse().unwrap();
    let zone = |hours: i32| FixedOffset::east_opt(hours * 3600).unwrap();
    assert_eq!(day_in(now, &zone(0)), day("2026-05-18"));
    assert_eq!(day_in(now, &zone(2)), day("2026-05-19"));
    assert_eq!(day_in(now, &zone(-5)), day("2026-05-18"));
}

#[test]
fn a_late_reply_is_kept_and_said_to_be_late() {
    let late = [fruit("disagrees", "2026-05-20")];
    assert_eq!(
        standing(&round(), &late, "2026-05-19")[0],
        (Some(ReplyState::NoReplyByTheDate), false)
    );
    assert_eq!(
        standing(&round(), &late, "2026-05-20")[0],
        (Some(ReplyState::Disagrees), true)
    );
}

#[test]
fn a_later_answer_stands_and_the_earlier_one_stays() {
    let answers = [
        fruit("disagrees", "2026-05-10"),
        fruit("agrees", "2026-05-12"),
    ];
    let round = round();
    let all = positions(
        &round,
        &answers,
        &[],
        day("2026-05-13"),
        &ReplyRules::default(),
    );
    assert_eq!(all[0].state, Some(ReplyState::Agrees));
    assert_eq!(all[0].answers.len(), 2);
}

#[test]
fn one_position_for_everything_gives_way_to_one_of_its_own() {
    let answers = [
        answer(json!("everything"), "agrees", "2026-05-10"),
        fruit("disagrees", "2026-05-09"),
    ];
    let states: Vec<_> = standing(&round(), &answers, "2026-05-13")
        .into_iter()
        .map(|s| s.0)
        .collect();
    let agrees = Some(ReplyState::Agrees);
    assert_eq!(states, [Some(ReplyState::Disagrees), agrees, agrees]);
}

fn oral(confirmed: bool) -> Answer {
    let mut how = json!({ "oral": { "by": { "office": "head cook" }, "spoken_on": "2026-05-15" } });
    if confirmed {
        how["oral"]["confirmed"] = json!({ "on": "2026-05-25" });
    }
    let mut spoken = fruit("agrees", "2026-05-15");
    spoken.how = serde_json::from_value(how).unwrap();
    spoken
}

#[test]
fn what_was_said_counts_once_its_summary_is_confirmed() {
    let said = [oral(false)];
    let round = round();
    let all = positions(
        &round,
        &said,
        &[],
        day("2026-05-16"),
        &ReplyRules::default(),
    );
    assert_eq!((all[0].state, all[0].unconfirmed.len()), (None, 1));
    assert!(!all[0].is_answered());
    // Spoken in time and confirmed after the end: in time.
    assert_eq!(
        standing(&round, &[oral(true)], "2026-05-26")[0],
        (Some(ReplyState::Agrees), false)
    );
}

#[test]
fn a_notice_that_came_back_does_not_run_out() {
    let mut lost = round();
    lost.proofs[0].kind = super::super::ProofKind::CameBack;
    assert_eq!(standing(&lost, &[], "2027-01-01")[0], (None, false));
    // Handed over later, the party has the fewest days all the same.
    let handed = json!({ "kind": "handed_over", "on": "2026-05-16" });
    lost.proofs.push(serde_json::from_value(handed).unwrap());
    assert_eq!(standing(&lost, &[], "2026-05-23")[0], (None, false));
    let silent = Some(ReplyState::NoReplyByTheDate);
    assert_eq!(standing(&lost, &[], "2026-05-24")[0], (silent, false));
}

#[test]
fn a_window_gets_longer_and_never_shorter() {
    let extension = |until: &str, reason: &str| super::super::Extension {
        given_on: day("2026-05-17"),
        until: day(until),
        asked: true,
        reason: reason.into(),
    };
    let longer = round()
        .extended(extension("2026-05-25", "holidays"))
        .unwrap();
    assert_eq!(standing(&longer, &[], "2026-05-25")[0], (None, false));
    assert_eq!(longer.deadline, day("2026-05-18"));
    assert_eq!(
        longer.extended(extension("2026-05-25", "again")),
        Err(WrongRound::NotLonger)
    );
    assert_eq!(
        longer.extended(extension("2026-06-01", " ")),
        Err(WrongRound::NoReason)
    );
}

#[test]
fn a_round_gives_at_least_the_fewest_days_and_asks_each_thing_once() {
    let rules = ReplyRules::default();
    assert_eq!(round().check(day("2026-05-11"), &rules), Ok(()));
    assert_eq!(
        round().check(day("2026-05-12"), &rules),
        Err(WrongRound::TooShort {
            given: 6,
            fewest: 7
        })
    );
    let mut twice = round();
    twice.about.push(twice.about[0].clone());
    assert_eq!(
        twice.check(day("2026-05-04"), &rules),
        Err(WrongRound::AboutTwice)
    );
    twice.about.clear();
    assert_eq!(
        twice.check(day("2026-05-04"), &rules),
        Err(WrongRound::AboutNothing)
    );
}

#[test]
fn what_is_no_answer() {
    let check = |answer: Answer| answer.check(&round());
    assert_eq!(check(fruit("agrees", "2026-05-05")), Ok(()));
    assert_eq!(
        check(fruit("no_reply_by_the_date", "2026-05-05")),
        Err(WrongAnswer::NotAChoice)
    );
    assert_eq!(
        check(fruit("agrees", "2026-05-03")),
        Err(WrongAnswer::BeforeNotice)
    );
    let other = answer(json!({ "finding": "f-other" }), "agrees", "2026-05-05");
    assert_eq!(check(other), Err(WrongAnswer::NotAsked));
    let mut silent = fruit("disagrees", "2026-05-05");
    silent.text.clear();
    assert_eq!(check(silent.clone()), Err(WrongAnswer::NeedsWords));
    silent.state = ReplyState::Declined;
    assert_eq!(check(silent), Ok(()));
}

#[test]
fn reminders_are_due_seven_three_and_no_days_before_the_end_and_once_each() {
    let rules = ReplyRules::default();
    let mut sent = round();
    let mut due = Vec::new();
    let mut today = day("2026-05-04");
    while today <= day("2026-05-22") {
        if let Some(reminder) = sent.reminder_due(today, &rules, false) {
            due.push((today.to_string(), reminder.days_before));
            sent.reminded_on.push(today);
        }
        assert_eq!(sent.reminder_due(today, &rules, true), None);
        today = today.succ_opt().unwrap();
    }
    let due: Vec<_> = due.iter().map(|(on, days)| (on.as_str(), *days)).collect();
    assert_eq!(
        due,
        [("2026-05-11", 7), ("2026-05-15", 3), ("2026-05-18", 0)]
    );
}

fn evaluation(on: &str, changed: serde_json::Value) -> Evaluation {
    serde_json::from_value(json!({
        "about": { "finding": "f-fruit" }, "says": "The note is convincing.", "changed": changed,
        "on": on, "by": "W-01",
    }))
    .unwrap()
}

#[test]
fn an_objection_waits_until_it_is_answered_and_again_when_it_is_raised_again() {
    let round = round();
    let answers = [
        fruit("disagrees", "2026-05-10"),
        fruit("partly_agrees", "2026-05-14"),
    ];
    let open = |answers: &[Answer], evaluations: &[Evaluation]| {
        let all = positions(
            &round,
            answers,
            evaluations,
            day("2026-05-30"),
            &ReplyRules::default(),
        );
        all[0].waits_for_evaluation()
    };
    let early = [evaluation("2026-05-12", json!(["stands"]))];
    assert!(open(&answers[..1], &[]));
    assert!(!open(&answers[..1], &early));
    assert!(open(&answers, &early));
    assert!(!open(&[fruit("agrees", "2026-05-10")], &[]));
    assert!(
        evaluation("2026-05-12", json!(["stands", "figure"]))
            .check()
            .is_err()
    );
    assert!(evaluation("2026-05-12", json!([])).check().is_err());
}

#[test]
fn what_is_printed_holds_every_word_with_its_evaluation() {
    let round = round();
    let answers = [
        fruit("disagrees", "2026-05-10"),
        fruit("agrees", "2026-05-14"),
    ];
    let evaluations = [evaluation("2026-05-12", json!(["figure"]))];
    let all = positions(
        &round,
        &answers,
        &evaluations,
        day("2026-05-30"),
        &ReplyRules::default(),
    );
    let finding: Finding = serde_json::from_value(json!({
        "id": "f-fruit", "title": "t", "obligations": ["fruit"], "condition": "c",
        "addressees": ["kitchen"], "counted_by": "auditor",
    }))
    .unwrap();
    let printed = responses(&round, &all, &[finding], &[], "draft report");
    assert_eq!(printed.len(), 3);
    assert_eq!(printed[0].obligations[0].as_str(), "fruit");
    assert_eq!(printed[0].points.len(), 2);
    let said = printed[0].points[0].evaluation.as_deref();
    assert_eq!(said, Some("The note is convincing."));
    assert_eq!(printed[0].points[1].evaluation, None);
    assert_eq!(printed[1].state, ReplyState::NoReplyByTheDate);
    assert_eq!(printed[1].date.unwrap().to_string(), "2026-05-18");
    assert_eq!(printed[0].sent[0].date.unwrap().to_string(), "2026-05-04");
}

proptest! {
    #[test]
    fn nobody_is_said_to_be_silent_before_the_end_or_after_an_answer(
        given in proptest::collection::vec((0_usize..3, 0_usize..4, 0_u64..40), 0..8),
        today in 0_u64..40,
    ) {
        let round = round();
        let begin = day("2026-05-04");
        let answers: Vec<Answer> = given
            .iter()
            .map(|(about, state, offset)| Answer {
                about: round.about[*about].clone(),
                state: ReplyState::CHOICES[*state],
                ..fruit("agrees", &(begin + chrono::Days::new(*offset)).to_string())
            })
            .collect();
        let today = begin + chrono::Days::new(today);
        let all = positions(&round, &answers, &[], today, &ReplyRules::default());
        prop_assert_eq!(all.len(), round.about.len());
        for position in &all {
            let came = answers.iter().filter(|a| a.about == *position.about && a.received_on <= today);
            prop_assert_eq!(came.clone().count(), position.answers.len());
            match position.state {
                Some(ReplyState::NoReplyByTheDate) => {
                    prop_assert!(today > round.last_day() && position.answers.is_empty());
                }
                None => prop_assert!(today <= round.last_day() && position.answers.is_empty()),
                Some(state) => {
                    let last = came.map(|a| a.received_on).max();
                    prop_assert_eq!(position.answers.last().map(|a| a.received_on), last);
                    prop_assert_eq!(position.answers.last().map(|a| a.state), Some(state));
                    prop_assert_eq!(position.late, last > Some(round.last_day()));
                }
            }
        }
    }
}
