//! Files that come in part by part: begun, gone on with where they were cut off, and kept with what announced them when they
//! are whole. How far one is, is told after that much is on the disk.

mod growing;
mod turns;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::arriving::{announced, attach};
use super::store::{self, Announced, FileError};
use crate::db::fieldwork::{
    NewUpload, Upload, add_upload, lapsed_uploads, remove_upload, upload_done, upload_of,
    uploads_like,
};
use crate::db::{IdSource, UploadId, write};
use crate::domain::actor::Permission;
use crate::domain::keys::{Place, SubjectKey};
use crate::domain::log::Digest;
use crate::infra::action::{by, still_may};
use crate::infra::app::Ctx;
use crate::infra::blobs::{BlobError, Passing};

pub use growing::{Check, grow};
pub use turns::{Turn, Turns};

/// For how long a file is waited for after its last byte came.
pub const WAITED: TimeDelta = TimeDelta::days(7);

/// Why nothing of a file was taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// It is not there, or not the actor's.
    #[error("not there")]
    NotThere,
    /// It has arrived already.
    #[error("arrived")]
    Arrived,
    /// Nobody waits for it any more.
    #[error("gone")]
    Gone,
    /// It is as far as this, and not as far as was said.
    #[error("it is as far as {0}")]
    Elsewhere(u64),
    /// More bytes than it has.
    #[error("more bytes than were announced")]
    TooMany,
    /// What came is not what its checksum says.
    #[error("another checksum")]
    Checksum,
    /// The connection broke; what arrived is kept.
    #[error("cut off")]
    CutOff,
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
}

impl From<crate::db::StorageError> for UploadError {
    fn from(error: crate::db::StorageError) -> Self {
        FileError::from(error).into()
    }
}

impl From<BlobError> for UploadError {
    fn from(error: BlobError) -> Self {
        FileError::from(error).into()
    }
}

/// A file that is to come.
#[derive(Clone, Debug)]
pub struct Beginning<'a> {
    /// The observation that announced it.
    pub observation: Uuid,
    /// What it must hash to.
    pub sha256: Digest,
    /// How many bytes it has.
    pub bytes: u64,
    /// What was said of it, as it was said.
    pub metadata: &'a str,
}

/// Begins to take a file in; gives it as it stands.
///
/// # Errors
/// [`UploadError::Arrived`]; [`FileError::NotThere`] where nothing of the actor's announced it, [`FileError::OtherBytes`] where it was
/// announced with another length.
pub async fn begin(ctx: &Ctx, new: Beginning<'_>) -> Result<Upload, UploadError> {
    let most = store::largest(&ctx.app.config.storage);
    if new.bytes > most {
        return Err(FileError::TooLarge { most }.into());
    }
    let lines = announced(ctx, new.observation, new.sha256).await?;
    if lines.iter().all(|line| line.bytes != new.bytes) {
        return Err(FileError::OtherBytes(new.sha256).into());
    }
    if lines.iter().all(|line| line.blob.is_some()) {
        return Err(UploadError::Arrived);
    }
    store::room(ctx, new.bytes).await?;
    let mut ids = ctx.ids();
    let id = UploadId::new(&mut ids);
    let row = NewUpload {
        id,
        by: by(ctx),
        client_id: new.observation,
        sha256: new.sha256,
        bytes: new.bytes,
        metadata: new.metadata,
        key: SubjectKey::new(ids.random_secret()),
        until: ctx.now + WAITED,
    };
    let before = write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::SendVisits).await?;
        let of = (row.client_id, row.sha256);
        // One at a time: what nobody knows the address of any more makes room.
        let before = uploads_like(txn, ctx.scope, of).await?;
        for one in &before {
            remove_upload(txn, ctx.scope, *one).await?;
        }
        add_upload(txn, ctx.scope, &ctx.app.master, &row, &mut ids).await?;
        Ok::<_, FileError>(before)
    });
    for one in before.await? {
        ctx.app.blobs.drop_passing(one).await;
    }
    found(ctx, id).await
}

