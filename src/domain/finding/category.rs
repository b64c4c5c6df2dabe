//! What kind of finding it is, and what kind of cause: short lists that can be counted across audits.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::comparison::{Row, VerdictCode};
use crate::domain::obligation::{Kind, Obligation};

/// What kind of finding it is. Absent for a promise that was kept.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Nothing of it arrived.
    NotDelivered,
    /// Less arrived than was promised.
    UnderDelivered,
    /// It went to somebody or something else.
    Diverted,
    /// More was claimed or billed than was found.
    OverClaimed,
    /// People were told something that was not so.
    Misled,
    /// Some were treated worse than others.
    Discriminated,
    /// People were treated without respect or by no rule.
    Unfair,
    /// Care that was owed was not taken.
    Negligent,
    /// A need that nobody meets.
    UnmetNeed,
    /// What would show it does not exist or was not produced.
    Undocumented,
}

impl Category {
    /// Every category, in the order of the vocabulary.
    pub const ALL: [Self; 10] = [
        Self::NotDelivered,
        Self::UnderDelivered,
        Self::Diverted,
        Self::OverClaimed,
        Self::Misled,
        Self::Discriminated,
        Self::Unfair,
        Self::Negligent,
        Self::UnmetNeed,
        Self::Undocumented,
    ];

    /// The code word; its label is `finding-category-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotDelivered => "not_delivered",
            Self::UnderDelivered => "under_delivered",
            Self::Diverted => "diverted",
            Self::OverClaimed => "over_claimed",
            Self::Misled => "misled",
            Self::Discriminated => "discriminated",
            Self::Unfair => "unfair",
            Self::Negligent => "negligent",
            Self::UnmetNeed => "unmet_need",
            Self::Undocumented => "undocumented",
        }
    }

    /// What the rows of one promise suggest. Only what figures can show is suggested; that people were misled, treated
    /// unfairly or without care, and that something was diverted, is for people to say and to support.
    #[must_use]
    pub fn suggested(obligation: &Obligation, rows: &[&Row]) -> Option<Self> {
        let against: Vec<&&Row> = rows
            .iter()
            .filter(|row| row.verdict.code.is_against())
            .collect();
        if against.is_empty() {
            return None;
        }
        let nothing = |row: &&&Row| row.verdict.code == VerdictCode::NotDelivered;
        let over = |row: &&&Row| row.over_claim.is_some_and(|over| over.is_positive());
        match obligation.kind {
            Kind::NonDiscrimination => Some(Self::Discriminated),
            Kind::Price => Some(Self::OverClaimed),
            Kind::Eligibility => None,
            _ if against.iter().all(nothing) => Some(Self::NotDelivered),
            _ if against.iter().any(over) => Some(Self::OverClaimed),
            _ => Some(Self::UnderDelivered),
        }
    }
}

/// Why it happened, by kind.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// There was not enough money, or it came late.
    Money,
    /// There were too few people.
    Staffing,
    /// People had not learned how.
    Training,
    /// It was not clear what was wanted.
    UnclearGoal,
    /// Things to work with were missing.
    Supplies,
    /// The place could not be reached or entered.
    Access,
    /// Nobody looked whether it was done.
    Oversight,
}

impl CauseKind {
    /// Every kind, in the order of the vocabulary.
    pub const ALL: [Self; 7] = [
        Self::Money,
        Self::Staffing,
        Self::Training,
        Self::UnclearGoal,
        Self::Supplies,
        Self::Access,
        Self::Oversight,
    ];

    /// The code word; its label is `finding-cause-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Staffing => "staffing",
            Self::Training => "training",
            Self::UnclearGoal => "unclear_goal",
            Self::Supplies => "supplies",
            Self::Access => "access",
            Self::Oversight => "oversight",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_what_is_stored() {
        for category in Category::ALL {
            let stored = serde_json::to_value(category).unwrap();
            assert_eq!(stored, category.code());
        }
        for kind in CauseKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
    }
}
