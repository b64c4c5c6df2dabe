//! The pages on which an account is taken out of an audit: the list of them, and the question before it is done.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Asking;
use crate::domain::case::Case;
use crate::domain::fieldwork::Account;
use crate::features::audits::Audits;
use crate::features::audits::actions::Desk;
use crate::features::audits::withdrawal as actions;
use crate::infra::http::{Errors, Page, Visit, WebError, onward};
use crate::infra::shown_again::name_of;
use crate::infra::words::Words;

/// An account as it is told from others, without what was said.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AccountLine {
    pub(super) code: String,
    /// The pseudonym.
    pub(super) speaker: String,
    pub(super) date: Option<String>,
    pub(super) place: Option<String>,
    pub(super) promise: Option<String>,
    /// For whom it may be shown: `public`.
    pub(super) consent: String,
}

impl AccountLine {
    fn of(words: &Words, case: &Case, account: &Account) -> Self {
        let place = account.place.as_ref().and_then(|code| case.place(code));
        let promise = account.obligation.as_ref();
        let promise = promise.and_then(|code| case.obligation(code));
        let consent = serde_json::to_value(account.consent).unwrap_or_default();
        Self {
            code: account.id.as_str().to_owned(),
            speaker: account.speaker.clone(),
            date: account.date.map(|date| words.partial(date)),
            place: place.map(|place| place.name.clone()),
            promise: promise.map(|one| one.promise.clone()),
            consent: consent.as_str().unwrap_or_default().to_owned(),
        }
    }
}

/// What users said in one audit.
#[derive(Clone, Debug, Serialize)]
pub struct AccountsPage {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) accounts: Vec<AccountLine>,
    pub(super) withdrawn: u64,
}

impl Page for AccountsPage {
    const TEMPLATE: &'static str = "pages/audits/accounts.html";
}

/// The question before an account is taken out.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawalPage {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) account: AccountLine,
    /// Whose password is asked for.
    pub(super) sign_in_name: String,
    pub(super) errors: Errors,
}

impl Page for WithdrawalPage {
    const TEMPLATE: &'static str = "pages/audits/withdrawal.html";
}

/// The password, again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Current {
    current: Zeroizing<String>,
}

async fn question(
    audits: &Audits,
    visit: &Visit,
    (desk, account): (&Desk, &Account),
    errors: Errors,
) -> Result<WithdrawalPage, WebError> {
    let ctx = audits.web.begin_as(visit);
    let name = name_of(&ctx, audits.web.scope, visit.signed_in()).await;
    Ok(WithdrawalPage {
        code: desk.line.code.as_str().to_owned(),
        title: desk.line.title.clone(),
        account: AccountLine::of(&audits.web.words(), &desk.case, account),
        sign_in_name: name.map_err(WebError::internal)?,
        errors,
    })
}

/// `GET /checks/{code}/accounts`
pub async fn accounts(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let desk = actions::told(&audits.web.begin_as(&visit), &code).await?;
    let words = audits.web.words();
    let all = desk.case.accounts.iter();
    let page = AccountsPage {
        code: desk.line.code.as_str().to_owned(),
        title: desk.line.title.clone(),
        accounts: all
            .map(|one| AccountLine::of(&words, &desk.case, one))
            .collect(),
        withdrawn: desk.case.accounts_withdrawn,
    };
    audits.web.shown(StatusCode::OK, &page)
}

/// `GET /checks/{code}/accounts/{account}`
pub async fn asked(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path((code, account)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let desk = actions::told(&audits.web.begin_as(&visit), &code).await?;
    let account = actions::account(&desk, &account)?;
    let page = question(&audits, &visit, (&desk, account), Errors::new()).await?;
    audits.web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/accounts/{account}`
pub async fn given(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path((code, account)): Path<(String, String)>,
    Form(given): Form<Current>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    // A program has no password to show.
    let session = visit.signed_in().ok_or(WebError::NotFound)?;
    let desk = actions::told(&ctx, &code).await?;
    let account = actions::account(&desk, &account)?;
    let what = (&desk, account);
    match actions::withdraw_shown(&audits, &ctx, session, what, given.current).await {
        Ok(()) => Ok(onward(&format!("/checks/{}/accounts", desk.line.code))),
        Err(error) => {
            let errors = audits.web.told(error)?;
            let page = question(&audits, &visit, what, errors).await?;
            audits.web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
