//! Criteria side by side: whether the parties dispute which applies, and whether wording and number agree.

use crate::domain::obligation::{Criterion, Obligation, Target};

use super::row::Row;
use super::verdict::{Verdict, VerdictCode};

/// Two criteria in force that different parties hold to apply, or criteria whose verdicts differ.
/// One that cannot be judged does not disagree.
pub(super) fn settle_dispute(criteria: &[&Criterion], rows: &mut [Row]) {
    let held: Vec<&Criterion> = criteria
        .iter()
        .filter(|c| !c.held_by.is_empty())
        .copied()
        .collect();
    let between_parties = held.iter().enumerate().any(|(i, one)| {
        held[i + 1..]
            .iter()
            .any(|other| one.held_by.iter().all(|p| !other.held_by.contains(p)))
    });
    let judged: Vec<VerdictCode> = rows
        .iter()
        .map(|r| r.verdict.code)
        .filter(|c| c.reason().is_none() && *c != VerdictCode::NotDue)
        .collect();
    let differ = judged.windows(2).any(|pair| pair[0] != pair[1]);
    if between_parties || differ {
        for row in rows
            .iter_mut()
            .filter(|r| between_parties || r.verdict.code.reason().is_none())
        {
            row.verdict = Verdict {
                by_own_count: row.verdict.by_own_count,
                ..Verdict::new(VerdictCode::StandardDisputed, 2)
            };
        }
    }
}

/// Wording and number of one promise that ask for different things.
pub(super) fn inconsistent(obligation: &Obligation, criterion: &Criterion) -> bool {
    let change = |c: &Criterion| match &c.target {
        Target::MoveTo { baseline, to } => to
            .value()
            .minus(baseline.value())
            .and_then(|d| d.over(baseline.value()))
            .ok(),
        Target::MoveBy { by, .. } => Some(by.value()),
        _ => None,
    };
    let pairs = obligation.criteria.iter().filter(|other| {
        other.other_wording_of.as_ref() == Some(&criterion.id)
            || criterion.other_wording_of.as_ref() == Some(&other.id)
    });
    pairs
        .into_iter()
        .any(|other| match (change(criterion), change(other)) {
            (Some(one), Some(two)) => one != two,
            _ => criterion.target != other.target,
        })
}
