//! One's own account.

use axum::extract::{Extension, Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::mails::{Wish, here};
use super::{Asking, Errors, OncePage, START, first_page, onward, onward_with, session, told};
use crate::db::counter::Series;
use crate::db::organisation::{Organisation, organisation_of};
use crate::domain::actor::{Actor, Permission};
use crate::domain::totp;
use crate::features::accounts::Accounts;
use crate::features::accounts::actions::{AccountError, own, sign_in};
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Visit, WebError};
use crate::infra::qr::picture;

/// A line of a list that can be ended: what it is, since when, and how the form names it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) what: String,
    pub(super) when: String,
    pub(super) reference: String,
    pub(super) is_this: bool,
    pub(super) writes: bool,
}

/// The page of an account.
#[derive(Clone, Debug, Serialize)]
pub struct AccountPage {
    pub(super) sign_in_name: String,
    pub(super) organisation: Option<String>,
    pub(super) number: Option<String>,
    pub(super) role: Option<&'static str>,
    /// Whether a second factor must be set up before anything else.
    pub(super) must_set_up: bool,
    pub(super) factor_on: bool,
    pub(super) codes_left: u64,
    /// A secret that waits to be confirmed: as a picture and as text.
    pub(super) picture: Option<minijinja::Value>,
    pub(super) secret: Option<String>,
    pub(super) sessions: Vec<Line>,
    pub(super) may_tokens: bool,
    pub(super) may_tokens_that_write: bool,
    pub(super) may_people: bool,
    pub(super) tokens: Vec<Line>,
    pub(super) several: bool,
    /// Which mails about the work come; nothing outside of an organisation.
    pub(super) mails: Option<Wish>,
    pub(super) errors: Errors,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "pages/accounts/account.html";
}

/// What can be done next.
#[derive(Clone, Debug, Serialize)]
pub struct WelcomePage {
    pub(super) organisation: Option<String>,
    pub(super) work_name: String,
    pub(super) must_set_up: bool,
    pub(super) may_people: bool,
    pub(super) may_audits: bool,
    pub(super) operates: bool,
    /// Where an audit begins.
    pub(super) start: &'static str,
}

impl Page for WelcomePage {
    const TEMPLATE: &'static str = "pages/accounts/welcome.html";
}

/// One's organisations.
#[derive(Clone, Debug, Serialize)]
pub struct OrganisationsPage {
    /// Code, name, role, whether it is the one at work in.
    pub(super) organisations: Vec<(String, String, &'static str, bool)>,
}

impl Page for OrganisationsPage {
    const TEMPLATE: &'static str = "pages/accounts/organisations.html";
}

/// A new password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    current: Zeroizing<String>,
    password: Zeroizing<String>,
}

/// The present password, for what asks for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Current {
    current: Zeroizing<String>,
}

/// A code of the telephone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorCode {
    code: Zeroizing<String>,
}

/// A line of a list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    reference: String,
}

/// A new token.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    token_name: String,
    #[serde(default)]
    token_writes: String,
    current: Zeroizing<String>,
}

/// An organisation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    code: String,
}

/// The organisation at work in, of who is a member of it; also while the second factor is still to be set up.
async fn at_work_in(ctx: &Ctx, visit: &Visit) -> Result<Option<Organisation>, AccountError> {
    if !visit.memberships.iter().any(|m| m.scope == visit.scope) {
        return Ok(None);
    }
    Ok(Some(organisation_of(ctx.app.db.reads(), ctx.scope).await?))
}

fn must_set_up(visit: &Visit) -> bool {
    let here = visit.memberships.iter().any(|m| m.scope == visit.scope);
    visit.actor == Actor::Guest && here
}

