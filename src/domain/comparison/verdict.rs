//! Verdicts: which rule of the catalogue applies first, and what it says. Every rule has its number.

use crate::domain::case::Case;
use crate::domain::number::{Exact, NumberError};
use crate::domain::party::Counter;

use super::PromiseResult;
use super::evidence::Entry;
use super::measure::Standing;
use super::row::Row;

/// Why something cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// There is no target.
    NoTarget,
    /// Nobody independent looked.
    NobodyLooked,
    /// It could not be inspected.
    CouldNotBeInspected,
    /// Access was refused.
    Refused,
    /// The promise can be read in more than one way.
    PromiseUnclear,
    /// Too little was seen to decide.
    TooFew,
}

impl Reason {
    /// The code word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoTarget => "no_target",
            Self::NobodyLooked => "nobody_looked",
            Self::CouldNotBeInspected => "could_not_be_inspected",
            Self::Refused => "refused",
            Self::PromiseUnclear => "promise_unclear",
            Self::TooFew => "too_few",
        }
    }
}

/// What a verdict says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerdictCode {
    /// As promised, or more.
    Delivered,
    /// Something, and less than promised.
    PartlyDelivered,
    /// Nothing.
    NotDelivered,
    /// It moved the wrong way.
    WrongWay,
    /// Not due yet.
    NotDue,
    /// It cannot be judged, for this reason.
    CannotJudge(Reason),
    /// Criteria disagree, or the parties dispute which applies.
    StandardDisputed,
}

impl VerdictCode {
    /// The code word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::PartlyDelivered => "partly_delivered",
            Self::NotDelivered => "not_delivered",
            Self::WrongWay => "wrong_way",
            Self::NotDue => "not_due",
            Self::CannotJudge(_) => "cannot_judge",
            Self::StandardDisputed => "standard_disputed",
        }
    }

    /// The reason, where it cannot be judged.
    #[must_use]
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::CannotJudge(reason) => Some(reason),
            _ => None,
        }
    }

    /// Whether it says that a promise was broken, in part or whole.
    #[must_use]
    pub fn is_against(self) -> bool {
        matches!(
            self,
            Self::PartlyDelivered | Self::NotDelivered | Self::WrongWay
        )
    }
}

/// A verdict with the rule that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it says.
    pub code: VerdictCode,
    /// Number of the rule.
    pub rule: u8,
    /// Whose own count it rests on, where nobody independent counted. A party's count can speak against
    /// its own promise; where it speaks for it, the verdict is *cannot be judged* and this says so.
    pub by_own_count: Option<Counter>,
}

impl Verdict {
    pub(super) fn new(code: VerdictCode, rule: u8) -> Self {
        Self {
            code,
            rule,
            by_own_count: None,
        }
    }

    pub(super) fn cannot(reason: Reason) -> Self {
        Self::new(VerdictCode::CannotJudge(reason), 3)
    }
}

/// The verdict that figures of one column give together; `None` where none of them decides.
/// Several figures are several sides of one promise: it is kept when all say so.
pub(super) fn together<'e>(entries: impl Iterator<Item = &'e Entry>) -> Option<Verdict> {
    let decided: Vec<(Standing, u8)> = entries
        .filter_map(|e| e.measured.as_ref())
        .filter(|m| !matches!(m.standing, Standing::Undecided(_)))
        .map(|m| (m.standing, m.rule))
        .collect();
    let rule_of = |standing| {
        decided
            .iter()
            .find(|(s, _)| *s == standing)
            .map_or(7, |(_, rule)| *rule)
    };
    let all = |standing| decided.iter().all(|(s, _)| *s == standing);
    if decided.is_empty() {
        None
    } else if decided.iter().any(|(s, _)| *s == Standing::WrongWay) {
        Some(Verdict::new(VerdictCode::WrongWay, 4))
    } else if all(Standing::Met) {
        Some(Verdict::new(VerdictCode::Delivered, rule_of(Standing::Met)))
    } else if all(Standing::Nothing) {
        Some(Verdict::new(
            VerdictCode::NotDelivered,
            rule_of(Standing::Nothing),
        ))
    } else {
        Some(Verdict::new(
            VerdictCode::PartlyDelivered,
            rule_of(Standing::Missed),
        ))
    }
}

/// Each promise over all its rows. Where its rows differ it was kept in part; a row that cannot be judged
/// does not hide what others show; shortfalls and surpluses are added apart.
pub(super) fn promises(case: &Case, rows: &[Row]) -> Result<Vec<PromiseResult>, NumberError> {
    let mut results = Vec::with_capacity(case.obligations.len());
    for obligation in &case.obligations {
        // What a promise came to is told by the last stage of each row.
        let of_it: Vec<&Row> = rows
            .iter()
            .filter(|r| r.obligation == obligation.id && r.is_last_stage)
            .collect();
        let judged: Vec<Verdict> = of_it
            .iter()
            .map(|r| r.verdict)
            .filter(|v| v.code.reason().is_none())
            .collect();
        let verdict = match (judged.first(), of_it.first()) {
            (Some(first), _) if judged.iter().all(|v| v.code == first.code) => *first,
            (Some(_), _)
                if judged
                    .iter()
                    .any(|v| v.code == VerdictCode::StandardDisputed) =>
            {
                Verdict::new(VerdictCode::StandardDisputed, 2)
            }
            (Some(_), _) => {
                let due: Vec<&Verdict> = judged
                    .iter()
                    .filter(|v| v.code != VerdictCode::NotDue)
                    .collect();
                match due.first() {
                    Some(first) if due.iter().all(|v| v.code == first.code) => **first,
                    _ => Verdict::new(VerdictCode::PartlyDelivered, 7),
                }
            }
            (None, Some(row)) => row.verdict,
            (None, None) => Verdict::cannot(Reason::NobodyLooked),
        };
        let (mut short, mut surplus) = (None, None);
        for row in first_criterion(&of_it) {
            for measured in row.found.iter().filter_map(|e| e.measured.as_ref()).take(1) {
                short = add(short, measured.short)?;
                surplus = add(surplus, measured.surplus)?;
            }
        }
        results.push(PromiseResult {
            obligation: obligation.id.clone(),
            verdict,
            short,
            surplus,
        });
    }
    Ok(results)
}

/// Rows of the first criterion only: a shortfall under two criteria is one shortfall.
fn first_criterion<'r>(rows: &[&'r Row]) -> Vec<&'r Row> {
    let first = rows.first().map(|r| &r.criterion);
    rows.iter()
        .filter(|r| Some(&r.criterion) == first)
        .copied()
        .collect()
}

fn add(sum: Option<Exact>, more: Option<Exact>) -> Result<Option<Exact>, NumberError> {
    Ok(match (sum, more) {
        (Some(sum), Some(more)) => Some(sum.plus(more)?),
        (sum, more) => sum.or(more),
    })
}
