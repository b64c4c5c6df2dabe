//! The same report with something done to every text it holds.

use groundtruth_reports::model::Report;
use serde_json::Value;

/// Keys whose values are words of the format or decide what is a link.
const FIXED: &[&str] = &[
    "format",
    "code",
    "direction",
    "column",
    "kind",
    "outcome",
    "section",
    "url",
    "media_type",
    "labels",
];

/// With `more` behind every text, references included.
pub fn with_everywhere(report: &Report, more: &str) -> Report {
    changed(report, FIXED, &|words| words.push_str(more))
}

/// With `first` before every text, references included, exact values and dates excepted.
pub fn led_everywhere(report: &Report, first: &str) -> Report {
    let more = ["exact", "iso", "low", "high", "level"];
    let fixed: Vec<_> = FIXED.iter().copied().chain(more).collect();
    changed(report, &fixed, &|words| words.insert_str(0, first))
}

fn changed(report: &Report, fixed: &[&str], change: &dyn Fn(&mut String)) -> Report {
    let mut value = serde_json::to_value(report).expect("a value");
    apply(&mut value, fixed, change);
    serde_json::from_value(value).expect("still a report")
}

fn apply(value: &mut Value, fixed: &[&str], change: &dyn Fn(&mut String)) {
    match value {
        Value::String(words) => change(words),
        Value::Array(items) => {
            for item in items {
                apply(item, fixed, change);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                let fixed_here = fixed.contains(&key.as_str());
                if !(fixed_here && (field.is_string() || key == "labels")) {
                    apply(field, fixed, change);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
