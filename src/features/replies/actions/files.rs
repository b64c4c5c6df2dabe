//! Documents that come with a reply: sealed and told to the evidence log like our own evidence, and handed out as they came.

use sea_orm::DatabaseTransaction;

use super::{READS, told};
use crate::db::audit::AuditLine;
use crate::db::blob::{Blob, add_blob, blob_of, bytes_of, content_place};
use crate::db::findings::{
    AboutReplyFile, NewReplyFile, ReplyFile, add_reply_file, reply_files_of,
};
use crate::db::key::organisation_key_of;
use crate::db::{BlobId, IdSource, StorageError, read, write};
use crate::domain::code::Code;
use crate::domain::content::{HEAD, TAIL, content_of};
use crate::domain::keys::{PREFIX, SubjectKey};
use crate::domain::log::Happening;
use crate::infra::action::{ActionError, noted};
use crate::infra::app::Ctx;
use crate::infra::blobs::{BlobError, Reading};
use crate::infra::planned::own_audit;

/// A document with a reply has at most so many bytes.
pub const MOST: usize = 10 * 1024 * 1024;
/// So many documents come in one round, at most.
const MOST_FILES: usize = 60;

/// A document that lies sealed on the disk and has no row yet.
#[derive(Debug)]
pub struct Stored {
    blob: Blob,
    media_type: &'static str,
    about: AboutReplyFile,
}

/// Seals a document.
///
/// # Errors
/// Told at the field `file` where it is not taken; those of the disk.
pub async fn stored(ctx: &Ctx, bytes: &[u8], title: &str) -> Result<Stored, ActionError> {
    let refused = |why: &'static str| ActionError::field("file", why);
    let head = &bytes[..bytes.len().min(HEAD)];
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let content = content_of(head, tail).map_err(|_| refused("replies-file-kind"))?;
    let used = bytes_of(ctx.app.db.reads(), ctx.scope).await?;
    let room = ctx.app.config.storage.organisation.saturating_sub(used);
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > room {
        return Err(refused("replies-file-room"));
    }
    let mut ids = ctx.ids();
    let (id, key) = (BlobId::new(&mut ids), SubjectKey::new(ids.random_secret()));
    let mut prefix = [0; PREFIX];
    prefix.copy_from_slice(&ids.random_secret()[..PREFIX]);
    let most = u64::try_from(MOST).unwrap_or(u64::MAX);
    let place = content_place(ctx.scope, id);
    let failed = |_: BlobError| refused("replies-file-room");
    let mut writing = ctx
        .app
        .blobs
        .begin((id, place), &key, (prefix, most))
        .map_err(failed)?;
    writing.push(bytes).await.map_err(failed)?;
    let received = writing.finish().await.map_err(failed)?;
    let title = title.trim();
    Ok(Stored {
        blob: Blob {
            id,
            sha256: received.sha256,
            bytes: received.bytes,
            key,
        },
        media_type: content.media_type,
        about: AboutReplyFile {
            title: title
                .chars()
                .filter(|c| !c.is_control())
                .take(200)
                .collect(),
            file_name: None,
        },
    })
}

impl Stored {
    /// Takes it away again, where what it came with is not kept.
    pub async fn dropped(self, ctx: &Ctx) {
        ctx.app.blobs.remove(self.blob.id).await;
    }

    /// Keeps it in a round; gives the code under which the answer cites it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn keep(
        &self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        (line, round): (&AuditLine, u32),
        ids: &mut dyn IdSource,
    ) -> Result<Code, ActionError> {
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let there = reply_files_of(txn, scope, master, line.id).await?;
        if there.iter().filter(|one| one.round == round).count() >= MOST_FILES {
            return Err(ActionError::field("file", "replies-file-many"));
        }
        let key = ctx.organisation_key(txn, &mut *ids).await?;
        add_blob(txn, scope, &key, &self.blob, &mut *ids).await?;
        let new = NewReplyFile {
            blob: &self.blob,
            media_type: self.media_type,
            about: &self.about,
        };
        let at = ((line.id, round), new);
        let code = add_reply_file(txn, scope, master, at, &mut *ids).await?;
        let name = format!("reply/{round}/{code}");
        let sha256 = self.blob.sha256;
        let subject = crate::db::log::subject_named(txn, scope, line.id, &name, &mut *ids).await?;
        let mut fact = ctx.fact(subject);
        fact.audit = Some(line.code.as_str());
        fact.blobs = vec![sha256];
        let told = ctx.record(txn, ids, fact, |opening| Happening::DocumentReceived {
            blob: opening
                .blob_commitments()
                .first()
                .copied()
                .unwrap_or(sha256),
        });
        let _seq: u64 = told.await?;
        Ok(code)
    }
}

/// A document as it came, to be saved: looked at to its end before the first byte goes out.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database and the disk.
pub async fn taken(
    ctx: &Ctx,
    (code, file): (&str, &str),
) -> Result<(ReplyFile, Reading), ActionError> {
    ctx.require(READS)?;
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let line = read(&ctx.app.db, async |txn| own_audit(txn, ctx, code).await).await?;
    let conn = ctx.app.db.reads();
    let files = reply_files_of(conn, scope, master, line.id).await?;
    let found = files.into_iter().find(|one| one.code.as_str() == file);
    let found = found.ok_or(ActionError::NotThere)?;
    let key = organisation_key_of(conn, scope, master).await?;
    let blob = blob_of(conn, scope, &key.ok_or(ActionError::NotThere)?, found.blob).await?;
    let broken = |error: BlobError| StorageError::Log(error.to_string());
    let open = || ctx.app.blobs.open(content_place(scope, blob.id), &blob);
    open()
        .await
        .map_err(broken)?
        .checked()
        .await
        .map_err(broken)?;
    let noting = write(&ctx.app.db, async |txn| {
        noted(txn, ctx, ("reply-file-taken", code), &mut ctx.ids()).await
    });
    noting.await?;
    let reading = open().await.map_err(broken)?;
    Ok((found, reading))
}

/// Tells the evidence log that an answer came in.
pub(super) async fn answer_told(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, round, number): (&AuditLine, u32, u32),
    answer: &crate::domain::reply::Answer,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let sha256 = super::hash_of(&super::text_of(answer));
    let name = format!("reply/{round}/{number}");
    let says = move |_: &_| Happening::ReplyReceived { sha256 };
    Ok(told(txn, ctx, (line, &name), None, says, ids).await?)
}
