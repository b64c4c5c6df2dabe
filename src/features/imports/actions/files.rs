//! The file of an import: sealed while it comes in, opened again to be read or handed out.

use super::{ImportError, may_change, waiting};
use crate::db::blob::{Blob, add_blob, blob_of, bytes_of, content_place};
use crate::db::counter::Series;
use crate::db::key::organisation_key_of;
use crate::db::register::{ImportRun, NewImport, add_import, import_of_bytes};
use crate::db::{BlobId, IdSource, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::keys::{PREFIX, SubjectKey};
use crate::features::imports::reading::Answered;
use crate::infra::action::{ActionError, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::blobs::{Reading, Writing};

/// A file that comes through a web page is read from memory.
const MOST: u64 = 100_000_000;
/// A name is a line.
const LONGEST_NAME: usize = 200;

/// A file that comes in.
#[derive(Debug)]
pub struct Receiving {
    id: BlobId,
    key: SubjectKey,
    writing: Writing,
}

/// Begins to take a file in. `announced` is how many bytes are said to come: what is too much is refused before any of
/// it is read. From the command line a file may be as large as there is room.
pub async fn receive(ctx: &Ctx, announced: Option<u64>) -> Result<Receiving, ImportError> {
    may_change(ctx)?;
    let used = bytes_of(ctx.app.db.reads(), ctx.scope).await?;
    let room = ctx.app.config.storage.organisation.saturating_sub(used);
    let most = match ctx.actor.number() {
        Some(_) => MOST.min(ctx.app.config.storage.document),
        None => room,
    };
    // A form around a file takes some bytes of its own.
    let announced = announced.unwrap_or(0).saturating_sub(8 * 1024);
    if announced > most && most < room {
        return Err(ImportError::TooLarge(most));
    }
    if room == 0 || announced > room {
        return Err(ImportError::NoRoom);
    }
    let mut ids = ctx.ids();
    let (id, key) = (BlobId::new(&mut ids), SubjectKey::new(ids.random_secret()));
    let mut prefix = [0; PREFIX];
    prefix.copy_from_slice(&ids.random_secret()[..PREFIX]);
    let sealed_for = (id, content_place(ctx.scope, id));
    let writing = ctx
        .app
        .blobs
        .begin(sealed_for, &key, (prefix, most.min(room)))?;
    Ok(Receiving { id, key, writing })
}

impl Receiving {
    /// Takes further bytes.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        Ok(self.writing.push(bytes).await?)
    }

    /// Keeps what came in as an import that waits; gives its number. Where that fails, nothing of it stays.
    pub async fn keep(
        self,
        ctx: &Ctx,
        name: &str,
        answered: &Answered,
    ) -> Result<i64, ImportError> {
        let received = self.writing.finish().await?;
        let blob = Blob {
            id: self.id,
            sha256: received.sha256,
            bytes: received.bytes,
            key: self.key,
        };
        let kept = kept(ctx, &named(name), &blob, answered).await;
        if kept.is_err() {
            ctx.app.blobs.remove(blob.id).await;
        }
        kept
    }
}

/// The last part of a path as a browser may send it, as a line.
fn named(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = last.chars().filter(|letter| !letter.is_control());
    line.take(LONGEST_NAME).collect()
}

async fn kept(ctx: &Ctx, name: &str, blob: &Blob, answered: &Answered) -> Result<i64, ImportError> {
    let sha256 = blob.sha256.to_string();
    let profile = serde_json::to_value(answered).ok();
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let there = import_of_bytes(txn, ctx.scope, &ctx.app.master, &sha256).await?;
        if let Some(there) = there {
            return Err(ImportError::There(there.number));
        }
        let used = bytes_of(txn, ctx.scope).await?;
        if used.saturating_add(blob.bytes) > ctx.app.config.storage.organisation {
            return Err(ImportError::NoRoom);
        }
        let key = ctx.organisation_key(txn, &mut ids).await?;
        add_blob(txn, ctx.scope, &key, blob, &mut ids).await?;
        let new = NewImport {
            format: "",
            file_name: name,
            sha256: &sha256,
            bytes: blob.bytes,
            blob: Some(blob.id.as_uuid()),
            profile,
            counts: (0, 0),
            by: by(ctx),
        };
        let (_, number) = add_import(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        let label = Series::Import.label(number);
        noted(txn, ctx, ("import-received", &label), &mut ids).await?;
        Ok(number)
    })
    .await
}

async fn opened(ctx: &Ctx, run: &ImportRun) -> Result<Reading, ImportError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let id = run.blob.map(BlobId::from).ok_or(ActionError::NotThere)?;
    let key = organisation_key_of(conn, ctx.scope, master).await?;
    let key = key.ok_or(StorageError::NotThere { what: "key" })?;
    let blob = blob_of(conn, ctx.scope, &key, id).await?;
    let place = content_place(ctx.scope, id);
    Ok(ctx.app.blobs.open(place, &blob).await?)
}

/// The whole file of a waiting import, which came through a web page.
pub async fn bytes_of_waiting(ctx: &Ctx, number: i64) -> Result<Vec<u8>, ImportError> {
    let run = waiting(ctx, number).await?;
    let bytes = opened(ctx, &run).await?.whole(MOST).await?;
    Ok(bytes.to_vec())
}

/// The file of an import as it was sent, to be saved. It is looked at to its end before the first byte goes out, and that
/// it was taken is noted.
pub async fn handed_out(ctx: &Ctx, run: &ImportRun) -> Result<Reading, ImportError> {
    ctx.require(Permission::ReadAudits)
        .map_err(ActionError::from)?;
    opened(ctx, run).await?.checked().await?;
    let label = Series::Import.label(run.number);
    let noting = write(&ctx.app.db, async |txn| {
        noted(txn, ctx, ("import-file-taken", &label), &mut ctx.ids()).await
    });
    noting.await?;
    opened(ctx, run).await
}
