//! What happens where a drawn unit cannot be seen: the next by the recorded rule, and a log of it. Nobody chooses.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sample::DrawnSample;
use crate::domain::plan::Replacement;

/// Why a unit was not seen.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum NotSeen {
    /// Access was refused. A result.
    Refused,
    /// It was not found at the time of the visit. A result.
    NotFound,
    /// It could not be reached: flood, road, strike.
    NotReached,
    /// Going there was not safe.
    NotSafe,
    /// It does not belong to the list: closed before the period, counted twice.
    NotOfTheList,
}

impl NotSeen {
    /// Whether this is itself something the audit found.
    #[must_use]
    pub fn is_a_result(self) -> bool {
        matches!(self, Self::Refused | Self::NotFound)
    }
}

/// One entry of the log of substitutions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Substitution {
    /// The stratum or cluster.
    pub group: String,
    /// The unit that was not seen.
    pub unit: String,
    /// Why.
    pub because: NotSeen,
    /// The unit that takes its place; nothing where the rule gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Why the rule gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_because: Option<NoSubstitute>,
}

/// Why the rule gives no substitute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoSubstitute {
    /// The plan replaces nothing.
    NotByRule,
    /// What happened is itself a result.
    IsAResult,
    /// Nobody is left in the stratum, or the design has no order of substitutes.
    NobodyLeft,
}

/// Why a substitution cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongSubstitution {
    /// The unit was not drawn, and is not a substitute that was taken.
    #[error("this unit is not one of those to be seen")]
    NotToBeSeen,
    /// It was replaced before.
    #[error("this unit was replaced before")]
    AlreadyReplaced,
}

impl WrongSubstitution {
    /// A stable word for this error, for a catalogue of sentences.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotToBeSeen => "substitution-not-to-be-seen",
            Self::AlreadyReplaced => "substitution-already-replaced",
        }
    }
}

/// The next entry of the log: who takes the place of `unit`, by the rule of the plan and the order of the draw.
pub fn substitute(
    drawn: &DrawnSample,
    log: &[Substitution],
    rule: Replacement,
    unit: &str,
    because: NotSeen,
) -> Result<Substitution, WrongSubstitution> {
    if log.iter().any(|entry| entry.unit == unit) {
        return Err(WrongSubstitution::AlreadyReplaced);
    }
    let group = drawn.group_of(unit).ok_or(WrongSubstitution::NotToBeSeen)?;
    let used: BTreeSet<&str> = log.iter().filter_map(|entry| entry.by.as_deref()).collect();
    if !used.contains(unit) && !group.taken.iter().any(|taken| taken == unit) {
        return Err(WrongSubstitution::NotToBeSeen);
    }
    let none_because = match rule {
        Replacement::None => Some(NoSubstitute::NotByRule),
        Replacement::NextUnlessResult if because.is_a_result() => Some(NoSubstitute::IsAResult),
        Replacement::NextUnlessResult | Replacement::NextAlways => None,
    };
    let mut left = group
        .substitutes
        .iter()
        .filter(|next| !used.contains(next.as_str()));
    let by = if none_because.is_none() {
        left.next().cloned()
    } else {
        None
    };
    let nobody = by.is_none().then_some(NoSubstitute::NobodyLeft);
    Ok(Substitution {
        group: group.name.clone(),
        unit: unit.to_owned(),
        because,
        by,
        none_because: none_because.or(nobody),
    })
}

/// The units to be seen now: drawn, not replaced, and those that took a place.
#[must_use]
pub fn to_be_seen<'d>(drawn: &'d DrawnSample, log: &'d [Substitution]) -> Vec<&'d str> {
    let replaced = |unit: &str| {
        log.iter()
            .any(|entry| entry.unit == unit && entry.by.is_some())
    };
    let stand_ins = log.iter().filter_map(|entry| entry.by.as_deref());
    drawn
        .taken()
        .chain(stand_ins)
        .filter(|unit| !replaced(unit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::SamplingPlan;
    use crate::domain::sampling::{FrameUnit, draw_plan};

    /// Drawn: 09 07 02 05 06; then 04, 03.
    fn drawn() -> DrawnSample {
        let plan: SamplingPlan = serde_json::from_value(serde_json::json!({
            "unit": "toilets", "design": "simple_random", "planned": 5,
            "seed": { "text": "2026-11-21 Khayelitsha", "kind": "recorded_before" },
        }))
        .unwrap();
        let units: Vec<_> = (1..=12)
            .map(|at| FrameUnit {
                id: format!("site-{at:02}"),
                stratum: None,
            })
            .collect();
        draw_plan(&plan, &units).unwrap()
    }

    #[test]
    fn substitutes_follow_in_the_order_of_the_draw() {
        let drawn = drawn();
        let rule = Replacement::NextUnlessResult;
        let mut log = Vec::new();
        for (unit, by) in [("site-07", "site-04"), ("site-04", "site-03")] {
            let entry = substitute(&drawn, &log, rule, unit, NotSeen::NotReached).unwrap();
            assert_eq!(entry.by.as_deref(), Some(by));
            log.push(entry);
        }
        let seen = to_be_seen(&drawn, &log);
        assert_eq!(
            seen,
            ["site-09", "site-02", "site-05", "site-06", "site-03"]
        );
        let again = substitute(&drawn, &log, rule, "site-07", NotSeen::NotSafe);
        assert_eq!(again, Err(WrongSubstitution::AlreadyReplaced));
        for stranger in ["site-01", "site-99"] {
            let wrong = substitute(&drawn, &log, rule, stranger, NotSeen::NotSafe);
            assert_eq!(wrong, Err(WrongSubstitution::NotToBeSeen));
        }
    }

    #[test]
    fn a_refusal_is_a_result_and_is_replaced_only_where_the_plan_says_so() {
        let drawn = drawn();
        let of = |rule, because| substitute(&drawn, &[], rule, "site-09", because).unwrap();
        let refused = of(Replacement::NextUnlessResult, NotSeen::Refused);
        assert_eq!(
            (refused.by, refused.none_because),
            (None, Some(NoSubstitute::IsAResult))
        );
        let always = of(Replacement::NextAlways, NotSeen::Refused);
        assert_eq!(always.by.as_deref(), Some("site-04"));
        let never = of(Replacement::None, NotSeen::NotReached);
        assert_eq!(never.none_because, Some(NoSubstitute::NotByRule));
        assert_eq!(to_be_seen(&drawn, &[never]).len(), 5);
    }

    #[test]
    fn where_nobody_is_left_it_says_so() {
        let mut drawn = drawn();
        drawn.groups[0].substitutes.clear();
        let entry = substitute(
            &drawn,
            &[],
            Replacement::NextAlways,
            "site-09",
            NotSeen::NotSafe,
        );
        assert_eq!(entry.unwrap().none_because, Some(NoSubstitute::NobodyLeft));
    }
}
