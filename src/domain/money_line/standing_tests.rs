//! The vectors of the money pipeline and of recovery, carried by money lines.

use serde_json::json;

use super::*;
use crate::domain::calculation::money_total::Total;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()
}

fn line(id: &str, more: serde_json::Value, states: &[(&str, &str, Option<&str>)]) -> MoneyLine {
    let states: Vec<_> = states
        .iter()
        .map(|(state, amount, date)| {
            let mut entry = json!({ "state": state, "amount": amount, "counted_by": "auditor" });
            if let Some(date) = date {
                entry["date"] = json!(date);
            }
            entry
        })
        .collect();
    let mut value = json!({ "id": id, "title": id, "basis": "ineligible", "states": states });
    for (name, field) in more.as_object().unwrap() {
        value[name] = field.clone();
    }
    serde_json::from_value(value).unwrap()
}

fn cells(lines: &[MoneyLine], currency: &str) -> Vec<Held> {
    let currency = Currency::parse(currency).ok();
    let lines: Vec<_> = lines.iter().map(|line| (line, currency)).collect();
    pipeline(&Code::parse("audit").unwrap(), &lines, day()).unwrap()
}

fn amounts(cells: &[Held]) -> Vec<Option<Total>> {
    cells.iter().map(|cell| cell.total.total).collect()
}

fn sum(text: &str) -> Option<Total> {
    Some(Total::Sum(text.parse().unwrap()))
}

#[test]
fn questioned_cost_and_what_could_be_saved_are_two_lines() {
    let lines = [
        line("cost", json!({}), &[("flagged", "347,189", None)]),
        line(
            "saved",
            json!({ "basis": "could_be_saved" }),
            &[("flagged", "297,510", None)],
        ),
    ];
    let cells = cells(&lines, "USD");
    assert_eq!(amounts(&cells), [sum("347189"), sum("297510")]);
    assert!(!format!("{cells:?}").contains("644699"));
}

#[test]
fn offered_and_rejected_and_agreed_stand_apart() {
    let apart = json!({ "disjoint_group": "offers" });
    let earlier = [
        ("offered", "23.3 million", None),
        ("rejected", "23.3 million", None),
    ];
    let later = [
        ("offered", "0.8 million", None),
        ("rejected", "0.8 million", None),
    ];
    let lines = [
        line("one", apart.clone(), &earlier),
        line("two", apart, &later),
        line("third", json!({}), &[("agreed", "68.5 million", None)]),
    ];
    let cells = cells(&lines, "GBP");
    assert_eq!(
        amounts(&cells),
        [sum("24100000"), sum("24100000"), sum("68500000")]
    );
    assert!(!format!("{cells:?}").contains("92600000"));
}

#[test]
fn unsupported_and_estimated_are_two_lines() {
    let lines = [
        line(
            "meals",
            json!({ "basis": "unsupported" }),
            &[("flagged", "25.4 million", None)],
        ),
        line(
            "estimated",
            json!({ "certainty": "likely", "lower_limit": "600,000" }),
            &[("flagged", "more than 780,000", None)],
        ),
    ];
    let cells = cells(&lines, "USD");
    assert_eq!(cells.len(), 2);
    assert!(!format!("{cells:?}").contains("26180000"));
}

#[test]
fn periods_currencies_and_parties_have_cells_of_their_own() {
    let period = |year: &str| json!({ "period": { "from": year, "to": year } });
    let flagged = [("flagged", "50", None)];
    let lines = [
        line("a", period("2024"), &flagged),
        line("b", period("2025"), &flagged),
        line("c", json!({ "party": "city" }), &flagged),
    ];
    assert_eq!(
        amounts(&cells(&lines, "USD")),
        [sum("50"), sum("50"), sum("50")]
    );
    let one = line("a", json!({}), &flagged);
    let (usd, gbp) = (Currency::parse("USD").ok(), Currency::parse("GBP").ok());
    let two = line("b", json!({}), &flagged);
    let audit = Code::parse("audit").unwrap();
    let held = pipeline(&audit, &[(&one, usd), (&two, gbp)], day()).unwrap();
    assert_eq!(amounts(&held), [sum("50"), sum("50")]);
}

