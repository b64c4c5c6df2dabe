//! The page of a picture, its copies, its original, and the editor of what is covered.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderMap};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{picture, reading, told};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::content::ending;
use crate::domain::covering::Covering;
use crate::features::visits::files::{Found, cover, describe, found};
use crate::infra::action::{ActionError, noted};
use crate::infra::app::Ctx;
use crate::infra::http::{
    Errors, POLICY_WITH_SCRIPT, Page, Redaction, Visit, Web, WebError, onward, stored,
};

type Named = Path<(String, String, String)>;

/// One picture.
#[derive(Clone, Debug, Serialize)]
pub struct FilePage {
    code: String,
    title: String,
    visit: String,
    address: String,
    number: u32,
    sha256: String,
    copy_sha256: Option<String>,
    bytes: u64,
    media_type: String,
    /// `photograph`, `sound`, `video`, `document`, `archive`
    kind: &'static str,
    /// What somebody wrote down of it.
    described: String,
    has_arrived: bool,
    withheld: bool,
    question: Option<String>,
    caption: Option<String>,
    class: String,
    size: Option<(u32, u32)>,
    taken: Option<String>,
    position: Option<String>,
    may_check: bool,
    redaction: Option<Redaction>,
    errors: Errors,
}

impl Page for FilePage {
    const TEMPLATE: &'static str = "pages/visits/file.html";
}

fn address(found: &Found) -> String {
    format!(
        "/checks/{}/visits/{}/files/{}",
        found.audit.code,
        found.came.line.label(),
        found.file.number
    )
}

/// Millionths of a degree as people read them.
fn degrees(millionths: i32) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let all = millionths.unsigned_abs();
    format!("{sign}{}.{:05}", all / 1_000_000, all % 1_000_000 / 10)
}

fn page(
    web: &Web,
    ctx: &Ctx,
    found: &Found,
    (redaction, described, errors): (Option<Redaction>, Option<String>, Errors),
) -> Result<Response, WebError> {
    let (file, address) = (&found.file, address(found));
    let looked = file.about.looked.as_ref();
    let may_check = ctx.actor.may(Permission::CheckVisits);
    let covering = match file.withheld {
        true => Covering::Whole,
        false => Covering::Boxes(file.about.covered.clone()),
    };
    let can_edit = may_check && file.blob.is_some() && looked.is_some();
    let editor = || {
        let size = looked.map_or((4, 3), |looked| looked.size);
        Redaction::of(format!("{address}/preview"), size, &covering)
    };
    let class = serde_json::to_value(file.about.said.class).ok();
    let class = class.and_then(|class| class.as_str().map(|word| word.replace('_', "-")));
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = FilePage {
        code: found.audit.code.to_string(),
        title: found.audit.title.clone(),
        visit: found.came.line.label(),
        number: file.number,
        sha256: file.sha256.to_string(),
        copy_sha256: file.copy.as_ref().map(|copy| copy.sha256.to_string()),
        bytes: file.bytes,
        media_type: file.media_type.clone(),
        kind: file.about.said.kind.word(),
        described: described
            .or_else(|| file.about.described.clone())
            .unwrap_or_default(),
        has_arrived: file.blob.is_some(),
        withheld: file.withheld,
        question: file.about.question.as_ref().map(ToString::to_string),
        caption: file.about.said.caption.clone(),
        class: class.unwrap_or_default(),
        size: looked.map(|looked| looked.size),
        taken: looked
            .and_then(|looked| looked.taken)
            .map(|taken| web.words().local(taken)),
        position: looked
            .and_then(|looked| looked.position)
            .map(|(north, east)| format!("{}, {}", degrees(north), degrees(east))),
        may_check,
        redaction: can_edit.then(|| redaction.unwrap_or_else(editor)),
        address,
        errors,
    };
    let mut response = web.shown(status, &page)?;
    let policy = HeaderValue::from_static(POLICY_WITH_SCRIPT);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// `GET /checks/{code}/visits/{visit}/files/{number}`
pub async fn file(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, label, number)): Named,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &label, &number)).await?;
    page(&web, &ctx, &found, (None, None, Errors::new()))
}

/// `POST /checks/{code}/visits/{visit}/files/{number}`: what is covered.
pub async fn covered(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, label, number)): Named,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &label, &number)).await?;
    let fields = form.iter().map(|(name, value)| (&**name, &**value));
    let covering = match Covering::read(fields.clone()) {
        Ok(covering) => covering,
        Err(wrong) => {
            let size = found.file.about.looked.as_ref();
            let size = size.map_or((4, 3), |looked| looked.size);
            let preview = format!("{}/preview", address(&found));
            let again = Redaction::again(preview, size, fields, &wrong);
            let text = web.words().get("form-wrong");
            let errors = Errors::from([("form".to_owned(), text)]);
            return page(&web, &ctx, &found, (Some(again), None, errors));
        }
    };
    match cover(&ctx, &found, &covering).await {
        Ok(()) => Ok(onward(&address(&found))),
        Err(error) => {
            let (status, text) = told(&web, error)?;
            let errors = Errors::from([("form".to_owned(), text)]);
            let mut shown = page(&web, &ctx, &found, (None, None, errors))?;
            *shown.status_mut() = status;
            Ok(shown)
        }
    }
}

/// What somebody wrote down of a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Described {
    described: String,
}

/// `POST /checks/{code}/visits/{visit}/files/{number}/words`: what can be heard, seen or read in it.
pub async fn described(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, label, number)): Named,
    Form(form): Form<Described>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &label, &number)).await?;
    match describe(&ctx, &found, &form.described).await {
        Ok(()) => Ok(onward(&address(&found))),
        Err(error) => {
            let errors = web.told(error)?;
            page(&web, &ctx, &found, (None, Some(form.described), errors))
        }
    }
}

/// `GET /checks/{code}/visits/{visit}/files/{number}/preview`
pub async fn preview(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, label, number)): Named,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &label, &number)).await?;
    let copy = found.file.copy.as_ref().ok_or(WebError::NotFound)?;
    picture(&headers, reading(&ctx, copy.preview).await?)
}

/// `GET /checks/{code}/visits/{visit}/files/{number}/copy`
pub async fn copy(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, label, number)): Named,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &label, &number)).await?;
    let copy = found.file.copy.as_ref().ok_or(WebError::NotFound)?;
    picture(&headers, reading(&ctx, copy.blob).await?)
}

/// `GET /checks/{code}/visits/{visit}/files/{number}/original`: for who checks; that it was taken is noted.
pub async fn original(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, label, number)): Named,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = found(&ctx, (&code, &label, &number)).await?;
    let blob = found.file.blob.ok_or(WebError::NotFound)?;
    reading(&ctx, blob)
        .await?
        .checked()
        .await
        .map_err(WebError::internal)?;
    let label = found.came.line.label();
    write(&ctx.app.db, async |txn| {
        noted(txn, &ctx, ("original-taken", &label), &mut ctx.ids()).await
    })
    .await
    .map_err(|error: ActionError| WebError::from(error))?;
    let name = format!(
        "{label}-{}.{}",
        found.file.number,
        ending(&found.file.media_type)
    );
    let file = reading(&ctx, blob).await?;
    Ok(stored::saved(file, &found.file.media_type, &name))
}
