//! What pages with forms share: what is wrong with which field in the words of the reader, a page that nobody keeps, and the
//! way on to another page of ours.

use std::collections::BTreeMap;

use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::Web;
use super::errors::{SaysItself, WebError};
use super::templates::Page;
use crate::infra::action::ActionError;

/// What is wrong with which field of a form; under `form` what is wrong with all of it.
pub type Errors = BTreeMap<String, String>;

impl Web {
    /// What is wrong with a form, in words, or the error that is no matter of a form.
    ///
    /// # Errors
    /// What is not there, and what failed.
    pub fn told(&self, error: ActionError) -> Result<Errors, WebError> {
        let words = self.words();
        match error {
            ActionError::NotThere => Err(WebError::NotFound),
            ActionError::Storage(error) => Err(WebError::internal(error)),
            ActionError::Invalid(problems) => {
                let mut errors = Errors::new();
                for problem in problems {
                    let about = problem.about.iter();
                    let about: Vec<(&str, &str)> = about.map(|(k, v)| (*k, v.as_str())).collect();
                    let said = words.say(problem.why, &about);
                    errors.entry(problem.field).or_insert(said);
                }
                Ok(errors)
            }
        }
    }

    /// A page that nobody keeps. With errors it says itself that the form does not do.
    ///
    /// # Errors
    /// Those of the template.
    pub fn shown<P: Page>(&self, errors: &Errors, page: &P) -> Result<Response, WebError> {
        let status = if errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let mut response = (status, self.templates.answer(page)?).into_response();
        *response.status_mut() = status;
        if !status.is_success() {
            response.extensions_mut().insert(SaysItself);
        }
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

/// An error of an action that has no form.
impl From<ActionError> for WebError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Storage(error) => Self::internal(error),
            _ => Self::NotFound,
        }
    }
}

/// On to a page of ours; never to an address that was given.
#[must_use]
pub fn onward(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    // A path of ours is letters, digits, hyphens and slashes.
    let to = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    headers.insert(LOCATION, to);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
