//! What people type about findings, by the names of the fields; and the code words of the domain.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A form by the names of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Given(pub BTreeMap<String, String>);

impl Given {
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

    /// Ticks a box, where that is so.
    pub fn tick(&mut self, name: impl Into<String>, is_so: bool) {
        if is_so {
            self.put(name, "yes");
        }
    }
}

/// The word of a value of the domain: `under_delivered`.
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
