//! The pages of visits, and what those have in common that take in files or show them.

pub mod file;
pub mod folder;
pub mod instruments;
pub mod paper;
pub mod photographs;
pub mod quick;
pub mod review;
pub mod sheets;
pub mod start;
pub mod step;
pub mod visit_file;

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    HeaderMap,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::store::{self, FileError};
use crate::domain::intake::FileKind;
use crate::infra::app::Ctx;
use crate::infra::blobs::{BlobError, Reading};
use crate::infra::http::{Web, WebError};
use crate::infra::packed::PackedError;

/// What is handed out can do nothing where it is opened.
const POLICY: &str = "default-src 'none'; sandbox";
const MEGABYTE: u64 = 1024 * 1024;

/// Why a file was not taken, in words, with the status that says so.
///
/// # Errors
/// What is no matter of the file.
pub fn told(web: &Web, error: FileError) -> Result<(StatusCode, String), WebError> {
    let words = web.words();
    Ok(match error {
        FileError::NotThere => return Err(WebError::NotFound),
        FileError::TooLarge { most } => {
            let most = (most / MEGABYTE).to_string();
            let text = words.say("visit-file-large", &[("most", &most)]);
            (StatusCode::PAYLOAD_TOO_LARGE, text)
        }
        FileError::NoRoom => {
            let text = words.get("visit-file-room");
            (StatusCode::INSUFFICIENT_STORAGE, text)
        }
        FileError::OtherBytes(_) => {
            let text = words.get("visit-file-other-bytes");
            (StatusCode::UNPROCESSABLE_ENTITY, text)
        }
        FileError::No(why) => {
            let status = match why.word() {
                "too-many-pixels" | "too-large" => StatusCode::PAYLOAD_TOO_LARGE,
                _ => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            };
            (
                status,
                words.get(&format!("picture-refused-{}", why.word())),
            )
        }
        FileError::NotTaken(why) => {
            let text = words.get(&format!("file-refused-{}", why.word()));
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, text)
        }
        FileError::Packed(why) => {
            let (word, most) = match why {
                PackedError::Disk(error) => return Err(WebError::internal(error)),
                PackedError::Broken => ("broken", 0),
                PackedError::TooMany { most } => ("many", most),
                PackedError::TooLarge => ("large", 0),
                PackedError::Locked => ("locked", 0),
                PackedError::OtherKind => ("other-kind", 0),
            };
            let key = format!("packed-refused-{word}");
            let text = words.say(&key, &[("most", &most.to_string())]);
            (StatusCode::UNPROCESSABLE_ENTITY, text)
        }
        FileError::OtherKind { announced, is } => {
            let kind = |kind: FileKind| words.get(&format!("file-kind-{}", kind.word()));
            let names = [("announced", kind(announced)), ("is", kind(is))];
            let names = names.each_ref().map(|(name, kind)| (*name, kind.as_str()));
            let text = words.say("file-refused-other-kind", &names);
            (StatusCode::UNPROCESSABLE_ENTITY, text)
        }
        FileError::Action(error) => {
            let errors = web.told(error)?;
            let text = errors.into_values().next().unwrap_or_default();
            (StatusCode::UNPROCESSABLE_ENTITY, text)
        }
        error @ (FileError::Blob(_) | FileError::Reader(_) | FileError::Storage(_)) => {
            return Err(WebError::internal(error));
        }
    })
}

/// A file that could not be read.
#[must_use]
pub fn untold(error: FileError) -> WebError {
    match error {
        FileError::NotThere => WebError::NotFound,
        error => WebError::internal(error),
    }
}

/// A public copy or a preview, to be seen inside of a page of ours.
///
/// # Errors
/// Where a page from elsewhere asks.
pub fn picture(headers: &HeaderMap, file: Reading) -> Result<Response, WebError> {
    shown(headers, streamed(file))
}

/// The same of a copy that is made when it is asked for.
///
/// # Errors
/// Where a page from elsewhere asks.
pub fn shown_bytes(headers: &HeaderMap, bytes: Vec<u8>) -> Result<Response, WebError> {
    shown(headers, Body::from(bytes))
}

fn shown(headers: &HeaderMap, body: Body) -> Result<Response, WebError> {
    let site = headers.get("sec-fetch-site");
    let site = site.and_then(|site| site.to_str().ok());
    if site.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        return Err(WebError::NotFound);
    }
    let mut response = body.into_response();
    headed(
        response.headers_mut(),
        &[
            (CONTENT_TYPE, "image/jpeg"),
            (CONTENT_DISPOSITION, "inline"),
            (CONTENT_SECURITY_POLICY, POLICY),
            (CACHE_CONTROL, "no-store"),
        ],
    );
    Ok(response)
}

/// An original, to be saved.
pub(super) fn saved(file: Reading, (media_type, name): (&str, &str)) -> Response {
    let mut response = streamed(file).into_response();
    let disposition = format!("attachment; filename=\"{name}\"");
    headed(
        response.headers_mut(),
        &[
            (CONTENT_TYPE, media_type),
            (CONTENT_DISPOSITION, &disposition),
            (CONTENT_SECURITY_POLICY, POLICY),
            (CACHE_CONTROL, "no-store"),
        ],
    );
    response
}

fn headed(headers: &mut HeaderMap, given: &[(HeaderName, &str)]) {
    headers.remove(CONTENT_LENGTH);
    for (name, value) in given {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name.clone(), value);
        }
    }
}

/// A file piece by piece. One that turns out to be changed on the way ends the connection.
fn streamed(file: Reading) -> Body {
    Body::from_stream(stream::try_unfold(file, |mut file| async move {
        let part = file.next().await?;
        Ok::<_, BlobError>(part.map(|part| (part.to_vec(), file)))
    }))
}

/// The stored file behind an id.
pub(super) async fn reading(ctx: &Ctx, id: crate::db::BlobId) -> Result<Reading, WebError> {
    store::read(ctx, id).await.map_err(untold)
}
