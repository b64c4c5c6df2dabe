//! Reading an answer from the fields of a form.

use std::collections::BTreeMap;

use super::{WHY_NOT, why_word};
use crate::domain::code::Code;
use crate::domain::instrument::{Asks, Decimal, Question, TimeOfDay, YesOrNo};
use crate::domain::intake::{Answer, AnswerValue, EvidenceRef, StaffSeen, TimeSpent};
use crate::infra::action::Fields;

/// Characters of a note or a reason.
const LONGEST: usize = 2_000;

/// The fields of a form that is read for one question.
struct Reading<'a> {
    form: &'a BTreeMap<String, String>,
    prefix: &'a str,
    fields: &'a mut Fields,
}

impl Reading<'_> {
    fn text(&self, name: &str) -> &str {
        let found = self.form.get(&format!("{}{name}", self.prefix));
        found.map_or("", |text| text.trim())
    }

    fn wrong(&mut self, name: &str, why: &'static str) {
        self.fields.wrong(&format!("{}{name}", self.prefix), why);
    }

    fn decimal(&mut self, name: &str) -> Option<Decimal> {
        let text = self.text(name).replace(',', ".");
        if text.is_empty() {
            return None;
        }
        let number = Decimal::parse(&text).ok();
        if number.is_none() {
            let about = vec![("text", text)];
            let name = format!("{}{name}", self.prefix);
            self.fields.wrong_about(&name, "field-number", about);
        }
        number
    }

    fn needed(&mut self, name: &str) -> Option<Decimal> {
        if self.text(name).is_empty() {
            self.wrong(name, "field-empty");
        }
        self.decimal(name)
    }

    fn small(&mut self, name: &str) -> Option<u32> {
        let number = self.decimal(name)?;
        let small = number.count().and_then(|count| u32::try_from(count).ok());
        if small.is_none() {
            self.wrong(name, "intake-not-whole");
        }
        small
    }

    fn yes_or_no(&mut self, name: &str) -> Option<YesOrNo> {
        match self.text(name) {
            "yes" => Some(YesOrNo::Yes),
            "no" => Some(YesOrNo::No),
            "" => None,
            _ => {
                self.wrong(name, "field-choice");
                None
            }
        }
    }
}

/// Reads the answer to one question, with the files that were taken in for it. Nothing was answered where every field is
/// empty; what is wrong with what was typed is told to `fields`.
pub fn read(
    question: &Question,
    (form, prefix): (&BTreeMap<String, String>, &str),
    evidence: Vec<EvidenceRef>,
    fields: &mut Fields,
) -> Option<Answer> {
    let mut reading = Reading {
        form,
        prefix,
        fields,
    };
    let could_not = reading.text("could-not").to_owned();
    let could_not_check = WHY_NOT.into_iter().find(|why| why_word(*why) == could_not);
    if could_not_check.is_none() && !could_not.is_empty() {
        reading.wrong("could-not", "field-choice");
    }
    let value = match could_not_check {
        Some(_) => None,
        None => value_of(&question.asks, &mut reading, !evidence.is_empty()),
    };
    let optional = |reading: &mut Reading<'_>, name: &str| {
        let text = reading.text(name).to_owned();
        let name = format!("{}{name}", reading.prefix);
        reading.fields.optional(&name, &text, LONGEST)
    };
    let reason = optional(&mut reading, "reason");
    let note = optional(&mut reading, "note");
    if value.is_none() && could_not_check.is_none() {
        if reason.is_some() || note.is_some() || !evidence.is_empty() {
            reading.wrong("value", "visit-answer-needed");
        }
        return None;
    }
    Some(Answer {
        question: question.id.clone(),
        value,
        could_not_check,
        reason,
        note,
        evidence,
    })
}

fn chosen<'a>(reading: &mut Reading<'_>, mut of: impl Iterator<Item = &'a Code>) -> Option<Code> {
    let text = reading.text("value").to_owned();
    if text.is_empty() {
        return None;
    }
    let found = of.find(|one| one.as_str() == text).cloned();
    if found.is_none() {
        reading.wrong("value", "field-choice");
    }
    found
}