async fn account_page(
    desk: &Accounts,
    visit: &Visit,
    errors: Errors,
) -> Result<AccountPage, AccountError> {
    let ctx = desk.web.begin_as(visit);
    let words = desk.web.words();
    let session = visit.signed_in().ok_or(AccountError::NotThere)?;
    let person = own::whoami(desk, &ctx, session).await?;
    let membership = visit.memberships.iter().find(|m| m.scope == visit.scope);
    let pending = person
        .second_factor
        .as_ref()
        .filter(|_| !person.second_factor_on);
    let pending: Option<&[u8; totp::SECRET]> = pending.and_then(|s| s.as_slice().try_into().ok());
    let may_tokens = ctx.actor.may(Permission::ReadAudits);
    let sessions = own::sessions(desk, &ctx, session).await?;
    let tokens = if may_tokens {
        own::tokens(&ctx).await?
    } else {
        Vec::new()
    };
    Ok(AccountPage {
        organisation: at_work_in(&ctx, visit)
            .await?
            .map(|organisation| organisation.name),
        number: membership.map(|m| Series::Person.label(m.number)),
        role: membership.map(|m| m.role.word()),
        must_set_up: must_set_up(visit),
        factor_on: person.second_factor_on,
        codes_left: sign_in::codes_left(desk, &ctx, person.id).await?,
        picture: pending.and_then(|s| picture(&totp::address(s, &person.sign_in_name))),
        secret: pending.map(totp::written),
        sessions: sessions
            .into_iter()
            .map(|one| Line {
                what: words.instant(one.began_at),
                when: words.instant(one.seen_at),
                is_this: one.id == session.id,
                writes: true,
                reference: one.reference,
            })
            .collect(),
        may_tokens,
        may_tokens_that_write: ctx.actor.may(Permission::ChangeAudits),
        may_people: ctx.actor.may(Permission::ManagePeople),
        tokens: tokens
            .into_iter()
            .map(|token| Line {
                what: token.name,
                when: token.used_on.map_or("—".to_owned(), |day| words.day(day)),
                is_this: false,
                writes: token.writes,
                reference: token.reference,
            })
            .collect(),
        several: visit.memberships.len() > 1,
        mails: Wish::of(desk, here(visit)).await?,
        sign_in_name: person.sign_in_name,
        errors,
    })
}

async fn page(desk: &Accounts, visit: &Visit) -> Result<Response, WebError> {
    let page = account_page(desk, visit, Errors::new()).await?;
    desk.web.shown(StatusCode::OK, &page)
}

async fn again(desk: &Accounts, visit: &Visit, error: AccountError) -> Result<Response, WebError> {
    let (status, errors) = told(desk, error)?;
    let page = account_page(desk, visit, errors).await?;
    desk.web.shown(status, &page)
}

/// `GET /account`; who belongs to several organisations chooses one first.
pub async fn account(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    let is_at_work = visit.memberships.iter().any(|m| m.scope == visit.scope);
    let unchosen = visit
        .signed_in()
        .is_some_and(|session| session.chosen.is_none());
    if visit.memberships.len() > 1 && (unchosen || !is_at_work) {
        return Ok(onward("/organisations"));
    }
    page(&desk, &visit).await
}

/// `POST /account/password`
pub async fn password(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<NewPassword>,
) -> Result<Response, WebError> {
    let (ctx, session) = (desk.web.begin_as(&visit), session(&visit)?);
    let given = (given.current, given.password);
    match own::change_password(&desk, &ctx, session, given).await {
        Ok(token) => Ok(onward_with("/account", &visit, &token)),
        Err(error) => again(&desk, &visit, error).await,
    }
}

/// `POST /account/sessions`: ends one.
pub async fn sessions(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Reference>,
) -> Result<Response, WebError> {
    let (ctx, session) = (desk.web.begin_as(&visit), session(&visit)?);
    let ended = own::end_one(&desk, &ctx, session, &given.reference).await;
    ended?;
    Ok(onward("/account"))
}

/// `POST /account/second-factor`: begins to set it up.
pub async fn factor(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Current>,
) -> Result<Response, WebError> {
    let (ctx, session) = (desk.web.begin_as(&visit), session(&visit)?);
    match own::begin_factor(&desk, &ctx, session, given.current).await {
        Ok(()) => Ok(onward("/account")),
        Err(error) => again(&desk, &visit, error).await,
    }
}

