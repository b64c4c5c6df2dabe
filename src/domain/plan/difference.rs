//! What changed between two versions of a plan, part by part, as drafts of deviations. The reason is for a person to
//! write.

use serde::Serialize;
use serde_json::Value;

use super::{Deviation, Plan, PlanPart};

/// A deviation without number, day and reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was changed.
    pub what: PlanPart,
    /// What changed fields said: `planned: 60; unit: toilets`. Empty where there was nothing.
    pub before: String,
    /// What they say now. Empty where nothing is left.
    pub after: String,
}

impl Draft {
    /// The deviation, once there is a reason.
    #[must_use]
    pub fn because(self, number: u32, on: chrono::NaiveDate, reason: String) -> Deviation {
        Deviation {
            number,
            on,
            what: self.what,
            before: self.before,
            after: self.after,
            reason,
        }
    }
}

/// Every part in which two versions differ, in the order of the plan.
#[must_use]
pub fn difference(before: &Plan, after: &Plan) -> Vec<Draft> {
    let parts = [
        (PlanPart::Mandate, part(&before.mandate, &after.mandate)),
        (
            PlanPart::Objectives,
            part(&before.objectives, &after.objectives),
        ),
        (PlanPart::Scope, part(&before.scope, &after.scope)),
        (PlanPart::Team, part(&before.team, &after.team)),
        (PlanPart::Risks, part(&before.risks, &after.risks)),
        (PlanPart::Methods, part(&before.methods, &after.methods)),
        (
            PlanPart::DecisionRules,
            part(&before.decision_rules, &after.decision_rules),
        ),
        (PlanPart::Sampling, part(&before.sampling, &after.sampling)),
        (
            PlanPart::Announced,
            part(&before.announced, &after.announced),
        ),
        (PlanPart::Window, part(&before.window, &after.window)),
        (PlanPart::Debrief, part(&before.debrief, &after.debrief)),
        (PlanPart::Budget, part(&before.budget, &after.budget)),
        (PlanPart::Round, part(&before.round, &after.round)),
    ];
    let changed = parts.into_iter().filter_map(|(what, changed)| {
        let (before, after) = changed?;
        Some(Draft {
            what,
            before,
            after,
        })
    });
    changed.collect()
}

/// The changed fields of a part, before and after; nothing where it is the same.
fn part(before: &impl Serialize, after: &impl Serialize) -> Option<(String, String)> {
    let fields = |value: &dyn Fn() -> Option<Value>| {
        let mut fields = Vec::new();
        if let Some(value) = value() {
            flatten(String::new(), &value, &mut fields);
        }
        fields
    };
    let before = fields(&|| serde_json::to_value(before).ok());
    let after = fields(&|| serde_json::to_value(after).ok());
    let told = |these: &[(String, String)], those: &[(String, String)]| {
        let own = these.iter().filter(|field| !those.contains(field));
        let words = own.map(|(name, value)| match name.as_str() {
            "" => value.clone(),
            name => format!("{name}: {value}"),
        });
        words.collect::<Vec<_>>().join("; ")
    };
    (before != after).then(|| (told(&before, &after), told(&after, &before)))
}

fn flatten(name: String, value: &Value, fields: &mut Vec<(String, String)>) {
    let below = |part: &str| {
        if name.is_empty() {
            part.to_owned()
        } else {
            format!("{name}.{part}")
        }
    };
    match value {
        Value::Null => {}
        Value::Object(parts) => {
            for (part, value) in parts {
                flatten(below(part), value, fields);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                flatten(below(&(at + 1).to_string()), value, fields);
            }
        }
        Value::String(text) => fields.push((name, text.clone())),
        other => fields.push((name, other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plan(value: Value) -> Plan {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_plan_does_not_differ_from_itself() {
        let same = plan(json!({ "objectives": ["a"], "budget": { "hours": "80" } }));
        assert_eq!(difference(&same, &same), []);
    }

    #[test]
    fn only_the_changed_fields_of_a_part_are_told() {
        let with = |planned: u32, announced: Value| {
            plan(json!({
                "announced": announced,
                "sampling": { "unit": "toilets", "design": "simple_random", "planned": planned },
            }))
        };
        let drafts = difference(&with(60, json!(null)), &with(30, json!("announced")));
        let expected = [
            (PlanPart::Sampling, "planned: 60", "planned: 30"),
            (PlanPart::Announced, "", "announced"),
        ];
        let found: Vec<_> = drafts
            .iter()
            .map(|d| (d.what, d.before.as_str(), d.after.as_str()))
            .collect();
        assert_eq!(found, expected);
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let deviation = drafts[0]
            .clone()
            .because(1, day, "A bridge is closed.".into());
        assert_eq!((deviation.number, deviation.what), (1, PlanPart::Sampling));
    }

    #[test]
    fn a_part_that_only_changes_its_order_is_still_a_change() {
        let (one, other) = (
            json!({ "objectives": ["a", "b"] }),
            json!({ "objectives": ["b", "a"] }),
        );
        let drafts = difference(&plan(one), &plan(other));
        assert_eq!(
            (drafts[0].before.as_str(), drafts[0].after.as_str()),
            ("1: a; 2: b", "1: b; 2: a")
        );
    }
}
