//! Files that were taken before, one by one or as a packed folder: each is matched to something that came in, by the number in its
//! name or by the time that its device gives, and kept with it.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use tokio::sync::mpsc;

use super::store::{self, Announced, FileError, Stored};
use crate::db::audit::AuditLine;
use crate::db::blob::content_place;
use crate::db::fieldwork::{Came, NewFile, PublicCopy, add_files, files_of, give_copy};
use crate::db::{BlobId, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::intake::FileKind;
use crate::domain::log::{Digest, Happening};
use crate::domain::review::ReviewState;
use crate::infra::accepting::{refresh, subject_of};
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::packed::{Packed, PackedError};

/// Files of one sending, packed or not.
pub(super) const MOST: usize = 200;
/// A photograph is taken at most so long before the visit begins, and after it, where nobody noted when it ended.
const BEFORE: TimeDelta = TimeDelta::minutes(30);
const AFTER: TimeDelta = TimeDelta::hours(4);

/// What became of a file.
pub(super) type Became = Result<(String, &'static str), FileError>;

/// What a file belongs to, and how that was found.
fn matching<'c>(
    all: &'c [Came],
    name: &str,
    taken: Option<NaiveDateTime>,
) -> Result<(&'c Came, &'static str), &'static str> {
    let upper = name.to_uppercase();
    let open = || {
        all.iter().filter(|came| {
            let over = [ReviewState::Withdrawn, ReviewState::Rejected];
            came.submission.is_some() && !over.contains(&came.line.state)
        })
    };
    if let Some(at) = upper.find("V-") {
        let digits: String = upper[at + 2..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if let Ok(number) = digits.parse::<i64>() {
            let found = open().find(|came| came.line.number == number);
            return found.map(|came| (came, "by-name")).ok_or("folder-no-visit");
        }
    }
    let taken = taken.ok_or("folder-no-visit")?;
    let mut near = open().filter(|came| {
        came.submission.as_ref().is_some_and(|seen| {
            if seen.started.time() == NaiveTime::MIN {
                return seen.started.date() == taken.date();
            }
            let until = seen.ended.unwrap_or(seen.started + AFTER);
            (seen.started - BEFORE..=until).contains(&taken)
        })
    });
    match (near.next(), near.next()) {
        (Some(came), None) => Ok((came, "by-time")),
        (Some(_), Some(_)) => Err("folder-several"),
        (None, _) => Err("folder-no-visit"),
    }
}

/// Keeps a file that is stored with what it belongs to; where it belongs to nothing, nothing of it stays.
pub(super) async fn attached(
    ctx: &Ctx,
    line: &AuditLine,
    (all, name): (&[Came], &str),
    stored: Stored,
) -> Became {
    let about = &stored.file.about;
    let kept = match matching(all, name, about.said.taken) {
        Ok((came, how)) => {
            let kept = with(ctx, line, came, &stored).await;
            kept.map(|()| (came.line.label(), how))
        }
        Err(why) => Err(ActionError::field("photograph", why).into()),
    };
    store::or_gone(ctx, &stored.blobs, kept).await
}

/// Unpacks a folder that is stored, and keeps each file in it as if it had been sent alone. The folder itself does not stay. What
/// was said of each file, by its name; or why the folder was not read.
pub(super) async fn unpacked(
    ctx: &Ctx,
    line: &AuditLine,
    all: &[Came],
    folder: Stored,
) -> Result<Vec<(String, Became)>, FileError> {
    let done = each(ctx, line, all, &folder).await;
    for blob in &folder.blobs {
        ctx.app.blobs.remove(blob.id).await;
    }
    done
}

async fn each(
    ctx: &Ctx,
    line: &AuditLine,
    all: &[Came],
    folder: &Stored,
) -> Result<Vec<(String, Became)>, FileError> {
    let blob = folder.blobs.first().ok_or(FileError::NotThere)?;
    let file = ctx
        .app
        .blobs
        .seek(content_place(ctx.scope, blob.id), blob)?;
    let storage = ctx.app.config.storage;
    let limits = (MOST, storage.packed.saturating_mul(2));
    // One file waits while another is looked at; no more of the folder is in memory.
    let (sender, mut files) = mpsc::channel(1);
    let reading = tokio::task::spawn_blocking(move || {
        let mut packed = Packed::open(file, limits)?;
        for one in packed.files().to_vec() {
            if one.is_by_the_way() {
                continue;
            }
            let bytes = packed.read(&one, storage.photograph);
            if sender.blocking_send((one.name, bytes)).is_err() {
                break;
            }
        }
        Ok::<_, PackedError>(())
    });
    let mut became = Vec::new();
    while let Some((name, bytes)) = files.recv().await {
        let kept = match bytes {
            Ok(bytes) => alone(ctx, line, (all, &name), &bytes).await,
            Err(why) => Err(FileError::Packed(why)),
        };
        if let Err(error @ (FileError::Storage(_) | FileError::Reader(_) | FileError::Blob(_))) =
            kept
        {
            return Err(error);
        }
        became.push((name, kept));
    }
    match reading.await {
        Ok(Ok(())) => Ok(became),
        Ok(Err(why)) => Err(FileError::Packed(why)),
        Err(_) => Err(FileError::Packed(PackedError::Broken)),
    }
}

async fn alone(ctx: &Ctx, line: &AuditLine, (all, name): (&[Came], &str), bytes: &[u8]) -> Became {
    let stored = store::taken(ctx, bytes, Announced::default()).await?;
    if stored.file.about.said.kind == FileKind::Archive {
        let nothing = Err(FileError::Packed(PackedError::OtherKind));
        return store::or_gone(ctx, &stored.blobs, nothing).await;
    }
    attached(ctx, line, (all, name), stored).await
}

/// Keeps a file with what came in, and tells the evidence log.
async fn with(ctx: &Ctx, line: &AuditLine, came: &Came, stored: &Stored) -> Result<(), FileError> {
    let file = &stored.file;
    let sha256 = Digest::parse(&file.about.said.sha256);
    let sha256 = sha256.ok_or(StorageError::NotThere { what: "SHA-256" })?;
    let new = NewFile {
        sha256,
        bytes: file.about.said.len,
        media_type: file.media_type.clone(),
        blob: Some(BlobId::from(file.blob)),
        about: file.about.clone(),
    };
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let (scope, master, id) = (ctx.scope, &ctx.app.master, came.line.id);
        let there = files_of(txn, scope, master, &[id]).await?;
        if there.values().flatten().any(|one| one.sha256 == sha256) {
            return Err(ActionError::field("photograph", "folder-there").into());
        }
        store::add_rows(txn, ctx, &stored.blobs, &mut ids).await?;
        add_files(txn, scope, master, (id, &[new]), &mut ids).await?;
        let kept = files_of(txn, scope, master, &[id]).await?;
        let last = kept.values().flatten().last();
        if let (Some(last), Some((copy, hash, preview))) = (last, &file.copy)
            && let Some(hash) = Digest::parse(hash)
        {
            let copy = PublicCopy {
                blob: BlobId::from(*copy),
                sha256: hash,
                preview: BlobId::from(*preview),
            };
            give_copy(txn, scope, last.id, &copy).await?;
        }
        let subject = subject_of(txn, ctx, (line, came.line.client_id), &mut ids).await?;
        let mut fact = ctx.fact(subject);
        fact.audit = Some(line.code.as_str());
        fact.blobs = vec![sha256];
        ctx.record(txn, &mut ids, fact, |opening| Happening::DocumentReceived {
            blob: opening
                .blob_commitments()
                .first()
                .copied()
                .unwrap_or(sha256),
        })
        .await?;
        if came.line.state == ReviewState::Accepted {
            refresh(txn, ctx, line, came, &mut ids).await?;
        }
        noted(txn, ctx, ("photograph-added", line.code.as_str()), &mut ids).await?;
        Ok::<_, FileError>(())
    })
    .await
}
