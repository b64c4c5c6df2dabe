//! A visit as a form gives it: where, when, who, and for each promise what was seen.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::actions::promises_on;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, Observation, SeenAs, Visit, VisitPurpose};
use crate::domain::sample::Announced;
use crate::infra::action::{ActionError, Fields};

/// The fields by their names: `place`, `date`, `observers`, `announced`, `access`, `note`, and for a promise `o-01` its
/// `seen-o-01`, `value-o-01` and `note-o-01`.
#[derive(Clone, Debug, Default)]
pub struct VisitForm(pub BTreeMap<String, String>);

/// What can be said of a promise, in the order of the form. The empty word: nobody looked.
pub const SEEN: [(&str, SeenAs); 7] = [
    ("in_order", SeenAs::InOrder),
    ("partly", SeenAs::Partly),
    ("not_in_order", SeenAs::NotInOrder),
    ("not_found", SeenAs::NotFound),
    ("not_inspectable", SeenAs::NotInspectable),
    ("refused", SeenAs::Refused),
    ("not_applicable", SeenAs::NotApplicable),
];

impl VisitForm {
    /// One field.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(
        &self,
        case: &Case,
        id: Code,
        today: NaiveDate,
    ) -> Result<(Visit, Vec<Observation>), ActionError> {
        let mut fields = Fields::default();
        let place = Code::parse(self.field("place")).ok();
        let place = place.filter(|code| case.place(code).is_some());
        if place.is_none() {
            fields.wrong("place", "field-choice");
        }
        let day = fields.day("date", self.field("date"));
        if day.is_none() && self.field("date").trim().is_empty() {
            fields.wrong("date", "field-empty");
        }
        if day.is_some_and(|day| day > today) {
            fields.wrong("date", "field-not-yet");
        }
        let observers = self.observers(&mut fields);
        let announced = match self.field("announced") {
            "yes" => Announced::Announced,
            "no" => Announced::Unannounced,
            _ => Announced::NotPublished,
        };
        let access = match self.field("access") {
            "partial" => AccessGiven::Partial,
            "refused" => AccessGiven::Refused,
            _ => AccessGiven::Granted,
        };
        let note = fields.optional("note", self.field("note"), 2_000);
        let observations = match day {
            Some(day) => self.observations(&mut fields, case, &id, day),
            None => Vec::new(),
        };
        if day.is_some() && observations.is_empty() && access != AccessGiven::Refused {
            fields.wrong("form", "visit-nothing-seen");
        }
        let (Some(place), Some(day)) = (place, day) else {
            return fields.done(()).and(Err(ActionError::NotThere));
        };
        let visit = Visit {
            id,
            place,
            date: day.into(),
            time: None,
            observers,
            announced,
            access,
            purpose: VisitPurpose::Audit,
            note,
        };
        fields.done((visit, observations))
    }

    /// Codes of the audit, never names: one to a word.
    fn observers(&self, fields: &mut Fields) -> Vec<String> {
        let text = self.field("observers").replace(',', " ").to_uppercase();
        let mut codes: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let digits = word.strip_prefix("W-").unwrap_or_default();
            let is_code =
                (2..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            if !is_code {
                let about = vec![("text", word.to_owned())];
                fields.wrong_about("observers", "visit-observer-code", about);
            } else if !codes.iter().any(|code| code == word) {
                codes.push(word.to_owned());
            }
        }
        if codes.is_empty() && text.trim().is_empty() {
            fields.wrong("observers", "field-empty");
        }
        codes
    }

    fn observations(
        &self,
        fields: &mut Fields,
        case: &Case,
        visit: &Code,
        day: NaiveDate,
    ) -> Vec<Observation> {
        let in_force: Vec<&Code> = promises_on(case, day).iter().map(|one| &one.id).collect();
        let mut observations = Vec::new();
        for obligation in &case.obligations {
            let id = &obligation.id;
            let [seen, value, note] = ["seen", "value", "note"].map(|what| format!("{what}-{id}"));
            let stated = fields.number(&value, self.field(&value));
            let remark = fields.optional(&note, self.field(&note), 1_000);
            let word = self.field(&seen);
            if word.is_empty() {
                if stated.is_some() || remark.is_some() {
                    fields.wrong(&seen, "visit-seen-needed");
                }
                continue;
            }
            let found = SEEN.iter().find(|(known, _)| *known == word);
            let Some((_, seen_as)) = found else {
                fields.wrong(&seen, "field-choice");
                continue;
            };
            if !in_force.contains(&id) {
                fields.wrong(&seen, "visit-not-in-force");
                continue;
            }
            observations.push(Observation {
                visit: visit.clone(),
                obligation: id.clone(),
                seen: *seen_as,
                value: stated,
                note: remark,
                evidence: Vec::new(),
            });
        }
        observations
    }
}