fn value_of(asks: &Asks, reading: &mut Reading<'_>, pictured: bool) -> Option<AnswerValue> {
    match asks {
        Asks::Count { .. } => reading.decimal("value").map(AnswerValue::Count),
        Asks::Measure { .. } => reading.decimal("value").map(AnswerValue::Measure),
        Asks::YesNo { .. } => reading.yes_or_no("value").map(AnswerValue::YesNo),
        Asks::Condition { scale } => {
            chosen(reading, scale.iter().map(|step| &step.id)).map(AnswerValue::Condition)
        }
        Asks::Time { .. } => {
            let text = reading.text("value").to_owned();
            if text.is_empty() {
                return None;
            }
            let time = TimeOfDay::parse(&text).ok();
            if time.is_none() {
                reading.wrong("value", "visit-time-wrong");
            }
            time.map(AnswerValue::Time)
        }
        Asks::Staff { roster } => {
            let mut seen = Vec::new();
            for role in roster {
                let id = &role.id;
                let present = reading.small(&format!("present-{id}"));
                let rostered = reading.small(&format!("rostered-{id}"));
                let off_shift = reading.small(&format!("off-{id}")).unwrap_or(0);
                let authorised = reading.small(&format!("leave-{id}")).unwrap_or(0);
                match present {
                    Some(present) => seen.push(StaffSeen {
                        role: id.clone(),
                        rostered,
                        off_shift,
                        authorised,
                        present,
                    }),
                    None if rostered.is_some() => {
                        reading.wrong(&format!("present-{id}"), "field-empty");
                    }
                    None => {}
                }
            }
            (!seen.is_empty()).then_some(AnswerValue::Staff(seen))
        }
        Asks::Sharing { .. } => {
            let empty = ["users", "units", "broken", "locked", "both"];
            if empty.iter().all(|name| reading.text(name).is_empty()) {
                return None;
            }
            let zero = || Decimal::whole(0);
            Some(AnswerValue::Sharing {
                users: reading.needed("users")?,
                units: reading.needed("units")?,
                broken: reading.decimal("broken").unwrap_or_else(zero),
                locked: reading.decimal("locked").unwrap_or_else(zero),
                both: reading.decimal("both"),
            })
        }
        Asks::TimeUse { activities } => {
            let mut spent = Vec::new();
            for one in activities {
                if let Some(hours) = reading.decimal(&format!("hours-{}", one.id)) {
                    spent.push(TimeSpent {
                        activity: one.id.clone(),
                        hours,
                    });
                }
            }
            if spent.is_empty() && reading.text("shift").is_empty() {
                return None;
            }
            Some(AnswerValue::TimeUse {
                shift: reading.needed("shift")?,
                activities: spent,
            })
        }
        Asks::Choice { options, several } => {
            if !several {
                return chosen(reading, options.iter().map(|one| &one.id))
                    .map(|one| AnswerValue::Choice(vec![one]));
            }
            let ticked = options.iter().map(|one| &one.id);
            let ticked: Vec<Code> = ticked
                .filter(|id| !reading.text(&format!("choice-{id}")).is_empty())
                .cloned()
                .collect();
            (!ticked.is_empty()).then_some(AnswerValue::Choice(ticked))
        }
        Asks::Text { .. } => {
            let text = reading.text("value").to_owned();
            let name = format!("{}value", reading.prefix);
            let text = reading.fields.optional(&name, &text, 10_000);
            text.map(AnswerValue::Text)
        }
        Asks::Satisfaction { steps } => {
            let step = reading.small("value")?;
            let step = u8::try_from(step).ok().filter(|s| (1..=*steps).contains(s));
            if step.is_none() {
                reading.wrong("value", "field-choice");
            }
            step.map(AnswerValue::Satisfaction)
        }
        Asks::Complaint => {
            let made = reading.yes_or_no("value")?;
            Some(AnswerValue::Complaint {
                made,
                answered: reading.yes_or_no("answered"),
                after_days: reading.small("days"),
            })
        }
        Asks::Recount { .. } => {
            let names = ["recorded", "recounted"];
            if names.iter().all(|name| reading.text(name).is_empty()) {
                return None;
            }
            Some(AnswerValue::Recount {
                recorded: reading.needed("recorded")?,
                recounted: reading.needed("recounted")?,
                documents_seen: reading.text("documents") == "yes",
            })
        }
        Asks::Place => {
            let found = reading.yes_or_no("value")?;
            Some(AnswerValue::Place {
                found: found == YesOrNo::Yes,
            })
        }
        Asks::Photograph => pictured.then_some(AnswerValue::Photograph),
    }
}
