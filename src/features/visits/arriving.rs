//! Files that follow what was sent: which were announced, and keeping one when it is here.

use uuid::Uuid;

use super::store::{self, FileError, Stored};
use crate::db::audit::audit_with;
use crate::db::fieldwork::{
    Came, FileLine, PublicCopy, arrived, device_numbered, files_of, give_copy, submission_with,
};
use crate::db::{BlobId, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::log::Digest;
use crate::domain::review::ReviewState;
use crate::infra::accepting::refresh;
use crate::infra::action::{by, still_may};
use crate::infra::app::Ctx;

/// The files under this hash that an observation of the actor announced. Several may have equal bytes.
///
/// # Errors
/// [`FileError::NotThere`] where there are none, where the observation is another's, and where it was erased.
pub async fn announced(ctx: &Ctx, id: Uuid, sha256: Digest) -> Result<Vec<FileLine>, FileError> {
    ctx.require(Permission::SendVisits)?;
    announced_by(ctx, by(ctx), (id, sha256)).await
}

/// The same of whoever is kept under this number.
///
/// # Errors
/// As [`announced`].
pub async fn announced_by(
    ctx: &Ctx,
    whose: i64,
    (id, sha256): (Uuid, Digest),
) -> Result<Vec<FileLine>, FileError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let came = came(ctx, id).await?.ok_or(FileError::NotThere)?;
    let own = came.by == Some(whose) || is_of_the_observer(ctx, &came, whose).await?;
    own.then_some(()).ok_or(FileError::NotThere)?;
    let mut files = files_of(conn, ctx.scope, master, &[came.line.id]).await?;
    let files = files.remove(&came.line.id).unwrap_or_default();
    let ours: Vec<FileLine> = files
        .into_iter()
        .filter(|file| file.sha256 == sha256)
        .collect();
    match ours.is_empty() {
        true => Err(FileError::NotThere),
        false => Ok(ours),
    }
}

/// Whether whoever is kept under this number is a phone of the observer whose other phone sent it: who was shut out and let in
/// anew goes on where the first one stopped.
async fn is_of_the_observer(ctx: &Ctx, came: &Came, whose: i64) -> Result<bool, StorageError> {
    if whose >= 0 || came.by.is_none_or(|by| by >= 0) {
        return Ok(false);
    }
    let device = device_numbered(ctx.app.db.reads(), ctx.scope, -whose).await?;
    let sent = came.submission.as_ref();
    Ok(device.is_some_and(|device| {
        device.audit == came.line.audit
            && sent.is_some_and(|sent| sent.observers == [device.code.as_str()])
    }))
}

async fn came(ctx: &Ctx, id: Uuid) -> Result<Option<Came>, FileError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let came = submission_with(conn, ctx.scope, master, id).await?;
    Ok(came.filter(|came| came.submission.is_some()))
}

/// Keeps a file that is here with every line that announced it and waits. Where that fails, nothing of the file stays.
///
/// # Errors
/// [`FileError`].
pub async fn attach(
    ctx: &Ctx,
    id: Uuid,
    (lines, stored): (&[FileLine], &Stored),
) -> Result<(), FileError> {
    let came = came(ctx, id).await?;
    let kept = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        still_may(txn, ctx, Permission::SendVisits).await?;
        store::add_rows(txn, ctx, &stored.blobs, &mut ids).await?;
        for line in lines.iter().filter(|line| line.blob.is_none()) {
            let mut about = line.about.clone();
            about.looked.clone_from(&stored.file.about.looked);
            let is = (stored.file.media_type.as_str(), &about);
            let of = (line.id, BlobId::from(stored.file.blob));
            arrived(txn, ctx.scope, &ctx.app.master, of, is, &mut ids).await?;
            let Some((copy, hash, preview)) = &stored.file.copy else {
                continue;
            };
            let hash = Digest::parse(hash).ok_or(StorageError::NotThere { what: "SHA-256" })?;
            let copy = PublicCopy {
                blob: BlobId::from(*copy),
                sha256: hash,
                preview: BlobId::from(*preview),
            };
            give_copy(txn, ctx.scope, line.id, &copy).await?;
        }
        // What counts already gets its picture as a piece of evidence now.
        let counts = |came: &&Came| came.line.state == ReviewState::Accepted;
        if let Some(came) = came.as_ref().filter(counts) {
            let audit = audit_with(txn, ctx.scope, came.line.audit).await?;
            let audit = audit.ok_or(FileError::NotThere)?;
            refresh(txn, ctx, &audit, came, &mut ids).await?;
        }
        Ok::<_, FileError>(())
    });
    store::or_gone(ctx, &stored.blobs, kept.await).await
}
