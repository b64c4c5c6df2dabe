//! What result counts as kept, decided before anything is seen: a standard of its own beside those of the promise, which stay
//! as they are. It speaks of the result as a whole, not of one visit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LotPlan;
use crate::domain::code::Code;
use crate::domain::number::{Exact, NumberError};
use crate::domain::obligation::{Criterion, CriterionRank, Obligation, Target};
use crate::domain::published::Stated;

/// The name of the standard in its promise.
const NAME: &str = "decision-rule";

/// What result counts as kept, for one promise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRule {
    /// The promise.
    pub promise: Code,
    /// The rule in a sentence.
    pub rule: String,
    /// What must be reached, where it is not the promise's own target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Allowed deviation, in the unit of the target; of a percentage, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Stated>,
    /// LQAS: how many to see, and more than how many in order pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotPlan>,
}

impl DecisionRule {
    /// The rule as a standard of the promise, called `reading`. `None` where it is a sentence without a number.
    #[must_use]
    pub fn criterion(&self, promise: &Obligation, reading: String) -> Option<Criterion> {
        if self.target.is_none() && self.tolerance.is_none() {
            return None;
        }
        let mut own = promise.criteria.iter();
        let own = own.find(|one| !is_of_plan(one) && one.ended.is_none());
        let id = Code::parse(NAME).ok()?;
        let mut criterion = match own {
            Some(own) => own.clone(),
            None => bare(id.clone(), self.target.clone()?),
        };
        if let Some(target) = &self.target {
            criterion.target = target.clone();
            criterion.targets.clear();
        }
        if let Some(tolerance) = &self.tolerance {
            criterion.target = eased(&criterion.target, tolerance);
            for slice in &mut criterion.targets {
                slice.target = eased(&slice.target, tolerance);
            }
        }
        Some(Criterion {
            id,
            tolerance: self.tolerance.clone(),
            rank: CriterionRank::AuditorsBenchmark,
            counted_by: None,
            reading: Some(reading),
            held_by: Vec::new(),
            payment_basis: None,
            other_wording_of: None,
            dated: None,
            sources: Vec::new(),
            ..criterion
        })
    }
}

/// Whether a standard is the rule of a plan.
#[must_use]
pub fn is_of_plan(criterion: &Criterion) -> bool {
    criterion.id.as_str() == NAME
}

fn bare(id: Code, target: Target) -> Criterion {
    Criterion {
        id,
        target,
        targets: Vec::new(),
        of: None,
        tolerance: None,
        pro_rata: false,
        rank: CriterionRank::AuditorsBenchmark,
        counted_by: None,
        reading: None,
        held_by: Vec::new(),
        payment_basis: None,
        other_wording_of: None,
        ended: None,
        dated: None,
        sources: Vec::new(),
    }
}

/// A share that must be reached, with the points that it may be off taken from it or added. Other targets are compared with
/// their tolerance and stay.
fn eased(target: &Target, tolerance: &Stated) -> Target {
    let off = tolerance.value();
    let moved = |stated: &Stated, by: fn(Exact, Exact) -> Result<Exact, NumberError>| {
        let points = by(stated.value(), off).ok()?;
        let points = points.max(Exact::ZERO).min(Exact::HUNDRED);
        Stated::parse(&format!("{points}%")).ok()
    };
    let down = |stated: &Stated| moved(stated, |a, b| a.minus(b)).unwrap_or_else(|| stated.clone());
    let up = |stated: &Stated| moved(stated, |a, b| a.plus(b)).unwrap_or_else(|| stated.clone());
    match target {
        Target::AtLeast(stated) if stated.is_percent() => Target::AtLeast(down(stated)),
        Target::MoreThan(stated) if stated.is_percent() => Target::MoreThan(down(stated)),
        Target::AtMost(stated) if stated.is_percent() => Target::AtMost(up(stated)),
        Target::FewerThan(stated) if stated.is_percent() => Target::FewerThan(up(stated)),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn promise(criteria: Value) -> Obligation {
        serde_json::from_value(json!({
            "id": "o-1", "promise": "p", "kind": "condition", "unit": "toilets", "criteria": criteria,
        }))
        .unwrap()
    }

    fn rule(value: Value) -> DecisionRule {
        let mut rule = json!({ "promise": "o-1", "rule": "r" });
        let more = value.as_object().unwrap().clone();
        rule.as_object_mut().unwrap().extend(more);
        serde_json::from_value(rule).unwrap()
    }

    fn own() -> Value {
        json!([{ "id": "agreed", "target": "every", "rank": "agreement", "of": "toilets seen", "sources": ["s-1"] }])
    }

    #[test]
    fn a_sentence_alone_adds_nothing() {
        assert_eq!(rule(json!({})).criterion(&promise(own()), "r".into()), None);
    }

    #[test]
    fn a_target_of_its_own_stands_beside_that_of_the_promise() {
        let rule = rule(json!({ "target": { "at_least": "90%" }, "tolerance": "2.5" }));
        let added = rule.criterion(&promise(own()), "before".into()).unwrap();
        // 90 less 2.5 points.
        assert_eq!(
            serde_json::to_value(&added.target).unwrap(),
            json!({ "at_least": "87.5%" })
        );
        assert_eq!(added.of.as_deref(), Some("toilets seen"));
        assert_eq!(added.reading.as_deref(), Some("before"));
        assert!(is_of_plan(&added) && added.sources.is_empty());
    }

    #[test]
    fn points_never_leave_the_scale() {
        for (target, off, eased) in [
            (
                json!({ "at_least": "3%" }),
                "5",
                json!({ "at_least": "0%" }),
            ),
            (
                json!({ "at_most": "99%" }),
                "5",
                json!({ "at_most": "100%" }),
            ),
            (json!({ "at_most": "10" }), "2", json!({ "at_most": "10" })),
            (json!("every"), "2", json!("every")),
        ] {
            let rule = rule(json!({ "target": target, "tolerance": off }));
            let added = rule.criterion(&promise(json!([])), String::new()).unwrap();
            assert_eq!(serde_json::to_value(&added.target).unwrap(), eased);
            assert_eq!(added.tolerance.unwrap().text(), off);
        }
    }

    #[test]
    fn a_tolerance_alone_eases_the_promises_own_target_and_its_parts() {
        let own = json!([
            { "id": "old", "target": { "at_least": "9" }, "rank": "agreement",
              "ended": { "because": "it was dropped" } },
            { "id": "agreed", "target": { "at_least": "80%" }, "rank": "agreement",
              "targets": [{ "place": "a", "target": { "at_least": "60%" } }] },
        ]);
        let added = rule(json!({ "tolerance": "5" })).criterion(&promise(own), String::new());
        let added = serde_json::to_value(added.unwrap()).unwrap();
        assert_eq!(added["target"], json!({ "at_least": "75%" }));
        assert_eq!(added["targets"][0]["target"], json!({ "at_least": "55%" }));
        assert_eq!(added["rank"], "auditors_benchmark");
        // There is nothing to be off from.
        assert_eq!(
            rule(json!({ "tolerance": "5" })).criterion(&promise(json!([])), String::new()),
            None
        );
    }
}
