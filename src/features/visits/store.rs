//! Files of the field: taken in piece by piece, sealed as they come, held against the hash that was announced, and told what
//! they are by their content. A picture gets the copies that others may see before it is kept; anything else is kept whole.

use sea_orm::DatabaseTransaction;

use crate::db::blob::{Blob, add_blob, blob_of, bytes_of, content_place};
use crate::db::fieldwork::{AboutFile, DraftFile, Looked};
use crate::db::key::organisation_key_of;
use crate::db::{BlobId, IdSource, StorageError};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::content::{Content, HEAD, NotTaken, TAIL, content_of, kind_of};
use crate::domain::covering::Covered;
use crate::domain::intake::{CaptureClass, EvidenceRef, FileKind};
use crate::domain::keys::{PREFIX, SubjectKey};
use crate::domain::log::Digest;
use crate::infra::action::ActionError;
use crate::infra::app::{Ctx, Forbidden};
use crate::infra::blobs::{BlobError, Reading, Writing};
use crate::infra::config::Storage;
use crate::infra::packed::PackedError;
use crate::infra::pictures::{Copies, Look, NoPicture};
use crate::infra::reader::PictureError;

/// A copy that this program made has at most so many bytes.
const COPY_MOST: u64 = 25 * 1024 * 1024;

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Not open to the actor, or not there.
    #[error("not there")]
    NotThere,
    /// It has too many bytes.
    #[error("more than {most} bytes")]
    TooLarge {
        /// How many it may have.
        most: u64,
    },
    /// The organisation has no room left, or the disk has none.
    #[error("no room left")]
    NoRoom,
    /// It is not what was announced.
    #[error("other bytes than were announced: {0}")]
    OtherBytes(Digest),
    /// It is no picture that is taken.
    #[error(transparent)]
    No(NoPicture),
    /// It is nothing that is taken.
    #[error(transparent)]
    NotTaken(NotTaken),
    /// A packed folder, or a file in it.
    #[error(transparent)]
    Packed(PackedError),
    /// It is of another kind than was announced.
    #[error("announced as {}, and it is {}", .announced.word(), .is.word())]
    OtherKind {
        /// As what.
        announced: FileKind,
        /// What it is.
        is: FileKind,
    },
    /// Fields beside it do not do.
    #[error("{0}")]
    Action(ActionError),
    /// The stored file.
    #[error(transparent)]
    Blob(BlobError),
    /// The reader of pictures could not be started.
    #[error("{0}")]
    Reader(std::io::Error),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<Forbidden> for FileError {
    fn from(_: Forbidden) -> Self {
        Self::NotThere
    }
}

impl From<ActionError> for FileError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::NotThere => Self::NotThere,
            ActionError::Storage(error) => Self::Storage(error),
            other => Self::Action(other),
        }
    }
}

impl From<BlobError> for FileError {
    fn from(error: BlobError) -> Self {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        match error {
            BlobError::TooLarge { most } => Self::TooLarge { most },
            BlobError::Disk(error) if matches!(error.kind(), StorageFull | QuotaExceeded) => {
                Self::NoRoom
            }
            other => Self::Blob(other),
        }
    }
}

impl From<PictureError> for FileError {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::No(why) => Self::No(why),
            PictureError::Blob(error) => error.into(),
            PictureError::Program(error) => Self::Reader(error),
        }
    }
}

/// A file that comes in.
#[derive(Debug)]
pub struct Taking {
    id: BlobId,
    key: SubjectKey,
    writing: Writing,
    bytes: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
    storage: Storage,
}

/// A file that is on the disk with its copies, and has no row yet.
#[derive(Debug)]
pub struct Stored {
    /// What is known of it.
    pub file: DraftFile,
    /// It and its copies.
    pub blobs: Vec<Blob>,
}

/// What is said of a file by whoever sends it.
#[derive(Clone, Debug, Default)]
pub struct Announced {
    /// The question it was taken for.
    pub question: Option<Code>,
    /// SHA-256, where it was said before.
    pub sha256: Option<Digest>,
    /// How it came to be.
    pub class: Option<CaptureClass>,
    /// What it shows.
    pub caption: Option<String>,
    /// Of which kind it is, where it was said before.
    pub kind: Option<FileKind>,
}

/// Begins to take a file in. `announced` is how many bytes are said to come: what is too much is refused before any of it is
/// read.
///
/// # Errors
/// [`FileError`].
pub async fn begin(ctx: &Ctx, announced: Option<u64>) -> Result<Taking, FileError> {
    ctx.require(Permission::SendVisits)?;
    let most = largest(&ctx.app.config.storage);
    // A form around a file takes some bytes of its own.
    let announced = announced.unwrap_or(0).saturating_sub(8 * 1024);
    if announced > most {
        return Err(FileError::TooLarge { most });
    }
    room(ctx, announced).await?;
    writing(ctx, most)
}

/// Whether the organisation has room for so many bytes more.
///
/// # Errors
/// [`FileError::NoRoom`] where it has none.
pub async fn room(ctx: &Ctx, bytes: u64) -> Result<(), FileError> {
    let used = bytes_of(ctx.app.db.reads(), ctx.scope).await?;
    let room = ctx.app.config.storage.organisation.saturating_sub(used);
    match room == 0 || bytes > room {
        true => Err(FileError::NoRoom),
        false => Ok(()),
    }
}

