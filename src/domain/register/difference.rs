//! What changed between two versions, field by field. Members of a list are told apart by their names, not by their
//! place, so that a promise that moved has not changed.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::terms::Terms;

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where: `obligations[o-01].criteria[agreed].target.at_least`.
    pub path: String,
    /// As it was; absent where it is new.
    pub before: Option<String>,
    /// As it is; absent where it is gone.
    pub after: Option<String>,
}

/// Every field in which two versions differ, in the order of their paths.
#[must_use]
pub fn difference(before: &Terms, after: &Terms) -> Vec<Change> {
    let (before, after) = (fields_of(before), fields_of(after));
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| Change {
            path: path.clone(),
            before: before.get(path).cloned(),
            after: after.get(path).cloned(),
        })
        .collect()
}

fn fields_of(terms: &Terms) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    // Terms hold text, lists and names only: they always have a JSON form.
    if let Ok(value) = serde_json::to_value(terms) {
        gather(&value, String::new(), &mut fields);
    }
    fields
}

fn gather(value: &Value, path: String, fields: &mut BTreeMap<String, String>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, member) in members {
                let inner = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                gather(member, inner, fields);
            }
        }
        Value::Array(members) => {
            for (nth, member) in members.iter().enumerate() {
                let name = member.get("id").and_then(Value::as_str);
                let name = name.map_or_else(|| (nth + 1).to_string(), str::to_owned);
                gather(member, format!("{path}[{name}]"), fields);
            }
        }
        Value::String(text) => {
            fields.insert(path, text.clone());
        }
        other => {
            fields.insert(path, other.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::AgreementType;
    use crate::domain::code::Code;

    fn terms(promises: Value) -> Terms {
        let id = Code::parse("a-0001").unwrap();
        let mut terms = Terms::begun(id, "Toilets".to_owned(), AgreementType::Contract);
        terms.obligations = serde_json::from_value(promises).unwrap();
        terms
    }

    fn promise(id: &str, at_least: &str) -> Value {
        serde_json::json!({
            "id": id, "promise": "p", "kind": "quantity", "unit": "toilets",
            "criteria": [{"id": "agreed", "target": {"at_least": at_least}, "rank": "agreement"}],
        })
    }

    #[test]
    fn a_promise_that_moved_has_not_changed() {
        let before = terms(serde_json::json!([promise("a", "1"), promise("b", "2")]));
        let after = terms(serde_json::json!([promise("b", "2"), promise("a", "1")]));
        assert_eq!(difference(&before, &after), []);
    }

    #[test]
    fn every_field_that_differs_is_named_once() {
        let before = terms(serde_json::json!([promise("a", "10")]));
        let mut after = terms(serde_json::json!([promise("a", "12"), promise("b", "1")]));
        after.agreement.note = Some("extended".to_owned());
        let changes = difference(&before, &after);
        let paths: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths[0], "agreement.note");
        assert!(paths.contains(&"obligations[a].criteria[agreed].target.at_least"));
        assert!(
            paths
                .iter()
                .filter(|path| path.starts_with("obligations[b]"))
                .count()
                > 3
        );
        let target = changes
            .iter()
            .find(|change| change.path.ends_with("[agreed].target.at_least"));
        let target = target.unwrap();
        assert_eq!(
            (target.before.as_deref(), target.after.as_deref()),
            (Some("10"), Some("12"))
        );
        let back = difference(&after, &before);
        assert_eq!(back.len(), changes.len());
        assert!(
            back.iter()
                .zip(&changes)
                .all(|(b, c)| b.before == c.after && b.after == c.before)
        );
    }
}
