//! What other programs send: an observation under an id that they made, and the files that it announced. Sent again, nothing
//! is taken twice, and the answer is the same. What is wrong is told as `application/problem+json`.

pub mod uploads;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, HeaderMap};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::arriving::{announced, attach};
use super::intake::{IntakeError, Receipt, number_of, receive};
use super::pages::told as file_told;
use super::store::{self, Announced, FileError};
use crate::db::fieldwork::Origin;
use crate::domain::actor::Actor;
use crate::domain::intake::Submission;
use crate::domain::log::Digest;
use crate::infra::app::Ctx;
use crate::infra::http::{Empty, Question, Visit, Web, WebError, WriteLine, coded, problem};

const CORRECTS: [Question; 1] = [Question {
    name: "corrects",
    what: "The number of what it corrects: V-0001.",
}];

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
            questions: &CORRECTS,
            again: Some("It came in before; the same body."),
            refuses: &[
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
            again: Some("It is there already."),
            refuses: &[
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

fn headed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An id that a program made by chance: a UUID of version 4.
pub(super) fn id_of(text: &str) -> Option<Uuid> {
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
        return Ok(coded(
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
            return Ok(coded(
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
    let origin = match ctx.actor {
        Actor::Device { .. } => Origin::Phone,
        _ => Origin::Program,
    };
    match receive(&ctx, id, origin, submission, corrects).await {
        Ok(receipt) => {
            let status = match receipt.is_new {
                true => StatusCode::CREATED,
                false => StatusCode::OK,
            };
            Ok(headed((status, Json(receipt)).into_response()))
        }
        Err(IntakeError::NotThere) => Err(WebError::NotFound),
        Err(IntakeError::Other(stored)) => {
            let stored = json!({"sha256": stored.to_string()});
            Ok(coded(&web, StatusCode::CONFLICT, "other-content", &stored))
        }
        Err(IntakeError::Taken) => Ok(coded(
            &web,
            StatusCode::CONFLICT,
            "other-content",
            &json!({}),
        )),
        Err(IntakeError::Erased) => Ok(coded(&web, StatusCode::GONE, "erased", &json!({}))),
        Err(IntakeError::Invalid(problems)) => Ok(problem(&web.words(), problems)),
        Err(IntakeError::Storage(error)) => Err(WebError::internal(error)),
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
            Ok(headed((status, Json(body)).into_response()))
        }
        Err(Cut::Broken) => Ok(coded(&web, StatusCode::BAD_REQUEST, "cut-off", &json!({}))),
        Err(Cut::File(error)) => {
            let found = match &error {
                FileError::OtherBytes(found) => json!({"found": found.to_string()}),
                _ => json!({}),
            };
            let (status, text) = file_told(&web, error)?;
            let mut more = found;
            more["detail"] = Value::String(text);
            Ok(coded(&web, status, "file-refused", &more))
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
    if lines.iter().all(|line| line.blob.is_some()) {
        return Ok(false);
    }
    let mut taking = store::begin(ctx, length).await?;
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        taking.push(&part.map_err(|_| Cut::Broken)?).await?;
    }
    let said = Announced {
        sha256: Some(sha256),
        kind: lines.first().map(|line| line.about.said.kind),
        ..Announced::default()
    };
    let stored = taking.finish(ctx, said).await?;
    attach(ctx, id, (&lines, &stored)).await?;
    Ok(true)
}
