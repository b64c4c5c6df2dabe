//! What people can do with documents, one function to an intention. Nothing here knows of pages of the web.

use sea_orm::DatabaseTransaction;

use super::media::{Media, media_of};
use crate::db::blob::{Blob, bytes_of, content_place};
use crate::db::counter::Series;
use crate::db::document::{
    Document, NewDocument, add_document, document_numbered, document_with, documents_of, file_of,
    page_of, quotation_on_page,
};
use crate::db::log::new_subject;
use crate::db::{BlobId, IdSource, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::keys::{PREFIX, SubjectKey};
use crate::domain::log::Happening;
use crate::domain::page_text::PageText;
use crate::domain::quotation::Standing;
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::{Ctx, Forbidden};
use crate::infra::blobs::{BlobError, Reading, Received, Writing};
use crate::infra::reader::{CannotRead, ReadError};

/// A text that is read has at most so many bytes; a longer one is kept as it is.
const LONGEST_TEXT: u64 = 5 * 1024 * 1024;
/// A title is a line.
const LONGEST_TITLE: usize = 200;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Not open to the actor, or not there: from outside, the same.
    #[error("not there")]
    NotThere,
    /// A field of the form does not do.
    #[error("{field}: {why}")]
    Refused {
        /// The field.
        field: &'static str,
        /// The last part of the key of its words.
        why: &'static str,
    },
    /// One document may not have so many bytes.
    #[error("more than {most} bytes")]
    TooLarge {
        /// How many it may have.
        most: u64,
    },
    /// The organisation has no room left, or the disk has none.
    #[error("no room left")]
    NoRoom,
    /// It is there already, under this number.
    #[error("there already")]
    There(i64),
    /// The stored file is not what was stored.
    #[error(transparent)]
    Blob(BlobError),
    /// The reader of documents could not be started.
    #[error(transparent)]
    Reader(ReadError),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<ActionError> for DocumentError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Storage(error) => Self::Storage(error),
            ActionError::NotThere | ActionError::Invalid(_) => Self::NotThere,
        }
    }
}

impl From<Forbidden> for DocumentError {
    fn from(_: Forbidden) -> Self {
        Self::NotThere
    }
}

impl From<BlobError> for DocumentError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::TooLarge { most } => Self::TooLarge { most },
            BlobError::Disk(error) if is_full(&error) => Self::NoRoom,
            other => Self::Blob(other),
        }
    }
}

fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

impl From<ReadError> for DocumentError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Cannot(why) => refused("file", why.word()),
            ReadError::Blob(error) => error.into(),
            ReadError::Program(_) => Self::Reader(error),
        }
    }
}

fn refused(field: &'static str, why: &'static str) -> DocumentError {
    DocumentError::Refused { field, why }
}

/// A document that comes in.
#[derive(Debug)]
pub struct Receiving {
    id: BlobId,
    key: SubjectKey,
    writing: Writing,
}

/// Begins to take a document in. `announced` is how many bytes are said to come: what is too much is refused before any
/// of it is read.
pub async fn receive(ctx: &Ctx, announced: Option<u64>) -> Result<Receiving, DocumentError> {
    ctx.require(Permission::ChangeAudits)?;
    let limits = ctx.app.config.storage;
    let used = bytes_of(ctx.app.db.reads(), ctx.scope).await?;
    let room = limits.organisation.saturating_sub(used);
    // A form around a file takes some bytes of its own.
    let announced = announced.unwrap_or(0).saturating_sub(8 * 1024);
    if announced > limits.document {
        let most = limits.document;
        return Err(DocumentError::TooLarge { most });
    }
    if room == 0 || announced > room {
        return Err(DocumentError::NoRoom);
    }
    let mut ids = ctx.ids();
    let (id, key) = (BlobId::new(&mut ids), SubjectKey::new(ids.random_secret()));
    let mut prefix = [0; PREFIX];
    prefix.copy_from_slice(&ids.random_secret()[..PREFIX]);
    let sealed_for = (id, content_place(ctx.scope, id));
    let writing = ctx
        .app
        .blobs
        .begin(sealed_for, &key, (prefix, limits.document))?;
    Ok(Receiving { id, key, writing })
}

impl Receiving {
    /// Takes further bytes.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), DocumentError> {
        Ok(self.writing.push(bytes).await?)
    }

    /// Keeps what came in under a title; gives its number. Where that fails, nothing of it stays.
    pub async fn keep(self, ctx: &Ctx, title: &str) -> Result<i64, DocumentError> {
        let title = titled(title)?;
        let received = self.writing.finish().await?;
        let blob = Blob {
            id: self.id,
            sha256: received.sha256,
            bytes: received.bytes,
            key: self.key,
        };
        let kept = kept(ctx, title, &blob, &received).await;
        if kept.is_err() {
            ctx.app.blobs.remove(blob.id).await;
        }
        kept
    }
}

fn titled(title: &str) -> Result<&str, DocumentError> {
    let title = title.trim();
    match title.chars().count() {
        0 => Err(refused("title", "empty")),
        count if count > LONGEST_TITLE => Err(refused("title", "long")),
        _ if title.chars().any(char::is_control) => Err(refused("title", "long")),
        _ => Ok(title),
    }
}

async fn kept(
    ctx: &Ctx,
    title: &str,
    blob: &Blob,
    received: &Received,
) -> Result<i64, DocumentError> {
    if received.bytes == 0 {
        return Err(refused("file", "none"));
    }
    if let Some(number) = document_with(ctx.app.db.reads(), ctx.scope, &blob.sha256).await? {
        return Err(DocumentError::There(number));
    }
    let media = media_of(&received.first).ok_or(refused("file", "runs"))?;
    let (media, pages) = pages_of(ctx, blob, media).await?;
    let new = NewDocument {
        blob,
        media_type: media.name(),
        title,
        pages: &pages,
    };
    write(&ctx.app.db, async |txn| stored(txn, ctx, new.clone()).await).await
}