/// One of the actor's that is on its way.
///
/// # Errors
/// [`UploadError::NotThere`], [`UploadError::Gone`].
pub async fn found(ctx: &Ctx, id: UploadId) -> Result<Upload, UploadError> {
    ctx.require(Permission::SendVisits)
        .map_err(|_| UploadError::NotThere)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let upload = upload_of(conn, ctx.scope, master, id).await?;
    let upload = upload.filter(|upload| upload.by == by(ctx));
    let upload = upload.ok_or(UploadError::NotThere)?;
    match is_waited_for(&upload, ctx.now) {
        true => Ok(upload),
        false => Err(UploadError::Gone),
    }
}

fn is_waited_for(upload: &Upload, now: DateTime<Utc>) -> bool {
    upload.until > now
}

/// How far one is. One of which every byte has come and that was not kept yet is kept now.
///
/// # Errors
/// As [`found`], and as keeping it.
pub async fn asked(ctx: &Ctx, turns: &Turns, id: UploadId) -> Result<Upload, UploadError> {
    let _turn = turns.take(id).await;
    let upload = found(ctx, id).await?;
    if upload.arrived == upload.bytes && !upload.done {
        finish(ctx, &upload).await?;
    }
    found(ctx, id).await
}

/// Ends one for good.
///
/// # Errors
/// As [`found`].
pub async fn end(ctx: &Ctx, turns: &Turns, id: UploadId) -> Result<(), UploadError> {
    let _turn = turns.take(id).await;
    let upload = found(ctx, id).await?;
    forget(ctx, upload.id).await
}

async fn forget(ctx: &Ctx, id: UploadId) -> Result<(), UploadError> {
    let removed = write(&ctx.app.db, async |txn| {
        remove_upload(txn, ctx.scope, id).await
    });
    removed.await?;
    ctx.app.blobs.drop_passing(id).await;
    Ok(())
}

fn place(ctx: &Ctx, id: UploadId) -> Place {
    ctx.scope.place(id.as_uuid(), "upload.content")
}

fn passing(ctx: &Ctx, upload: &Upload) -> Passing {
    let reached = (upload.arrived, upload.sealed);
    let place = place(ctx, upload.id);
    ctx.app
        .blobs
        .passing((upload.id, place), &upload.key, reached)
}

/// Keeps a file of which every byte has come. What is nothing that is taken, or not what was announced, is gone then.
async fn finish(ctx: &Ctx, upload: &Upload) -> Result<(), UploadError> {
    match kept(ctx, upload).await {
        Ok(()) => {}
        Err(
            error @ (FileError::OtherBytes(_)
            | FileError::No(_)
            | FileError::NotTaken(_)
            | FileError::OtherKind { .. }
            | FileError::TooLarge { .. }
            | FileError::NotThere),
        ) => {
            forget(ctx, upload.id).await?;
            return Err(error.into());
        }
        Err(FileError::Blob(error @ (BlobError::Changed | BlobError::Missing))) => {
            forget(ctx, upload.id).await?;
            return Err(error.into());
        }
        Err(error) => return Err(error.into()),
    }
    let done = write(&ctx.app.db, async |txn| {
        upload_done(txn, ctx.scope, upload.id).await
    });
    done.await?;
    ctx.app.blobs.drop_passing(upload.id).await;
    Ok(())
}

async fn kept(ctx: &Ctx, upload: &Upload) -> Result<(), FileError> {
    let lines = announced(ctx, upload.client_id, upload.sha256).await?;
    if lines.iter().all(|line| line.blob.is_some()) {
        return Ok(());
    }
    let mut taking = store::begin(ctx, Some(upload.bytes)).await?;
    let mut reading = passing(ctx, upload).read().await?;
    while let Some(part) = reading.next().await? {
        taking.push(&part).await?;
    }
    let said = Announced {
        sha256: Some(upload.sha256),
        kind: lines.first().map(|line| line.about.said.kind),
        ..Announced::default()
    };
    let stored = taking.finish(ctx, said).await?;
    attach(ctx, upload.client_id, (&lines, &stored)).await
}

/// Takes away what nobody waits for any more; gives how many there were.
///
/// # Errors
/// Those of the database.
pub async fn lapsed(ctx: &Ctx) -> Result<usize, crate::db::StorageError> {
    let all = lapsed_uploads(ctx.app.db.reads(), ctx.scope, ctx.now).await?;
    for id in &all {
        let removed = write(&ctx.app.db, async |txn| {
            remove_upload(txn, ctx.scope, *id).await
        });
        removed.await?;
        ctx.app.blobs.drop_passing(*id).await;
    }
    Ok(all.len())
}
