//! A visit as the quick form gives it: where, when, who, and for each promise what was seen.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::{SEEN, name, value_question};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, VisitPurpose};
use crate::domain::instrument::{Channel, Decimal};
use crate::domain::intake::{Answer, AnswerValue, Submission};
use crate::domain::sample::Announced;
use crate::infra::accepting::in_force;
use crate::infra::action::{ActionError, Fields};

/// The fields by their names: `place`, `date`, `observers`, `announced`, `access`, `note`, and for a promise `o-01` its
/// `seen-o-01`, `value-o-01` and `note-o-01`.
#[derive(Clone, Debug, Default)]
pub struct VisitForm(pub BTreeMap<String, String>);

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
        today: NaiveDate,
    ) -> Result<(Submission, NaiveDate), ActionError> {
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
        let answers = match day {
            Some(day) => self.answers(&mut fields, case, day),
            None => Vec::new(),
        };
        if day.is_some() && answers.is_empty() && access != AccessGiven::Refused {
            fields.wrong("form", "visit-nothing-seen");
        }
        let (Some(place), Some(day)) = (place, day) else {
            return fields.done(()).and(Err(ActionError::NotThere));
        };
        let submission = Submission {
            audit: case.id.clone(),
            instrument: name(),
            version: 0,
            place,
            purpose: VisitPurpose::Audit,
            channel: Channel::OrdinaryVisit,
            observers,
            // Nobody asks for the hour here; midnight says so.
            started: day.and_time(NaiveTime::MIN),
            ended: None,
            clock: None,
            position: None,
            announced,
            access,
            respondent: None,
            pair: None,
            answers,
            note,
        };
        fields.done((submission, day))
    }

    fn answers(&self, fields: &mut Fields, case: &Case, day: NaiveDate) -> Vec<Answer> {
        let now: Vec<&Code> = in_force(&case.obligations, day)
            .map(|promise| &promise.id)
            .collect();
        let mut answers = Vec::new();
        for obligation in &case.obligations {
            let id = &obligation.id;
            let [seen, value, note] = ["seen", "value", "note"].map(|what| format!("{what}-{id}"));
            let number = self.number(fields, &value);
            let reason = fields.optional(&note, self.field(&note), 1_000);
            let word = self.field(&seen);
            if word.is_empty() {
                if number.is_some() || reason.is_some() {
                    fields.wrong(&seen, "visit-seen-needed");
                }
                continue;
            }
            let step = SEEN.iter().find(|(known, _)| *known == word);
            let step = step.and_then(|(known, _)| Code::parse(&known.replace('_', "-")).ok());
            let Some(step) = step else {
                fields.wrong(&seen, "field-choice");
                continue;
            };
            if !now.contains(&id) {
                fields.wrong(&seen, "visit-not-in-force");
                continue;
            }
            let answer = |question, value, reason| Answer {
                question,
                value: Some(value),
                could_not_check: None,
                reason,
                note: None,
                evidence: Vec::new(),
            };
            answers.push(answer(id.clone(), AnswerValue::Condition(step), reason));
            if let Some((number, question)) = number.zip(value_question(id)) {
                answers.push(answer(question, AnswerValue::Measure(number), None));
            }
        }
        answers
    }

    fn number(&self, fields: &mut Fields, name: &str) -> Option<Decimal> {
        let text = fields.optional(name, self.field(name), 60)?;
        match Decimal::parse(&text.replace(',', ".")) {
            Ok(number) => Some(number),
            Err(_) => {
                fields.wrong_about(name, "field-number", vec![("text", text)]);
                None
            }
        }
    }

    fn observers(&self, fields: &mut Fields) -> Vec<String> {
        observers_in(self.field("observers"), fields)
    }
}

/// Codes of the audit, never names: one to a word.
pub fn observers_in(text: &str, fields: &mut Fields) -> Vec<String> {
    let text = text.replace(',', " ").to_uppercase();
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
