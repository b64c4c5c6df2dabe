//! A sentence in one or more languages, with places for what is filled in: `There are {toilets} toilets.`

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// The language of a sentence that names none.
pub const ENGLISH: &str = "en";

/// A sentence by the code of its language. A plain text is English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Said(BTreeMap<String, String>);

impl Said {
    /// An English sentence.
    #[must_use]
    pub fn english(text: &str) -> Self {
        Self(BTreeMap::from([(ENGLISH.to_owned(), text.to_owned())]))
    }

    /// A sentence in several languages, English among them: each by its code.
    #[must_use]
    pub fn each(said: &[(&str, &str)]) -> Self {
        let pairs = said
            .iter()
            .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()));
        Self(pairs.collect())
    }

    /// The sentence in a language; where it is not said in it, in English, else in the first there is.
    #[must_use]
    pub fn of(&self, language: &str) -> &str {
        let said = self.0.get(language).or_else(|| self.0.get(ENGLISH));
        said.or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Every language with its sentence.
    pub fn every(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(code, text)| (code.as_str(), text.as_str()))
    }

    /// The sentence with its places filled, in every language.
    #[must_use]
    pub(super) fn with(&self, values: &BTreeMap<String, String>) -> Self {
        let each = self.0.iter();
        Self(
            each.map(|(code, text)| (code.clone(), filled(text, values)))
                .collect(),
        )
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}

/// The names in braces of a sentence. A brace that is not closed, or holds no name, is told as it stands.
#[must_use]
pub fn places(text: &str) -> Vec<&str> {
    let after = text.split('{').skip(1);
    after
        .map(|rest| rest.split_once('}').map_or(rest, |(name, _)| name))
        .collect()
}

/// The sentence with its places filled; what is not known stays as it is.
#[must_use]
pub fn filled(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after
            .split_once('}')
            .and_then(|(name, more)| Some((values.get(name)?, more)));
        match value {
            Some((value, more)) => {
                out.push_str(value);
                rest = more;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

struct SaidVisitor;

impl<'de> Visitor<'de> for SaidVisitor {
    type Value = Said;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sentence, or sentences by language: {en: …, es: …}")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Said, E> {
        Ok(Said::english(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Said, A::Error> {
        let mut said = BTreeMap::new();
        while let Some((code, text)) = map.next_entry::<String, String>()? {
            let is_code = (2..=12).contains(&code.len())
                && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            if !is_code {
                return Err(serde::de::Error::custom(format!(
                    "`{}` is no code of a language: write en, es, fr",
                    code.chars().take(40).collect::<String>()
                )));
            }
            said.insert(code, text);
        }
        Ok(Said(said))
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SaidVisitor)
    }
}

impl JsonSchema for Said {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sentence".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "object"],
            "additionalProperties": { "type": "string" },
            "description": "A sentence in English, or sentences by the code of their language. {name} is filled in."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_what_is_unknown_stays() {
        let values = BTreeMap::from([
            ("a".to_owned(), "{b}".to_owned()),
            ("b".to_owned(), "x".to_owned()),
        ]);
        assert_eq!(filled("{a} {b} {c} { {", &values), "{b} x {c} { {");
        assert_eq!(places("{a} {b c} {d"), ["a", "b c", "d"]);
    }

    #[test]
    fn what_is_not_translated_is_said_in_english() {
        let said: Said = serde_json::from_str(r#"{"en":"soap","es":"jabón"}"#).unwrap();
        assert_eq!((said.of("es"), said.of("fr")), ("jabón", "soap"));
        assert!(serde_json::from_str::<Said>(r#"{"English":"soap"}"#).is_err());
    }
}
