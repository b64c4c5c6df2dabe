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

use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;

use super::store::{self, FileError};
use crate::domain::intake::FileKind;
use crate::infra::app::Ctx;
use crate::infra::blobs::Reading;
use crate::infra::http::stored::{self, Content};
use crate::infra::http::{Web, WebError};
use crate::infra::packed::PackedError;

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
pub fn picture(headers: &HeaderMap, content: impl Into<Content>) -> Result<Response, WebError> {
    stored::only_here(headers)?;
    Ok(stored::shown(content, "image/jpeg"))
}

/// The stored file behind an id.
pub(super) async fn reading(ctx: &Ctx, id: crate::db::BlobId) -> Result<Reading, WebError> {
    store::read(ctx, id).await.map_err(untold)
}
