//! The documents of an organisation, adding one, and what one document is.

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{Extension, Path, State};
use axum::http::header::{CONTENT_LENGTH, HeaderMap, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::{Errors, numbered, shown};
use crate::db::counter::Series;
use crate::db::document::Document;
use crate::domain::actor::Permission;
use crate::features::documents::actions::{self as acts, DocumentError, Receiving};
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Visit, Web, WebError};

/// A title in bytes, with room for what is refused.
const LONGEST_FIELD: usize = 4 * 1024;

/// One document in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) pages: u32,
    pub(super) has_text: bool,
    pub(super) stored: String,
}

impl Line {
    fn of(document: &Document) -> Self {
        let (_, kind) = document.media_type.split_once('/').unwrap_or_default();
        Self {
            number: document.label(),
            title: document.title.clone(),
            kind: kind.to_owned(),
            pages: document.pages,
            has_text: document.has_text,
            stored: document.stored_at.format("%Y-%m-%d").to_string(),
        }
    }
}

/// The list.
#[derive(Clone, Debug, Serialize)]
pub struct ListPage {
    pub(super) documents: Vec<Line>,
    pub(super) may_add: bool,
    pub(super) most: u64,
    pub(super) title: String,
    pub(super) there: Option<String>,
    pub(super) errors: Errors,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "pages/documents/list.html";
}

/// One document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentPage {
    pub(super) is: Line,
    pub(super) sha256: String,
    pub(super) media_type: String,
    /// Numbers of its pages.
    pub(super) numbers: Vec<u32>,
}

impl Page for DocumentPage {
    const TEMPLATE: &'static str = "pages/documents/document.html";
}

const MEGABYTE: u64 = 1024 * 1024;

async fn listed(
    web: &Web,
    ctx: &Ctx,
    status: StatusCode,
    (title, there, errors): (String, Option<i64>, Errors),
) -> Result<Response, WebError> {
    let documents = acts::documents(ctx).await?;
    let page = ListPage {
        documents: documents.iter().map(Line::of).collect(),
        may_add: ctx.actor.may(Permission::ChangeAudits),
        most: ctx.app.config.storage.document / MEGABYTE,
        title,
        there: there.map(|number| Series::Document.label(number)),
        errors,
    };
    shown(web, status, &page)
}

/// `GET /documents`
pub async fn list(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    listed(&web, &ctx, StatusCode::OK, Default::default()).await
}

/// `POST /documents`
pub async fn added(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let Ok(form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let announced = headers.get(CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    let mut title = String::new();
    match taken_in(&ctx, form, announced, &mut title).await {
        Ok(number) => {
            let mut response = StatusCode::SEE_OTHER.into_response();
            let to = format!("/documents/{}", Series::Document.label(number));
            let to = HeaderValue::from_str(&to).map_err(WebError::internal)?;
            response.headers_mut().insert(LOCATION, to);
            Ok(response)
        }
        Err(Cut::Broken) => Ok(StatusCode::BAD_REQUEST.into_response()),
        Err(Cut::Refused(error)) => {
            let (status, there, errors) = told(&web, error)?;
            listed(&web, &ctx, status, (title, there, errors)).await
        }
    }
}

/// Why a form with a file was not taken in.
enum Cut {
    /// It ended before its end, or is no form.
    Broken,
    /// What came in was refused.
    Refused(DocumentError),
}

impl From<DocumentError> for Cut {
    fn from(error: DocumentError) -> Self {
        Self::Refused(error)
    }
}

async fn taken_in(
    ctx: &Ctx,
    mut form: Multipart,
    announced: Option<u64>,
    title: &mut String,
) -> Result<i64, Cut> {
    let mut receiving: Option<Receiving> = None;
    loop {
        let field = form.next_field().await.map_err(|_| Cut::Broken)?;
        let Some(mut field) = field else { break };
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "title" => *title = line_of(field).await?,
            "file" if receiving.is_none() => {
                let mut file = acts::receive(ctx, announced).await?;
                while let Some(part) = field.chunk().await.map_err(|_| Cut::Broken)? {
                    file.push(&part).await?;
                }
                receiving = Some(file);
            }
            // What a form may not carry is refused, not passed over.
            _ => return Err(Cut::Broken),
        }
    }
    let nothing = DocumentError::Refused {
        field: "file",
        why: "none",
    };
    let receiving = receiving.ok_or(nothing)?;
    Ok(receiving.keep(ctx, title).await?)
}

async fn line_of(mut field: Field<'_>) -> Result<String, Cut> {
    let mut bytes = Vec::new();
    while let Some(part) = field.chunk().await.map_err(|_| Cut::Broken)? {
        bytes.extend_from_slice(&part);
        if bytes.len() > LONGEST_FIELD {
            return Err(Cut::Broken);
        }
    }
    String::from_utf8(bytes).map_err(|_| Cut::Broken)
}

fn told(web: &Web, error: DocumentError) -> Result<(StatusCode, Option<i64>, Errors), WebError> {
    let there = match &error {
        DocumentError::There(number) => Some(*number),
        _ => None,
    };
    let (status, field, _, text) = refusal(web, error)?;
    Ok((status, there, Errors::from([(field, text)])))
}

/// Why a document was not taken: the status, the field, the key of the sentence and the sentence.
pub(in super::super) fn refusal(
    web: &Web,
    error: DocumentError,
) -> Result<(StatusCode, &'static str, String, String), WebError> {
    let words = web.words();
    let of_file = |status, why: &str, about: &[(&str, &str)]| {
        let key = format!("documents-refused-{why}");
        let text = words.say(&key, about);
        Ok((status, "file", key, text))
    };
    match error {
        DocumentError::NotThere => Err(WebError::NotFound),
        DocumentError::Refused { field, why } => {
            let status = match why {
                "runs" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let (status, _, key, text) = of_file(status, why, &[])?;
            Ok((status, field, key, text))
        }
        DocumentError::TooLarge { most } => {
            let most = (most / MEGABYTE).to_string();
            of_file(StatusCode::PAYLOAD_TOO_LARGE, "large", &[("most", &most)])
        }
        DocumentError::NoRoom => of_file(StatusCode::INSUFFICIENT_STORAGE, "room", &[]),
        DocumentError::There(number) => {
            let label = Series::Document.label(number);
            of_file(StatusCode::CONFLICT, "there", &[("number", &label)])
        }
        error => Err(WebError::internal(error)),
    }
}

/// `GET /documents/{number}`
pub async fn document(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(number): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = acts::document(&ctx, numbered(&number)?).await;
    let found = found?;
    let page = DocumentPage {
        is: Line::of(&found),
        sha256: found.sha256.to_string(),
        media_type: found.media_type.clone(),
        numbers: (1..=found.pages).collect(),
    };
    shown(&web, StatusCode::OK, &page)
}
