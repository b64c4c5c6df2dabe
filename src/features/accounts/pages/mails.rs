//! Mails about the work: which a member gets and in which language, and the address by which one takes oneself off without
//! signing in.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Asking, Tongue, tongues};
use crate::db::member::{MailWish, Membership, mail_wish_of, set_mail_wish};
use crate::db::{StorageError, write};
use crate::features::accounts::Accounts;
use crate::features::accounts::actions::AccountError;
use crate::infra::http::{Page, Visit, WebError, onward};
use crate::infra::mail::{Leaving, Stream};
use crate::infra::words::Words;

/// What a member wishes of mail, in the form.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Wish {
    pub(super) weekly: bool,
    pub(super) news: bool,
    pub(super) languages: Vec<Tongue>,
}

impl Wish {
    /// That of whoever works in an organisation; nothing where nobody is a member.
    pub(super) async fn of(
        desk: &Accounts,
        membership: Option<&Membership>,
    ) -> Result<Option<Self>, AccountError> {
        let Some(member) = membership else {
            return Ok(None);
        };
        let wish = mail_wish_of(desk.web.app.db.reads(), member.scope, member.id).await?;
        Ok(wish.map(|wish| Self {
            weekly: wish.weekly,
            news: wish.news,
            languages: tongues(wish.language.as_deref().unwrap_or_default()),
        }))
    }
}

/// What the form of an account says of mail.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wished {
    #[serde(default)]
    language: String,
    #[serde(default)]
    weekly: String,
    #[serde(default)]
    news: String,
}

/// `POST /account/mails`
pub async fn wished(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Wished>,
) -> Result<Response, WebError> {
    // Who works in no organisation gets no mail that could be left.
    let Some(member) = here(&visit) else {
        return Ok(onward("/account"));
    };
    let wish = MailWish {
        language: Words::of(&given.language).map(|words| words.code().to_owned()),
        weekly: !given.weekly.is_empty(),
        news: !given.news.is_empty(),
    };
    wish_kept(&desk, member, &wish).await?;
    Ok(onward("/account#mails"))
}

/// What somebody is in the organisation at work in.
pub(super) fn here(visit: &Visit) -> Option<&Membership> {
    visit.memberships.iter().find(|m| m.scope == visit.scope)
}

async fn wish_kept(
    desk: &Accounts,
    member: &Membership,
    wish: &MailWish,
) -> Result<(), AccountError> {
    write(&desk.web.app.db, async |txn| {
        set_mail_wish(txn, member.scope, member.id, wish).await?;
        Ok(())
    })
    .await
}

/// One sort of mail, to be left or to be got again.
#[derive(Clone, Debug, Serialize)]
pub struct LeavingPage {
    /// `weekly`, `news`
    pub(super) stream: &'static str,
    /// Whether mails of this sort are sent.
    pub(super) is_sent: bool,
    /// The token.
    pub(super) token: String,
}

impl Page for LeavingPage {
    const TEMPLATE: &'static str = "pages/accounts/leaving.html";
}

/// Who leaves what, by a token that is ours.
async fn meant(desk: &Accounts, token: &str) -> Result<(Leaving, MailWish), WebError> {
    let app = &desk.web.app;
    let leaving = Leaving::read(token, &app.master).ok_or(WebError::NotFound)?;
    let wish = mail_wish_of(app.db.reads(), leaving.scope, leaving.member).await;
    let wish = wish.map_err(WebError::internal)?;
    Ok((leaving, wish.ok_or(WebError::NotFound)?))
}

fn shown(
    desk: &Accounts,
    (leaving, wish): (Leaving, &MailWish),
    token: String,
) -> Result<Response, WebError> {
    let page = LeavingPage {
        stream: leaving.stream.word(),
        is_sent: match leaving.stream {
            Stream::Weekly => wish.weekly,
            Stream::News => wish.news,
        },
        token,
    };
    desk.web.shown(StatusCode::OK, &page)
}

/// `GET /unsubscribe/{token}`: looking at it changes nothing.
pub async fn asked(
    State(desk): State<Accounts>,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    let (leaving, wish) = meant(&desk, &token).await?;
    shown(&desk, (leaving, &wish), token)
}

/// What comes: by one click of a mail program (`List-Unsubscribe`), or from the page.
#[derive(Deserialize)]
pub struct Clicked {
    /// `again` where somebody wants them again.
    #[serde(default)]
    r#do: String,
}

/// `POST /unsubscribe/{token}`
pub async fn left(
    State(desk): State<Accounts>,
    Path(token): Path<String>,
    Form(given): Form<Clicked>,
) -> Result<Response, WebError> {
    let (leaving, mut wish) = meant(&desk, &token).await?;
    let wanted = given.r#do == "again";
    match leaving.stream {
        Stream::Weekly => wish.weekly = wanted,
        Stream::News => wish.news = wanted,
    }
    let kept = write(&desk.web.app.db, async |txn| {
        set_mail_wish(txn, leaving.scope, leaving.member, &wish).await
    });
    let kept: Result<bool, StorageError> = kept.await;
    kept.map_err(WebError::internal)?;
    shown(&desk, (leaving, &wish), token)
}
