//! The comparison: promised, claimed and found side by side, promise by promise, with what can be judged judged
//! and what cannot refused by name. Words for people are not here; a result carries codes and figures.

mod checks;
mod claims;
mod dispute;
mod evidence;
mod grade;
mod limits;
mod measure;
mod money;
mod others;
mod row;
mod schedule;
mod slices;
mod verdict;

pub use checks::{
    CategoryResult, CategoryShare, Check, CheckInput, CheckKind, CheckStep, Coverage, GroupResult,
    PublishedCheck,
};
pub use evidence::{Each, Entry, ObservedCell, PlaceSeen};
pub use grade::Grade;
pub use measure::{Drawing, Fact, Gap, Measured, Standing};
pub use money::{AtRisk, RowMoney};
pub use others::OtherFigure;
pub use row::{Row, Stage};
pub use schedule::{MoneySchedule, MoneyTotal, ScheduleLine};
pub use slices::Slice;
pub use verdict::{Reason, Verdict, VerdictCode};

use chrono::NaiveDate;

use super::case::Case;
use super::code::Code;
use super::number::{Exact, NumberError};
use super::refusal::Refusal;

/// Version of the rules by which verdicts are given; stored with every result.
pub const RULES_VERSION: u16 = 1;

/// One audit, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The day it speaks of.
    pub as_of: NaiveDate,
    /// One row for each promise, criterion, slice and stage.
    pub rows: Vec<Row>,
    /// Each promise as a whole.
    pub promises: Vec<PromiseResult>,
    /// Figures that measure no promise.
    pub others: Vec<OtherFigure>,
    /// Figures worked out from others, sums against their parts, published rates against recomputed ones.
    pub checks: Vec<Check>,
    /// Sets of categories.
    pub categories: Vec<CategoryResult>,
    /// How much of each frame was seen.
    pub coverage: Vec<Coverage>,
    /// Money lines and what may be added.
    pub money: MoneySchedule,
    /// What holds for the audit as a whole.
    pub limits: Vec<Refusal>,
}

/// A promise over all its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseResult {
    /// Which promise.
    pub obligation: Code,
    /// Its verdict, where its rows allow one.
    pub verdict: Verdict,
    /// Shortfalls of all places and periods, added; never set off against surpluses.
    pub short: Option<Exact>,
    /// Surpluses of all places and periods, added.
    pub surplus: Option<Exact>,
}

/// Compares a case. `cells` are the sums of its single observations; `today` is used where the case
/// itself does not fix the day it speaks of.
///
/// Arithmetic that cannot be done exactly is an error, not a guess.
pub fn compare(
    case: &Case,
    cells: &[ObservedCell],
    today: NaiveDate,
) -> Result<Comparison, NumberError> {
    let as_of = case.day().unwrap_or(today);
    let mut rows = Vec::new();
    for obligation in &case.obligations {
        rows.extend(row::rows_of(case, obligation, cells, as_of)?);
    }
    let money = schedule::schedule(case)?;
    schedule::mark_rows(&money, &mut rows);
    Ok(Comparison {
        as_of,
        promises: verdict::promises(case, &rows)?,
        others: others::others(case)?,
        checks: checks::checks(case)?,
        categories: checks::categories(case)?,
        coverage: checks::coverage(case)?,
        limits: limits::limits(case, &rows, &money),
        money,
        rows,
    })
}

#[cfg(test)]
mod tests;
