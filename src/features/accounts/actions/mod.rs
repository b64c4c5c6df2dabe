//! What people can do with accounts, one function to an intention. Nothing here knows of pages.

pub mod own;
pub mod people;
pub mod redeem;
pub mod settings;
pub mod sign_in;

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use crate::db::access::note;
use crate::db::member::memberships_of;
use crate::db::organisation::organisation_of;
use crate::db::person::Person;
use crate::db::{IdSource, PersonId, StorageError};
use crate::domain::password::{WeakPassword, check};
use crate::domain::typed_code::TypedCode;
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::{Ctx, Forbidden};
use crate::infra::http::Origin;
use crate::infra::mail::{CredentialChanged, MailError, Mailbox};

use super::Accounts;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Not open to the actor, or not there: from outside, the same.
    #[error("not there")]
    NotThere,
    /// A field of a form does not do.
    #[error("{field}: {why}")]
    Refused {
        /// The field.
        field: &'static str,
        /// The last part of the key of its words.
        why: &'static str,
    },
    /// Too many tries; again after this.
    #[error("too many tries")]
    Wait(Option<DateTime<Utc>>),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A mail.
    #[error(transparent)]
    Mail(#[from] MailError),
}

impl From<Forbidden> for AccountError {
    fn from(_: Forbidden) -> Self {
        Self::NotThere
    }
}

impl From<ActionError> for AccountError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Storage(error) => Self::Storage(error),
            ActionError::NotThere | ActionError::Invalid(_) => Self::NotThere,
        }
    }
}

pub(super) fn refused(field: &'static str, why: &'static str) -> AccountError {
    AccountError::Refused { field, why }
}

/// A fresh code.
fn fresh_code(ids: &mut dyn IdSource) -> TypedCode {
    TypedCode::new(ids.random_bytes())
}

/// A text of a form: without spaces around it, not empty, on one line, at most 200 characters.
fn line<'a>(field: &'static str, text: &'a str) -> Result<&'a str, AccountError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(refused(field, "empty")),
        201.. => Err(refused(field, "long")),
        _ if text.chars().any(char::is_control) => Err(refused(field, "long")),
        _ => Ok(text),
    }
}

/// Refuses a password that does not do.
fn good_password(password: &str, context: &[&str]) -> Result<(), AccountError> {
    check(password, context).map_err(|weak| {
        let why = match weak {
            WeakPassword::Short => "password-short",
            WeakPassword::Long => "password-long",
            WeakPassword::Common => "password-common",
        };
        refused("password", why)
    })
}

/// Notes something about how somebody signs in, in each organisation that they belong to: an account is the server's own.
async fn noted_of(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    person: PersonId,
    (what, subject): (&str, &str),
) -> Result<(), StorageError> {
    let mut ids = ctx.ids();
    for member in memberships_of(txn, person).await? {
        if member.disabled_at.is_none() {
            note(txn, member.scope, (member.number, what, subject), &mut ids).await?;
        }
    }
    Ok(())
}

/// Notes that what somebody signs in with was changed, and tells them by mail where they sign in by an address and mail
/// is sent.
async fn tell_of_change(
    desk: &Accounts,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (person, what): (&Person, &'static str),
) -> Result<(), AccountError> {
    let noted = match what {
        "password" => Some("own-password"),
        "second-factor" => Some("own-second-factor"),
        "recovery-codes" => Some("own-recovery-codes"),
        // A token is noted where it is made, in its own organisation.
        _ => None,
    };
    if let Some(noted) = noted {
        noted_of(txn, ctx, person.id, (noted, "")).await?;
    }
    let (Some(_), Some(origin)) = (&ctx.app.config.mail, desk.web.reach.origin()) else {
        return Ok(());
    };
    let Ok(to) = Mailbox::parse("recipient", &person.sign_in_name) else {
        return Ok(());
    };
    let letter = CredentialChanged {
        organisation: organisation_of(txn, ctx.scope).await?.name,
        what,
        when: ctx.now.format("%Y-%m-%d %H:%M UTC").to_string(),
        link: address(Some(origin), "/account"),
    };
    desk.outbox.queue(txn, ctx, &to, None, &letter).await?;
    Ok(())
}

/// A whole address.
fn address(origin: Option<&Origin>, path: &str) -> String {
    format!("{}{path}", origin.map_or("", Origin::as_str))
}
