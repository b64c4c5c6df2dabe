//! Mail to those who answer for audits: a reply came, something is said to be fixed, somebody must look again.

use sea_orm::DatabaseTransaction;

use crate::db::member::Membership;
use crate::domain::actor::Role;
use crate::features::replies::Replies;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::mail::{Letter, Stream};
use crate::infra::telling::Post;

/// Whether a member answers for audits.
#[must_use]
pub fn leads(member: &Membership) -> bool {
    matches!(member.role, Role::AuditLead | Role::Administrator)
}

/// Through what members are written to.
#[must_use]
pub fn post(replies: &Replies) -> Post {
    Post {
        web: replies.web.clone(),
        outbox: replies.outbox.clone(),
    }
}

/// Writes to everybody in the organisation who answers for audits and signs in by an address. Where no mail is sent, nobody
/// is written to: the same stands on the desk.
///
/// # Errors
/// Those of the database.
pub async fn tell_leads<L: Letter + Clone>(
    replies: &Replies,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    letter: &L,
) -> Result<usize, ActionError> {
    let whom = (Stream::News, leads);
    post(replies).tell(txn, ctx, whom, |_| letter.clone()).await
}

/// A whole address of the server; the path alone where it has no public name.
#[must_use]
pub fn address(replies: &Replies, path: &str) -> String {
    post(replies).address(path)
}
