//! The pages of sheets: which there are, one with its photograph and the form to key it, and where two readings differ.

use std::collections::BTreeMap;

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, HeaderMap};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use super::review::receipt;
use super::{picture, told, untold};
use crate::db::fieldwork::Sheet;
use crate::db::places_of;
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::instrument::Instrument;
use crate::domain::intake::{Answer, CaptureClass, FileKind};
use crate::domain::review::{Keying, merge};
use crate::features::visits::answers::{Asked, WHY_NOT, asked, in_words, spoken, why_word};
use crate::features::visits::sheets::{
    Found, differences, found, key, photograph, read, send, sheets,
};
use crate::features::visits::store::{self, Announced, FileError};
use crate::infra::action::{ActionError, by};
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;

/// One sheet in the list.
#[derive(Clone, Debug, Serialize)]
struct Line {
    code: String,
    place: Option<String>,
    state: &'static str,
    by_me: bool,
}

/// The sheets of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct SheetsPage {
    code: String,
    title: String,
    sheets: Vec<Line>,
}

impl Page for SheetsPage {
    const TEMPLATE: &'static str = "pages/visits/sheets.html";
}

/// A field in which two readings differ.
#[derive(Clone, Debug, Serialize)]
struct Differing {
    number: usize,
    field: String,
    first: String,
    second: String,
}

/// One sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SheetPage {
    code: String,
    title: String,
    sheet: String,
    instrument_title: String,
    state: &'static str,
    has_photograph: bool,
    may_key: bool,
    may_settle: bool,
    places: Vec<(String, String)>,
    questions: Vec<Asked>,
    why_not: Vec<&'static str>,
    given: BTreeMap<String, String>,
    differing: Vec<Differing>,
    became: Option<String>,
    errors: Errors,
}

impl Page for SheetPage {
    const TEMPLATE: &'static str = "pages/visits/sheet.html";
}

fn state(sheet: &Sheet) -> &'static str {
    match (&sheet.first, &sheet.second, sheet.settled_as) {
        (_, _, Some(_)) => "settled",
        (_, Some(_), None) => "keyed-twice",
        (Some(_), None, None) => "keyed-once",
        (None, None, None) if sheet.photograph.is_some() => "photographed",
        (None, None, None) => "printed",
    }
}

/// `GET /checks/{code}/sheets`
pub async fn all(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (line, sheets) = sheets(&ctx, &code).await?;
    let places = places_of(ctx.app.db.reads(), ctx.scope, line.id).await;
    let places = places.map_err(WebError::internal)?;
    let me = by(&ctx);
    let lines = sheets.iter().map(|sheet| {
        let place = sheet.place.as_ref();
        let named = places.iter().find(|(code, _)| Some(code) == place);
        let both = [&sheet.first, &sheet.second];
        Line {
            code: sheet.code.clone(),
            place: named.map(|(_, name)| name.clone()),
            state: state(sheet),
            by_me: both.into_iter().flatten().any(|keying| keying.by == me),
        }
    });
    let page = SheetsPage {
        code: line.code.to_string(),
        title: line.title.clone(),
        sheets: lines.collect(),
    };
    web.shown(StatusCode::OK, &page)
}

/// A value of one of two readings, as people say it.
fn value(
    words: &Words,
    (instrument, places): (&Instrument, &[(Code, String)]),
    field: &str,
    value: Option<&Value>,
) -> String {
    let answer = field.strip_prefix("answers.");
    if let Some((question, part @ ("value" | "could_not_check"))) =
        answer.and_then(|rest| rest.split_once('.'))
        && let Some(value) = value
    {
        let answer = serde_json::json!({ "question": question, part: value });
        if let Ok(answer) = serde_json::from_value::<Answer>(answer) {
            return in_words(words, instrument, &answer);
        }
    }
    match (value, field) {
        (None | Some(Value::Null), _) => words.get("sheet-nothing-keyed"),
        (Some(Value::String(code)), "place") => {
            let mut places = places.iter();
            let named = places.find(|(place, _)| place.as_str() == code);
            named.map_or_else(|| code.clone(), |(_, name)| name.clone())
        }
        (Some(Value::String(word)), "access") => words.get(&format!("visit-access-{word}")),
        (Some(Value::String(at)), "started" | "ended") => {
            let read = at.parse::<chrono::NaiveDateTime>();
            read.map_or_else(|_| at.clone(), |at| words.local(at))
        }
        (Some(Value::String(text)), _) => text.clone(),
        (Some(Value::Array(several)), _) => {
            let said = several
                .iter()
                .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned));
            said.collect::<Vec<_>>().join(", ")
        }
        (Some(other), _) => other.to_string(),
    }
}

