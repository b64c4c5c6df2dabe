//! Proof grades, computed from what a found figure rests on; nobody types one.

use std::collections::BTreeSet;

use crate::domain::figure::{Asked, EvidenceKind, Visits};
use crate::domain::obligation::Ended;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;

use super::evidence::Entry;

/// How well a result is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Nothing to grade.
    None,
    /// A party says so; nobody independent looked.
    ClaimedOnly,
    /// Reported by users: so many of so many, where that is published.
    UsersSaid(Asked),
    /// Seen once.
    ObservedOnce,
    /// Two independent observers, visits or kinds of evidence.
    Corroborated,
    /// Own observation and a document.
    Documented,
    /// Accepted evidence contradicts.
    Conflicting,
}

impl Grade {
    /// The code word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClaimedOnly => "claimed_only",
            Self::UsersSaid(_) => "users_said",
            Self::ObservedOnce => "observed_once",
            Self::Corroborated => "corroborated",
            Self::Documented => "documented",
            Self::Conflicting => "conflicting",
        }
    }
}

/// The grade of a row. `before` is the end of a criterion that this row stands before: evidence of that day
/// or later does not count in it.
pub(super) fn grade(found: &[Entry], claimed: &[Entry], before: Option<&Ended>) -> Grade {
    if found.is_empty() {
        return if claimed.is_empty() {
            Grade::None
        } else {
            Grade::ClaimedOnly
        };
    }
    if found.iter().any(|e| {
        e.figure
            .contradicts
            .iter()
            .any(|id| found.iter().any(|f| f.figure.id == *id))
    }) {
        return Grade::Conflicting;
    }
    if found.iter().all(|e| e.figure.counted_by == Counter::Users) {
        return Grade::UsersSaid(
            found
                .iter()
                .find_map(|e| e.figure.asked)
                .unwrap_or_default(),
        );
    }
    let mut kinds: BTreeSet<EvidenceKind> = BTreeSet::new();
    let mut repeated = false;
    for entry in found {
        let figure = &entry.figure;
        kinds.extend(
            figure
                .rests_on
                .iter()
                .filter(|item| counts(item.date, before))
                .map(|item| item.kind),
        );
        if figure.counted_by == Counter::Users {
            kinds.insert(EvidenceKind::Account);
        } else if figure.rests_on.is_empty() {
            kinds.insert(EvidenceKind::Observation);
        }
        repeated |=
            figure.visits == Some(Visits::Several) || figure.observers.is_some_and(|n| n > 1);
    }
    if kinds.contains(&EvidenceKind::Document) || kinds.contains(&EvidenceKind::Recount) {
        Grade::Documented
    } else if repeated || kinds.len() > 1 {
        Grade::Corroborated
    } else {
        Grade::ObservedOnce
    }
}

/// Whether something of this date had come about before the end.
pub(super) fn counts(date: Option<PartialDate>, before: Option<&Ended>) -> bool {
    match (date, before.and_then(|ended| ended.date)) {
        (Some(date), Some(end)) => date.last_day() < end.first_day(),
        _ => true,
    }
}
