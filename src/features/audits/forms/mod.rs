//! What people type about the plan of an audit, read: every wrong field is told at once, and everything typed is kept.

mod kept;
pub mod person;
pub mod places;
pub mod plan;
pub mod sampling;
pub mod spent;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::infra::action::Fields;

/// A form by the names of its fields.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Given(pub BTreeMap<String, String>);

impl Given {
    /// A form with a day in its field `on`.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        let mut form = Self::default();
        form.put("on", day.to_string());
        form
    }

    /// One field; empty where it was not sent.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        !self.field(name).is_empty()
    }

    /// Puts something in a field.
    pub fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }

    /// Puts something in a field, where there is something.
    pub fn put_some(&mut self, name: impl Into<String>, value: Option<impl ToString>) {
        let value = value.map(|value| value.to_string());
        self.put(name, value.unwrap_or_default());
    }

    /// This form over another: what was typed stays, what was not sent is as it was; of boxes, what was sent is all.
    #[must_use]
    pub fn over(mut self, before: &Self) -> Self {
        let boxes = |name: &str| before.field(name) == TICKED;
        for (name, value) in &before.0 {
            let value = if boxes(name) { "" } else { value };
            self.0
                .entry(name.clone())
                .or_insert_with(|| value.to_owned());
        }
        self
    }
}

/// What a ticked box sends.
pub const TICKED: &str = "yes";

/// The word of a value of the domain: `simple_random`.
pub fn word_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value of a word.
pub fn value_of<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// The lines of a field, each once.
fn lines(fields: &mut Fields, name: &str, text: &str) -> Vec<String> {
    let text = fields.optional(name, text, 8_000).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|one| one == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// A whole number above zero, which may be left out.
fn whole(fields: &mut Fields, name: &str, text: &str) -> Option<u64> {
    let text = fields.optional(name, text, 20)?;
    match text.parse::<u64>() {
        Ok(number) if (1..=1_000_000).contains(&number) => Some(number),
        _ => {
            fields.wrong_about(name, "plan-whole-number", vec![("text", text)]);
            None
        }
    }
}
