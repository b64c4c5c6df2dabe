//! The first page of a visit: by which instrument, where, when, who, and whether one was let in.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::quick::{PlaceChoice, page, places};
use crate::db::audit::AuditLine;
use crate::db::fieldwork::drafts_by;
use crate::domain::actor::Permission;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, Audience, VisitPurpose};
use crate::domain::instrument::{Channel, Instrument, TimeOfDay};
use crate::domain::intake::{PairHalf, Respondent, Submission, TesterSide};
use crate::domain::sample::Announced;
use crate::features::visits::answers::spoken;
use crate::features::visits::instruments::{channel_word, named, newest};
use crate::features::visits::intake::number_of;
use crate::features::visits::quick::{VisitForm, audit_of, counts_at_once, observers_in};
use crate::features::visits::write::begin;
use crate::infra::action::{ActionError, Fields, by};
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;

/// What the address chooses.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    place: String,
    instrument: String,
    on: String,
    corrects: String,
    pair: String,
    side: String,
}

/// What is typed before the first question.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StartForm {
    instrument: String,
    place: String,
    date: String,
    time: String,
    observers: String,
    announced: String,
    access: String,
    purpose: String,
    respondent: String,
    chosen_from: String,
    consent: String,
    language: String,
    read_back: String,
    pair: String,
    side: String,
    corrects: String,
}

/// A visit that is being written down.
#[derive(Clone, Debug, Serialize)]
struct Waiting {
    id: String,
    place: String,
    saved: String,
}

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct StartPage {
    code: String,
    title: String,
    instrument_title: String,
    channel: &'static str,
    opening: Option<String>,
    questions: usize,
    places: Vec<PlaceChoice>,
    form: StartForm,
    drafts: Vec<Waiting>,
    errors: Errors,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "pages/visits/start.html";
}

/// The choice of an instrument, for who does not lead.
#[derive(Clone, Debug, Serialize)]
pub struct WhichPage {
    code: String,
    title: String,
    place: String,
    instruments: Vec<(String, String)>,
    drafts: Vec<Waiting>,
}

impl Page for WhichPage {
    const TEMPLATE: &'static str = "pages/visits/which.html";
}

async fn waiting(
    words: &Words,
    ctx: &Ctx,
    line: &AuditLine,
    case: &Case,
) -> Result<Vec<Waiting>, WebError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let drafts = drafts_by(conn, ctx.scope, master, (line.id, by(ctx))).await;
    let drafts = drafts.map_err(WebError::internal)?;
    let line = |draft: crate::db::fieldwork::Draft| {
        let place = &draft.visit.submission.place;
        Waiting {
            id: draft.client_id.to_string(),
            place: case
                .place(place)
                .map_or_else(|| place.to_string(), |place| place.name.clone()),
            saved: words.instant(draft.saved_at),
        }
    };
    Ok(drafts.into_iter().map(line).collect())
}

/// `GET /checks/{code}/visits/new`: with an instrument its first page, else the quick form.
pub async fn new(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (line, case) = audit_of(&ctx, &code).await?;
    let day = chosen.on.parse().unwrap_or(ctx.now.date_naive());
    if chosen.instrument.is_empty() {
        let instruments = newest(&ctx, &line).await?;
        if !ctx.actor.may(Permission::ChangeAudits) && !instruments.is_empty() {
            let words = web.words();
            let page = WhichPage {
                code: line.code.to_string(),
                title: line.title.clone(),
                place: chosen.place,
                instruments: instruments
                    .iter()
                    .map(|one| (one.code.to_string(), spoken(&words, &one.title)))
                    .collect(),
                drafts: waiting(&web.words(), &ctx, &line, &case).await?,
            };
            return web.shown(StatusCode::OK, &page);
        }
        let mut form = VisitForm::default();
        form.0.insert("place".to_owned(), chosen.place);
        form.0.insert("date".to_owned(), day.to_string());
        form.0.insert("observers".to_owned(), "W-01".to_owned());
        let asks = (&form, day);
        let asked = (instruments.as_slice(), counts_at_once(&ctx).await?);
        let page = page(&web, (&line, &case), asks, asked, Errors::new());
        return web.shown(StatusCode::OK, &page);
    }
    let instrument = named(&ctx, &line, (&chosen.instrument, None)).await?;
    let form = StartForm {
        instrument: chosen.instrument,
        place: chosen.place,
        date: day.to_string(),
        corrects: chosen.corrects,
        pair: chosen.pair,
        side: chosen.side,
        ..StartForm::default()
    };
    let parts = (&line, &case, &instrument);
    shown(&web, &ctx, parts, form, Errors::new()).await
}