#[test]
fn lines_that_may_share_money_are_an_upper_limit_while_questioned_and_nothing_after() {
    let both = [("flagged", "50", None), ("sustained", "30", None)];
    let lines = [line("a", json!({}), &both), line("b", json!({}), &both)];
    let cells = cells(&lines, "USD");
    let up_to = Some(Total::UpTo("100".parse().unwrap()));
    assert_eq!(amounts(&cells), [up_to, None]);
    assert_eq!(cells[1].total.refusals[0].code, RefusalCode::MoneyNotAdded);
}

#[test]
fn payments_of_one_line_add_up_and_a_corrected_amount_replaces_nothing() {
    let one = line(
        "a",
        json!({}),
        &[
            ("flagged", "100", Some("2026-01-01")),
            ("flagged", "90", Some("2026-02-01")),
            ("sustained", "90", Some("2026-03-01")),
            ("recovered", "20", Some("2026-04-01")),
            ("recovered", "30", Some("2026-06-01")),
        ],
    );
    let amount = |state, on: &str| {
        let held = one.in_state(state, on.parse().unwrap());
        held.map(|held| held.amount.unwrap().to_string())
    };
    assert_eq!(
        amount(MoneyState::Recovered, "2026-12-31").as_deref(),
        Some("50")
    );
    assert_eq!(
        amount(MoneyState::Recovered, "2026-05-01").as_deref(),
        Some("20")
    );
    assert_eq!(amount(MoneyState::Recovered, "2026-03-31"), None);
    assert_eq!(
        amount(MoneyState::Flagged, "2026-01-15").as_deref(),
        Some("100")
    );
    assert_eq!(
        amount(MoneyState::Flagged, "2026-12-31").as_deref(),
        Some("90")
    );
    assert_eq!(
        one.in_state(MoneyState::Flagged, day())
            .unwrap()
            .entries
            .len(),
        2
    );
}

#[test]
fn two_who_say_how_much_came_back_are_not_added() {
    let mut one = line(
        "a",
        json!({}),
        &[("sustained", "90", None), ("recovered", "20", None)],
    );
    let mut other = one.states[1].clone();
    other.counted_by = Counter::Provider;
    one.states.push(other);
    let held = one.in_state(MoneyState::Recovered, day()).unwrap();
    assert_eq!(held.amount, None);
    assert_eq!(
        held.refusal.map(|r| r.code),
        Some(RefusalCode::ClaimsDiffer)
    );
    assert!(recovery_of(&one, day()).is_none());
    assert_eq!(cells(&[one], "USD")[1].total.total, None);
}

fn percents(states: &[(&str, &str, Option<&str>)]) -> Vec<(String, String)> {
    let one = line(
        "a",
        json!({ "period": { "from": "2023", "to": "2024" } }),
        states,
    );
    let rates = recovery_of(&one, day()).unwrap().unwrap().rates;
    rates
        .iter()
        .map(|r| {
            (
                r.base.state.name().to_owned(),
                r.rate.as_ref().unwrap().percent(2),
            )
        })
        .collect()
}

#[test]
fn every_recovery_rate_names_its_base() {
    for (recovered, base, state, named, expected) in [
        ("12.5 crore", "935 crore", "flagged", "flagged", "1.34%"),
        ("2.07 crore", "245 crore", "flagged", "flagged", "0.84%"),
        ("4.48 crore", "239.31 crore", "flagged", "flagged", "1.87%"),
        (
            "18 crore",
            "86.2 crore",
            "as_published",
            "the base as published",
            "20.88%",
        ),
        (
            "26 crore",
            "171 crore",
            "as_published",
            "the base as published",
            "15.20%",
        ),
        (
            "110.87 crore",
            "889.19 crore",
            "as_published",
            "the base as published",
            "12.47%",
        ),
        (
            "24.43 crore",
            "60.79 crore",
            "as_published",
            "the base as published",
            "40.19%",
        ),
    ] {
        let found = percents(&[(state, base, None), ("recovered", recovered, None)]);
        assert_eq!(found, [(named.to_owned(), expected.to_owned())]);
    }
    let both = percents(&[
        ("flagged", "27.5 crore", None),
        ("sustained", "9.5 crore", None),
        ("recovered", "1.31 crore", None),
    ]);
    let named: Vec<_> = both.iter().map(|(n, p)| (n.as_str(), p.as_str())).collect();
    assert_eq!(named, [("flagged", "4.76%"), ("sustained", "13.79%")]);
}
