//! The people of an organisation, and who read what.

use axum::extract::{Extension, Form, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Asking, Errors, OncePage, base, onward, told};
use crate::db::counter::Series;
use crate::domain::actor::Role;
use crate::domain::typed_code::TypedCode;
use crate::features::accounts::Accounts;
use crate::features::accounts::actions::AccountError;
use crate::features::accounts::actions::people::{self as acts, Invited};
use crate::infra::http::{Page, Visit, WebError};
use crate::infra::qr::picture;

/// One member.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Someone {
    pub(super) number: i64,
    pub(super) label: String,
    pub(super) name: String,
    pub(super) role: &'static str,
    pub(super) is_out: bool,
}

/// One invitation.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Waiting {
    pub(super) note: String,
    pub(super) role: &'static str,
    pub(super) until: String,
    pub(super) reference: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PeoplePage {
    pub(super) people: Vec<Someone>,
    pub(super) invitations: Vec<Waiting>,
    pub(super) roles: Vec<&'static str>,
    pub(super) mail_is_on: bool,
    pub(super) note: String,
    pub(super) mail: String,
    pub(super) errors: Errors,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "pages/accounts/people.html";
}

/// The access log.
#[derive(Clone, Debug, Serialize)]
pub struct AccessPage {
    /// When, who, what, to what.
    pub(super) entries: Vec<Vec<String>>,
}

impl Page for AccessPage {
    const TEMPLATE: &'static str = "pages/accounts/access-log.html";
}

/// Whom to invite.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    role: String,
    note: String,
    #[serde(default)]
    mail: String,
}

/// An invitation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    reference: String,
}

/// What somebody may do from now on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    number: i64,
    role: String,
    standing: String,
}

/// Somebody.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbered {
    number: i64,
}

async fn page(
    desk: &Accounts,
    visit: &Visit,
    status: StatusCode,
    (note, mail, errors): (String, String, Errors),
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(visit);
    let (members, invitations) = acts::people(&ctx).await?;
    let words = desk.web.words();
    let someone = |member: crate::db::member::Member| Someone {
        number: member.is.number,
        label: Series::Person.label(member.is.number),
        name: member.name,
        role: member.is.role.word(),
        is_out: member.is.disabled_at.is_some(),
    };
    let waiting = |ticket: crate::db::ticket::Ticket| Waiting {
        note: ticket.note.unwrap_or_default(),
        role: ticket.role.map_or("observer", Role::word),
        until: words.instant(ticket.until),
        reference: ticket.reference,
    };
    let has_mail = ctx.app.config.mail.is_some() && desk.web.reach.origin().is_some();
    let page = PeoplePage {
        people: members.into_iter().map(someone).collect(),
        invitations: invitations.into_iter().map(waiting).collect(),
        roles: Role::ALL.map(Role::word).to_vec(),
        mail_is_on: has_mail,
        note,
        mail,
        errors,
    };
    desk.web.shown(status, &page)
}

/// `GET /people`
pub async fn people(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    page(&desk, &visit, StatusCode::OK, Default::default()).await
}

async fn again(desk: &Accounts, visit: &Visit, error: AccountError) -> Result<Response, WebError> {
    let (status, errors) = told(desk, error)?;
    page(desk, visit, status, (String::new(), String::new(), errors)).await
}

fn link(
    desk: &Accounts,
    kind: &'static str,
    (base, path): (String, &str),
    code: &TypedCode,
) -> Result<Response, WebError> {
    let written = code.written();
    let link = format!("{base}{path}#{written}");
    let page = OncePage {
        kind,
        picture: picture(&link),
        lines: vec![link],
        code: Some(written),
        next: "/people",
    };
    desk.web.shown(StatusCode::OK, &page)
}

/// `POST /people/invitations`
pub async fn invite(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    headers: HeaderMap,
    Form(given): Form<Invite>,
) -> Result<Response, WebError> {
    let Some(role) = Role::of_word(&given.role) else {
        return Err(WebError::NotFound);
    };
    let ctx = desk.web.begin_as(&visit);
    let invited = Invited {
        role,
        note: &given.note,
        mail: &given.mail,
    };
    match acts::invite(&desk, &ctx, invited).await {
        Ok(code) => {
            let base = base(&desk, &visit, &headers);
            link(&desk, "invitation", (base, "/join"), &code)
        }
        Err(error) => {
            let (status, errors) = told(&desk, error)?;
            page(&desk, &visit, status, (given.note, given.mail, errors)).await
        }
    }
}

/// `POST /people/invitations/withdraw`
pub async fn withdraw(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Reference>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    acts::withdraw(&ctx, &given.reference).await?;
    Ok(onward("/people"))
}

/// `POST /people/change`
pub async fn change(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Change>,
) -> Result<Response, WebError> {
    let is_out = match given.standing.as_str() {
        "in" => false,
        "out" => true,
        _ => return Err(WebError::NotFound),
    };
    let role = Role::of_word(&given.role).ok_or(WebError::NotFound)?;
    let ctx = desk.web.begin_as(&visit);
    match acts::change(&ctx, given.number, (role, is_out)).await {
        Ok(()) => Ok(onward("/people")),
        Err(error) => again(&desk, &visit, error).await,
    }
}

/// `POST /people/reset`
pub async fn reset(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    headers: HeaderMap,
    Form(given): Form<Numbered>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    match acts::reset_link(&ctx, given.number).await {
        Ok(code) => {
            let base = base(&desk, &visit, &headers);
            link(&desk, "reset", (base, "/reset"), &code)
        }
        Err(error) => again(&desk, &visit, error).await,
    }
}

/// `GET /access-log`
pub async fn access_log(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let words = &ctx.app.words;
    let entries = acts::access_log(&ctx).await?;
    let line = |entry: crate::db::access::AccessEntry| {
        let who = match entry.number {
            0 => words.get("accounts-access-console"),
            number => Series::who(number),
        };
        let subject = match Role::of_word(&entry.subject) {
            Some(role) => words.get(&format!("accounts-role-{}", role.word())),
            None => entry.subject,
        };
        let what = words.get(&format!("accounts-access-{}", entry.what));
        vec![words.instant(entry.at), who, what, subject]
    };
    let entries = entries.into_iter().map(line).collect();
    desk.web.shown(StatusCode::OK, &AccessPage { entries })
}
