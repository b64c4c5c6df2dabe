//! Mail to those who answer for audits: a reply came, something is said to be fixed, somebody must look again.

use sea_orm::DatabaseTransaction;

use super::mail_failed;
use crate::db::StorageError;
use crate::db::member::memberships_in;
use crate::db::person::person_of;
use crate::domain::actor::Role;
use crate::features::replies::Replies;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::mail::{Letter, Mailbox};

/// Writes to everybody in the organisation who answers for audits and signs in by an address. Where no mail is sent, nobody
/// is written to: the same stands on the desk.
///
/// # Errors
/// Those of the database.
pub async fn tell_leads<L: Letter>(
    replies: &Replies,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    letter: &L,
) -> Result<usize, ActionError> {
    if ctx.app.config.mail.is_none() {
        return Ok(0);
    }
    let mut told = 0;
    for member in memberships_in(txn, ctx.scope).await? {
        let leads = matches!(member.role, Role::AuditLead | Role::Administrator);
        if !leads || member.disabled_at.is_some() {
            continue;
        }
        let home = replies.web.scope;
        let person = match person_of(txn, home, &ctx.app.master, member.person).await {
            Ok(person) => person,
            Err(StorageError::NotThere { .. }) => continue,
            Err(error) => return Err(error.into()),
        };
        let Ok(to) = Mailbox::parse("recipient", &person.sign_in_name) else {
            continue;
        };
        let queued = replies.outbox.queue(txn, ctx, &to, None, letter).await;
        queued.map_err(mail_failed)?;
        told += 1;
    }
    Ok(told)
}

/// A whole address of the server; the path alone where it has no public name.
#[must_use]
pub fn address(replies: &Replies, path: &str) -> String {
    let origin = replies.web.reach.origin();
    format!("{}{path}", origin.map_or("", |one| one.as_str()))
}
