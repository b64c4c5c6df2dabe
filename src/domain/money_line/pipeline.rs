//! From flagged to recovered: which state may follow which, and how an entry is recorded. Every entry is dated; none is
//! ever overwritten or taken out.

use chrono::NaiveDate;

use super::{MoneyLine, MoneyState, StateEntry};

impl MoneyState {
    /// Every state, in the order of the vocabulary.
    pub const ALL: [Self; 10] = [
        Self::Flagged,
        Self::Answered,
        Self::Sustained,
        Self::NotSustained,
        Self::Offered,
        Self::Rejected,
        Self::Agreed,
        Self::Recovered,
        Self::Withdrawn,
        Self::AsPublished,
    ];

    /// The code word; its label is `money-state-…` with this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Flagged => "flagged",
            Self::Answered => "answered",
            Self::Sustained => "sustained",
            Self::NotSustained => "not_sustained",
            Self::Offered => "offered",
            Self::Rejected => "rejected",
            Self::Agreed => "agreed",
            Self::Recovered => "recovered",
            Self::Withdrawn => "withdrawn",
            Self::AsPublished => "as_published",
        }
    }

    /// Whether a line can begin with it. Others' published lines may begin anywhere: what came before is not published.
    #[must_use]
    pub fn begins(self) -> bool {
        self == Self::Flagged
    }

    /// The states of which one must have come before. Parts of an amount go different ways, so an earlier state counts
    /// even where a later one came between: a part is sustained, another is not, and both have their own entry.
    #[must_use]
    pub fn follows(self) -> &'static [Self] {
        match self {
            // Corrected by the auditor; the earlier amount stays.
            Self::Flagged => &[Self::Flagged],
            Self::Answered => &[Self::Flagged],
            // Decided, or decided otherwise on appeal.
            Self::Sustained => &[Self::Flagged, Self::NotSustained],
            Self::NotSustained => &[Self::Flagged, Self::Sustained],
            Self::Offered => &[Self::Flagged],
            Self::Rejected => &[Self::Offered],
            // A party may agree at once.
            Self::Agreed => &[Self::Flagged, Self::Offered],
            // Somebody must have decided or agreed that it is owed. What a base as published became is published too.
            Self::Recovered => &[Self::Sustained, Self::Agreed, Self::AsPublished],
            Self::Withdrawn => &[Self::Flagged],
            Self::AsPublished => &[],
        }
    }
}

/// Why an entry cannot be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongEntry {
    /// Nothing that this state follows came before.
    #[error("an amount cannot be {} yet", to.code())]
    TooEarly {
        /// The state.
        to: MoneyState,
    },
    /// All of it was withdrawn.
    #[error("this line was withdrawn")]
    Withdrawn,
    /// It has no date.
    #[error("say on which day")]
    NoDate,
    /// Its date lies ahead.
    #[error("this day lies ahead")]
    Ahead,
    /// Its date lies before an entry that it follows.
    #[error("this is earlier than what it follows from")]
    BeforeEarlier,
    /// The amount is 0 or less.
    #[error("an amount is more than 0")]
    NotPositive,
    /// Only restated lines begin with a base as published.
    #[error("an amount of one’s own is flagged first")]
    NotOwn,
}

impl WrongEntry {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::TooEarly { .. } => "amount-too-early",
            Self::Withdrawn => "amount-withdrawn",
            Self::NoDate => "amount-no-date",
            Self::Ahead => "amount-ahead",
            Self::BeforeEarlier => "amount-before-earlier",
            Self::NotPositive => "amount-not-positive",
            Self::NotOwn => "amount-not-own",
        }
    }
}

impl MoneyLine {
    /// The line with one more entry, of an audit of one's own. Everything that was there stays as it is.
    pub fn recorded(&self, entry: StateEntry, today: NaiveDate) -> Result<Self, WrongEntry> {
        let date = entry.date.ok_or(WrongEntry::NoDate)?;
        if date.first_day() > today {
            return Err(WrongEntry::Ahead);
        }
        if !entry.amount.value().is_positive() {
            return Err(WrongEntry::NotPositive);
        }
        if entry.state == MoneyState::AsPublished {
            return Err(WrongEntry::NotOwn);
        }
        if self.is_withdrawn() {
            return Err(WrongEntry::Withdrawn);
        }
        let follows = entry.state.follows();
        let earlier: Vec<&StateEntry> = self
            .states
            .iter()
            .filter(|before| follows.contains(&before.state))
            .collect();
        if earlier.is_empty() && !(self.states.is_empty() && entry.state.begins()) {
            return Err(WrongEntry::TooEarly { to: entry.state });
        }
        let in_time = |before: &&StateEntry| {
            before
                .date
                .is_none_or(|before| before.first_day() <= date.last_day())
        };
        if !earlier.is_empty() && !earlier.iter().any(in_time) {
            return Err(WrongEntry::BeforeEarlier);
        }
        let mut longer = self.clone();
        longer.states.push(entry);
        Ok(longer)
    }

    /// Whether the auditor took back as much as was flagged last.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        let amount = |state| {
            let found = self.states.iter().rev().find(|e| e.state == state);
            found.map(|entry| entry.amount.value())
        };
        match (amount(MoneyState::Withdrawn), amount(MoneyState::Flagged)) {
            (Some(withdrawn), Some(flagged)) => withdrawn >= flagged,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

#[cfg(test)]
#[path = "pipeline_tests.rs"]
mod tests;
