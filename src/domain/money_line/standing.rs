//! Where money lines stand on a day: every amount by basis, certainty, state, currency, period and party, each in its
//! own cell. Cells are never added; inside a cell `calculation::money_total` decides.

use chrono::NaiveDate;

use super::{Certainty, MoneyBasis, MoneyLine, MoneyState, StateEntry};
use crate::domain::calculation::Calculated;
use crate::domain::calculation::money_total::{MoneyAmount, MoneyTotal, money_total};
use crate::domain::calculation::recovery::{
    Base, BaseState, Recovery, RecoveryRates, recovery_rates,
};
use crate::domain::code::Code;
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::refusal::{Refusal, RefusalCode};

/// What a line holds in one state on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct InState {
    /// The state.
    pub state: MoneyState,
    /// Its entries, in the order in which they were recorded.
    pub entries: Vec<StateEntry>,
    /// The amount in this state: of payments the sum, otherwise what was said last. Nothing where several say how much
    /// came back: their words may be about the same money.
    pub amount: Option<Exact>,
    /// Why there is none.
    pub refusal: Option<Refusal>,
}

/// The lines of one basis, certainty, state, currency, period and party, with what may be added of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// On which ground.
    pub basis: MoneyBasis,
    /// Known, or estimated.
    pub certainty: Certainty,
    /// In which state.
    pub state: MoneyState,
    /// In which currency.
    pub currency: Option<Currency>,
    /// For which period.
    pub period: Option<Period>,
    /// Whose money.
    pub party: Option<Code>,
    /// Each line with its amount.
    pub lines: Vec<(Code, InState)>,
    /// Their total, or why there is none.
    pub total: MoneyTotal,
}

impl MoneyLine {
    /// What the line holds in a state on a day; nothing where it was not in that state by then. An entry without a date
    /// counts: it is somebody else's, and published.
    #[must_use]
    pub fn in_state(&self, state: MoneyState, on: NaiveDate) -> Option<InState> {
        let by_then = |entry: &&StateEntry| entry.date.is_none_or(|date| date.first_day() <= on);
        let entries: Vec<StateEntry> = self
            .states
            .iter()
            .filter(|entry| entry.state == state)
            .filter(by_then)
            .cloned()
            .collect();
        let last = entries.last()?.amount.value();
        let mut counters: Vec<Counter> = entries.iter().map(|e| e.counted_by).collect();
        counters.sort();
        counters.dedup();
        let (amount, refusal) = match state {
            MoneyState::Recovered if counters.len() > 1 => {
                (None, Some(Refusal::new(RefusalCode::ClaimsDiffer)))
            }
            MoneyState::Recovered => {
                let all: Vec<Exact> = entries.iter().map(|e| e.amount.value()).collect();
                (Exact::sum(&all).ok(), None)
            }
            _ => (Some(last), None),
        };
        Some(InState {
            state,
            entries,
            amount,
            refusal,
        })
    }

    fn period_text(&self) -> String {
        format!("{:?}", self.period)
    }
}

/// The schedule of an audit on a day, cell by cell, in the order of basis, certainty and state. `lines` come with their
/// currency.
pub fn pipeline(
    audit: &Code,
    lines: &[(&MoneyLine, Option<Currency>)],
    on: NaiveDate,
) -> Calculated<Vec<Held>> {
    let mut cells: Vec<Held> = Vec::new();
    for (line, currency) in lines {
        for state in MoneyState::ALL {
            let Some(held) = line.in_state(state, on) else {
                continue;
            };
            let same = |cell: &&mut Held| {
                cell.basis == line.basis
                    && cell.certainty == line.certainty
                    && cell.state == state
                    && cell.currency == *currency
                    && cell.period == line.period
                    && cell.party == line.party
            };
            let entry = (line.id.clone(), held);
            match cells.iter_mut().find(same) {
                Some(cell) => cell.lines.push(entry),
                None => cells.push(Held {
                    basis: line.basis,
                    certainty: line.certainty,
                    state,
                    currency: *currency,
                    period: line.period.clone(),
                    party: line.party.clone(),
                    lines: vec![entry],
                    total: money_total(&[], false)?,
                }),
            }
        }
    }
    for cell in &mut cells {
        cell.total = total(audit, lines, cell)?;
    }
    cells.sort_by_key(|cell| (cell.basis, cell.certainty, cell.state));
    Ok(cells)
}

fn total(
    audit: &Code,
    lines: &[(&MoneyLine, Option<Currency>)],
    cell: &Held,
) -> Calculated<MoneyTotal> {
    let line_of = |id: &Code| lines.iter().map(|(line, _)| *line).find(|l| l.id == *id);
    let amounts: Vec<MoneyAmount> = cell
        .lines
        .iter()
        .filter_map(|(_, held)| {
            Some(MoneyAmount {
                amount: held.amount?,
                currency: cell.currency.map_or("", Currency::code).to_owned(),
                basis: cell.basis,
                state: cell.state,
                certainty: cell.certainty,
                audit: audit.to_string(),
                period: format!("{:?}", cell.period),
            })
        })
        .collect();
    let groups: Vec<Option<&Code>> = cell
        .lines
        .iter()
        .map(|(id, _)| line_of(id).and_then(|line| line.disjoint_group.as_ref()))
        .collect();
    let disjoint = groups
        .first()
        .is_some_and(|first| first.is_some() && groups.iter().all(|group| group == first));
    // "Up to" is open to questioned amounts alone; decided, agreed and paid ones are added or not.
    let questioned = matches!(cell.state, MoneyState::Flagged | MoneyState::Answered);
    let incomplete = amounts.len() < cell.lines.len();
    let mut total = money_total(&amounts, disjoint)?;
    let refused = incomplete || (amounts.len() > 1 && !disjoint && !questioned);
    if refused && total.refusals.is_empty() {
        total
            .refusals
            .push(Refusal::new(RefusalCode::MoneyNotAdded));
        total.total = None;
        total.working = total.working.concludes("not added");
    }
    Ok(total)
}

/// What came back of a line, of each base that it has: flagged, sustained, or as published. Nothing where nothing is
/// said to have come back, or several say how much.
pub fn recovery_of(line: &MoneyLine, on: NaiveDate) -> Option<Calculated<RecoveryRates>> {
    let recovered = line.in_state(MoneyState::Recovered, on)?.amount?;
    let bases = [
        (MoneyState::Flagged, BaseState::Flagged),
        (MoneyState::Sustained, BaseState::Sustained),
        (MoneyState::AsPublished, BaseState::AsPublished),
    ];
    let bases = bases.into_iter().filter_map(|(state, named)| {
        let held = line.in_state(state, on)?;
        Some(Base {
            state: named,
            amount: held.amount,
            period: line.period_text(),
        })
    });
    Some(recovery_rates(&Recovery {
        recovered,
        period: line.period_text(),
        bases: bases.collect(),
    }))
}

#[cfg(test)]
#[path = "standing_tests.rs"]
mod tests;