async fn stored(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    new: NewDocument<'_>,
) -> Result<i64, DocumentError> {
    still_may(txn, ctx, Permission::ChangeAudits).await?;
    let (mut ids, blob) = (ctx.ids(), new.blob);
    // Whoever records has the organisation's log to themselves: what is asked after this holds until the end.
    let mut fact = ctx.fact(new_subject(&mut ids));
    fact.blobs = vec![blob.sha256];
    ctx.record(txn, &mut ids, fact, |opening| Happening::DocumentReceived {
        blob: opening
            .blob_commitments()
            .first()
            .copied()
            .unwrap_or(blob.sha256),
    })
    .await?;
    if let Some(number) = document_with(txn, ctx.scope, &blob.sha256).await? {
        return Err(DocumentError::There(number));
    }
    let used = bytes_of(txn, ctx.scope).await?;
    if used.saturating_add(blob.bytes) > ctx.app.config.storage.organisation {
        return Err(DocumentError::NoRoom);
    }
    let key = ctx.organisation_key(txn, &mut ids).await?;
    let number = add_document(txn, ctx.scope, &key, new, &mut ids).await?;
    let label = Series::Document.label(number);
    noted(txn, ctx, ("document-added", &label), &mut ids).await?;
    Ok(number)
}

/// What is read of a file: its pages with their text, as far as it has them.
async fn pages_of(
    ctx: &Ctx,
    blob: &Blob,
    media: Media,
) -> Result<(Media, Vec<PageText>), DocumentError> {
    let pages = match media {
        Media::Pdf => ctx.app.reader.texts(reading(ctx, blob).await?).await?,
        Media::Png | Media::Jpeg => vec![PageText::default()],
        Media::Text if blob.bytes <= LONGEST_TEXT => {
            let bytes = reading(ctx, blob).await?.whole(LONGEST_TEXT).await?;
            match std::str::from_utf8(&bytes) {
                Ok(text) => PageText::of_plain_text(text.trim_start_matches('\u{feff}')),
                Err(_) => return Ok((Media::Other, Vec::new())),
            }
        }
        Media::Text | Media::Zip | Media::Other => Vec::new(),
    };
    Ok((media, pages))
}

async fn reading(ctx: &Ctx, blob: &Blob) -> Result<Reading, BlobError> {
    let place = content_place(ctx.scope, blob.id);
    ctx.app.blobs.open(place, blob).await
}

/// Every document, the newest first.
pub async fn documents(ctx: &Ctx) -> Result<Vec<Document>, DocumentError> {
    ctx.require(Permission::ReadAudits)?;
    Ok(documents_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master).await?)
}

/// One document.
pub async fn document(ctx: &Ctx, number: i64) -> Result<Document, DocumentError> {
    ctx.require(Permission::ReadAudits)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let found = document_numbered(conn, ctx.scope, master, number).await?;
    found.ok_or(DocumentError::NotThere)
}

/// The text of one of its pages.
pub async fn page(ctx: &Ctx, document: &Document, number: u32) -> Result<PageText, DocumentError> {
    ctx.require(Permission::ReadAudits)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let found = page_of(conn, ctx.scope, master, (document.id, number)).await?;
    found.ok_or(DocumentError::NotThere)
}

/// Whether words are quoted as they stand on the page.
pub async fn quotation(
    ctx: &Ctx,
    document: &Document,
    (page, quotation): (u32, &str),
) -> Result<Standing, DocumentError> {
    ctx.require(Permission::ReadAudits)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let standing = quotation_on_page(conn, ctx.scope, master, (document, page), quotation).await?;
    standing.ok_or(DocumentError::NotThere)
}

async fn opened(ctx: &Ctx, document: &Document) -> Result<Reading, DocumentError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let blob = file_of(conn, ctx.scope, master, document).await?;
    Ok(reading(ctx, &blob).await?)
}

/// The picture of a page of a PDF.
pub async fn picture(ctx: &Ctx, document: &Document, page: u32) -> Result<Vec<u8>, DocumentError> {
    ctx.require(Permission::ReadAudits)?;
    if !(1..=document.pages).contains(&page) {
        return Err(DocumentError::NotThere);
    }
    let file = opened(ctx, document).await?;
    match ctx.app.reader.picture(file, page).await {
        Err(ReadError::Cannot(CannotRead::Damaged | CannotRead::TookTooLong)) => {
            Err(DocumentError::NotThere)
        }
        other => Ok(other?),
    }
}

/// The file as it was sent, to show it inside of a page.
pub async fn shown(ctx: &Ctx, document: &Document) -> Result<Reading, DocumentError> {
    ctx.require(Permission::ReadAudits)?;
    opened(ctx, document).await
}

/// The file as it was sent, to be saved. It is looked at to its end before the first byte goes out, and that it was taken
/// is noted.
pub async fn taken(ctx: &Ctx, document: &Document) -> Result<Reading, DocumentError> {
    ctx.require(Permission::ReadAudits)?;
    opened(ctx, document).await?.checked().await?;
    let label = document.label();
    let noting = write(&ctx.app.db, async |txn| {
        let taken = ("document-taken", label.as_str());
        noted(txn, ctx, taken, &mut ctx.ids()).await
    });
    noting.await?;
    opened(ctx, document).await
}
