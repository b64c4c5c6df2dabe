//! The visits that are due, as a calendar file: where and when, never who. For whoever is signed in; and for whoever has an
//! address that one of them made, which a calendar can subscribe to.

use axum::extract::{Extension, Path, State};
use axum::http::header::{CACHE_CONTROL, HeaderMap};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::{Asking, Head};
use crate::db::audit::AuditLine;
use crate::db::counter::Series;
use crate::domain::plan::{CalendarVisit, VisitTime, calendar as written};
use crate::features::checking::actions::feeds::{fed, feeds, make, take_back};
use crate::features::checking::actions::morning::{DueDay, due_days};
use crate::infra::action::by;
use crate::infra::app::Ctx;
use crate::infra::http::{Download, Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;

/// What makes the names of visits unique. No server of that name can be.
const HOST: &str = "groundtruth.invalid";

/// An address that was made.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FeedLine {
    pub(super) id: String,
    pub(super) made_on: String,
    /// Who made it, where it was somebody else.
    pub(super) by: Option<String>,
}

/// The calendar of due visits: the file, and the addresses.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarPage {
    pub(super) head: Head,
    pub(super) days: usize,
    pub(super) feeds: Vec<FeedLine>,
    /// The address that was made now; it is shown this once.
    pub(super) address: Option<String>,
    pub(super) errors: Errors,
}

impl Page for CalendarPage {
    const TEMPLATE: &'static str = "pages/checking/calendar.html";
}

async fn page(
    web: &Web,
    visit: &Visit,
    code: &str,
    (address, errors): (Option<String>, Errors),
) -> Result<Response, WebError> {
    let ctx = web.begin_as(visit);
    let (line, feeds) = feeds(&ctx, code).await?;
    let (_, days) = due_days(&ctx, code).await?;
    let words = web.words();
    let feed = |one: &crate::db::fieldwork::Feed| FeedLine {
        id: one.id.to_string(),
        made_on: words.day(one.made_at.date_naive()),
        by: (one.by != by(&ctx)).then(|| Series::Person.label(one.by)),
    };
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = CalendarPage {
        head: Head::of(&line, "calendar", visit),
        days: days.len(),
        feeds: feeds.iter().map(feed).collect(),
        address,
        errors,
    };
    web.shown(status, &page)
}

/// `GET /checks/{code}/calendar`
pub async fn shown(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    page(&web, &visit, &code, (None, Errors::new())).await
}

/// `POST /checks/{code}/calendar`: makes an address.
pub async fn made(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let (address, errors) = match make(&web.begin_as(&visit), &code).await {
        Ok(token) => {
            let base = web.base(&visit, &headers);
            (Some(format!("{base}/calendar/{token}")), Errors::new())
        }
        Err(error) => (None, web.told(error)?),
    };
    page(&web, &visit, &code, (address, errors)).await
}

/// `POST /checks/{code}/calendar/{feed}`: takes one back.
pub async fn taken_back(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, feed)): Path<(String, String)>,
) -> Result<Response, WebError> {
    take_back(&web.begin_as(&visit), &code, &feed).await?;
    Ok(onward(&format!("/checks/{code}/calendar")))
}

/// `GET /checks/{code}/calendar.ics`
pub async fn calendar(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (line, days) = due_days(&ctx, &code).await?;
    Ok(file(&ctx, &web.words(), &line, &days))
}

/// `GET /calendar/{token}`: the same for whoever has the address. One that is none and one that was taken back answer alike.
pub async fn subscribed(
    State(web): State<Web>,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin();
    let (line, days) = fed(&ctx, &token).await?;
    let mut response = file(&ctx, &web.words(), &line, &days);
    let private = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(CACHE_CONTROL, private);
    Ok(response)
}

fn file(ctx: &Ctx, words: &Words, line: &AuditLine, days: &[DueDay]) -> Response {
    let of = |day: &DueDay| visit_of(words, line.code.as_str(), day);
    let visits: Vec<CalendarVisit> = days.iter().map(of).collect();
    let text = written(&line.title, &visits, HOST, ctx.now);
    let download = Download {
        name: format!("{}.ics", line.code),
        content_type: "text/calendar; charset=utf-8",
        shown: false,
        policy: None,
        bytes: text.into_bytes(),
    };
    download.into_response()
}

fn visit_of(words: &Words, code: &str, day: &DueDay) -> CalendarVisit {
    let title = words.say("checking-calendar-visit", &[("place", &day.place)]);
    CalendarVisit {
        id: format!("{code}-{}", day.number),
        title: match &day.slot {
            Some(slot) => format!("{title} ({slot})"),
            None => title,
        },
        at: VisitTime::Day(day.on),
        place: Some(day.place.clone()),
    }
}
