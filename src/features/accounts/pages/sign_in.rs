//! Signing in and out.

use axum::extract::{Extension, Form, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Asking, Errors, onward, onward_with, shown, told, untold};
use crate::features::accounts::Accounts;
use crate::features::accounts::actions::{AccountError, sign_in};
use crate::infra::http::{Arrival, Page, WebError};

/// The page that asks for name and password.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SignInPage {
    /// What was typed.
    pub(super) sign_in_name: String,
    pub(super) errors: Errors,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "pages/accounts/sign-in.html";
}

/// The page that asks for the second factor.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CodePage {
    pub(super) errors: Errors,
}

impl Page for CodePage {
    const TEMPLATE: &'static str = "pages/accounts/sign-in-code.html";
}

/// Name and password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    sign_in_name: String,
    password: Zeroizing<String>,
}

/// The second factor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenCode {
    code: Zeroizing<String>,
}

/// A form without fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `GET /sign-in`
pub async fn asked(State(desk): State<Accounts>) -> Result<Response, WebError> {
    shown(&desk, StatusCode::OK, &SignInPage::default())
}

/// `POST /sign-in`
pub async fn given(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Extension(arrival): Extension<Arrival>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (name, ctx) = (given.sign_in_name, desk.web.begin());
    let signed_in = if desk.web.admits(arrival) {
        let shown = (name.as_str(), given.password);
        sign_in::sign_in(&desk, &ctx, shown, visit.session.as_ref()).await
    } else {
        Err(AccountError::Wait(None))
    };
    match signed_in {
        Ok(signed_in) => {
            let next = if signed_in.code_is_due {
                "/sign-in/code"
            } else {
                "/account"
            };
            Ok(onward_with(next, &visit, &signed_in.token))
        }
        Err(error) => {
            let (status, errors) = told(&desk, error)?;
            let sign_in_name = name;
            shown(
                &desk,
                status,
                &SignInPage {
                    sign_in_name,
                    errors,
                },
            )
        }
    }
}

/// `GET /sign-in/code`; who has not shown a password yet begins there.
pub async fn code_asked(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    match &visit.session {
        Some(session) if !session.passed => shown(&desk, StatusCode::OK, &CodePage::default()),
        _ => Ok(onward("/sign-in")),
    }
}

/// `POST /sign-in/code`
pub async fn code_given(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Extension(arrival): Extension<Arrival>,
    Form(given): Form<GivenCode>,
) -> Result<Response, WebError> {
    let Some(session) = visit.session.as_ref().filter(|session| !session.passed) else {
        return Ok(onward("/sign-in"));
    };
    let ctx = desk.web.begin();
    let passed = if desk.web.admits(arrival) {
        sign_in::second_step(&desk, &ctx, session, &given.code).await
    } else {
        Err(AccountError::Wait(None))
    };
    match passed {
        Ok(token) => Ok(onward_with("/account", &visit, &token)),
        Err(error) => {
            let (status, errors) = told(&desk, error)?;
            shown(&desk, status, &CodePage { errors })
        }
    }
}

/// `POST /sign-out`
pub async fn sign_out(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, WebError> {
    if let Some(session) = &visit.session {
        let ended = sign_in::sign_out(&desk, &desk.web.begin(), session).await;
        ended.map_err(untold)?;
    }
    let mut response = onward("/");
    let headers = response.headers_mut();
    headers.insert(SET_COOKIE, visit.no_cookie());
    let what = HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");
    headers.insert(HeaderName::from_static("clear-site-data"), what);
    Ok(response)
}
