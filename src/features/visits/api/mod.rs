//! What other programs send: an observation under an id that they made, and the files that it announced. Sent again, nothing
//! is taken twice, and the answer is the same. What is wrong is told as `application/problem+json`.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::intake::{IntakeError, Receipt, number_of, receive};
use super::pages::told as file_told;
use super::store::{self, Announced, FileError};
use crate::db::fieldwork::{
    FileLine, Origin, PublicCopy, arrived, files_of, give_copy, submission_with,
};
use crate::db::{BlobId, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::intake::Submission;
use crate::domain::log::Digest;
use crate::infra::action::{by, still_may};
use crate::infra::app::Ctx;
use crate::infra::http::{Empty, SaysItself, Visit, Web, WebError, WriteLine, problem};

/// What the document of all addresses tells of these.
#[must_use]
pub fn lines() -> [WriteLine; 2] {
    let observation = WriteLine::putting::<Submission>(
        "/observations/{id}",
        "Sends what was seen on a visit, once, under an id of the program's own.",
    );
    let file = WriteLine::putting::<Empty>(
        "/observations/{id}/files/{sha256}",
        "Sends the bytes of a file that the observation announced.",
    );
    [
        WriteLine {
            questions: &[("corrects", "The number of what it corrects: V-0001.")],
            more: &[
                ("200", "It came in before; the same body."),
                (
                    "400",
                    "It cannot be read, a member stands twice or is not known, or the Idempotency-Key is another id.",
                ),
                (
                    "409",
                    "Something else came in under this id; its hash is told.",
                ),
                ("410", "It came in, and was erased since."),
            ],
            ..observation.answering::<Receipt>()
        },
        WriteLine {
            more: &[
                ("200", "It is there already."),
                ("400", "The bytes ended early."),
                ("413", "It is too large for its kind."),
                ("415", "It is nothing that is taken; the detail says why."),
                ("507", "There is no room left."),
            ],
            ..file.bytes().answering::<FileTaken>()
        },
    ]
}

/// A file that was taken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FileTaken {
    /// The observation.
    #[schemars(with = "String")]
    pub id: Uuid,
    /// SHA-256 of the bytes.
    pub sha256: String,
}

/// The header in which some clients name what they send; it must be the id itself.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

fn headed(mut response: Response, is_problem: bool) -> Response {
    response.extensions_mut().insert(SaysItself);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if is_problem {
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(CONTENT_TYPE, kind);
    }
    response
}

/// A problem with a word that programs go by.
fn wrong(web: &Web, status: StatusCode, code: &str, more: &Value) -> Response {
    let mut body = json!({
        "type": "about:blank",
        "title": web.words().get(&format!("observations-{code}")),
        "status": status.as_u16(),
        "code": code,
    });
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    headed((status, Json(body)).into_response(), true)
}

/// An id that a program made by chance: a UUID of version 4.
fn id_of(text: &str) -> Option<Uuid> {
    let id = Uuid::parse_str(text).ok()?;
    let is_written_so = id.hyphenated().to_string() == text.to_ascii_lowercase();
    (id.get_version_num() == 4 && is_written_so).then_some(id)
}

/// What the address adds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The number of what it corrects: V-0001.
    corrects: String,
}

/// `PUT /observations/{id}`
pub async fn observation(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let id = id_of(&id).ok_or(WebError::NotFound)?;
    let key = headers.get(IDEMPOTENCY_KEY);
    let key = key.map(|key| key.to_str().unwrap_or_default().trim_matches('"'));
    if key.is_some_and(|key| !key.eq_ignore_ascii_case(&id.to_string())) {
        return Ok(wrong(
            &web,
            StatusCode::BAD_REQUEST,
            "other-key",
            &json!({}),
        ));
    }
    let submission: Submission = match serde_json::from_slice(&body) {
        Ok(submission) => submission,
        Err(error) => {
            let detail = json!({"detail": error.to_string()});
            return Ok(wrong(
                &web,
                StatusCode::BAD_REQUEST,
                "not-readable",
                &detail,
            ));
        }
    };
    let corrects = match asked.corrects.as_str() {
        "" => None,
        label => Some(number_of(label).ok_or(WebError::NotFound)?),
    };
    match receive(&ctx, id, Origin::Program, submission, corrects).await {
        Ok(receipt) => {
            let status = match receipt.is_new {
                true => StatusCode::CREATED,
                false => StatusCode::OK,
            };
            Ok(headed((status, Json(receipt)).into_response(), false))
        }
        Err(IntakeError::NotThere) => Err(WebError::NotFound),
        Err(IntakeError::Other(stored)) => {
            let stored = json!({"sha256": stored.to_string()});
            Ok(wrong(&web, StatusCode::CONFLICT, "other-content", &stored))
        }
        Err(IntakeError::Taken) => Ok(wrong(
            &web,
            StatusCode::CONFLICT,
            "other-content",
            &json!({}),
        )),
        Err(IntakeError::Erased) => Ok(wrong(&web, StatusCode::GONE, "erased", &json!({}))),
        Err(IntakeError::Invalid(problems)) => Ok(problem(&web.words(), problems)),
        Err(IntakeError::Storage(error)) => Err(WebError::internal(error)),
    }
}

