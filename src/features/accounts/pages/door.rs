//! The doors that a link opens once: begin an organisation, join one, choose a new password. The code of a link stands
//! behind its `#`, where no server and no log sees it, and comes in with the form.

use axum::extract::{Extension, Form, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    Asking, Errors, Tongue, first_page, onward, onward_with, shown, told, tongues, with_script,
};
use crate::features::accounts::Accounts;
use crate::features::accounts::actions::AccountError;
use crate::features::accounts::actions::redeem::{self, Naming, Who};
use crate::features::accounts::actions::settings::language;
use crate::infra::config::SecondFactor;
use crate::infra::http::{Arrival, Page, Visit, WebError, language_cookie};
use crate::infra::words::Words;

/// The page of a door.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DoorPage {
    /// Which: `begin`, `join`, `reset`.
    pub(super) kind: &'static str,
    /// Whether whoever asks is signed in already.
    pub(super) known: bool,
    /// What was typed, and what is wrong with it.
    pub(super) code: String,
    pub(super) organisation: String,
    pub(super) work_name: String,
    pub(super) languages: Vec<Tongue>,
    pub(super) name: String,
    pub(super) sign_in_name: String,
    pub(super) errors: Errors,
}

impl Page for DoorPage {
    const TEMPLATE: &'static str = "pages/accounts/door.html";
}

/// What begins an organisation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    code: String,
    organisation: String,
    work_name: String,
    #[serde(default)]
    language: String,
    name: String,
    #[serde(default)]
    sign_in_name: String,
    #[serde(default)]
    password: Zeroizing<String>,
}

/// What joins one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    code: String,
    name: String,
    #[serde(default)]
    sign_in_name: String,
    #[serde(default)]
    password: Zeroizing<String>,
}

/// What chooses a new password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    code: String,
    password: Zeroizing<String>,
}

fn empty(desk: &Accounts, visit: &Visit, kind: &'static str) -> Result<Response, WebError> {
    let page = DoorPage {
        kind,
        known: visit.signed_in().is_some(),
        work_name: desk.web.app.config.work_name.clone(),
        languages: tongues(desk.web.words().code()),
        ..DoorPage::default()
    };
    Ok(with_script(shown(desk, StatusCode::OK, &page)?))
}

/// `GET /begin`
pub async fn begin(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    empty(&desk, &visit, "begin")
}

/// `GET /join`
pub async fn join(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    empty(&desk, &visit, "join")
}

/// `GET /reset`
pub async fn reset(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    empty(&desk, &visit, "reset")
}

fn again(desk: &Accounts, page: DoorPage, error: AccountError) -> Result<Response, WebError> {
    let (status, errors) = told(desk, error)?;
    Ok(with_script(shown(
        desk,
        status,
        &DoorPage { errors, ..page },
    )?))
}

fn who<'a>(visit: &'a Visit, sign_in_name: &'a str, password: Zeroizing<String>) -> Who<'a> {
    match visit.signed_in() {
        Some(session) => Who::Known(session),
        None => Who::New {
            sign_in_name,
            password,
        },
    }
}

/// `POST /begin`
pub async fn begun(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Extension(arrival): Extension<Arrival>,
    Form(given): Form<Begin>,
) -> Result<Response, WebError> {
    let page = DoorPage {
        kind: "begin",
        known: visit.signed_in().is_some(),
        code: given.code,
        organisation: given.organisation,
        work_name: given.work_name,
        languages: tongues(&given.language),
        name: given.name,
        sign_in_name: given.sign_in_name,
        ..DoorPage::default()
    };
    if !desk.web.admits(arrival) {
        return again(&desk, page, AccountError::Wait(None));
    }
    let language = match given.language.as_str() {
        "" => None,
        code => match language(code) {
            Ok(code) => Some(code),
            Err(error) => return again(&desk, page, error),
        },
    };
    let naming = Naming {
        name: &page.organisation,
        work_name: &page.work_name,
        language,
    };
    let who = who(&visit, &page.sign_in_name, given.password);
    let (ctx, named) = (desk.web.begin(), (page.code.as_str(), page.name.as_str()));
    let entered = redeem::enter(&desk, &ctx, named, who, Some(naming));
    match entered.await {
        Ok(token) => Ok(begun_as(&desk, &visit, token.as_deref(), language)),
        Err(error) => again(&desk, page, error),
    }
}

/// On to the first page, in the language that was chosen.
fn begun_as(
    desk: &Accounts,
    visit: &Visit,
    token: Option<&str>,
    language: Option<&str>,
) -> Response {
    // Who must set up a second factor first is told so there, and comes to the first page afterwards.
    let next = match desk.web.app.config.second_factor {
        SecondFactor::Required => "/welcome",
        SecondFactor::Optional => first_page(true),
    };
    let mut response = onward(next);
    let headers = response.headers_mut();
    let spoken = language.and_then(Words::of);
    let spoken = spoken.map(|words| language_cookie(words, visit.secure));
    if let Some(cookie) = spoken.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
        headers.append(SET_COOKIE, cookie);
    }
    if let Some(token) = token {
        headers.append(SET_COOKIE, visit.cookie(token));
    }
    response
}

/// `POST /join`
pub async fn joined(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Extension(arrival): Extension<Arrival>,
    Form(given): Form<Join>,
) -> Result<Response, WebError> {
    let page = DoorPage {
        kind: "join",
        known: visit.signed_in().is_some(),
        code: given.code,
        name: given.name,
        sign_in_name: given.sign_in_name,
        ..DoorPage::default()
    };
    if !desk.web.admits(arrival) {
        return again(&desk, page, AccountError::Wait(None));
    }
    let who = who(&visit, &page.sign_in_name, given.password);
    let (ctx, named) = (desk.web.begin(), (page.code.as_str(), page.name.as_str()));
    let entered = redeem::enter(&desk, &ctx, named, who, None);
    match entered.await {
        Ok(Some(token)) => Ok(onward_with("/welcome", &visit, &token)),
        Ok(None) => Ok(onward("/welcome")),
        Err(error) => again(&desk, page, error),
    }
}

/// `POST /reset`
pub async fn reset_done(
    State(desk): State<Accounts>,
    Extension(arrival): Extension<Arrival>,
    Form(given): Form<Reset>,
) -> Result<Response, WebError> {
    let page = DoorPage {
        kind: "reset",
        code: given.code,
        ..DoorPage::default()
    };
    if !desk.web.admits(arrival) {
        return again(&desk, page, AccountError::Wait(None));
    }
    match redeem::reset(&desk, &desk.web.begin(), &page.code, given.password).await {
        Ok(()) => Ok(onward("/sign-in")),
        Err(error) => again(&desk, page, error),
    }
}
