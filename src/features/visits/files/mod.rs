//! Files of what came in: what others may see of a picture, and what is covered; for whoever checks and whoever sent it.

mod cover;
mod words;

use super::instruments::audit;
use super::intake::number_of;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Came, FileLine, files_of, submission_numbered};
use crate::domain::actor::Permission;
use crate::infra::action::{ActionError, by};
use crate::infra::app::Ctx;
use crate::infra::sealed_pairs::{is_sealed, tests_of};

pub(super) use cover::cover;
pub(super) use words::describe;

/// A file with what it came with.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) audit: AuditLine,
    pub(super) came: Came,
    pub(super) file: FileLine,
}

/// A file of what came in, for who checks and for whoever sent it.
pub(super) async fn found(
    ctx: &Ctx,
    (code, label, number): (&str, &str, &str),
) -> Result<Found, ActionError> {
    let audit = audit(ctx, code).await?;
    let numbered = number_of(label).ok_or(ActionError::NotThere)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let came = submission_numbered(conn, ctx.scope, master, (audit.id, numbered)).await?;
    let came = came.filter(|came| came.submission.is_some());
    let came = came.ok_or(ActionError::NotThere)?;
    if !ctx.actor.may(Permission::CheckVisits) && came.by != Some(by(ctx)) {
        return Err(ActionError::NotThere);
    }
    // Half of a paired test of which the other half is not in, for nobody but whoever sent it.
    let tests = tests_of(conn, ctx, &audit).await?;
    if came.by != Some(by(ctx)) && is_sealed(&came, &tests) {
        return Err(ActionError::NotThere);
    }
    let mut files = files_of(conn, ctx.scope, master, &[came.line.id]).await?;
    let files = files.remove(&came.line.id).unwrap_or_default();
    let mut files = files.into_iter();
    let file = files.find(|file| file.number.to_string() == number);
    let file = file.ok_or(ActionError::NotThere)?;
    Ok(Found { audit, came, file })
}
