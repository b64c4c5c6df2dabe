//! The list of one's own audits, and the desk of one: where, why there, how many, by whom; how far it is, what is missing,
//! what comes next.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head, missing};
use crate::db::counter::Series;
use crate::db::fieldwork::AssignmentState;
use crate::domain::actor::Permission;
use crate::domain::case::Case;
use crate::domain::plan::one_page;
use crate::domain::sampling::{Coverage, coverage};
use crate::features::audits::Audits;
use crate::features::audits::actions;
use crate::infra::http::{Page, WebError, onward};
use crate::infra::planned::Planned;
use crate::infra::words::Words;

/// One audit in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Check {
    pub code: String,
    pub title: String,
}

/// The audits of the organisation.
#[derive(Clone, Debug, Serialize)]
pub struct ChecksPage {
    pub(super) checks: Vec<Check>,
}

impl Page for ChecksPage {
    const TEMPLATE: &'static str = "pages/audits/checks.html";
}

/// A place and what was done there.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PlaceLine {
    pub code: String,
    pub name: String,
    pub stratum: Option<String>,
    /// The days on which it was visited.
    pub days: Vec<String>,
}

/// The desk of one audit.
#[derive(Clone, Debug, Serialize)]
pub struct DeskPage {
    pub(super) head: Head,
    pub(super) promises: usize,
    pub(super) visits: usize,
    pub(super) visited: usize,
    /// The plan on one page.
    pub(super) lines: Vec<String>,
    pub(super) missing: Vec<String>,
    pub(super) coverage: Vec<Vec<String>>,
    /// Visits that wait, and visits that were called off.
    pub(super) waiting: usize,
    pub(super) deviations: usize,
    pub(super) round: Option<(u32, String)>,
    /// Visits that came with a table: collected before there was a plan.
    pub(super) before_plan: usize,
    /// Whether whoever reads may decide about what came in.
    pub(super) may_check: bool,
    pub(super) may_conclude: bool,
    /// What users said: for whoever may take some of it out.
    pub(super) accounts: Option<usize>,
    /// How many accounts were taken out.
    pub(super) withdrawn: u64,
    pub(super) places: Vec<PlaceLine>,
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

/// `POST /checks/{code}/refresh`
pub async fn refresh(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let code = actions::refresh(&audits.web.begin_as(&visit), &code).await?;
    Ok(onward(&format!("/checks/{code}")))
}

/// The places of an audit with the days on which they were visited.
pub(super) fn places(case: &Case, words: &Words) -> Vec<PlaceLine> {
    let line = |place: &crate::domain::fieldwork::Place| PlaceLine {
        code: place.id.as_str().to_owned(),
        name: place.name.clone(),
        stratum: place.stratum.clone(),
        days: case
            .visits
            .iter()
            .filter(|visit| visit.place == place.id)
            .map(|visit| words.partial(visit.date))
            .collect(),
    };
    case.places.iter().map(line).collect()
}

/// How far the visits of a draw have come, group by group, as rows of a table.
pub(super) fn coverage_rows(planned: &Planned, whole: &str) -> Vec<Vec<String>> {
    let Some(Ok(drawn)) = planned.drawn() else {
        return Vec::new();
    };
    let rows = coverage(&drawn, &planned.log(&drawn), &planned.states());
    let row = |row: Coverage| {
        let name = match row.group.as_str() {
            crate::domain::sampling::WHOLE_LIST => whole.to_owned(),
            _ => row.group,
        };
        let numbers = [
            row.list,
            row.planned,
            row.visited,
            row.refused,
            row.not_found,
            row.not_yet,
            row.replaced + row.gaps,
        ];
        std::iter::once(name)
            .chain(numbers.iter().map(ToString::to_string))
            .collect()
    };
    rows.into_iter().map(row).collect()
}

/// `GET /checks/{code}`
pub async fn desk(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let planned = actions::plan::looked_at(&ctx, &code).await?;
    let words = audits.web.words();
    let plan = planned.plan();
    let lines = one_page(&plan).into_iter().map(|line| {
        let names: Vec<(&str, &str)> = line.with.iter().map(|(k, v)| (*k, v.as_str())).collect();
        words.say(line.key, &names)
    });
    let places = places(&planned.case, &words);
    let open = |one: &&crate::db::fieldwork::Assignment| one.state == AssignmentState::Open;
    let page = DeskPage {
        head: Head::of(&ctx, &planned, &words),
        promises: planned.case.obligations.len(),
        visits: planned.case.visits.len(),
        visited: places.iter().filter(|place| !place.days.is_empty()).count(),
        lines: lines.collect(),
        missing: missing(&planned, &words),
        coverage: coverage_rows(&planned, &words.get("sampling-whole-list")),
        waiting: planned.assignments.iter().filter(open).count(),
        deviations: planned.deviations.len(),
        before_plan: actions::before_plan(&ctx, &planned).await?,
        accounts: ctx
            .actor
            .may(Permission::ChangeAudits)
            .then_some(planned.case.accounts.len()),
        may_check: ctx.actor.may(Permission::CheckVisits),
        may_conclude: ctx.actor.may(Permission::WriteFindings),
        withdrawn: planned.case.accounts_withdrawn,
        round: plan.round.map(|round| (round.number, round.of.to_string())),
        places,
    };
    audits.web.shown(StatusCode::OK, &page)
}
