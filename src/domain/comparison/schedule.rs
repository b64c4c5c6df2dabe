//! The money schedule: every line by basis and state with its dates, and totals only where they are honest.

use crate::domain::calculation::CalculationError;
use crate::domain::calculation::money_total::{MoneyAmount, Total, money_total};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::money::Currency;
use crate::domain::money_line::{MoneyLine, MoneyState};
use crate::domain::number::NumberError;
use crate::domain::refusal::Refusal;
use crate::domain::working::Working;

use super::row::Row;

/// One line with its currency.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleLine {
    /// The line.
    pub line: MoneyLine,
    /// Its currency.
    pub currency: Option<Currency>,
}

/// Lines of one state, and what may be added of them.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyTotal {
    /// The state that was asked about; `None` asks about all lines together.
    pub state: Option<MoneyState>,
    /// The group of lines recorded as sharing no money, where there is one.
    pub group: Option<Code>,
    /// Which lines.
    pub lines: Vec<Code>,
    /// Their currency.
    pub currency: Option<Currency>,
    /// The total, where one is honest.
    pub total: Option<Total>,
    /// Why there is none.
    pub refusals: Vec<Refusal>,
    /// How it came about.
    pub working: Working,
}

/// All money lines of an audit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneySchedule {
    /// Each line.
    pub lines: Vec<ScheduleLine>,
    /// Totals, given or refused.
    pub totals: Vec<MoneyTotal>,
}

/// Lays out the lines and asks which may be added: each recorded group, then all lines together.
pub(super) fn schedule(case: &Case) -> Result<MoneySchedule, NumberError> {
    let lines: Vec<ScheduleLine> = case
        .money
        .iter()
        .map(|line| ScheduleLine {
            line: line.clone(),
            currency: case.currency_of(line),
        })
        .collect();
    let mut totals = Vec::new();
    let mut groups: Vec<&Code> = Vec::new();
    for group in lines.iter().filter_map(|l| l.line.disjoint_group.as_ref()) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    for group in &groups {
        let members: Vec<&ScheduleLine> = lines
            .iter()
            .filter(|l| l.line.disjoint_group.as_ref() == Some(group))
            .collect();
        totals.push(total_of(case, &members, Some((*group).clone()))?);
    }
    let one_group_of_all =
        groups.len() == 1 && lines.iter().all(|l| l.line.disjoint_group.is_some());
    if lines.len() > 1 && !one_group_of_all {
        totals.push(total_of(case, &lines.iter().collect::<Vec<_>>(), None)?);
    }
    Ok(MoneySchedule { lines, totals })
}

fn total_of(
    case: &Case,
    members: &[&ScheduleLine],
    group: Option<Code>,
) -> Result<MoneyTotal, NumberError> {
    let amounts: Vec<MoneyAmount> = members
        .iter()
        .filter_map(|member| {
            let entry = current(&member.line)?;
            Some(MoneyAmount {
                amount: entry.amount.value(),
                currency: member
                    .currency
                    .map_or_else(String::new, |c| c.code().to_owned()),
                basis: member.line.basis,
                state: entry.state,
                certainty: member.line.certainty,
                // Sums counted against different parties, or drawn from different samples, are different audits' sums.
                audit: format!("{}/{:?}", case.id, member.line.party),
                period: format!("{:?}", member.line.period),
            })
        })
        .collect();
    let result = match money_total(&amounts, group.is_some()) {
        Ok(result) => result,
        Err(CalculationError::Number(error)) => return Err(error),
        Err(CalculationError::Refused(refusal)) => {
            crate::domain::calculation::money_total::MoneyTotal {
                total: None,
                refusals: vec![refusal],
                working: Working::new("money.total", 1),
            }
        }
    };
    Ok(MoneyTotal {
        state: amounts.first().map(|a| a.state),
        group,
        lines: members.iter().map(|m| m.line.id.clone()).collect(),
        currency: members.first().and_then(|m| m.currency),
        total: result.total,
        refusals: result.refusals,
        working: result.working,
    })
}

/// The state in which a line's amount stands now.
pub(super) fn current(line: &MoneyLine) -> Option<&crate::domain::money_line::StateEntry> {
    line.states.last()
}

/// Rows that carry a line which may not be added to the others say so.
pub(super) fn mark_rows(schedule: &MoneySchedule, rows: &mut [Row]) {
    for total in schedule.totals.iter().filter(|t| t.total.is_none()) {
        for row in rows
            .iter_mut()
            .filter(|r| r.money.lines.iter().any(|id| total.lines.contains(id)))
        {
            for refusal in &total.refusals {
                if !row.money.refusals.iter().any(|r| r.code == refusal.code) {
                    row.money.refusals.push(refusal.clone());
                }
            }
        }
    }
}
