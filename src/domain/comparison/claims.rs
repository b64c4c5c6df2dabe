//! What may be concluded where nobody independent counted: a party's own figure speaks against its promise,
//! never for it; a figure of unknown counter speaks neither way.

use crate::domain::case::Case;
use crate::domain::figure::Value;
use crate::domain::number::Exact;
use crate::domain::obligation::Obligation;
use crate::domain::party::Counter;
use crate::domain::refusal::{Refusal, RefusalCode};

use super::evidence::Entry;
use super::measure::Standing;
use super::verdict::{Reason, Verdict, VerdictCode, together};

/// The verdict of a row with nothing under Found, and why it goes no further.
pub(super) fn by_claims(
    case: &Case,
    obligation: &Obligation,
    claimed: &[Entry],
) -> (Verdict, Vec<Refusal>) {
    let used: Vec<&Entry> = claimed.iter().filter(|e| !e.is_set_aside()).collect();
    let mut refusals = vec![Refusal::new(RefusalCode::NoFoundFigure)];
    let no_target = used
        .iter()
        .filter_map(|e| e.measured.as_ref())
        .any(|m| m.standing == Standing::Undecided(Reason::NoTarget));
    if no_target {
        return (Verdict::cannot(Reason::NoTarget), refusals);
    }
    let own =
        |e: &&&Entry| e.figure.counted_by.is_party() && case.agreement_of(obligation).is_some();
    let parties: Vec<&Entry> = used.iter().filter(own).copied().collect();
    let verdict = match together(parties.iter().copied()) {
        // Figures that disagree in what they say decide nothing.
        Some(_) if disagree(&parties) => Verdict::cannot(Reason::NobodyLooked),
        Some(verdict) if verdict.code.is_against() => verdict,
        Some(verdict) if verdict.code == VerdictCode::Delivered => {
            Verdict::cannot(Reason::NobodyLooked)
        }
        _ => Verdict::cannot(Reason::NobodyLooked),
    };
    let counter = parties
        .iter()
        .find(|e| e.measured.as_ref().is_some_and(decides))
        .map(|e| e.figure.counted_by);
    if parties.is_empty() && used.iter().all(|e| is_of_nobody(e.figure.counted_by)) {
        refusals.clear();
    }
    (
        Verdict {
            by_own_count: counter.filter(|_| !disagree(&parties)),
            ..verdict
        },
        refusals,
    )
}

/// Refusals that claims bring with them, whatever was found.
pub(super) fn claim_refusals(claimed: &[Entry]) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let used: Vec<&Entry> = claimed.iter().filter(|e| !e.is_set_aside()).collect();
    if used.iter().any(|e| is_of_nobody(e.figure.counted_by)) {
        refusals.push(Refusal::new(RefusalCode::WhoCountedUnknown));
    }
    if used.iter().any(|e| e.figure.also_given.is_some()) || numbers_differ(&used) {
        refusals.push(Refusal::new(RefusalCode::ClaimsDiffer));
    }
    refusals
}

fn is_of_nobody(counter: Counter) -> bool {
    matches!(counter, Counter::NotPublished | Counter::Press)
}

fn decides(measured: &super::Measured) -> bool {
    !matches!(measured.standing, Standing::Undecided(_))
}

fn disagree(entries: &[&Entry]) -> bool {
    let mut standings = entries
        .iter()
        .filter_map(|e| e.measured.as_ref())
        .filter(|m| decides(m))
        .map(|m| m.standing == Standing::Met);
    match standings.next() {
        Some(first) => standings.any(|s| s != first),
        None => false,
    }
}

/// One party gave two numbers of the same measure that cannot both be true.
fn numbers_differ(entries: &[&Entry]) -> bool {
    let number = |e: &Entry| match &e.figure.value {
        Value::Count(n) => n.number().span().ok(),
        Value::InOrder(seen) => {
            let k = Exact::from(seen.count);
            crate::domain::published::Stated::exactly(k)
                .number()
                .span()
                .ok()
        }
        _ => None,
    };
    entries.iter().enumerate().any(|(i, one)| {
        entries[i + 1..].iter().any(|other| {
            one.figure.party == other.figure.party
                && one.figure.counted_by == other.figure.counted_by
                && one.figure.period == other.figure.period
                && one.figure.place == other.figure.place
                && matches!((number(one), number(other)), (Some(a), Some(b)) if !a.meets(&b))
        })
    })
}