async fn shown(
    web: &Web,
    ctx: &Ctx,
    found: &Found,
    (given, errors): (BTreeMap<String, String>, Errors),
) -> Result<Response, WebError> {
    let words = web.words();
    let places = places_of(ctx.app.db.reads(), ctx.scope, found.audit.id).await;
    let places = places.map_err(WebError::internal)?;
    let sheet = &found.sheet;
    let both = [&sheet.first, &sheet.second];
    let by_me = both
        .into_iter()
        .flatten()
        .any(|keying| keying.by == by(ctx));
    let questions = (1..).zip(&found.instrument.questions);
    let questions = questions.map(|(number, question)| {
        let prefix = format!("{}.", question.id);
        let own = given.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix(&prefix)?;
            Some((name.to_owned(), value.clone()))
        });
        asked(&words, question, (number, &prefix), None, own.collect())
    });
    let questions: Vec<Asked> = questions.collect();
    let settles = ctx.actor.may(Permission::CheckVisits) && sheet.settled_as.is_none();
    let differing = differences(sheet).filter(|_| settles).unwrap_or_default();
    let said = |field: &str, told: Option<&Value>| {
        value(&words, (&found.instrument, &places), field, told)
    };
    let differing = (1..).zip(differing).map(|(number, one)| Differing {
        number,
        first: said(&one.field, one.first.as_ref()),
        second: said(&one.field, one.second.as_ref()),
        field: one.field,
    });
    let differing: Vec<Differing> = differing.collect();
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut given = given;
    if given.is_empty()
        && let Some(place) = &sheet.place
    {
        given.insert("place".to_owned(), place.to_string());
    }
    let page = SheetPage {
        code: found.audit.code.to_string(),
        title: found.audit.title.clone(),
        sheet: sheet.code.clone(),
        instrument_title: spoken(&words, &found.instrument.title),
        state: state(sheet),
        has_photograph: sheet.photograph.is_some(),
        may_key: !by_me && sheet.second.is_none(),
        may_settle: settles && sheet.second.is_some(),
        places: places
            .into_iter()
            .map(|(code, name)| (code.to_string(), name))
            .collect(),
        questions,
        why_not: WHY_NOT.map(why_word).to_vec(),
        differing,
        became: sheet
            .settled_as
            .map(|number| crate::db::counter::Series::Submission.label(number)),
        given,
        errors,
    };
    web.shown(status, &page)
}

/// `GET /checks/{code}/sheets/{sheet}`
pub async fn one(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, sheet)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &sheet)).await?;
    shown(&web, &ctx, &found, Default::default()).await
}

fn address(found: &Found) -> String {
    format!("/checks/{}/sheets/{}", found.audit.code, found.sheet.code)
}

/// `POST /checks/{code}/sheets/{sheet}`: what somebody keyed.
pub async fn keyed(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, sheet)): Path<(String, String)>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &sheet)).await?;
    let places = places_of(ctx.app.db.reads(), ctx.scope, found.audit.id).await;
    let places = places.map_err(WebError::internal)?.into_iter();
    let places: Vec<Code> = places.map(|(code, _)| code).collect();
    let done = match read(&found, &places, &form) {
        Ok(submission) => key(&ctx, &found, submission).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(Some(sent)) => receipt(&web, &sent),
        Ok(None) => Ok(onward(&address(&found))),
        Err(error) => {
            let errors = web.told(error)?;
            shown(&web, &ctx, &found, (form, errors)).await
        }
    }
}

/// `POST /checks/{code}/sheets/{sheet}/settle`: for each field in which the two differ, which of them the sheet says.
pub async fn settled(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, sheet)): Path<(String, String)>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &sheet)).await?;
    let both = found.sheet.first.as_ref().zip(found.sheet.second.as_ref());
    let (first, second) = both.ok_or(WebError::NotFound)?;
    let mut decided = BTreeMap::new();
    let differing = differences(&found.sheet).unwrap_or_default();
    for (number, one) in (1..).zip(differing) {
        let chosen: Option<&String> = form.get(&format!("d-{number}"));
        match chosen.map(String::as_str) {
            Some("first") => decided.insert(one.field, Keying::First),
            Some("second") => decided.insert(one.field, Keying::Second),
            _ => None,
        };
    }
    let merged = merge(&first.submission, &second.submission, &decided);
    let sent = match merged {
        Ok(submission) => send(&ctx, &found, submission).await,
        Err(_) => Err(ActionError::field("form", "sheet-choose")),
    };
    match sent {
        Ok(sent) => receipt(&web, &sent),
        Err(error) => {
            let errors = web.told(error)?;
            shown(&web, &ctx, &found, (BTreeMap::new(), errors)).await
        }
    }
}

/// `POST /checks/{code}/sheets/{sheet}/photograph`
pub async fn photographed(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, sheet)): Path<(String, String)>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &sheet)).await?;
    let Ok(mut form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    let Ok(Some(mut field)) = form.next_field().await else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    if field.name() != Some("photograph") {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    }
    let taken = async {
        let mut taking = store::begin(&ctx, length).await?;
        let mut any = false;
        loop {
            match field.chunk().await {
                Ok(Some(part)) => {
                    any = true;
                    taking.push(&part).await?;
                }
                Ok(None) => break,
                Err(_) => {
                    any = false;
                    break;
                }
            }
        }
        if !any {
            return Err(ActionError::field("photograph", "visit-photograph-none").into());
        }
        let said = Announced {
            class: Some(CaptureClass::PaperSheet),
            kind: Some(FileKind::Photograph),
            ..Announced::default()
        };
        let stored = taking.finish(&ctx, said).await?;
        photograph(&ctx, &found, stored).await?;
        Ok::<_, FileError>(())
    };
    match taken.await {
        Ok(()) => Ok(onward(&address(&found))),
        Err(error) => {
            let (status, text) = told(&web, error)?;
            let errors = Errors::from([("photograph".to_owned(), text)]);
            let mut page = shown(&web, &ctx, &found, (BTreeMap::new(), errors)).await?;
            *page.status_mut() = status;
            Ok(page)
        }
    }
}

/// `GET /checks/{code}/sheets/{sheet}/image`: the photograph, for whoever keys it: made of pixels alone.
pub async fn image(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, sheet)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &sheet)).await?;
    let id = found.sheet.photograph.ok_or(WebError::NotFound)?;
    let file = store::read(&ctx, id).await.map_err(untold)?;
    let copies = ctx.app.reader.copies(file, &[]).await;
    let copies = copies.map_err(WebError::internal)?;
    picture(&headers, copies.copy)
}
