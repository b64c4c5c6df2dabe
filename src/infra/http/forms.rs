//! Forms: what was typed comes back with what is wrong beside each field and at the top; for programs, the same as
//! `application/problem+json`.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Web;
use super::errors::{SaysItself, WebError};
use super::templates::Page;
use super::wrongs::Errors;
use crate::db::StorageError;
use crate::infra::action::{ActionError, FieldProblem};
use crate::infra::words::Words;

/// A form with what was typed into it and what is wrong with it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    /// What was typed, by the names of its fields.
    pub given: BTreeMap<String, String>,
    /// What is wrong, in words, by the names of the fields; under `form` what is wrong with all of it.
    pub wrong: Errors,
}

impl Typed {
    /// A form as it is shown first.
    #[must_use]
    pub fn of<F: Serialize>(form: &F) -> Self {
        let value = serde_json::to_value(form).unwrap_or_default();
        let members = value.as_object().into_iter().flatten();
        let given =
            members.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        Self {
            given: given.collect(),
            wrong: Errors::new(),
        }
    }

    /// The same form after it was sent, with what an action found wrong.
    ///
    /// # Errors
    /// What is no matter of a form: nothing is there, or the database failed.
    pub fn refused<F: Serialize>(
        form: &F,
        words: &Words,
        error: ActionError,
    ) -> Result<Self, WebError> {
        let problems = problems(error)?;
        let mut typed = Self::of(form);
        for problem in problems {
            let text = said(words, &problem);
            typed.wrong.insert(problem.field, text);
        }
        Ok(typed)
    }

    /// A form with this text in each of these fields, and something wrong with each where it is full.
    #[must_use]
    pub fn sample(fields: &[&str], text: &str, full: bool) -> Self {
        let all = || {
            fields
                .iter()
                .map(|name| ((*name).to_owned(), text.to_owned()))
        };
        Self {
            given: all().collect(),
            wrong: if full { all().collect() } else { Errors::new() },
        }
    }

    /// The status with which the form is shown.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.wrong.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

fn problems(error: ActionError) -> Result<Vec<FieldProblem>, WebError> {
    match error {
        ActionError::NotThere | ActionError::Storage(StorageError::NotThere { .. }) => {
            Err(WebError::NotFound)
        }
        ActionError::Invalid(problems) => Ok(problems),
        ActionError::Storage(error) => Err(WebError::internal(error)),
    }
}

fn said(words: &Words, problem: &FieldProblem) -> String {
    let about: Vec<(&str, &str)> = problem
        .about
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    words.say(problem.why, &about)
}

impl From<ActionError> for WebError {
    fn from(error: ActionError) -> Self {
        match problems(error) {
            Err(error) => error,
            Ok(_) => Self::NotFound,
        }
    }
}

impl Web {
    /// What is wrong with a form, in the words of whoever reads.
    ///
    /// # Errors
    /// What is no matter of a form: nothing is there, or the database failed.
    pub fn told(&self, error: ActionError) -> Result<Errors, WebError> {
        let words = self.words();
        let mut errors = Errors::new();
        for problem in problems(error)? {
            let text = said(&words, &problem);
            errors.insert(problem.field, text);
        }
        Ok(errors)
    }

    /// A page that nobody keeps.
    ///
    /// # Errors
    /// Where the template fails.
    pub fn shown<P: Page>(&self, status: StatusCode, page: &P) -> Result<Response, WebError> {
        let mut response = self.templates.answer(page)?;
        *response.status_mut() = status;
        if !status.is_success() {
            response.extensions_mut().insert(SaysItself);
        }
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

/// On to a page of ours: a path that was put together from labels and codes, never one that was given.
#[must_use]
pub fn onward(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    if let Ok(path) = HeaderValue::from_str(path) {
        headers.insert(LOCATION, path);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// One thing that is wrong with what a program asked or sent.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Wrong {
    /// The field; `file` for what was sent as a file.
    pub field: String,
    /// A code that stays.
    pub code: String,
    /// The same in words.
    pub detail: String,
    /// Where it stands in a file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
}

/// Why an action was not done, told to a program: every field that is wrong, at once.
#[must_use]
pub fn told_as_json(words: &Words, error: ActionError) -> Response {
    match problems(error) {
        Err(error) => error.into_response(),
        Ok(problems) => problem(words, problems),
    }
}

/// Fields that are wrong, told to a program.
#[must_use]
pub fn problem(words: &Words, problems: Vec<FieldProblem>) -> Response {
    let errors = problems.into_iter().map(|problem| Wrong {
        detail: said(words, &problem),
        code: problem.why.to_owned(),
        field: problem.field,
        at: String::new(),
    });
    refused(words, StatusCode::UNPROCESSABLE_ENTITY, errors.collect())
}

/// What was sent is not taken, told to a program.
#[must_use]
pub fn refused(words: &Words, status: StatusCode, errors: Vec<Wrong>) -> Response {
    let body = serde_json::json!({
        "type": "about:blank",
        "title": words.get("field-wrong"),
        "status": status.as_u16(),
        "errors": errors,
    });
    let mut response = (status, Json(body)).into_response();
    response.extensions_mut().insert(SaysItself);
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
