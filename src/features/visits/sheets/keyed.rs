//! A sheet as the form of whoever keys it gives it.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::Found;
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, VisitPurpose};
use crate::domain::instrument::{TimeOfDay, asked};
use crate::domain::intake::Submission;
use crate::domain::sample::Announced;
use crate::features::visits::answers;
use crate::features::visits::quick::observers_in;
use crate::infra::action::{ActionError, Fields};

/// Reads what was keyed.
pub(in crate::features::visits) fn read(
    found: &Found,
    places: &[Code],
    form: &BTreeMap<String, String>,
) -> Result<Submission, ActionError> {
    let field = |name: &str| form.get(name).map_or("", |text| text.trim());
    let mut fields = Fields::default();
    let place = Code::parse(field("place")).ok();
    let place = place.filter(|place| places.contains(place));
    if place.is_none() {
        fields.wrong("place", "field-choice");
    }
    let day = fields.day("date", field("date"));
    if day.is_none() && field("date").is_empty() {
        fields.wrong("date", "field-empty");
    }
    let time = match field("time") {
        "" => Some(NaiveTime::MIN),
        text => {
            let minutes = TimeOfDay::parse(text).ok().map(|time| time.minutes());
            let seconds = minutes.map(|minutes| u32::from(minutes) * 60);
            seconds.and_then(|s| NaiveTime::from_num_seconds_from_midnight_opt(s, 0))
        }
    };
    if time.is_none() {
        fields.wrong("time", "visit-time-wrong");
    }
    let observers = observers_in(field("observers"), &mut fields);
    let mut given = Vec::new();
    for question in &found.instrument.questions {
        let prefix = format!("{}.", question.id);
        given.extend(answers::read(
            question,
            (form, &prefix),
            Vec::new(),
            &mut fields,
        ));
    }
    let names: Vec<Code> = asked(&found.instrument, &given)
        .into_iter()
        .cloned()
        .collect();
    given.retain(|answer| names.contains(&answer.question));
    let note = fields.optional("note", field("note"), 2_000);
    let (Some(place), Some(day), Some(time)) = (place, day, time) else {
        return fields.done(()).and(Err(ActionError::NotThere));
    };
    fields.done(Submission {
        audit: found.audit.code.clone(),
        instrument: found.instrument.code.clone(),
        version: found.instrument.version,
        place,
        purpose: VisitPurpose::Audit,
        channel: found.instrument.channel,
        observers,
        started: day.and_time(time),
        ended: None,
        clock: None,
        position: None,
        announced: match field("announced") {
            "yes" => Announced::Announced,
            "no" => Announced::Unannounced,
            _ => Announced::NotPublished,
        },
        access: match field("access") {
            "partial" => AccessGiven::Partial,
            "refused" => AccessGiven::Refused,
            _ => AccessGiven::Granted,
        },
        respondent: None,
        pair: None,
        answers: given,
        note,
    })
}
