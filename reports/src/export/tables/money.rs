//! Money: amounts, their states with dates, the totals that are allowed, and payments.

use super::Table;
use super::plan::{Plan, amount, lines, words};
use crate::model::{Label, MoneyLine, MoneyState, MoneyTotal, Payment, Report};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![
        amounts(report),
        states(report),
        totals(report),
        payments(report),
    ]
}

fn amounts(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "money",
        Label::TableMoney,
        Label::TableMoneyText,
    )
    .text("number", Label::EvidenceNumber, |line: &&MoneyLine| {
        &line.number
    })
    .text("what", Label::WhatFor, |line| &line.what)
    .group("amount", Label::Amount)
    .text("", Label::Amount, |line| &line.amount)
    .number("value", Label::ColumnNumber, |line| {
        amount(&line.amount, &line.exact)
    })
    .text("currency", Label::ColumnCurrency, |line| {
        line.currency.as_deref().unwrap_or_default()
    })
    .coded("qualifier", Label::ColumnQualifier, |line| {
        line.qualifier.as_ref()
    })
    .apart()
    .coded("basis", Label::Basis, |line| line.basis.as_ref())
    .coded("certainty", Label::KnownOrLikely, |line| {
        line.certainty.as_ref()
    })
    .maybe("lower_limit", Label::ColumnLowerLimit, |line| {
        &line.lower_limit
    })
    .joined("counted_by", Label::WhoCounted, |line| {
        words(&line.who_counted)
    })
    .maybe("slice", Label::ColumnSlice, |line| &line.slice)
    .joined("promises", Label::AboutPromises, |line| {
        line.promises.join(", ")
    })
    .joined("refusals", Label::Codes, |line| {
        let codes = line.refusals.iter().map(|one| one.code.as_str());
        codes.collect::<Vec<_>>().join(", ")
    })
    .joined("notes", Label::Notes, |line| lines(&line.notes))
    .maybe("working", Label::Working, |line| &line.working)
    .sources(|line| &line.sources)
    .rows(report.money.lines.iter())
}

type State<'a> = (&'a MoneyLine, &'a MoneyState);

fn states(report: &Report) -> Table {
    let states = report
        .money
        .lines
        .iter()
        .flat_map(|line| line.states.iter().map(move |state| (line, state)));
    Plan::new(
        &report.labels,
        "money_states",
        Label::TableMoneyStates,
        Label::TableMoneyStatesText,
    )
    .text("number", Label::EvidenceNumber, |(line, _): &State<'_>| {
        &line.number
    })
    .text("what", Label::WhatFor, |(line, _)| &line.what)
    .group("state", Label::State)
    .coded("", Label::State, |(_, state)| Some(&state.state))
    .text("code", Label::ColumnCode, |(_, state)| &state.state.code)
    .group("amount", Label::Amount)
    .text("", Label::Amount, |(line, state)| printed(line, state))
    .number("value", Label::ColumnNumber, |(line, state)| {
        let exact = match state.amount.as_str() {
            "" => &line.exact,
            _ => &state.exact,
        };
        amount(printed(line, state), exact)
    })
    .text("currency", Label::ColumnCurrency, |(line, _)| {
        line.currency.as_deref().unwrap_or_default()
    })
    .apart()
    .date("date", Label::Date, |(_, state)| state.date.as_ref())
    .coded("counted_by", Label::WhoCounted, |(_, state)| {
        state.who_counted.as_ref()
    })
    .maybe("notes", Label::Notes, |(_, state)| &state.note)
    .sources(|(_, state)| &state.sources)
    .rows(states)
}

/// The amount in a state: its own, or that of its line.
fn printed<'a>(line: &'a MoneyLine, state: &'a MoneyState) -> &'a str {
    match state.amount.as_str() {
        "" => &line.amount,
        own => own,
    }
}

fn totals(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "money_totals",
        Label::TableMoneyTotals,
        Label::TableMoneyTotalsText,
    )
    .text("what", Label::WhatFor, |total: &&MoneyTotal| &total.what)
    .group("amount", Label::Amount)
    .text("", Label::Amount, |total| &total.amount)
    .number("value", Label::ColumnNumber, |total| {
        amount(&total.amount, &total.exact)
    })
    .apart()
    .maybe("because", Label::BecauseAdded, |total| &total.because)
    .maybe("working", Label::Working, |total| &total.working)
    .rows(report.money.totals.iter())
}

fn payments(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "payments",
        Label::TablePayments,
        Label::TablePaymentsText,
    )
    .text("what", Label::WhatFor, |payment: &&Payment| &payment.what)
    .group("amount", Label::Amount)
    .figure(Label::Amount, |payment| Some(&payment.amount))
    .apart()
    .date("period", Label::Period, |payment| payment.period.as_ref())
    .maybe("covers", Label::Covers, |payment| &payment.covers)
    .maybe("payer", Label::Payer, |payment| &payment.payer)
    .maybe("payee", Label::Payee, |payment| &payment.payee)
    .joined("notes", Label::Notes, |payment| {
        lines(&payment.amount.notes)
    })
    .sources(|payment| &payment.amount.sources)
    .rows(report.payments.iter())
}
