//! Figures that measure no promise: shown under who counted them, graded, and never judged.

use crate::domain::case::Case;
use crate::domain::figure::{Column, Value};
use crate::domain::number::{NumberError, Share};
use crate::domain::party::Counter;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sample::Design;

use super::evidence::Entry;
use super::grade::{Grade, grade};
use super::measure::{Fact, percent, shown};
use crate::domain::number::Exact;

/// A figure beside the promises.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherFigure {
    /// The figure.
    pub entry: Entry,
    /// The column it stands in.
    pub column: Column,
    /// How well it is proven.
    pub grade: Grade,
    /// What it says.
    pub facts: Vec<Fact>,
    /// What it does not say.
    pub refusals: Vec<Refusal>,
}

/// Figures of the case that measure no promise.
pub(super) fn others(case: &Case) -> Result<Vec<OtherFigure>, NumberError> {
    let figures = case
        .claims
        .iter()
        .chain(&case.tallies)
        .filter(|f| f.obligation.is_none());
    let mut result = Vec::new();
    for figure in figures {
        let column = figure.column();
        let entry = Entry {
            figure: figure.clone(),
            each: None,
            places: Vec::new(),
            measured: None,
        };
        let graded = std::slice::from_ref(&entry);
        let grade = match column {
            Column::Found => grade(graded, &[], None),
            Column::Claimed => Grade::ClaimedOnly,
        };
        let mut other = OtherFigure {
            grade,
            column,
            facts: Vec::new(),
            refusals: Vec::new(),
            entry: entry.clone(),
        };
        if let Value::InOrder(seen) | Value::AtLeastOnce(seen) = &figure.value
            && let Some(share) = Share::new(seen.count, seen.of, "of")?
        {
            other.facts.push(Fact::new(
                "fact-share-plain",
                [
                    ("count", shown(&Exact::from(seen.count))),
                    ("of", shown(&Exact::from(seen.of))),
                    ("percent", percent(&share.value)),
                ],
            ));
        }
        match figure.counted_by {
            Counter::NotPublished | Counter::Press => other
                .refusals
                .push(Refusal::new(RefusalCode::WhoCountedUnknown)),
            Counter::Users
                if figure
                    .asked
                    .is_none_or(|a| a.said.is_none() || a.of.is_none()) =>
            {
                other
                    .refusals
                    .push(Refusal::new(RefusalCode::UsersNUnknown));
                other.refusals.push(Refusal::new(RefusalCode::NoTarget));
            }
            _ => {}
        }
        let design = figure
            .sample
            .as_ref()
            .and_then(|id| case.sample(id))
            .map(|s| s.design);
        if column == Column::Found
            && matches!(design, Some(Design::Judgmental | Design::Convenience))
        {
            other
                .refusals
                .push(Refusal::new(RefusalCode::NotProbabilitySample));
        }
        result.push(other);
    }
    Ok(result)
}
