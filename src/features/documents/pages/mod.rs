//! The pages of documents: one function to an address, one struct to a template.

pub mod file;
pub mod list;
pub mod page;
mod samples;

use std::collections::BTreeMap;

use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::actions::DocumentError;
use crate::db::counter::Series;
use crate::infra::http::{POLICY_WITH_SCRIPT, Page, Web, WebError};

pub use samples::rendered as rendered_samples;

/// What is wrong with which field of a form; under `form` what is wrong with all of it.
pub type Errors = BTreeMap<&'static str, String>;

/// The number that an address names: `D-0001` and no other way of writing it.
fn numbered(label: &str) -> Result<i64, WebError> {
    let digits = label.strip_prefix("D-").ok_or(WebError::NotFound)?;
    let number = digits.parse().map_err(|_| WebError::NotFound)?;
    if Series::Document.label(number) == label {
        Ok(number)
    } else {
        Err(WebError::NotFound)
    }
}

/// The page that an address names, from 1.
fn paged(text: &str) -> Result<u32, WebError> {
    let number: u32 = text.parse().map_err(|_| WebError::NotFound)?;
    if number > 0 && number.to_string() == text {
        Ok(number)
    } else {
        Err(WebError::NotFound)
    }
}

impl From<DocumentError> for WebError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Blob(_) | DocumentError::Reader(_) | DocumentError::Storage(_) => {
                Self::internal(error)
            }
            _ => Self::NotFound,
        }
    }
}

/// A page that nobody keeps, with a script of ours.
fn shown<P: Page>(web: &Web, status: StatusCode, page: &P) -> Result<Response, WebError> {
    let mut response = web.shown(status, page)?;
    let policy = HeaderValue::from_static(POLICY_WITH_SCRIPT);
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}
