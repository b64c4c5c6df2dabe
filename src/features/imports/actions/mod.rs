//! What people can do with files of others: take one in, see what it would bring, take it, let it go, take it back.

mod files;
mod previewing;
mod taking;
mod visits;

use std::collections::HashMap;

use crate::db::counter::Series;
use crate::db::register::{
    ImportLine, ImportRun, ImportState, drop_import, import_numbered, imports_of, keep_profile,
    lines_of, profiles_of, save_profile, undo_import,
};
use crate::db::{BlobId, DossierId, StorageError, blob, write};
use crate::domain::actor::Permission;
use crate::domain::exchange::Note;
use crate::features::imports::profile::{Profile, Question};
use crate::features::imports::reading::Answered;
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::blobs::BlobError;

pub use files::{Receiving, bytes_of_waiting, handed_out, receive};
pub use previewing::{Coming, Preview, VisitComing, checks, preview};
pub use taking::{Taking, take};
pub use visits::{TakenVisits, taken_visits};

/// The longest name of a saved way to read tables.
const LONGEST_NAME: usize = 100;

/// The code of the note that a place was added to a check.
const PLACE_ADDED: &str = "visit-place-added";

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Like every other action.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// It cannot be read.
    #[error("{} at {}", .0.code, .0.at.0)]
    Unreadable(Note),
    /// Rows do not do, and all or nothing was asked for.
    #[error("{} rows do not do", .0.len())]
    Refused(Vec<Note>),
    /// Something must be answered first.
    #[error("{} questions are open", .0.len())]
    Asked(Vec<Question>),
    /// These bytes are taken already: the number of the import.
    #[error("taken already as {0}")]
    There(i64),
    /// Something was built on it since: the number of an agreement.
    #[error("agreement {0} was built on")]
    BuiltOn(i64),
    /// A later import changed the visits of it: the number of that one.
    #[error("import {0} was built on it")]
    BuiltOnBy(i64),
    /// It has more bytes than it may have.
    #[error("more than {0} bytes")]
    TooLarge(u64),
    /// The organisation has no room left, or the disk has none.
    #[error("no room left")]
    NoRoom,
    /// The stored file is not what was stored.
    #[error(transparent)]
    Blob(BlobError),
}

impl From<StorageError> for ImportError {
    fn from(error: StorageError) -> Self {
        Self::Action(error.into())
    }
}

impl From<BlobError> for ImportError {
    fn from(error: BlobError) -> Self {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        match error {
            BlobError::TooLarge { most } => Self::TooLarge(most),
            BlobError::Disk(error) if matches!(error.kind(), StorageFull | QuotaExceeded) => {
                Self::NoRoom
            }
            other => Self::Blob(other),
        }
    }
}

fn may_change(ctx: &Ctx) -> Result<(), ActionError> {
    Ok(ctx.require(Permission::ChangeAudits)?)
}

/// Every import, the newest first.
pub async fn imports(ctx: &Ctx) -> Result<Vec<ImportRun>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    Ok(imports_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master).await?)
}

/// One import with what it did.
pub async fn import(ctx: &Ctx, number: i64) -> Result<(ImportRun, Vec<ImportLine>), ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let conn = ctx.app.db.reads();
    let run = import_numbered(conn, ctx.scope, &ctx.app.master, number).await?;
    let run = run.ok_or(ActionError::NotThere)?;
    let lines = lines_of(conn, ctx.scope, run.id).await?;
    Ok((run, lines))
}

/// What was answered about the file of an import so far.
#[must_use]
pub fn answers_of(run: &ImportRun) -> Answered {
    let kept = run.profile.clone();
    kept.and_then(|kept| serde_json::from_value(kept).ok())
        .unwrap_or_default()
}

/// An import whose file came in and of which nothing was taken yet.
async fn waiting(ctx: &Ctx, number: i64) -> Result<ImportRun, ActionError> {
    may_change(ctx)?;
    let run = import_numbered(ctx.app.db.reads(), ctx.scope, &ctx.app.master, number).await?;
    let run = run.filter(|run| run.state == ImportState::Waiting);
    run.ok_or(ActionError::NotThere)
}

/// Keeps what was answered about the file of a waiting import.
pub async fn answer(ctx: &Ctx, number: i64, answered: &Answered) -> Result<(), ActionError> {
    let run = waiting(ctx, number).await?;
    let kept = serde_json::to_value(answered).unwrap_or_default();
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        Ok(keep_profile(txn, ctx.scope, run.id, kept).await?)
    })
    .await
}

/// Lets a waiting import go, and its file.
pub async fn discard(ctx: &Ctx, number: i64) -> Result<(), ActionError> {
    let run = waiting(ctx, number).await?;
    let gone = write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        drop_import(txn, ctx.scope, run.id).await?;
        if let Some(id) = run.blob {
            blob::remove_blob(txn, ctx.scope, id.into()).await?;
        }
        let label = Series::Import.label(number);
        noted(txn, ctx, ("import-discarded", &label), &mut ids).await
    });
    let gone: Result<(), ActionError> = gone.await;
    gone?;
    if let Some(id) = run.blob {
        ctx.app.blobs.remove(BlobId::from(id)).await;
    }
    Ok(())
}

/// Takes an import back: what it made goes, what it changed is as it was.
pub async fn undo(ctx: &Ctx, number: i64) -> Result<(), ImportError> {
    may_change(ctx)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let run = import_numbered(txn, ctx.scope, &ctx.app.master, number).await?;
        let run = run.filter(|run| run.state == ImportState::Done);
        let run = run.ok_or(ActionError::NotThere)?;
        visits::undo(txn, ctx, &run, &mut ids).await?;
        if let Err(agreement) = undo_import(txn, ctx.scope, run.id, &mut ids).await? {
            return Err(ImportError::BuiltOn(agreement));
        }
        let label = Series::Import.label(number);
        noted(txn, ctx, ("import-undone", &label), &mut ids).await?;
        Ok(())
    })
    .await
}

/// The numbers of the agreements that lines speak of.
pub async fn numbers_of(
    ctx: &Ctx,
    lines: &[ImportLine],
) -> Result<HashMap<DossierId, i64>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let ids: Vec<_> = lines.iter().filter_map(|line| line.dossier).collect();
    Ok(crate::db::register::numbers_of(ctx.app.db.reads(), ctx.scope, &ids).await?)
}

/// The saved ways to read tables, by name.
pub async fn profiles(ctx: &Ctx) -> Result<Vec<(String, Profile)>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let kept = profiles_of(ctx.app.db.reads(), ctx.scope).await?;
    let read = kept
        .into_iter()
        .filter_map(|(name, _, profile)| Some((name, serde_json::from_value(profile).ok()?)));
    Ok(read.collect())
}

/// Saves a way to read tables under a name, as its next version.
pub async fn name_profile(ctx: &Ctx, name: &str, profile: &Profile) -> Result<(), ActionError> {
    may_change(ctx)?;
    let name = name.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(ActionError::field("name", "field-empty"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(ActionError::field("name", "field-signs"));
    }
    let mut profile = profile.clone();
    name.clone_into(&mut profile.name);
    let kept = serde_json::to_value(&profile).unwrap_or_default();
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        save_profile(txn, ctx.scope, name, &kept, &mut ids).await?;
        noted(txn, ctx, ("import-profile-saved", name), &mut ids).await
    })
    .await
}