fn writing(ctx: &Ctx, most: u64) -> Result<Taking, FileError> {
    let mut ids = ctx.ids();
    let (id, key) = (BlobId::new(&mut ids), SubjectKey::new(ids.random_secret()));
    let mut prefix = [0; PREFIX];
    prefix.copy_from_slice(&ids.random_secret()[..PREFIX]);
    let place = (id, content_place(ctx.scope, id));
    let writing = ctx.app.blobs.begin(place, &key, (prefix, most))?;
    Ok(Taking {
        id,
        key,
        writing,
        bytes: 0,
        head: Vec::new(),
        tail: Vec::new(),
        storage: ctx.app.config.storage,
    })
}

/// How many bytes the largest file may have.
#[must_use]
pub fn largest(storage: &Storage) -> u64 {
    let all = [
        FileKind::Photograph,
        FileKind::Video,
        FileKind::Document,
        FileKind::Archive,
    ];
    let all = all.map(|kind| most_of(kind, storage));
    all.into_iter().max().unwrap_or(storage.document)
}

/// How many bytes a file of a kind may have.
fn most_of(kind: FileKind, storage: &Storage) -> u64 {
    match kind {
        FileKind::Photograph => storage.photograph,
        FileKind::Sound | FileKind::Video => storage.recording,
        FileKind::Document => storage.document,
        FileKind::Archive => storage.packed,
    }
}

impl Taking {
    /// Takes further bytes.
    ///
    /// # Errors
    /// [`FileError::TooLarge`] with the first byte too many, and where the disk refuses.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let more = bytes.len().min(HEAD - self.head.len());
        self.head.extend_from_slice(&bytes[..more]);
        self.bytes += bytes.len() as u64;
        let most = most_of(kind_of(&self.head), &self.storage);
        if self.bytes > most {
            return Err(FileError::TooLarge { most });
        }
        self.tail
            .extend_from_slice(&bytes[bytes.len().saturating_sub(TAIL)..]);
        if self.tail.len() > 2 * TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
        Ok(self.writing.push(bytes).await?)
    }

    /// Ends it: it is held against what was announced, told what it is, and its copies are made. Where any of that fails,
    /// nothing of it stays.
    ///
    /// # Errors
    /// [`FileError`].
    pub async fn finish(self, ctx: &Ctx, said: Announced) -> Result<Stored, FileError> {
        let content = self.content(said.kind);
        let received = self.writing.finish().await?;
        let blob = Blob {
            id: self.id,
            sha256: received.sha256,
            bytes: received.bytes,
            key: self.key,
        };
        if said.sha256.is_some_and(|sha256| sha256 != blob.sha256) {
            ctx.app.blobs.remove(blob.id).await;
            return Err(FileError::OtherBytes(blob.sha256));
        }
        let stored = match content {
            Ok(content) if content.kind != FileKind::Photograph => {
                Ok(kept_whole(blob.clone(), content, said))
            }
            Ok(_) => looked_at(ctx, blob.clone(), said).await,
            Err(error) => Err(error),
        };
        if stored.is_err() {
            ctx.app.blobs.remove(blob.id).await;
        }
        stored
    }

    /// What it is by its content, where that is taken, is not too much of it, and may be what was announced.
    fn content(&self, announced: Option<FileKind>) -> Result<Content, FileError> {
        let tail = &self.tail[self.tail.len().saturating_sub(TAIL)..];
        let content = content_of(&self.head, tail).map_err(FileError::NotTaken)?;
        let most = most_of(content.kind, &self.storage);
        if self.bytes > most {
            return Err(FileError::TooLarge { most });
        }
        match announced.filter(|said| !said.may_be(content.kind)) {
            Some(announced) => Err(FileError::OtherKind {
                announced,
                is: content.kind,
            }),
            None => Ok(content),
        }
    }
}

/// Takes in bytes that are here already, such as those of an archive.
///
/// # Errors
/// [`FileError`].
pub async fn taken(ctx: &Ctx, bytes: &[u8], said: Announced) -> Result<Stored, FileError> {
    let mut taking = begin(ctx, Some(bytes.len() as u64)).await?;
    taking.push(bytes).await?;
    taking.finish(ctx, said).await
}

/// What is no picture is kept as it came. Nobody renders it, and others see nothing of it until somebody wrote down what it says.
fn kept_whole(blob: Blob, content: Content, said: Announced) -> Stored {
    let about = AboutFile {
        question: said.question,
        said: EvidenceRef {
            sha256: blob.sha256.to_string(),
            len: blob.bytes,
            kind: content.kind,
            class: said.class.unwrap_or(CaptureClass::Document),
            taken: None,
            position: None,
            caption: said.caption,
        },
        looked: None,
        covered: Vec::new(),
        described: None,
    };
    let file = DraftFile {
        blob: blob.id.as_uuid(),
        media_type: content.media_type.to_owned(),
        about,
        copy: None,
    };
    Stored {
        file,
        blobs: vec![blob],
    }
}