async fn shown(
    web: &Web,
    ctx: &Ctx,
    (line, case, instrument): (&AuditLine, &Case, &Instrument),
    form: StartForm,
    errors: Errors,
) -> Result<Response, WebError> {
    let words = web.words();
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = StartPage {
        code: line.code.to_string(),
        title: line.title.clone(),
        instrument_title: spoken(&words, &instrument.title),
        channel: channel_word(instrument.channel),
        opening: instrument.opening.as_ref().map(|said| spoken(&words, said)),
        questions: instrument.questions.len(),
        places: places(case),
        form,
        drafts: waiting(&words, ctx, line, case).await?,
        errors,
    };
    web.shown(status, &page)
}

/// `POST /checks/{code}/drafts`
pub async fn started(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    Form(form): Form<StartForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (line, case) = audit_of(&ctx, &code).await?;
    let instrument = named(&ctx, &line, (&form.instrument, None)).await?;
    let begun = match form.read(&line, &case, &instrument) {
        Ok((submission, corrects)) => begin(&ctx, &line, submission, corrects).await,
        Err(error) => Err(error),
    };
    match begun {
        Ok(id) => {
            let first = instrument.questions.first().map(|question| &question.id);
            let first = first
                .map(|id| format!("/questions/{id}"))
                .unwrap_or_default();
            Ok(onward(&format!("/checks/{}/drafts/{id}{first}", line.code)))
        }
        Err(error) => {
            let errors = web.told(error)?;
            let parts = (&line, &case, &instrument);
            shown(&web, &ctx, parts, form, errors).await
        }
    }
}

impl StartForm {
    fn read(
        &self,
        line: &AuditLine,
        case: &Case,
        instrument: &Instrument,
    ) -> Result<(Submission, Option<i64>), ActionError> {
        let mut fields = Fields::default();
        let place = Code::parse(&self.place).ok();
        let place = place.filter(|place| case.place(place).is_some());
        if place.is_none() {
            fields.wrong("place", "field-choice");
        }
        let day = fields.day("date", &self.date);
        if day.is_none() && self.date.trim().is_empty() {
            fields.wrong("date", "field-empty");
        }
        let time = match self.time.trim() {
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
        let observers = observers_in(&self.observers, &mut fields);
        let respondent = self.respondent(instrument, &mut fields);
        let pair = self.pair(instrument, &mut fields);
        let corrects = match self.corrects.trim() {
            "" => None,
            label => {
                let number = number_of(label);
                if number.is_none() {
                    fields.wrong("corrects", "visit-corrects-what");
                }
                number
            }
        };
        let (Some(place), Some(day), Some(time)) = (place, day, time) else {
            return fields.done(()).and(Err(ActionError::NotThere));
        };
        let submission = Submission {
            audit: line.code.clone(),
            instrument: instrument.code.clone(),
            version: instrument.version,
            place,
            purpose: match self.purpose.as_str() {
                "recheck" => VisitPurpose::Recheck,
                _ => VisitPurpose::Audit,
            },
            channel: instrument.channel,
            observers,
            started: day.and_time(time),
            ended: None,
            clock: None,
            position: None,
            announced: match self.announced.as_str() {
                "yes" => Announced::Announced,
                "no" => Announced::Unannounced,
                _ => Announced::NotPublished,
            },
            access: match self.access.as_str() {
                "partial" => AccessGiven::Partial,
                "refused" => AccessGiven::Refused,
                _ => AccessGiven::Granted,
            },
            respondent,
            pair,
            answers: Vec::new(),
            note: None,
        };
        fields.done((submission, corrects))
    }

    fn respondent(&self, instrument: &Instrument, fields: &mut Fields) -> Option<Respondent> {
        if instrument.channel != Channel::Interview {
            return None;
        }
        let code = self.respondent.trim().to_uppercase();
        let digits = code.strip_prefix("U-").unwrap_or_default();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            fields.wrong("respondent", "visit-respondent-code");
        }
        Some(Respondent {
            code,
            chosen_from: fields.optional("chosen_from", &self.chosen_from, 200),
            consent: match self.consent.as_str() {
                "funder" => Audience::Funder,
                "provider" => Audience::Provider,
                "public" => Audience::Public,
                _ => Audience::Internal,
            },
            language: fields.optional("language", &self.language, 60),
            interpreter: None,
            read_back: !self.read_back.is_empty(),
        })
    }

    fn pair(&self, instrument: &Instrument, fields: &mut Fields) -> Option<PairHalf> {
        if instrument.channel != Channel::PairedTest {
            return None;
        }
        let test = Code::parse(self.pair.trim()).ok();
        let side = match self.side.as_str() {
            "majority" => Some(TesterSide::Majority),
            "minority" => Some(TesterSide::Minority),
            _ => None,
        };
        if test.is_none() {
            fields.wrong("pair", "intake-no-pair");
        }
        if side.is_none() {
            fields.wrong("side", "field-choice");
        }
        test.zip(side).map(|(test, side)| PairHalf { test, side })
    }
}
