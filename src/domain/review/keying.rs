//! A paper sheet keyed twice: where the two keyings differ, and one submission out of both. The sheet decides, read
//! again by a person.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::domain::intake::Submission;

/// Which of two keyings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keying {
    /// The first.
    First,
    /// The second.
    Second,
}

/// One field in which two keyings differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyingDifference {
    /// The field: `started`, `answers.clean.value`.
    pub field: String,
    /// What the first has; nothing where it was left empty.
    pub first: Option<Value>,
    /// What the second has.
    pub second: Option<Value>,
}

/// Why two keyings cannot be made one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongMerge {
    /// Fields that differ and that nobody decided about.
    #[error("not decided: {}", .0.join(", "))]
    Undecided(Vec<String>),
    /// What comes out is no submission.
    #[error("these choices do not fit together: {0}")]
    DoesNotFit(String),
}

/// Every field in which two keyings differ, in the order of their names.
#[must_use]
pub fn compare_keyings(first: &Submission, second: &Submission) -> Vec<KeyingDifference> {
    let (first, second) = (fields_of(first), fields_of(second));
    let names: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    names
        .into_iter()
        .filter(|name| first.get(*name) != second.get(*name))
        .map(|name| KeyingDifference {
            field: name.clone(),
            first: first.get(name).cloned(),
            second: second.get(name).cloned(),
        })
        .collect()
}

/// One submission out of two keyings, with a decision for every field in which they differ. Answers keep the order of
/// the first keying.
pub fn merge(
    first: &Submission,
    second: &Submission,
    decided: &BTreeMap<String, Keying>,
) -> Result<Submission, WrongMerge> {
    let mut fields = fields_of(first);
    let mut undecided = Vec::new();
    for difference in compare_keyings(first, second) {
        let chosen = match decided.get(&difference.field) {
            None => {
                undecided.push(difference.field);
                continue;
            }
            Some(Keying::First) => difference.first,
            Some(Keying::Second) => difference.second,
        };
        match chosen {
            Some(value) => fields.insert(difference.field, value),
            None => fields.remove(&difference.field),
        };
    }
    if !undecided.is_empty() {
        return Err(WrongMerge::Undecided(undecided));
    }
    let order = first.answers.iter().chain(&second.answers);
    let order: Vec<String> = order.map(|answer| answer.question.to_string()).collect();
    assembled(fields, &order)
}

fn assembled(fields: BTreeMap<String, Value>, order: &[String]) -> Result<Submission, WrongMerge> {
    let mut whole = Map::new();
    let mut answers: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for (name, value) in fields {
        match name
            .strip_prefix("answers.")
            .and_then(|rest| rest.split_once('.'))
        {
            Some((question, field)) => {
                let answer = answers.entry(question.to_owned()).or_default();
                answer.insert(field.to_owned(), value);
            }
            None => {
                whole.insert(name, value);
            }
        }
    }
    let in_order = order.iter().filter_map(|question| {
        let mut answer = answers.remove(question)?;
        answer.insert("question".to_owned(), question.as_str().into());
        Some(Value::Object(answer))
    });
    let in_order = in_order.collect();
    whole.insert("answers".to_owned(), Value::Array(in_order));
    serde_json::from_value(Value::Object(whole)).map_err(|e| WrongMerge::DoesNotFit(e.to_string()))
}

/// The fields of a submission by name; those of an answer under the name of its question.
fn fields_of(submission: &Submission) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    let Ok(Value::Object(whole)) = serde_json::to_value(submission) else {
        return fields;
    };
    for (name, value) in whole {
        let answers = match value {
            Value::Array(answers) if name == "answers" => answers,
            other => {
                fields.insert(name, other);
                continue;
            }
        };
        for answer in answers {
            let Value::Object(answer) = answer else {
                continue;
            };
            let question = answer
                .get("question")
                .and_then(Value::as_str)
                .map(str::to_owned);
            let Some(question) = question else { continue };
            let of_answer = answer.into_iter().filter(|(field, _)| field != "question");
            fields.extend(
                of_answer.map(|(field, value)| (format!("answers.{question}.{field}"), value)),
            );
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyed(clean: &str, count: Option<&str>, started: &str) -> Submission {
        let mut answers =
            vec![serde_json::json!({ "question": "clean", "value": { "yes_no": clean } })];
        answers.extend(count.map(
            |count| serde_json::json!({ "question": "toilets", "value": { "count": count } }),
        ));
        serde_json::from_value(serde_json::json!({
            "audit": "a", "instrument": "visit", "version": 1, "place": "site-01",
            "channel": "ordinary_visit", "observers": ["W-01"], "started": started, "answers": answers,
        }))
        .unwrap()
    }

    const NINE: &str = "2026-11-21T09:00:00";
    const HALF_PAST: &str = "2026-11-21T09:30:00";

    #[test]
    fn two_keyings_alike_have_no_differences_and_merge_without_decisions() {
        let one = keyed("yes", Some("12"), NINE);
        assert_eq!(compare_keyings(&one, &one), []);
        assert_eq!(merge(&one, &one, &BTreeMap::new()), Ok(one));
    }

    #[test]
    fn every_difference_needs_a_decision_and_each_is_followed() {
        let (first, second) = (keyed("yes", None, NINE), keyed("no", Some("12"), HALF_PAST));
        let fields: Vec<_> = compare_keyings(&first, &second)
            .into_iter()
            .map(|d| d.field)
            .collect();
        assert_eq!(
            fields,
            ["answers.clean.value", "answers.toilets.value", "started"]
        );
        let none = merge(&first, &second, &BTreeMap::new());
        assert_eq!(none, Err(WrongMerge::Undecided(fields.clone())));
        let all = |keying| fields.iter().map(|field| (field.clone(), keying)).collect();
        assert_eq!(
            merge(&first, &second, &all(Keying::First)),
            Ok(first.clone())
        );
        assert_eq!(
            merge(&first, &second, &all(Keying::Second)),
            Ok(second.clone())
        );
        let mut mixed: BTreeMap<_, _> = all(Keying::First);
        mixed.insert(fields[1].clone(), Keying::Second);
        assert_eq!(
            merge(&first, &second, &mixed),
            Ok(keyed("yes", Some("12"), NINE))
        );
    }
}
