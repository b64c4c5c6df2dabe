//! The pages of the portal: one function to an address, one struct to a template.

mod audit;
mod catalogue;
mod detail;
mod front;
mod head;
mod rows;
mod samples;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};

use crate::infra::http::{Download, WebError, policy_for_inline_style};

use super::Portal;
use super::actions::{self, NotShown};
use super::choice::Choice;

use audit::AuditPage;
use catalogue::{ComponentsPage, PARTS};
use detail::{ChronologyPage, FindingsPage, MethodPage, PromisePage, WorkingPage};
use front::HomePage;

pub use samples::rendered as rendered_samples;

impl From<NotShown> for WebError {
    fn from(why: NotShown) -> Self {
        match why {
            NotShown::NotThere => Self::NotFound,
            NotShown::NotPrinted(why) => Self::internal(why),
        }
    }
}

/// `/`
pub async fn home(State(portal): State<Portal>) -> Result<Response, WebError> {
    let volumes = actions::published(&portal.web.begin(), &portal.shelf)?;
    portal
        .web
        .templates
        .answer(&HomePage::of(volumes, &portal.web.words()))
}

/// `/components`
pub async fn components(State(portal): State<Portal>) -> Result<Response, WebError> {
    portal
        .web
        .templates
        .answer(&ComponentsPage::new(None, &portal.web.app.words))
}

/// `/components/{part}`
pub async fn component(
    State(portal): State<Portal>,
    Path(part): Path<String>,
) -> Result<Response, WebError> {
    let known = PARTS.into_iter().find(|known| *known == part);
    let part = known.ok_or(WebError::NotFound)?;
    portal
        .web
        .templates
        .answer(&ComponentsPage::new(Some(part), &portal.web.app.words))
}

/// `/audits/{code}`
pub async fn audit(
    State(portal): State<Portal>,
    Path(code): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Response, WebError> {
    let volume = actions::audit(&portal.web.begin(), &portal.shelf, &code)?;
    portal
        .web
        .templates
        .answer(&AuditPage::of(volume, &choice, &portal.web.words()))
}

/// `/audits/{code}/promises/{number}`
pub async fn promise(
    State(portal): State<Portal>,
    Path((code, number)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let volume = actions::audit(&portal.web.begin(), &portal.shelf, &code)?;
    let rows = actions::promise(volume, &number)?;
    portal.web.templates.answer(&PromisePage::of(volume, &rows))
}

/// `/audits/{code}/workings/{number}`
pub async fn working(
    State(portal): State<Portal>,
    Path((code, number)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let volume = actions::audit(&portal.web.begin(), &portal.shelf, &code)?;
    let working = actions::working(volume, &number)?;
    portal
        .web
        .templates
        .answer(&WorkingPage::of(volume, working))
}

/// `/audits/{code}/chronology`
pub async fn chronology(
    State(portal): State<Portal>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let volume = actions::audit(&portal.web.begin(), &portal.shelf, &code)?;
    portal.web.templates.answer(&ChronologyPage::of(volume))
}

/// `/audits/{code}/findings`
pub async fn findings(
    State(portal): State<Portal>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let volume = actions::audit(&portal.web.begin(), &portal.shelf, &code)?;
    portal.web.templates.answer(&FindingsPage::of(volume))
}

/// `/audits/{code}/method`
pub async fn method(
    State(portal): State<Portal>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let volume = actions::audit(&portal.web.begin(), &portal.shelf, &code)?;
    portal.web.templates.answer(&MethodPage::of(volume))
}

/// `/audits/{code}/report.{ending}`: made in a thread of its own, because the first who asks waits for it.
pub async fn edition(
    State(portal): State<Portal>,
    Path((code, file)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let made = tokio::task::spawn_blocking(move || -> Result<Download, WebError> {
        let ending = file.strip_prefix("report.").ok_or(WebError::NotFound)?;
        let volume = actions::audit(&portal.web.begin(), &portal.shelf, &code)?;
        let edition = actions::edition(volume, ending)?;
        let shown = edition.ending == "html";
        Ok(Download {
            name: format!("{}.{}", volume.code, edition.ending),
            content_type: content_type(edition.ending),
            shown,
            policy: shown
                .then(|| policy_for_inline_style(&String::from_utf8_lossy(&edition.bytes))),
            bytes: edition.bytes.clone(),
        })
    });
    Ok(made.await.map_err(WebError::internal)??.into_response())
}

fn content_type(ending: &str) -> &'static str {
    match ending {
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "csv" => "text/csv; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
