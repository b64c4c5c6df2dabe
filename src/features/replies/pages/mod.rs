//! The pages of replies and of what follows: one function to an address, one struct to a template.

pub mod desk;
pub mod following;
pub mod hearings;
pub mod mailed;
pub mod notice;
pub mod party;
mod pass;
pub mod record;
pub mod round;
mod samples;

use axum::extract::{Extension, Path};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::Replies;
use super::actions::{Given, WRITES, number_of};
use crate::db::audit::AuditLine;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, WebError, onward};

pub use samples::rendered as rendered_samples;

type Asking = Extension<Visit>;
type Named = Path<(String, String)>;

/// Which audit a page is about.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    code: String,
    title: String,
    may_change: bool,
    /// Since when its visits are stopped: told on other pages.
    stopped_on: Option<String>,
}

impl Head {
    fn of(ctx: &Ctx, line: &AuditLine) -> Self {
        Self {
            code: line.code.as_str().to_owned(),
            title: line.title.clone(),
            may_change: ctx.actor.may(WRITES),
            stopped_on: None,
        }
    }
}

/// One thing that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    value: String,
    label: String,
}

impl Choice {
    fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// What stands in a form again, with what is wrong with it.
type Again = (Given, Errors);

/// The status of a page with a form.
fn status(errors: &Errors) -> StatusCode {
    match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A number of an address.
fn number(text: &str) -> Result<u32, WebError> {
    Ok(number_of(text)?)
}

impl Replies {
    /// On to a page where something was done; else what is wrong, for the page to be shown again.
    fn done<T>(&self, outcome: Result<T, ActionError>) -> Result<Result<T, Errors>, WebError> {
        match outcome {
            Ok(done) => Ok(Ok(done)),
            Err(error) => Ok(Err(self.web.told(error)?)),
        }
    }

    /// What a form comes to: on from it where it was done; where it was refused, its page again, with what was typed and
    /// what is wrong with it.
    async fn settled<T>(
        &self,
        (given, outcome): (Given, Result<T, ActionError>),
        done: impl FnOnce(T) -> Response,
        again: impl AsyncFnOnce(Again) -> Result<Response, WebError>,
    ) -> Result<Response, WebError> {
        match self.done(outcome)? {
            Ok(value) => Ok(done(value)),
            Err(errors) => again((given, errors)).await,
        }
    }

    fn shown<P: Page>(&self, errors: &Errors, page: &P) -> Result<Response, WebError> {
        self.web.shown(status(errors), page)
    }
}

/// On to the page of a round.
fn to_round(code: &str, number: u32) -> Response {
    onward(&format!("/checks/{code}/replies/{number}"))
}
