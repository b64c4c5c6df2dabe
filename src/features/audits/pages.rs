//! The pages of one's own audits: the list, the desk of one.

mod samples;
pub mod withdrawal;

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::Audits;
use super::actions::{self, Desk};
use crate::db::counter::Series;
use crate::domain::actor::Permission;
use crate::infra::http::{Page, Visit, WebError, onward};

pub use samples::rendered as rendered_samples;

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
    /// What users said: for whoever may take some of it out.
    accounts: Option<usize>,
    /// How many accounts were taken out.
    withdrawn: u64,
    places: Vec<PlaceLine>,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "pages/audits/desk.html";
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
    let ctx = audits.web.begin_as(&visit);
    let desk = actions::desk(&ctx, &code).await?;
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
        accounts: ctx
            .actor
            .may(Permission::ChangeAudits)
            .then_some(desk.case.accounts.len()),
        withdrawn: desk.case.accounts_withdrawn,
        places,
    };
    audits.web.shown(StatusCode::OK, &page)
}
