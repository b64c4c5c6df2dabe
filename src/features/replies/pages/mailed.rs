//! The page on which a party shows the code that was mailed when it first opened its link. Looking at it mails nothing and uses
//! nothing up.

use axum::extract::{Extension, Form, State};
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::response::Response;
use serde::Serialize;

use super::Asking;
use super::pass::Shows;
use crate::features::replies::Replies;
use crate::features::replies::actions::mailed::{
    self as acts, KNOWN_FOR, OPENS_FOR, Opened, Waiting,
};
use crate::features::replies::actions::sending::DOOR;
use crate::features::replies::actions::{Given, party::LASTS};
use crate::infra::http::{Errors, Page, Visit, WebError, onward};

/// Where the code is shown.
pub(super) const MAILED: &str = "/reply/code";

/// Where the code is shown that was mailed.
#[derive(Clone, Debug, Serialize)]
pub struct MailedPage {
    pub(super) organisation: String,
    /// The mailbox, as far as one knows it again.
    pub(super) mailbox: String,
    /// For how many minutes a code opens.
    pub(super) minutes: i64,
    pub(super) errors: Errors,
}

impl Page for MailedPage {
    const TEMPLATE: &'static str = "pages/replies/mailed.html";
}

/// What is waited for, with the token that says so; or the way to the door.
async fn waits(
    replies: &Replies,
    (visit, headers): (&Visit, &HeaderMap),
) -> Result<Result<(String, Waiting), Response>, WebError> {
    let Some(token) = Shows::Pass.of(headers, visit.secure) else {
        return Ok(Err(onward(DOOR)));
    };
    let waiting = acts::waiting(replies, &token).await?;
    match waiting {
        Some(one) => Ok(Ok((token, one))),
        None => Ok(Err(onward(DOOR))),
    }
}

fn page(replies: &Replies, waiting: &Waiting, errors: Errors) -> Result<Response, WebError> {
    let page = MailedPage {
        organisation: waiting.organisation.clone(),
        mailbox: waiting.mailbox(),
        minutes: OPENS_FOR.num_minutes(),
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /reply/code`
pub async fn asked(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    match waits(&replies, (&visit, &headers)).await? {
        Ok((_, waiting)) => page(&replies, &waiting, Errors::new()),
        Err(away) => Ok(away),
    }
}

/// `POST /reply/code`: the code, or that another one is wanted.
pub async fn shown(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (token, waiting) = match waits(&replies, (&visit, &headers)).await? {
        Ok(found) => found,
        Err(away) => return Ok(away),
    };
    let of = (token.as_str(), &waiting);
    if given.get("do").is_some_and(|word| word == "again") {
        return match replies.done(acts::again(&replies, of).await)? {
            Ok(()) => Ok(onward(MAILED)),
            Err(errors) => page(&replies, &waiting, errors),
        };
    }
    let typed = given.get("code").map_or("", String::as_str);
    match replies.done(acts::shown(&replies, of, typed).await)? {
        Ok(Opened { token, known }) => {
            let mut response = onward("/reply/findings");
            let pass = Shows::Pass.cookie(visit.secure, &token, LASTS.num_seconds());
            let known = Shows::Known.cookie(visit.secure, &known, KNOWN_FOR.num_seconds());
            response.headers_mut().append(SET_COOKIE, pass);
            response.headers_mut().append(SET_COOKIE, known);
            Ok(response)
        }
        Err(errors) => page(&replies, &waiting, errors),
    }
}
