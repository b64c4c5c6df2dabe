//! A stored file as an answer: given out as it is opened, with its length, kept by nobody on the way, and able to do nothing where
//! it is opened.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    HeaderMap,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use futures_util::stream;

use super::WebError;
use crate::infra::blobs::{BlobError, Reading};

/// What may be done by it where it is opened: nothing.
const POLICY: &str = "default-src 'none'; sandbox";

/// What is handed out: a sealed file piece by piece, or bytes that were just made.
#[derive(Debug)]
pub enum Content {
    /// A sealed file. One that turns out to be changed on the way ends the connection, so that nobody takes a part for the
    /// whole.
    Sealed(Box<Reading>),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<Reading> for Content {
    fn from(file: Reading) -> Self {
        Self::Sealed(Box::new(file))
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl Content {
    fn body(self) -> (u64, Body) {
        match self {
            Self::Sealed(file) => {
                let length = file.length();
                let pieces = stream::try_unfold(file, |mut file| async move {
                    let part = file.next().await?;
                    Ok::<_, BlobError>(part.map(|part| (part.to_vec(), file)))
                });
                (length, Body::from_stream(pieces))
            }
            Self::Bytes(bytes) => (bytes.len() as u64, Body::from(bytes)),
        }
    }
}

/// A file that is seen inside of a page.
#[must_use]
pub fn shown(content: impl Into<Content>, media_type: &str) -> Response {
    answered(content.into(), media_type, "inline")
}

/// A file that is saved as `name`, which only numbers and endings of ours make up.
#[must_use]
pub fn saved(content: impl Into<Content>, media_type: &str, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    answered(content.into(), media_type, &disposition)
}

/// Whether a browser asks for a page of somebody else.
#[must_use]
pub fn is_for_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    let site = site.and_then(|site| site.to_str().ok());
    site.is_some_and(|site| !["same-origin", "none"].contains(&site))
}

/// Lets nobody have a picture for a page from elsewhere, whatever the browser sends along.
///
/// # Errors
/// [`WebError::NotFound`] where a page from elsewhere asks.
pub fn only_here(headers: &HeaderMap) -> Result<(), WebError> {
    match is_for_elsewhere(headers) {
        true => Err(WebError::NotFound),
        false => Ok(()),
    }
}

fn answered(content: Content, media_type: &str, disposition: &str) -> Response {
    let (length, body) = content.body();
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    let given: [(HeaderName, &str); 4] = [
        (CONTENT_TYPE, media_type),
        (CONTENT_DISPOSITION, disposition),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in given {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}