/// The files under this hash that an observation of the actor announced. Several may have equal bytes.
async fn announced(ctx: &Ctx, id: Uuid, sha256: Digest) -> Result<Vec<FileLine>, FileError> {
    ctx.require(Permission::RecordVisits)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let came = submission_with(conn, ctx.scope, master, id).await?;
    let came = came.filter(|came| came.by == Some(by(ctx)) && came.submission.is_some());
    let line = came.ok_or(FileError::NotThere)?.line;
    let mut files = files_of(conn, ctx.scope, master, &[line.id]).await?;
    let files = files.remove(&line.id).unwrap_or_default();
    let ours: Vec<FileLine> = files
        .into_iter()
        .filter(|file| file.sha256 == sha256)
        .collect();
    match ours.is_empty() {
        true => Err(FileError::NotThere),
        false => Ok(ours),
    }
}

/// `PUT /observations/{id}/files/{sha256}`: the bytes of a file that the observation announced, as they are.
pub async fn file(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((id, sha256)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let id = id_of(&id).ok_or(WebError::NotFound)?;
    let sha256 = Digest::parse(&sha256).ok_or(WebError::NotFound)?;
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    match taken(&ctx, (id, sha256), (length, body)).await {
        Ok(is_new) => {
            let status = match is_new {
                true => StatusCode::CREATED,
                false => StatusCode::OK,
            };
            let sha256 = sha256.to_string();
            let body = FileTaken { id, sha256 };
            Ok(headed((status, Json(body)).into_response(), false))
        }
        Err(Cut::Broken) => Ok(wrong(&web, StatusCode::BAD_REQUEST, "cut-off", &json!({}))),
        Err(Cut::File(error)) => {
            let found = match &error {
                FileError::OtherBytes(found) => json!({"found": found.to_string()}),
                _ => json!({}),
            };
            let (status, text) = file_told(&web, error)?;
            let mut more = found;
            more["detail"] = Value::String(text);
            Ok(wrong(&web, status, "file-refused", &more))
        }
    }
}

enum Cut {
    Broken,
    File(FileError),
}

impl From<FileError> for Cut {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

async fn taken(
    ctx: &Ctx,
    (id, sha256): (Uuid, Digest),
    (length, body): (Option<u64>, Body),
) -> Result<bool, Cut> {
    let lines = announced(ctx, id, sha256).await?;
    let open: Vec<&FileLine> = lines.iter().filter(|line| line.blob.is_none()).collect();
    if open.is_empty() {
        return Ok(false);
    }
    let mut taking = store::begin(ctx, length).await?;
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        taking.push(&part.map_err(|_| Cut::Broken)?).await?;
    }
    let said = Announced {
        sha256: Some(sha256),
        kind: open.first().map(|line| line.about.said.kind),
        ..Announced::default()
    };
    let stored = taking.finish(ctx, said).await?;
    let kept = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        still_may(txn, ctx, Permission::RecordVisits).await?;
        store::add_rows(txn, ctx, &stored.blobs, &mut ids).await?;
        for line in &open {
            let mut about = line.about.clone();
            about.looked.clone_from(&stored.file.about.looked);
            let is = (stored.file.media_type.as_str(), &about);
            let of = (line.id, BlobId::from(stored.file.blob));
            arrived(txn, ctx.scope, &ctx.app.master, of, is, &mut ids).await?;
            let Some((copy, hash, preview)) = &stored.file.copy else {
                continue;
            };
            let hash = Digest::parse(hash).ok_or(StorageError::NotThere { what: "SHA-256" })?;
            let copy = PublicCopy {
                blob: BlobId::from(*copy),
                sha256: hash,
                preview: BlobId::from(*preview),
            };
            give_copy(txn, ctx.scope, line.id, &copy).await?;
        }
        Ok::<_, FileError>(())
    });
    store::or_gone(ctx, &stored.blobs, kept.await).await?;
    Ok(true)
}