fn recovery(desk: &Accounts, visit: &Visit, lines: Vec<String>) -> Result<Response, WebError> {
    let page = OncePage {
        kind: "recovery",
        lines,
        code: None,
        picture: None,
        // Who had to set up a factor first has a role that begins audits.
        next: first_page(must_set_up(visit) || visit.actor.may(Permission::ChangeAudits)),
    };
    desk.web.shown(StatusCode::OK, &page)
}

/// `POST /account/second-factor/confirm`
pub async fn factor_confirmed(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<FactorCode>,
) -> Result<Response, WebError> {
    let (ctx, session) = (desk.web.begin_as(&visit), session(&visit)?);
    match own::confirm_factor(&desk, &ctx, session, &given.code).await {
        Ok(codes) => recovery(&desk, &visit, codes),
        Err(error) => again(&desk, &visit, error).await,
    }
}

/// `POST /account/second-factor/drop`
pub async fn factor_dropped(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Current>,
) -> Result<Response, WebError> {
    let (ctx, session) = (desk.web.begin_as(&visit), session(&visit)?);
    match own::drop_factor(&desk, &ctx, session, given.current).await {
        Ok(()) => Ok(onward("/account")),
        Err(error) => again(&desk, &visit, error).await,
    }
}

/// `POST /account/recovery-codes`
pub async fn recovery_codes(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Current>,
) -> Result<Response, WebError> {
    let (ctx, session) = (desk.web.begin_as(&visit), session(&visit)?);
    match own::renew_codes(&desk, &ctx, session, given.current).await {
        Ok(codes) => recovery(&desk, &visit, codes),
        Err(error) => again(&desk, &visit, error).await,
    }
}

/// `POST /account/tokens`
pub async fn token(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<NewToken>,
) -> Result<Response, WebError> {
    let (ctx, session) = (desk.web.begin_as(&visit), session(&visit)?);
    let new = (given.token_name.as_str(), given.token_writes == "yes");
    match own::make_token(&desk, &ctx, session, new, given.current).await {
        Ok(token) => {
            let page = OncePage {
                kind: "token",
                lines: vec![token],
                code: None,
                picture: None,
                next: "/account",
            };
            desk.web.shown(StatusCode::OK, &page)
        }
        Err(error) => again(&desk, &visit, error).await,
    }
}

/// `POST /account/tokens/revoke`
pub async fn token_revoked(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Reference>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    own::take_token_back(&ctx, &given.reference).await?;
    Ok(onward("/account"))
}

/// `GET /organisations`
pub async fn organisations(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    let mut organisations = Vec::new();
    for member in &visit.memberships {
        let found = organisation_of(desk.web.app.db.reads(), member.scope).await;
        let found = found.map_err(WebError::internal)?;
        let here = member.scope == visit.scope && visit.actor.number().is_some();
        let code = found.code.as_str().to_owned();
        organisations.push((code, found.name, member.role.word(), here));
    }
    desk.web
        .shown(StatusCode::OK, &OrganisationsPage { organisations })
}

/// `POST /organisations`: goes to work in one.
pub async fn chosen(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Choice>,
) -> Result<Response, WebError> {
    let (ctx, session) = (desk.web.begin_as(&visit), session(&visit)?);
    let own = (session, visit.memberships.as_slice());
    let chosen = own::choose_organisation(&desk, &ctx, own, &given.code).await;
    chosen?;
    Ok(onward("/account"))
}

/// `GET /welcome`: what can be done now.
pub async fn welcome(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let organisation = at_work_in(&ctx, &visit).await?;
    let work_name = organisation.as_ref().and_then(|one| one.work_name.clone());
    let page = WelcomePage {
        work_name: work_name.unwrap_or_else(|| desk.web.app.config.work_name.clone()),
        organisation: organisation.map(|organisation| organisation.name),
        must_set_up: must_set_up(&visit),
        may_people: ctx.actor.may(Permission::ManagePeople),
        start: START,
        may_audits: ctx.actor.may(Permission::ChangeAudits),
        operates: ctx.actor.may(Permission::Operate),
    };
    desk.web.shown(StatusCode::OK, &page)
}
