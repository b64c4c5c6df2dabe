//! The pages of one's own audits: the list, the desk of one, the form of a visit.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Audits;
use super::actions::{self, Desk, promises_on};
use super::visit_form::{SEEN, VisitForm};
use crate::db::counter::Series;
use crate::domain::obligation::Obligation;
use crate::infra::http::{Errors, Page, Visit, WebError, onward};

type Asking = Extension<Visit>;

/// One audit in the list.
#[derive(Clone, Debug, Serialize)]
struct Check {
    code: String,
    title: String,
}

/// The audits of the organisation.
#[derive(Clone, Debug, Serialize)]
pub struct ChecksPage {
    checks: Vec<Check>,
}

impl Page for ChecksPage {
    const TEMPLATE: &'static str = "pages/audits/checks.html";
}

/// A place and what was done there.
#[derive(Clone, Debug, Serialize)]
struct PlaceLine {
    code: String,
    name: String,
    stratum: Option<String>,
    /// The days on which it was visited.
    days: Vec<String>,
}

/// The desk of one audit.
#[derive(Clone, Debug, Serialize)]
pub struct DeskPage {
    code: String,
    title: String,
    agreement: String,
    promises: usize,
    visits: usize,
    visited: usize,
    places: Vec<PlaceLine>,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "pages/audits/desk.html";
}

/// A promise as the form asks for it.
#[derive(Clone, Debug, Serialize)]
struct Asked {
    code: String,
    promise: String,
    unit: String,
    seen: String,
    value: String,
    note: String,
}

/// The form of a visit.
#[derive(Clone, Debug, Serialize)]
pub struct VisitPage {
    code: String,
    title: String,
    places: Vec<PlaceLine>,
    place: String,
    date: String,
    observers: String,
    announced: String,
    access: String,
    note: String,
    promises: Vec<Asked>,
    answers: Vec<&'static str>,
    errors: Errors,
}

impl Page for VisitPage {
    const TEMPLATE: &'static str = "pages/audits/visit.html";
}

/// `GET /checks`
pub async fn checks(
    State(desk): State<Audits>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    let audits = actions::own_audits(&desk.web.begin_as(&visit)).await?;
    let check = |line: crate::db::audit::AuditLine| Check {
        code: line.code.as_str().to_owned(),
        title: line.title,
    };
    let checks = audits.into_iter().map(check).collect();
    desk.web.shown(StatusCode::OK, &ChecksPage { checks })
}

/// `POST /register/{agreement}/check`
pub async fn begin(
    State(desk): State<Audits>,
    Extension(visit): Asking,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let number = Series::Dossier.number_of(&agreement);
    let number = number.ok_or(WebError::NotFound)?;
    let code = actions::begin(&desk.web.begin_as(&visit), number).await?;
    Ok(onward(&format!("/checks/{code}")))
}

fn places(desk: &Desk) -> Vec<PlaceLine> {
    let visits = &desk.case.visits;
    let line = |place: &crate::domain::fieldwork::Place| PlaceLine {
        code: place.id.as_str().to_owned(),
        name: place.name.clone(),
        stratum: place.stratum.clone(),
        days: visits
            .iter()
            .filter(|visit| visit.place == place.id)
            .map(|visit| visit.date.to_string())
            .collect(),
    };
    desk.case.places.iter().map(line).collect()
}

/// `GET /checks/{code}`
pub async fn desk(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let desk = actions::desk(&audits.web.begin_as(&visit), &code).await?;
    let places = places(&desk);
    let agreement = desk.case.agreements.first();
    let agreement = agreement.map(|one| one.id.as_str().to_uppercase());
    let page = DeskPage {
        code: desk.line.code.as_str().to_owned(),
        title: desk.line.title.clone(),
        agreement: agreement.unwrap_or_default(),
        promises: desk.case.obligations.len(),
        visits: desk.case.visits.len(),
        visited: places.iter().filter(|place| !place.days.is_empty()).count(),
        places,
    };
    audits.web.shown(StatusCode::OK, &page)
}

/// What the address of an empty form chooses.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    place: String,
    on: String,
}

fn visit_page(desk: &Desk, form: &VisitForm, day: NaiveDate, errors: Errors) -> VisitPage {
    let asked = |one: &Obligation| {
        let field = |what: &str| form.field(&format!("{what}-{}", one.id)).to_owned();
        Asked {
            code: one.id.as_str().to_owned(),
            promise: one.promise.clone(),
            unit: one.unit.clone(),
            seen: field("seen"),
            value: field("value"),
            note: field("note"),
        }
    };
    let kept = |name: &str| form.field(name).to_owned();
    VisitPage {
        code: desk.line.code.as_str().to_owned(),
        title: desk.line.title.clone(),
        places: places(desk),
        place: kept("place"),
        date: kept("date"),
        observers: kept("observers"),
        announced: kept("announced"),
        access: kept("access"),
        note: kept("note"),
        promises: promises_on(&desk.case, day)
            .into_iter()
            .map(asked)
            .collect(),
        answers: SEEN.iter().map(|(word, _)| *word).collect(),
        errors,
    }
}

/// `GET /checks/{code}/visits/new`
pub async fn visit_asked(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let desk = actions::desk(&ctx, &code).await?;
    let day = chosen.on.parse().unwrap_or(ctx.now.date_naive());
    let mut form = VisitForm::default();
    form.0.insert("place".to_owned(), chosen.place);
    form.0.insert("date".to_owned(), day.to_string());
    form.0.insert("observers".to_owned(), "W-01".to_owned());
    let page = visit_page(&desk, &form, day, Errors::new());
    audits.web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/visits`
pub async fn visit_given(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<std::collections::BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let form = VisitForm(given);
    match actions::record_visit(&ctx, &code, &form).await {
        Ok(_) => Ok(onward(&format!("/checks/{code}"))),
        Err(error) => {
            let errors = audits.web.told(error)?;
            let desk = actions::desk(&ctx, &code).await?;
            let day = form.field("date").parse();
            let day = day.unwrap_or(ctx.now.date_naive());
            let page = visit_page(&desk, &form, day, errors);
            audits.web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
