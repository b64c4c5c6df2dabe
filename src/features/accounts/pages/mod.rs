//! The pages of accounts: one function to an address, one struct to a template. What goes wrong in a form is told in the
//! form, with what was typed kept; passwords are never sent back.

pub mod account;
pub mod door;
pub mod mails;
pub mod people;
mod samples;
pub mod settings;
pub mod sign_in;

use std::collections::BTreeMap;

use axum::Extension;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderMap, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

use super::Accounts;
use super::actions::AccountError;
use crate::infra::http::{POLICY_WITH_SCRIPT, Page, Visit, WebError, onward};
use crate::infra::words::Words;

pub use samples::rendered as rendered_samples;

/// What is wrong with which field of a form; under `form` what is wrong with all of it.
pub type Errors = BTreeMap<&'static str, String>;

/// Where the first run ends: what do you want to check?
pub const START: &str = "/start";

/// Where somebody goes on who has just come in: to begin an audit, where they may; else to what they can do.
pub(super) fn first_page(may_begin: bool) -> &'static str {
    if may_begin { START } else { "/welcome" }
}

/// A language to choose.
#[derive(Clone, Debug, Serialize)]
struct Tongue {
    code: &'static str,
    name: &'static str,
    chosen: bool,
}

/// The languages that there are.
fn tongues(chosen: &str) -> Vec<Tongue> {
    let every = Words::every();
    let tongue = |words: Words| Tongue {
        code: words.code(),
        name: words.name(),
        chosen: words.code() == chosen,
    };
    every.map(tongue).collect()
}

/// Words of the person, or the error that is no matter of a form.
fn told(desk: &Accounts, error: AccountError) -> Result<(StatusCode, Errors), WebError> {
    let words = &desk.web.app.words;
    let one = |field, text| Errors::from([(field, text)]);
    match error {
        AccountError::NotThere => Err(WebError::NotFound),
        AccountError::Refused { field, why } => {
            let text = words.get(&format!("accounts-refused-{why}"));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, one(field, text)))
        }
        AccountError::Wait(until) => {
            let text = match until {
                Some(until) => {
                    let until = until.format("%H:%M:%S UTC").to_string();
                    words.say("accounts-refused-wait", &[("until", &until)])
                }
                None => words.get("accounts-refused-network"),
            };
            Ok((StatusCode::TOO_MANY_REQUESTS, one("form", text)))
        }
        AccountError::Storage(error) => Err(WebError::internal(error)),
        AccountError::Mail(error) => Err(WebError::internal(error)),
    }
}

impl From<AccountError> for WebError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Storage(error) => Self::internal(error),
            AccountError::Mail(error) => Self::internal(error),
            _ => Self::NotFound,
        }
    }
}

/// A page to which a link brings a code behind its `#`.
fn with_script(mut response: Response) -> Response {
    let policy = HeaderValue::from_static(POLICY_WITH_SCRIPT);
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// On to a page of ours, signed in.
fn onward_with(path: &'static str, visit: &Visit, token: &str) -> Response {
    let mut response = onward(path);
    response
        .headers_mut()
        .insert(SET_COOKIE, visit.cookie(token));
    response
}

/// Where the pages are: the public name, or the name by which they were asked for, which the guard has looked at.
fn base(desk: &Accounts, visit: &Visit, headers: &HeaderMap) -> String {
    desk.web.base(visit, headers)
}

/// Something that is shown once.
#[derive(Clone, Debug, Serialize)]
struct OncePage {
    /// Last part of the keys of its words: `recovery`, `token`, `invitation`, `reset`.
    kind: &'static str,
    /// What it is: codes, a token, a link.
    lines: Vec<String>,
    /// The code to type, where there is a link.
    code: Option<String>,
    /// The link as a picture.
    picture: Option<minijinja::Value>,
    /// Where to go on.
    next: &'static str,
}

impl Page for OncePage {
    const TEMPLATE: &'static str = "pages/accounts/once.html";
}

/// The session of who is signed in; the guard lets nobody else come here.
fn session(visit: &Visit) -> Result<&crate::db::session::Session, WebError> {
    visit.signed_in().ok_or(WebError::NotFound)
}

type Asking = Extension<Visit>;
