//! What changed between two versions of a plan, part by part, as drafts of deviations. The reason is for a person to
//! write.

use serde::Serialize;
use serde_json::Value;

use super::{Deviation, Plan, PlanPart};

/// One field of a part that says something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Which one of a list, from 1, where the part or the field is a list.
    pub item: Option<usize>,
    /// Its name within the part, without numbers: `clusters.unit`. Empty where the part is one value.
    pub name: String,
    /// What it says: a code word, or as it was written.
    pub value: String,
}

/// A deviation without number, day, reason and words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was changed.
    pub what: PlanPart,
    /// What changed fields said. Empty where there was nothing.
    pub before: Vec<Field>,
    /// What they say now. Empty where nothing is left.
    pub after: Vec<Field>,
}

impl Draft {
    /// The deviation, once there are words and a reason.
    #[must_use]
    pub fn because(
        &self,
        on: chrono::NaiveDate,
        (before, after): (String, String),
        reason: String,
    ) -> Deviation {
        Deviation {
            number: 0,
            on,
            what: self.what,
            before,
            after,
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
fn part(before: &impl Serialize, after: &impl Serialize) -> Option<(Vec<Field>, Vec<Field>)> {
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
        own.map(|(path, value)| field(path, value)).collect()
    };
    (before != after).then(|| (told(&before, &after), told(&after, &before)))
}

/// A field of its path: `2.clusters.unit`.
fn field(path: &str, value: &str) -> Field {
    let number = |part: &&str| part.parse::<usize>().is_ok();
    let name: Vec<&str> = path.split('.').filter(|part| !number(part)).collect();
    Field {
        item: path.split('.').find_map(|part| part.parse().ok()),
        name: name.join("."),
        value: value.to_owned(),
    }
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

    fn told(fields: &[Field]) -> Vec<(Option<usize>, &str, &str)> {
        fields
            .iter()
            .map(|field| (field.item, field.name.as_str(), field.value.as_str()))
            .collect()
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
        assert_eq!(drafts.len(), 2);
        assert_eq!(
            (drafts[0].what, drafts[1].what),
            (PlanPart::Sampling, PlanPart::Announced)
        );
        assert_eq!(told(&drafts[0].before), [(None, "planned", "60")]);
        assert_eq!(told(&drafts[0].after), [(None, "planned", "30")]);
        assert_eq!(told(&drafts[1].before), []);
        assert_eq!(told(&drafts[1].after), [(None, "", "announced")]);
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let words = ("60".to_owned(), "30".to_owned());
        let deviation = drafts[0].because(day, words, "A bridge is closed.".into());
        assert_eq!(
            (deviation.what, deviation.after.as_str()),
            (PlanPart::Sampling, "30")
        );
    }

    #[test]
    fn what_stands_in_a_list_is_told_with_its_number() {
        let with = |level: &str| {
            plan(json!({ "risks": [
            { "group": "users", "level": "low" },
            { "group": "cleaners", "level": level, "measures": ["a", "b"] },
        ] }))
        };
        let drafts = difference(&with("low"), &with("high"));
        assert_eq!(told(&drafts[0].before), [(Some(2), "level", "low")]);
        assert_eq!(told(&drafts[0].after), [(Some(2), "level", "high")]);
    }

    #[test]
    fn a_part_that_only_changes_its_order_is_still_a_change() {
        let (one, other) = (
            json!({ "objectives": ["a", "b"] }),
            json!({ "objectives": ["b", "a"] }),
        );
        let drafts = difference(&plan(one), &plan(other));
        assert_eq!(
            told(&drafts[0].before),
            [(Some(1), "", "a"), (Some(2), "", "b")]
        );
    }
}
