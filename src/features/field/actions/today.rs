//! What a phone is told for today: where to go and with which questions, what the agreement says, what to say when somebody
//! stops the observer. Only what its code needs: no name of a person, no other code.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;

use super::asking;
use super::spoken::{Every, every, instrument};
use crate::db::fieldwork::{Assignment, AssignmentState, retired_codes};
use crate::db::organisation::{Organisation, organisation_of};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::instrument::{Channel, Instrument};
use crate::domain::keys::{PublicSealKey, SealsFields as _, seal_pair};
use crate::domain::plan::Plan;
use crate::domain::sample::Announced;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, planned};

/// So many places are told at most; a longer list is for the lead's desk.
const MOST_PLACES: usize = 2_000;
/// The longer edge of a photograph that a phone sends, in pixels.
const EDGE: u32 = 1_600;
/// The questions of the quick form are made anew for each visit; they are no matter of a phone.
const QUICK: &str = "quick";

/// What a phone is told.
#[derive(Clone, Debug, Serialize)]
pub struct Today {
    device: String,
    observer: String,
    until: DateTime<Utc>,
    language: &'static str,
    audit: AuditOut,
    assignments: Vec<AssignmentOut>,
    places: Vec<PlaceOut>,
    other_places_allowed: bool,
    instruments: Vec<Value>,
    /// By instrument and question: what the agreement says.
    agreement: BTreeMap<String, BTreeMap<String, String>>,
    if_stopped: StoppedOut,
    max_photo_bytes: u64,
    photo_edge: u32,
    evidence_position: bool,
}

#[derive(Clone, Debug, Serialize)]
struct AuditOut {
    code: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Every>,
    organisation: String,
    seal_key: PublicSealKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
struct AssignmentOut {
    id: String,
    place: PlaceOut,
    instrument: Code,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<String>,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    announced: Option<Announced>,
    /// Whether it is for whoever goes.
    anyone: bool,
}

#[derive(Clone, Debug, Serialize)]
struct PlaceOut {
    code: Code,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    how_to_find: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct StoppedOut {
    sentences: Vec<Every>,
    letter_text: Every,
}

impl PlaceOut {
    fn of(place: &Place) -> Self {
        Self {
            code: place.id.clone(),
            name: place.name.clone(),
            how_to_find: place.note.clone(),
        }
    }
}

/// What the phone that asks is told.
///
/// # Errors
/// [`ActionError::NotThere`] where it is no phone, or its audit is gone; those of the database.
pub async fn today(ctx: &Ctx) -> Result<Today, ActionError> {
    let (device, line) = asking(ctx).await?;
    let conn = ctx.app.db.reads();
    let planned = planned(ctx, line.code.as_str()).await?;
    let retired = retired_codes(conn, ctx.scope, line.id).await?;
    let organisation = organisation_of(conn, ctx.scope).await?;
    let key = crate::db::key::organisation_key_of(conn, ctx.scope, &ctx.app.master).await?;
    let key = key.ok_or(ActionError::NotThere)?;
    let (_, seal_key) = seal_pair(&key.field_key(crate::domain::keys::SEAL_FIELD));
    let case = &planned.case;
    let goes = !retired.contains(&device.code) && planned.stopped().is_none();
    let asked: Vec<Instrument> = planned
        .newest_instruments()
        .into_iter()
        .filter(|one| one.channel != Channel::PairedTest && one.code.as_str() != QUICK)
        .collect();
    Ok(Today {
        device: device.label(),
        observer: device.code.clone(),
        until: device.until,
        language: ctx.app.words.code(),
        assignments: match goes {
            true => assignments(&planned, &asked, &device.code),
            false => Vec::new(),
        },
        places: case
            .places
            .iter()
            .take(MOST_PLACES)
            .map(PlaceOut::of)
            .collect(),
        other_places_allowed: goes,
        agreement: agreement(case, &asked),
        instruments: asked.iter().map(instrument).collect(),
        if_stopped: stopped(&planned, &organisation, &device.code),
        audit: AuditOut {
            code: line.code.as_str().to_owned(),
            title: line.title.clone(),
            period: planned
                .plan()
                .scope
                .period
                .map(|period| every(|words| words.period(&period))),
            organisation: organisation.name.clone(),
            seal_key,
            stopped: planned.stopped().map(|one| one.on),
        },
        max_photo_bytes: 25 * 1024 * 1024,
        photo_edge: EDGE,
        evidence_position: true,
    })
}

/// Those of this code, then those for whoever goes.
fn assignments(planned: &Planned, asked: &[Instrument], code: &str) -> Vec<AssignmentOut> {
    let announced = planned.plan().announced;
    let open = planned.assignments.iter();
    let open = open.filter(|one| one.state == AssignmentState::Open);
    let mine = |one: &&Assignment| one.task.code.as_deref() == Some(code);
    let anyones = |one: &&Assignment| one.task.code.is_none();
    let known = |one: &&Assignment| asked.iter().any(|i| i.code == one.task.instrument);
    let told = |one: &Assignment| {
        let place = planned.case.place(&one.task.place)?;
        Some(AssignmentOut {
            id: one.number.to_string(),
            place: PlaceOut::of(place),
            instrument: one.task.instrument.clone(),
            due: one.task.due,
            times: one.task.slot.clone(),
            purpose: "audit",
            announced,
            anyone: one.task.code.is_none(),
        })
    };
    let all = open.clone().filter(mine).chain(open.filter(anyones));
    all.filter(known).filter_map(told).collect()
}

fn agreement(case: &Case, asked: &[Instrument]) -> BTreeMap<String, BTreeMap<String, String>> {
    let says = |one: &Instrument| {
        let questions = one.questions.iter().filter_map(|question| {
            let promise = case.obligation(question.promise.as_ref()?)?;
            Some((question.id.to_string(), promise.promise.clone()))
        });
        (one.code.to_string(), questions.collect())
    };
    asked.iter().map(says).collect()
}

fn stopped(planned: &Planned, organisation: &Organisation, code: &str) -> StoppedOut {
    let plan: Plan = planned.plan();
    let asked = plan.mandate.asked_by;
    let names = [
        ("organisation", organisation.name.as_str()),
        ("title", planned.line.title.as_str()),
        ("code", code),
        ("asked", asked.as_deref().unwrap_or(&organisation.name)),
    ];
    let parts = ["subject", "one", "two", "three"];
    StoppedOut {
        sentences: ["visit-stopped-say", "visit-stopped-leave"]
            .iter()
            .map(|key| every(|words| words.get(key)))
            .collect(),
        letter_text: every(|words| {
            let said = parts.map(|part| words.say(&format!("letter-authorisation-{part}"), &names));
            let signed = words.get("letter-signed");
            format!("{}\n{signed} {}", said.join("\n"), organisation.name)
        }),
    }
}
