//! The page where a visit file is taken in.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Extension, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::told;
use crate::domain::actor::Permission;
use crate::features::visits::instruments::audit;
use crate::features::visits::sealed::{MOST, TakenIn, take_in};
use crate::features::visits::store::FileError;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError};

/// The page, and what came of a file.
#[derive(Clone, Debug, Serialize)]
pub struct VisitFilePage {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) errors: Errors,
    pub(super) taken: Option<Taken>,
}

/// What came of a file.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    pub(super) number: String,
    pub(super) is_new: bool,
    pub(super) announced: usize,
    pub(super) arrived: usize,
    pub(super) corrects: Option<String>,
    pub(super) refused: Vec<String>,
}

impl Page for VisitFilePage {
    const TEMPLATE: &'static str = "pages/visits/visit-file.html";
}

async fn page(
    web: &Web,
    ctx: &Ctx,
    code: &str,
    (errors, taken): (Errors, Option<Taken>),
) -> Result<Response, WebError> {
    let line = audit(ctx, code).await?;
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = VisitFilePage {
        code: line.code.to_string(),
        title: line.title,
        errors,
        taken,
    };
    web.shown(status, &page)
}

/// `GET /checks/{code}/visits/file`
pub async fn asked(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    page(&web, &ctx, &code, (Errors::new(), None)).await
}

/// `POST /checks/{code}/visits/file`
pub async fn given(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    ctx.require(Permission::ChangeAudits)
        .map_err(|_| WebError::NotFound)?;
    let Ok(form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let done = match file_of(form).await {
        Ok(Some(sealed)) => take_in(&ctx, &code, &sealed).await,
        Ok(None) => Err(ActionError::field("file", "visit-file-none")),
        Err(status) => return Ok(status.into_response()),
    };
    match done {
        Ok(taken) => {
            let taken = shown(&web, taken)?;
            page(&web, &ctx, &code, (Errors::new(), Some(taken))).await
        }
        Err(error) => {
            let errors = web.told(error)?;
            page(&web, &ctx, &code, (errors, None)).await
        }
    }
}

async fn file_of(mut form: Multipart) -> Result<Option<Vec<u8>>, StatusCode> {
    let bad = |_| StatusCode::BAD_REQUEST;
    let Some(mut field) = form.next_field().await.map_err(bad)? else {
        return Ok(None);
    };
    if field.name() != Some("file") {
        return Err(StatusCode::BAD_REQUEST);
    }
    let mut sealed = Vec::new();
    while let Some(part) = field.chunk().await.map_err(bad)? {
        if sealed.len() + part.len() > MOST {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        sealed.extend_from_slice(&part);
    }
    Ok((!sealed.is_empty()).then_some(sealed))
}

fn shown(web: &Web, taken: TakenIn) -> Result<Taken, WebError> {
    let why = |error| match error {
        FileError::NotThere => Ok(web.words().get("visit-file-changed")),
        error => told(web, error).map(|(_, why)| why),
    };
    let refused: Result<Vec<String>, WebError> = taken.refused.into_iter().map(why).collect();
    Ok(Taken {
        number: taken.receipt.number,
        is_new: taken.receipt.is_new,
        announced: taken.files.0,
        arrived: taken.files.1,
        corrects: taken.corrects,
        refused: refused?,
    })
}
