//! Signs that visits were not made as they say. Private to the lead, never printed, and no judgement of a person: each
//! sign has its rule, its threshold and its working, and an innocent reading.

mod answers;
mod movement;

use std::collections::BTreeMap;

use crate::domain::intake::Submission;
use crate::domain::working::Working;

/// A submission with the name that people know it by.
#[derive(Debug, Clone, Copy)]
pub struct Record<'s> {
    /// Its name: `V-014`.
    pub name: &'s str,
    /// What was sent.
    pub submission: &'s Submission,
}

/// What sign it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignKind {
    /// Fewer than five seconds for each answer.
    TooFast,
    /// The same answers to everything, three visits in a row.
    SameAnswers,
    /// One photograph with several visits.
    SamePhotograph,
    /// From place to place faster than anybody travels, or at two places at once.
    TooFarTooSoon,
    /// Numbers end in 0 or 5 far more often than chance would have it.
    LastDigits,
    /// Nearly all visits begin at a full quarter of an hour.
    RoundTimes,
    /// Always yes, where others find a no in every tenth answer.
    AlwaysYes,
}

impl SignKind {
    /// Every sign.
    pub const ALL: [Self; 7] = [
        Self::TooFast,
        Self::SameAnswers,
        Self::SamePhotograph,
        Self::TooFarTooSoon,
        Self::LastDigits,
        Self::RoundTimes,
        Self::AlwaysYes,
    ];

    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::TooFast => "sign-too-fast",
            Self::SameAnswers => "sign-same-answers",
            Self::SamePhotograph => "sign-same-photograph",
            Self::TooFarTooSoon => "sign-too-far-too-soon",
            Self::LastDigits => "sign-last-digits",
            Self::RoundTimes => "sign-round-times",
            Self::AlwaysYes => "sign-always-yes",
        }
    }
}

/// One sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// What sign it is.
    pub kind: SignKind,
    /// Whose visits, by code; the first observer of each.
    pub observer: String,
    /// The submissions it is about.
    pub submissions: Vec<String>,
    /// Its rule with the figures.
    pub working: Working,
}

/// Every sign in the submissions of an audit, by observer.
#[must_use]
pub fn signs(records: &[Record]) -> Vec<Sign> {
    let mut by_observer: BTreeMap<&str, Vec<Record>> = BTreeMap::new();
    for record in records {
        if let Some(observer) = record.submission.observers.first() {
            by_observer.entry(observer).or_default().push(*record);
        }
    }
    let mut signs = Vec::new();
    for (observer, mut own) in by_observer {
        own.sort_by_key(|record| (record.submission.started, record.name));
        let others: Vec<_> = records
            .iter()
            .filter(|record| {
                record.submission.observers.first().map(String::as_str) != Some(observer)
            })
            .copied()
            .collect();
        signs.extend(answers::too_fast(observer, &own));
        signs.extend(answers::same_answers(observer, &own));
        signs.extend(answers::same_photograph(observer, &own));
        signs.extend(movement::too_far_too_soon(observer, &own));
        signs.extend(answers::last_digits(observer, &own));
        signs.extend(movement::round_times(observer, &own));
        signs.extend(answers::always_yes(observer, &own, &others));
    }
    signs
}

fn names(records: &[Record]) -> Vec<String> {
    records
        .iter()
        .map(|record| record.name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests;
