//! Money from state to state: what may follow, and that nothing recorded is ever changed.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn line(states: &[(&str, &str, &str)]) -> MoneyLine {
    let states: Vec<_> = states
        .iter()
        .map(|(state, amount, date)| {
            json!({ "state": state, "amount": amount, "date": date, "counted_by": "auditor" })
        })
        .collect();
    serde_json::from_value(json!({
        "id": "line", "title": "bed days", "basis": "ineligible", "states": states,
    }))
    .unwrap()
}

fn entry(state: &str, amount: &str, date: Option<&str>) -> StateEntry {
    let mut entry = json!({ "state": state, "amount": amount, "counted_by": "auditor" });
    if let Some(date) = date {
        entry["date"] = json!(date);
    }
    serde_json::from_value(entry).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()
}

fn recorded(before: &MoneyLine, state: &str, date: &str) -> Result<MoneyLine, WrongEntry> {
    before.recorded(entry(state, "10", Some(date)), today())
}

#[test]
fn from_flagged_to_recovered_each_entry_stays() {
    let mut now = line(&[]);
    for (state, amount, date) in [
        ("flagged", "347,189", "2026-01"),
        ("answered", "347,189", "2026-02-01"),
        ("sustained", "300,000", "2026-03-01"),
        ("not_sustained", "47,189", "2026-03-01"),
        ("offered", "250,000", "2026-04-01"),
        ("rejected", "250,000", "2026-04-02"),
        ("offered", "300,000", "2026-05-01"),
        ("agreed", "300,000", "2026-05-02"),
        ("recovered", "100,000", "2026-06-01"),
        ("recovered", "200,000", "2026-07-01"),
    ] {
        now = now
            .recorded(entry(state, amount, Some(date)), today())
            .unwrap();
    }
    assert_eq!(now.states.len(), 10);
    assert_eq!(now.states[0].amount.text(), "347,189");
}

#[test]
fn nothing_comes_back_that_nobody_decided_or_agreed() {
    let flagged = line(&[("flagged", "100", "2026-01-01")]);
    let too_early = |to| Err(WrongEntry::TooEarly { to });
    assert_eq!(
        recorded(&flagged, "recovered", "2026-02-01"),
        too_early(MoneyState::Recovered)
    );
    assert_eq!(
        recorded(&flagged, "rejected", "2026-02-01"),
        too_early(MoneyState::Rejected)
    );
    let offered = recorded(&flagged, "offered", "2026-02-01").unwrap();
    assert!(recorded(&offered, "agreed", "2026-03-01").is_ok());
    assert!(recorded(&flagged, "agreed", "2026-02-01").is_ok());
    assert!(recorded(&line(&[]), "sustained", "2026-02-01").is_err());
}

#[test]
fn an_entry_has_a_day_that_has_come_and_an_amount() {
    let flagged = line(&[("flagged", "100", "2026-03")]);
    let answered = |amount, date| flagged.recorded(entry("answered", amount, date), today());
    assert_eq!(answered("10", None), Err(WrongEntry::NoDate));
    assert_eq!(answered("10", Some("2027-01-01")), Err(WrongEntry::Ahead));
    assert_eq!(
        answered("0", Some("2026-04-01")),
        Err(WrongEntry::NotPositive)
    );
    assert_eq!(
        answered("10", Some("2026-02-28")),
        Err(WrongEntry::BeforeEarlier)
    );
    // Within the month in which it was flagged, nobody knows what came first.
    assert!(answered("10", Some("2026-03-01")).is_ok());
    assert_eq!(
        recorded(&flagged, "as_published", "2026-04-01"),
        Err(WrongEntry::NotOwn)
    );
}

#[test]
fn what_is_withdrawn_whole_ends_and_a_part_does_not() {
    let flagged = line(&[("flagged", "100", "2026-01-01")]);
    let withdrawn = |amount| {
        flagged
            .recorded(entry("withdrawn", amount, Some("2026-02-01")), today())
            .unwrap()
    };
    assert_eq!(
        recorded(&withdrawn("100"), "sustained", "2026-03-01"),
        Err(WrongEntry::Withdrawn)
    );
    assert!(recorded(&withdrawn("40"), "sustained", "2026-03-01").is_ok());
}

proptest! {
    #[test]
    fn what_was_recorded_is_never_changed_and_has_what_it_follows(
        tries in proptest::collection::vec((0_usize..10, 0_i64..500, 0_u64..400), 0..40),
    ) {
        let begin = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let mut now = line(&[]);
        for (at, amount, offset) in tries {
            let next = StateEntry {
                state: MoneyState::ALL[at],
                amount: crate::domain::published::Stated::exactly(amount.into()),
                date: Some((begin + chrono::Days::new(offset)).into()),
                counted_by: crate::domain::party::Counter::Auditor,
                called: None,
                published_rate: None,
                sources: Vec::new(),
            };
            if let Ok(after) = now.recorded(next, today()) {
                prop_assert_eq!(&after.states[..now.states.len()], &now.states[..]);
                now = after;
            }
        }
        for (at, entry) in now.states.iter().enumerate() {
            let follows = entry.state.follows();
            let has = now.states[..at].iter().any(|before| {
                follows.contains(&before.state) && before.date <= entry.date
            });
            prop_assert!(has || (at == 0 && entry.state == MoneyState::Flagged));
            prop_assert!(entry.amount.value().is_positive());
        }
    }
}
