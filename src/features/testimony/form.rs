//! The form of an account: every use of the words is asked by itself, and words as they were said only after a warning.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::{Account, ConsentGiven, ConsentUse, Obtained, SeenAs};
use crate::infra::action::{ActionError, Fields};

/// What users may say that a promise came to.
pub const SEEN: [SeenAs; 4] = [
    SeenAs::InOrder,
    SeenAs::Partly,
    SeenAs::NotInOrder,
    SeenAs::NotApplicable,
];

/// What was typed, by the names of the fields.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AccountForm(pub BTreeMap<String, String>);

/// The code word of a value: `read_aloud`.
#[must_use]
pub fn word<T: Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// What was read: the account without its name and speaker, and the language as the evidence log tells it.
#[derive(Clone, Debug)]
pub struct Read {
    /// The pseudonym of somebody who said something before; nothing for somebody new.
    pub speaker: Option<String>,
    /// All but name and speaker.
    pub account: Account,
    /// What was agreed to.
    pub given: ConsentGiven,
    /// The language as a code: `isixhosa`.
    pub language: Code,
}

impl AccountForm {
    /// A field as it was typed.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn ticked(&self, name: &str) -> bool {
        !self.field(name).is_empty()
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Every field that does not do.
    pub fn read(&self, case: &Case, id: Code, today: NaiveDate) -> Result<Read, ActionError> {
        let mut fields = Fields::default();
        let speaker = match self.field("speaker") {
            "" => None,
            known => fields.choice("speaker", known, |known| {
                let mut all = case.accounts.iter();
                let there = all.any(|one| one.speaker == known);
                there.then(|| known.to_owned())
            }),
        };
        let uses: Vec<ConsentUse> = ConsentUse::ALL
            .into_iter()
            .filter(|to| self.ticked(&format!("use-{}", word(*to))))
            .collect();
        if !uses.contains(&ConsentUse::TakePart) {
            fields.wrong("use-take_part", "testimony-not-taking-part");
        }
        let of_obtained = |text: &str| Obtained::ALL.into_iter().find(|one| word(one) == text);
        let obtained = fields.choice("obtained", self.field("obtained"), of_obtained);
        let chosen_from = fields.text("chosen_from", self.field("chosen_from"), 300);
        let language = fields.text("language", self.field("language"), 60);
        let says = fields.text("says", self.field("says"), 8_000);
        let day = fields.day("date", self.field("date"));
        match day {
            None if self.field("date").trim().is_empty() => fields.wrong("date", "field-empty"),
            Some(day) if day > today => fields.wrong("date", "field-not-yet"),
            _ => {}
        }
        let verbatim = self.field("kind") == "verbatim";
        if verbatim && !self.ticked("warned") {
            fields.wrong("warned", "testimony-warning-unread");
        }
        if !verbatim && !self.ticked("read_back") {
            fields.wrong("read_back", "testimony-summary-not-read-back");
        }
        let place = self.named(&mut fields, "place", |code| case.place(code).is_some());
        let obligation = self.named(&mut fields, "promise", |code| {
            case.obligation(code).is_some()
        });
        let seen = match self.field("seen") {
            "" => None,
            text => fields.choice("seen", text, |text| {
                SEEN.into_iter().find(|one| word(one) == text)
            }),
        };
        if seen.is_some() && obligation.is_none() {
            fields.wrong("promise", "testimony-promise-needed");
        }
        let (obtained, day) = fields.done((obtained, day))?;
        let given = ConsentGiven {
            uses,
            obtained: obtained.unwrap_or(Obtained::Spoken),
            interpreter: self.ticked("interpreter"),
            verbatim,
        };
        Ok(Read {
            speaker,
            language: slug(&language),
            account: Account {
                id,
                obligation,
                speaker: String::new(),
                says,
                consent: given.audience(),
                read_back: self.ticked("read_back"),
                date: day.map(Into::into),
                place,
                language: Some(language),
                seen,
                chosen_from: Some(chosen_from),
                given: Some(given.clone()),
            },
            given,
        })
    }

    fn named(
        &self,
        fields: &mut Fields,
        field: &str,
        there: impl Fn(&Code) -> bool,
    ) -> Option<Code> {
        let typed = self.field(field);
        if typed.is_empty() {
            return None;
        }
        let code = Code::parse(typed).ok().filter(there);
        fields.choice(field, typed, |_| code)
    }
}

/// The name of a language as a code: small letters, hyphens between words; `other` where none is left.
fn slug(language: &str) -> Code {
    let mut text = String::new();
    for letter in language.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with('-') {
            text.push('-');
        }
    }
    let text: String = text.trim_end_matches('-').chars().take(40).collect();
    let fallback = || Code::parse("other");
    match Code::parse(&text).or_else(|_| fallback()) {
        Ok(code) => code,
        Err(reason) => unreachable!("a word of small letters is a name: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_as_a_code_whatever_was_typed() {
        for (typed, code) in [
            ("isiXhosa", "isixhosa"),
            ("  French (Togo) ", "french-togo"),
            ("العربية", "other"),
            ("--", "other"),
        ] {
            assert_eq!(slug(typed).as_str(), code);
        }
    }
}
