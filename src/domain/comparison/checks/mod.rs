//! Figures that are checked rather than judged: worked out from others, sums against their parts, published
//! shares and rates against recomputed ones. A disagreement is listed; nothing is bent to match.

mod categories;
mod derived;
mod published;

pub use categories::{CategoryResult, CategoryShare, GroupResult};
pub use published::PublishedCheck;

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::number::{Exact, NumberError, Qualifier, Rounding, Share};
use crate::domain::party::Counter;
use crate::domain::refusal::Refusal;
use crate::domain::working::Working;

pub(super) use categories::categories;

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// A figure worked out from others.
    Derivation,
    /// A total against its parts.
    Reconciliation,
    /// A share that the source printed.
    PublishedShare,
    /// Money that came back, of a base that is named.
    Recovery,
}

/// One figure that went in.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckInput {
    /// What it is.
    pub title: String,
    /// As stated.
    pub text: String,
    /// Unit.
    pub unit: Option<String>,
    /// Who counted it.
    pub counted_by: Counter,
    /// Whether the auditor tested it.
    pub tested: bool,
}

/// One figure that came out.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckStep {
    /// What it is.
    pub title: String,
    /// Before rounding.
    pub exact: Exact,
    /// As shown: rounded where the method rounds, as per cent where it is a share.
    pub shown: String,
    /// What the inputs' qualifiers leave of its exactness.
    pub qualifier: Qualifier,
    /// Unit.
    pub unit: Option<String>,
    /// How it was rounded before the next step.
    pub rounding: Option<Rounding>,
    /// How it stands to the printed figure.
    pub published: Option<PublishedCheck>,
}

/// A checked figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Name.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it is about.
    pub kind: CheckKind,
    /// The promise it belongs to.
    pub obligation: Option<Code>,
    /// What went in.
    pub inputs: Vec<CheckInput>,
    /// What came out, in order.
    pub steps: Vec<CheckStep>,
    /// Why it is not computed.
    pub refusals: Vec<Refusal>,
    /// How it came about.
    pub workings: Vec<Working>,
    /// Anything a reader must know.
    pub note: Option<String>,
}

impl Check {
    /// Everyone who counted something that went in, once each.
    #[must_use]
    pub fn counters(&self) -> Vec<Counter> {
        let mut counters = Vec::new();
        for input in &self.inputs {
            if !counters.contains(&input.counted_by) {
                counters.push(input.counted_by);
            }
        }
        counters
    }
}

/// How much of a frame was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Which sample.
    pub sample: Code,
    /// n of N.
    pub share: Share,
    /// How many were not seen.
    pub not_seen: u64,
    /// Who counted N.
    pub universe_counted_by: Counter,
}

/// Everything that is checked.
pub(super) fn checks(case: &Case) -> Result<Vec<Check>, NumberError> {
    let mut checks = derived::derivations(case)?;
    checks.extend(derived::reconciliations(case)?);
    checks.extend(published::shares(case)?);
    checks.extend(published::recoveries(case)?);
    Ok(checks)
}

/// How much of each frame was seen, where both numbers are published.
pub(super) fn coverage(case: &Case) -> Result<Vec<Coverage>, NumberError> {
    let mut result = Vec::new();
    for sample in &case.samples {
        let (Some(seen), Some(universe)) = (sample.seen, sample.universe) else {
            continue;
        };
        if let Some(share) = Share::new(seen, universe, sample.unit.as_str())? {
            result.push(Coverage {
                sample: sample.id.clone(),
                share,
                not_seen: universe.saturating_sub(seen),
                universe_counted_by: sample.universe_counted_by.unwrap_or(Counter::NotPublished),
            });
        }
    }
    Ok(result)
}

/// What is left of exactness when figures are combined: a bound on the leading figure survives, any other
/// hedge makes the result an approximation.
fn combined(qualifiers: &[Qualifier]) -> Qualifier {
    let mut fuzzy = qualifiers.iter().enumerate().filter(|(_, q)| q.is_fuzzy());
    match (fuzzy.next(), fuzzy.next()) {
        (None, _) => Qualifier::Exact,
        (Some((0, bound @ (Qualifier::UpTo | Qualifier::AtMost | Qualifier::AtLeast))), None) => {
            *bound
        }
        _ => Qualifier::About,
    }
}
