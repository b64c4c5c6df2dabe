//! What people can do with replies and with what follows: ask a party about findings, take in what it answers, weigh it, and
//! follow a problem until somebody has looked again. Nothing here knows of pages of the web.

pub mod answering;
pub mod clocks;
pub mod desk;
pub mod files;
pub mod following;
pub mod hearings;
pub mod mailed;
pub mod mails;
pub mod party;
pub mod printing;
pub mod rechecks;
pub mod record;
pub mod sending;
pub mod serving;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::audit::AuditLine;
use crate::db::counter::Series;
use crate::db::findings::{KeptRound, round_numbered};
use crate::db::log::subject_named;
use crate::db::{IdSource, StorageError};
use crate::domain::actor::Permission;
use crate::domain::log::{Digest, Happening, Opening};
use crate::infra::action::{ActionError, Fields, by, still_may};
use crate::infra::app::Ctx;
use crate::infra::mail::MailError;
use crate::infra::planned::own_audit;

pub use desk::{Asked, Desk, desk};

/// What is needed to read what parties answered, and what is said to be fixed. Observers do not have it: whoever looks
/// again must not know the claim.
pub const READS: Permission = Permission::CheckVisits;
/// What is needed to ask, to weigh and to follow.
pub const WRITES: Permission = Permission::ChangeAudits;

/// A form by the names of its fields.
pub type Given = BTreeMap<String, String>;

/// One field; empty where it was not sent.
pub(super) fn field<'g>(given: &'g Given, name: &str) -> &'g str {
    given.get(name).map_or("", String::as_str)
}

/// The value of a word: `agrees`.
pub(super) fn value_of<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Who acts, as findings name people: P-0001.
#[must_use]
pub fn who(ctx: &Ctx) -> String {
    Series::who(by(ctx))
}

/// The day on which something is done: the day of the server, in UTC.
#[must_use]
pub fn today(ctx: &Ctx) -> NaiveDate {
    ctx.now.date_naive()
}

/// A number of an address.
///
/// # Errors
/// [`ActionError::NotThere`] where it is none.
pub fn number_of(text: &str) -> Result<u32, ActionError> {
    text.parse().map_err(|_| ActionError::NotThere)
}

/// An audit of one's own inside a transaction, where the actor still may change something about it.
async fn opened(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    code: &str,
) -> Result<AuditLine, ActionError> {
    still_may(txn, ctx, WRITES).await?;
    own_audit(txn, ctx, code).await
}

/// A round of an audit inside a transaction.
async fn round_of(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, number): (&AuditLine, u32),
) -> Result<KeptRound, ActionError> {
    let found = round_numbered(txn, ctx.scope, &ctx.app.master, (line.id, number)).await?;
    found.ok_or(ActionError::NotThere)
}

/// Tells the evidence log something, under a name of the audit, with what it says.
async fn told(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, name): (&AuditLine, &str),
    record: Option<(&str, String)>,
    what: impl FnOnce(&Opening) -> Happening,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let subject = subject_named(txn, ctx.scope, line.id, name, ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    fact.record = record
        .map(|(name, text)| (name.to_owned(), text))
        .into_iter()
        .collect();
    let _seq: u64 = ctx.record(txn, ids, fact, what).await?;
    Ok(())
}

/// A value of the domain as text, always the same for the same value.
fn text_of(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The hash of what was sent or came in.
fn hash_of(text: &str) -> Digest {
    Digest::of(&[text.as_bytes()])
}

/// A day that must be there and must not lie ahead.
fn day_gone(fields: &mut Fields, given: &Given, name: &str, today: NaiveDate) -> NaiveDate {
    let typed = field(given, name);
    let day = fields.day(name, typed);
    if day.is_none() && typed.trim().is_empty() {
        fields.wrong(name, "field-empty");
    }
    if day.is_some_and(|day| day > today) {
        fields.wrong(name, "field-not-yet");
    }
    day.unwrap_or(today)
}

/// A mail that cannot be written is told as what it is: the address does not do, or the program is broken.
fn mail_failed(error: MailError) -> ActionError {
    match error {
        MailError::Storage(error) => ActionError::Storage(error),
        MailError::NotAnAddress { .. } | MailError::Unsafe { .. } => {
            ActionError::field("mail", "replies-no-address")
        }
        other => ActionError::Storage(StorageError::Log(other.to_string())),
    }
}
