//! Words as a phone keeps them: in every language at once, since it asks without a signal which one is wanted.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::domain::instrument::{Instrument, Words as Said};
use crate::infra::words::Words;

/// A sentence in every language, by its code.
pub type Every = BTreeMap<&'static str, String>;

/// A sentence of the catalogue in every language.
#[must_use]
pub fn every(say: impl Fn(&Words) -> String) -> Every {
    Words::every()
        .map(|words| (words.code(), say(&words)))
        .collect()
}

fn spoken(said: &Said) -> Every {
    every(|words| match said {
        Said::Own(said) => said.of(words.code()).to_owned(),
        Said::Catalogue { key, with } => {
            let with: Vec<(&str, &str)> = with.iter().map(|(k, v)| (&**k, &**v)).collect();
            words.say(key, &with)
        }
    })
}

/// An instrument as it is written, with all its words spoken.
#[must_use]
pub fn instrument(instrument: &Instrument) -> Value {
    let mut value = json(instrument);
    speak(&mut value);
    value
}

fn json(value: &impl Serialize) -> Value {
    // A value of the domain has text for keys.
    serde_json::to_value(value).unwrap_or_default()
}

/// Puts what is said in the place of words: they are the only members of an instrument that are an object of one member
/// called `own` or `catalogue`.
fn speak(value: &mut Value) {
    if let Value::Object(members) = &*value
        && members.len() == 1
        && (members.contains_key("own") || members.contains_key("catalogue"))
        && let Ok(said) = serde_json::from_value::<Said>(value.clone())
    {
        *value = json(&spoken(&said));
        return;
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(speak),
        Value::Array(items) => items.iter_mut().for_each(speak),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_said_in_every_language_wherever_they_stand() {
        let mut value = serde_json::json!({
            "title": {"own": {"en": "Tap", "fr": "Robinet"}},
            "asks": {"choice": {"options": [{"id": "own", "label": {"catalogue": {"key": "visit-answer-yes"}}}]}},
            "of": {"own": 5},
        });
        speak(&mut value);
        assert_eq!(value["title"]["fr"], "Robinet");
        assert_eq!(value["title"]["es"], "Tap");
        let label = &value["asks"]["choice"]["options"][0]["label"];
        assert_eq!(label["en"], "Yes");
        assert_ne!(label["fr"], "Yes");
        assert_eq!(value["of"]["own"], 5);
    }
}
