//! The pages of the portal: one function to an address, one struct to a template.

mod audit;
mod catalogue;
mod detail;
mod front;
mod head;
mod rows;
mod samples;

use std::sync::Arc;

use axum::extract::{Extension, Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap,
};
use axum::response::{IntoResponse, Response};

use crate::infra::http::{
    Download, POLICY_WITH_SCRIPT, Page, Visit, WebError, policy_for_inline_style, stored,
};

use super::Portal;
use super::actions::{self, NotShown};
use super::choice::Choice;
use super::shelf::Volume;

use audit::AuditPage;
use catalogue::{ComponentsPage, EDITOR, PARTS};
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
    let page = ComponentsPage::new(Some(part), &portal.web.app.words);
    let mut response = portal.web.templates.answer(&page)?.into_response();
    if part == EDITOR {
        let policy = HeaderValue::from_static(POLICY_WITH_SCRIPT);
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// One audit as whoever asks may see it.
async fn opened(portal: &Portal, visit: &Visit, code: &str) -> Result<Open, WebError> {
    let ctx = portal.web.begin_as(visit);
    let (volume, is_published) = actions::audit(&ctx, portal, code).await?;
    Ok(Open {
        volume,
        is_published,
    })
}

/// An audit that was asked for.
struct Open {
    volume: Arc<Volume>,
    is_published: bool,
}

impl Open {
    /// A page of it. Nobody keeps a page of what is not published.
    fn page<P: Page>(&self, portal: &Portal, page: &P) -> Result<Response, WebError> {
        let mut response = portal.web.templates.answer(page)?.into_response();
        self.seal(&mut response);
        Ok(response)
    }

    fn seal(&self, response: &mut Response) {
        if !self.is_published {
            let headers = response.headers_mut();
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
}

type Asking = Extension<Visit>;

/// `/audits/{code}`
pub async fn audit(
    State(portal): State<Portal>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Response, WebError> {
    let open = opened(&portal, &visit, &code).await?;
    let page = AuditPage::of(&open.volume, &choice, &portal.web.words());
    open.page(&portal, &page)
}

/// `/audits/{code}/promises/{number}`
pub async fn promise(
    State(portal): State<Portal>,
    Extension(visit): Asking,
    Path((code, number)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let open = opened(&portal, &visit, &code).await?;
    let rows = actions::promise(&open.volume, &number)?;
    open.page(&portal, &PromisePage::of(&open.volume, &rows))
}

/// `/audits/{code}/workings/{number}`
pub async fn working(
    State(portal): State<Portal>,
    Extension(visit): Asking,
    Path((code, number)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let open = opened(&portal, &visit, &code).await?;
    let working = actions::working(&open.volume, &number)?;
    open.page(&portal, &WorkingPage::of(&open.volume, working))
}

/// `/audits/{code}/chronology`
pub async fn chronology(
    State(portal): State<Portal>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let open = opened(&portal, &visit, &code).await?;
    open.page(&portal, &ChronologyPage::of(&open.volume))
}

/// `/audits/{code}/findings`
pub async fn findings(
    State(portal): State<Portal>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let open = opened(&portal, &visit, &code).await?;
    open.page(&portal, &FindingsPage::of(&open.volume))
}

/// `/audits/{code}/method`
pub async fn method(
    State(portal): State<Portal>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let open = opened(&portal, &visit, &code).await?;
    open.page(&portal, &MethodPage::of(&open.volume))
}

/// `/audits/{code}/pictures/{evidence}`: the copy of a photograph that may be shown, to whoever may read the audit.
pub async fn picture(
    State(portal): State<Portal>,
    Extension(visit): Asking,
    Path((code, evidence)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let open = opened(&portal, &visit, &code).await?;
    let volume = Arc::clone(&open.volume);
    let read = tokio::task::spawn_blocking(move || volume.photograph(&evidence));
    let bytes = read.await.map_err(WebError::internal)?;
    let bytes = bytes.ok_or(WebError::NotFound)?;
    // A page from elsewhere cannot use a picture of a draft, whatever a browser sends along.
    if !open.is_published && stored::is_for_elsewhere(&headers) {
        return Err(WebError::NotFound);
    }
    let kind = match bytes.starts_with(b"\x89PNG") {
        true => "image/png",
        false => "image/jpeg",
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    let policy = HeaderValue::from_static("default-src 'none'; sandbox");
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    open.seal(&mut response);
    Ok(response)
}

/// `/audits/{code}/report.{ending}`: made in a thread of its own, because the first who asks waits for it.
pub async fn edition(
    State(portal): State<Portal>,
    Extension(visit): Asking,
    Path((code, file)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ending = file.strip_prefix("report.").ok_or(WebError::NotFound)?;
    let ending = ending.to_owned();
    let open = opened(&portal, &visit, &code).await?;
    let volume = Arc::clone(&open.volume);
    let made = tokio::task::spawn_blocking(move || -> Result<Download, WebError> {
        let edition = actions::edition(&volume, &ending)?;
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
    let mut response = made.await.map_err(WebError::internal)??.into_response();
    open.seal(&mut response);
    Ok(response)
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
