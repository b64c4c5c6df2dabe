//! What of a budget was spent and paid, line by line, and whether the shares of the funders make the whole. Exact, and
//! each currency by itself: amounts of two currencies are never added.

use super::terms::Terms;
use crate::domain::code::Code;
use crate::domain::exchange::FlowKind;
use crate::domain::money::Currency;
use crate::domain::number::{Exact, NumberError};

/// Money that moved, as the arithmetic sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it is.
    pub kind: FlowKind,
    /// How much; 0 or more.
    pub amount: Exact,
    /// In which currency, where it is not the agreement's.
    pub currency: Option<Currency>,
    /// The budget line it belongs to.
    pub line: Option<Code>,
    /// Who gave it.
    pub payer: Option<Code>,
    /// Who got it.
    pub payee: Option<Code>,
    /// Which step from the first who gives to the last who gets.
    pub level: Option<u32>,
}

/// What became of a budget line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineUse {
    /// The line; `None` for what belongs to none.
    pub line: Option<Code>,
    /// What was set aside, in the agreement's currency; `None` where it is no sum.
    pub planned: Option<Exact>,
    /// What the provider spent.
    pub spent: Exact,
    /// What was paid; what is followed over several levels counts at the first of them.
    pub paid: Exact,
    /// Set aside and not spent; below zero where more was spent. `None` where nothing spent is recorded.
    pub left: Option<Exact>,
    /// Set aside and not paid. `None` where nothing paid is recorded.
    pub unpaid: Option<Exact>,
    /// Sums in other currencies, which are not in the figures above.
    pub apart: Vec<(FlowKind, Currency, Exact)>,
}

/// Each line of the budget with what became of it, then what belongs to no line, where there is something.
///
/// # Errors
/// Where a sum is beyond what can be kept.
pub fn use_of_budget(terms: &Terms, moved: &[Moved]) -> Result<Vec<LineUse>, NumberError> {
    let mut all = Vec::new();
    for line in &terms.budget {
        let planned = (!line.amount.is_percent()).then(|| line.amount.value());
        let own = moved
            .iter()
            .filter(|one| one.line.as_ref() == Some(&line.id));
        all.push(line_use(terms, (Some(line.id.clone()), planned), own)?);
    }
    let is_known = |code: &Code| terms.budget.iter().any(|line| line.id == *code);
    let mut rest = moved
        .iter()
        .filter(|one| matches!(one.kind, FlowKind::Spending | FlowKind::Payment))
        .filter(|one| !one.line.as_ref().is_some_and(is_known))
        .peekable();
    if rest.peek().is_some() {
        all.push(line_use(terms, (None, None), rest)?);
    }
    Ok(all)
}

fn line_use<'a>(
    terms: &Terms,
    (line, planned): (Option<Code>, Option<Exact>),
    moved: impl Iterator<Item = &'a Moved>,
) -> Result<LineUse, NumberError> {
    let mut out = LineUse {
        line,
        planned,
        spent: Exact::ZERO,
        paid: Exact::ZERO,
        left: None,
        unpaid: None,
        apart: Vec::new(),
    };
    let moved: Vec<&Moved> = moved.collect();
    let (mut any_spent, mut any_paid) = (false, false);
    for one in moved.iter().filter(|one| is_first(one, &moved)) {
        if let Some(currency) = one
            .currency
            .filter(|c| Some(*c) != terms.agreement.currency)
        {
            let same = |there: &&mut (FlowKind, Currency, Exact)| {
                (there.0, there.1) == (one.kind, currency)
            };
            match out.apart.iter_mut().find(same) {
                Some(there) => there.2 = there.2.plus(one.amount)?,
                None => out.apart.push((one.kind, currency, one.amount)),
            }
            continue;
        }
        match one.kind {
            FlowKind::Spending => {
                out.spent = out.spent.plus(one.amount)?;
                any_spent = true;
            }
            FlowKind::Payment => {
                out.paid = out.paid.plus(one.amount)?;
                any_paid = true;
            }
            FlowKind::Budget
            | FlowKind::Commitment
            | FlowKind::Incoming
            | FlowKind::IncomingCommitment
            | FlowKind::Other => {}
        }
    }
    if let Some(planned) = planned {
        out.left = any_spent.then(|| planned.minus(out.spent)).transpose()?;
        out.unpaid = any_paid.then(|| planned.minus(out.paid)).transpose()?;
    }
    Ok(out)
}

/// Whether money is counted where it stands: what is passed on from level to level is the same money again, and counts at
/// the first level that is recorded.
fn is_first(one: &Moved, among: &[&Moved]) -> bool {
    let Some(level) = one.level else { return true };
    let same = among.iter();
    let same = same.filter(|other| (other.kind, other.currency) == (one.kind, one.currency));
    same.filter_map(|other| other.level)
        .all(|other| level <= other)
}

/// How far parts make the whole that they are said to make. It is told, and never mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// There are no parts.
    NoParts,
    /// They make it.
    Made,
    /// Percentages that make another sum than 100.
    Percent(Exact),
    /// Sums that make another than the value of the agreement.
    Sum {
        /// What they make.
        parts: Exact,
        /// The value of the agreement.
        whole: Exact,
    },
    /// Sums, of an agreement whose value is not stated.
    NoWhole(Exact),
    /// Percentages beside sums: they cannot be added.
    Mixed,
}

/// Whether the shares of the funders make the whole.
///
/// # Errors
/// Where a sum is beyond what can be kept.
pub fn whole_of_shares(terms: &Terms) -> Result<Whole, NumberError> {
    let parts: Vec<_> = terms.shares.iter().map(|share| &share.of).collect();
    let percent = parts.iter().filter(|part| part.is_percent()).count();
    if percent > 0 && percent < parts.len() {
        return Ok(Whole::Mixed);
    }
    let values: Vec<Exact> = parts.iter().map(|part| part.value()).collect();
    if percent > 0 {
        let sum = Exact::sum(&values)?;
        return Ok(if sum == Exact::HUNDRED {
            Whole::Made
        } else {
            Whole::Percent(sum)
        });
    }
    whole_of(terms, &values)
}

/// Whether the lines of the budget make the value of the agreement.
///
/// # Errors
/// Where a sum is beyond what can be kept.
pub fn whole_of_budget(terms: &Terms) -> Result<Whole, NumberError> {
    if terms.budget.iter().any(|line| line.amount.is_percent()) {
        return Ok(Whole::Mixed);
    }
    let lines = terms.budget.iter().map(|line| line.amount.value());
    whole_of(terms, &lines.collect::<Vec<_>>())
}

fn whole_of(terms: &Terms, parts: &[Exact]) -> Result<Whole, NumberError> {
    if parts.is_empty() {
        return Ok(Whole::NoParts);
    }
    let parts = Exact::sum(parts)?;
    Ok(match &terms.agreement.value {
        None => Whole::NoWhole(parts),
        Some(value) if value.value() == parts => Whole::Made,
        Some(value) => Whole::Sum {
            parts,
            whole: value.value(),
        },
    })
}

#[cfg(test)]
#[path = "spending_tests.rs"]
mod tests;