async fn looked_at(ctx: &Ctx, blob: Blob, said: Announced) -> Result<Stored, FileError> {
    let copies = ctx
        .app
        .reader
        .copies(opened(ctx, &blob).await?, &[])
        .await?;
    let looked = looked(&copies.look);
    let media_type = copies.look.kind.media_type().to_owned();
    let (copy, preview) = shown(ctx, &copies).await?;
    let about = AboutFile {
        question: said.question,
        said: EvidenceRef {
            sha256: blob.sha256.to_string(),
            len: blob.bytes,
            kind: FileKind::Photograph,
            class: said.class.unwrap_or(CaptureClass::Gallery),
            taken: looked.taken,
            position: None,
            caption: said.caption,
        },
        looked: Some(looked),
        covered: Vec::new(),
        described: None,
    };
    let file = DraftFile {
        blob: blob.id.as_uuid(),
        media_type,
        about,
        copy: Some((
            copy.id.as_uuid(),
            copy.sha256.to_string(),
            preview.id.as_uuid(),
        )),
    };
    Ok(Stored {
        file,
        blobs: vec![blob, copy, preview],
    })
}

/// What was seen of a picture, as it is kept.
#[must_use]
pub fn looked(look: &Look) -> Looked {
    let bits = look.likeness.map(|likeness| likeness.text());
    let bits = bits.and_then(|text| u64::from_str_radix(&text, 16).ok());
    Looked {
        size: (look.width, look.height),
        taken: look.device.taken,
        position: look.device.position.map(|at| (at.latitude, at.longitude)),
        fingerprint: bits.unwrap_or(0),
    }
}

/// Stores the public copy and the preview of a picture.
async fn shown(ctx: &Ctx, copies: &Copies) -> Result<(Blob, Blob), FileError> {
    let copy = bytes_stored(ctx, &copies.copy).await?;
    match bytes_stored(ctx, &copies.preview).await {
        Ok(preview) => Ok((copy, preview)),
        Err(error) => {
            ctx.app.blobs.remove(copy.id).await;
            Err(error)
        }
    }
}

async fn bytes_stored(ctx: &Ctx, bytes: &[u8]) -> Result<Blob, FileError> {
    let mut taking = writing(ctx, COPY_MOST)?;
    taking.writing.push(bytes).await?;
    let received = taking.writing.finish().await?;
    Ok(Blob {
        id: taking.id,
        sha256: received.sha256,
        bytes: received.bytes,
        key: taking.key,
    })
}

/// New copies of a picture that is stored, under these boxes.
///
/// # Errors
/// [`FileError`].
pub async fn covered(
    ctx: &Ctx,
    original: BlobId,
    boxes: &[Covered],
) -> Result<(Blob, Blob), FileError> {
    let blob = stored(ctx, original).await?;
    let copies = ctx
        .app
        .reader
        .copies(opened(ctx, &blob).await?, boxes)
        .await?;
    shown(ctx, &copies).await
}

/// A file that is stored, to be read.
///
/// # Errors
/// Where it is not there, or not as it was stored.
pub async fn read(ctx: &Ctx, id: BlobId) -> Result<Reading, FileError> {
    let blob = stored(ctx, id).await?;
    Ok(opened(ctx, &blob).await?)
}

/// What is known of a file that is stored.
///
/// # Errors
/// Where it is not there.
pub async fn stored(ctx: &Ctx, id: BlobId) -> Result<Blob, FileError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let key = organisation_key_of(conn, ctx.scope, master).await?;
    let key = key.ok_or(FileError::NotThere)?;
    Ok(blob_of(conn, ctx.scope, &key, id).await?)
}

async fn opened(ctx: &Ctx, blob: &Blob) -> Result<Reading, BlobError> {
    let place = content_place(ctx.scope, blob.id);
    ctx.app.blobs.open(place, blob).await
}

/// Looks at a picture that is stored without anything known of it, such as the photograph of a sheet.
///
/// # Errors
/// [`FileError`].
pub async fn again(ctx: &Ctx, id: BlobId, said: Announced) -> Result<Stored, FileError> {
    let blob = stored(ctx, id).await?;
    let mut looked = looked_at(ctx, blob, said).await?;
    // It has its row already.
    looked.blobs.remove(0);
    Ok(looked)
}

/// What came of keeping files that were stored; where that failed, nothing of them stays.
///
/// # Errors
/// Those it is given.
pub async fn or_gone<T, E>(ctx: &Ctx, blobs: &[Blob], kept: Result<T, E>) -> Result<T, E> {
    if kept.is_err() {
        for blob in blobs {
            ctx.app.blobs.remove(blob.id).await;
        }
    }
    kept
}

/// Adds the rows of files that were stored.
///
/// # Errors
/// Those of the database.
pub async fn add_rows(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    blobs: &[Blob],
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let key = ctx.organisation_key(txn, &mut *ids).await?;
    for blob in blobs {
        add_blob(txn, ctx.scope, &key, blob, &mut *ids).await?;
    }
    Ok(())
}
