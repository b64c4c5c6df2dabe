//! Vectors of spending by line and of shares.

use super::*;
use crate::domain::agreement::AgreementType;
use crate::domain::published::Stated;
use crate::domain::register::{BudgetLine, Share};

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn terms(value: Option<&str>, lines: &[(&str, &str)]) -> Terms {
    let mut terms = Terms::begun(code("a-0001"), "t".to_owned(), AgreementType::Grant);
    terms.agreement.currency = Some(Currency::parse("ZAR").unwrap());
    terms.agreement.value = value.map(|text| Stated::parse(text).unwrap());
    let line = |(id, amount): &(&str, &str)| BudgetLine {
        id: code(id),
        title: (*id).to_owned(),
        amount: Stated::parse(amount).unwrap(),
        obligations: Vec::new(),
    };
    terms.budget = lines.iter().map(line).collect();
    terms
}

fn moved(kind: FlowKind, amount: &str, currency: Option<&str>, line: Option<&str>) -> Moved {
    Moved {
        kind,
        amount: exact(amount),
        currency: currency.map(|code| Currency::parse(code).unwrap()),
        line: line.map(code),
        payer: None,
        payee: None,
        level: None,
    }
}

#[test]
fn a_tenth_and_two_tenths_use_up_three_tenths() {
    let terms = terms(Some("0.3"), &[("l-01", "0.3")]);
    let spent = [
        moved(FlowKind::Spending, "0.1", None, Some("l-01")),
        moved(FlowKind::Spending, "0.2", Some("ZAR"), Some("l-01")),
    ];
    let used = use_of_budget(&terms, &spent).unwrap();
    assert_eq!(used.len(), 1);
    assert_eq!(used[0].left, Some(Exact::ZERO));
    assert_eq!(used[0].unpaid, None);
    assert_eq!(whole_of_budget(&terms), Ok(Whole::Made));
}

#[test]
fn another_currency_stands_apart_and_more_than_planned_is_below_zero() {
    let terms = terms(None, &[("l-01", "100")]);
    let spent = [
        moved(FlowKind::Spending, "130.50", None, Some("l-01")),
        moved(FlowKind::Spending, "20", Some("EUR"), Some("l-01")),
        moved(FlowKind::Spending, "5", Some("EUR"), Some("l-01")),
        moved(FlowKind::Payment, "7", None, Some("gone")),
        moved(FlowKind::Commitment, "9000", None, Some("l-01")),
    ];
    let used = use_of_budget(&terms, &spent).unwrap();
    assert_eq!(used[0].left, Some(exact("-30.5")));
    let euro = Currency::parse("EUR").unwrap();
    assert_eq!(used[0].apart, [(FlowKind::Spending, euro, exact("25"))]);
    // What names a line that is not there any more is not lost.
    assert_eq!((used[1].line.as_ref(), used[1].paid), (None, exact("7")));
    assert_eq!(whole_of_budget(&terms), Ok(Whole::NoWhole(exact("100"))));
}

#[test]
fn money_that_is_passed_on_is_counted_once() {
    let terms = terms(None, &[("l-01", "100")]);
    let at = |level: Option<u32>, amount: &str, currency: Option<&str>| Moved {
        level,
        ..moved(FlowKind::Payment, amount, currency, Some("l-01"))
    };
    let paid = [
        at(Some(2), "50", None),
        at(Some(2), "40", None),
        at(Some(3), "80", None),
        at(None, "5", None),
        at(Some(1), "7", Some("EUR")),
        at(Some(2), "6", Some("EUR")),
    ];
    let used = use_of_budget(&terms, &paid).unwrap();
    assert_eq!(
        (used[0].paid, used[0].unpaid),
        (exact("95"), Some(exact("5")))
    );
    let euro = Currency::parse("EUR").unwrap();
    assert_eq!(used[0].apart, [(FlowKind::Payment, euro, exact("7"))]);
}

#[test]
fn shares_that_do_not_make_the_whole_are_told() {
    let mut terms = terms(Some("300"), &[]);
    assert_eq!(whole_of_shares(&terms), Ok(Whole::NoParts));
    let mut set = |parts: &[&str]| {
        let share = |of: &&str| Share {
            party: code("b-0001"),
            of: Stated::parse(of).unwrap(),
        };
        terms.shares = parts.iter().map(share).collect();
        whole_of_shares(&terms).unwrap()
    };
    assert_eq!(set(&["33.3%", "66.7%"]), Whole::Made);
    assert_eq!(set(&["33.3%", "66.6%"]), Whole::Percent(exact("99.9")));
    assert_eq!(set(&["100.1", "199.9"]), Whole::Made);
    let (parts, whole) = (exact("299"), exact("300"));
    assert_eq!(set(&["100", "199"]), Whole::Sum { parts, whole });
    assert_eq!(set(&["50%", "150"]), Whole::Mixed);
}
