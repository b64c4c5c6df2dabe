//! Stored bytes: files of people, sealed segment by segment while they come in, under random names. Never whole in
//! memory, never readable on the disk. Not what they are: a row of the database says that, and holds the key.
//!
//! * [`Blobs`] is where they lie: a folder, or memory
//! * [`Blobs::begin`] takes one in, [`Blobs::open`] gives it back and notices whatever was changed, cut or swapped

mod passing;
mod reading;
mod seeking;
mod writing;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::db::BlobId;
use crate::db::blob::Blob;
use crate::domain::keys::{
    BlobOpener, HEAD, Place, SealsFields, Secret, SubjectKey, sealed_length,
};

pub use passing::{Passing, PassingReading};
pub use reading::Reading;
pub use seeking::Seeking;
pub use writing::{Received, Writing};

/// Why a blob was not stored or not given back.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is nothing under this name.
    #[error("the stored file is missing")]
    Missing,
    /// It is not what was stored.
    #[error("the stored file was changed")]
    Changed,
    /// It has more bytes than it may have.
    #[error("more than {most} bytes")]
    TooLarge {
        /// How many it may have.
        most: u64,
    },
    /// The disk.
    #[error("the disk: {0}")]
    Disk(#[from] io::Error),
}

/// Where blobs lie.
#[derive(Clone, Debug)]
pub struct Blobs(Kept);

type Memory = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

#[derive(Clone, Debug)]
enum Kept {
    Folder(PathBuf),
    Memory(Memory),
}

impl Blobs {
    /// In a folder, which is made when the first one comes.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self(Kept::Folder(folder))
    }

    /// In memory, for tests.
    #[must_use]
    pub fn in_memory() -> Self {
        Self(Kept::Memory(Memory::default()))
    }

    /// Begins to take one in: what is pushed is sealed with `key`. It is there after [`Writing::finish`] and not before.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn begin(
        &self,
        (id, place): (BlobId, Place),
        key: &SubjectKey,
        (prefix, most): ([u8; HEAD - 1], u64),
    ) -> Result<Writing, BlobError> {
        let sealer = crate::domain::keys::BlobSealer::new(&content_key(key), &place, prefix);
        let sink = match &self.0 {
            Kept::Folder(folder) => writing::Sink::file(folder, &name_of(id))?,
            Kept::Memory(memory) => writing::Sink::memory(memory, name_of(id)),
        };
        Ok(Writing::new(sealer, sink, most))
    }

    /// Opens one, to be read once from its beginning.
    ///
    /// # Errors
    /// [`BlobError::Missing`], and [`BlobError::Changed`] where its length or its head are not what was stored.
    pub async fn open(&self, place: Place, blob: &Blob) -> Result<Reading, BlobError> {
        let source = match &self.0 {
            Kept::Folder(folder) => reading::Source::file(&path_of(folder, blob.id)).await?,
            Kept::Memory(memory) => {
                let kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
                let bytes = kept.get(&name_of(blob.id)).ok_or(BlobError::Missing)?;
                reading::Source::memory(bytes.clone())
            }
        };
        Reading::begin(source, (&content_key(&blob.key), place), blob).await
    }

    /// Opens one, to be read from any place. It waits for the disk: for a thread that may wait.
    ///
    /// # Errors
    /// As [`Blobs::open`].
    pub fn seek(&self, place: Place, blob: &Blob) -> Result<Seeking, BlobError> {
        let (sealed, length) = match &self.0 {
            Kept::Folder(folder) => {
                let missing = |error: io::Error| match error.kind() {
                    io::ErrorKind::NotFound => BlobError::Missing,
                    _ => BlobError::Disk(error),
                };
                let file = std::fs::File::open(path_of(folder, blob.id)).map_err(missing)?;
                let length = file.metadata()?.len();
                (seeking::Sealed::File(file), length)
            }
            Kept::Memory(memory) => {
                let kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
                let bytes = kept.get(&name_of(blob.id)).ok_or(BlobError::Missing)?;
                let length = bytes.len() as u64;
                (
                    seeking::Sealed::Memory(io::Cursor::new(bytes.clone())),
                    length,
                )
            }
        };
        if length != sealed_length(blob.bytes) {
            return Err(BlobError::Changed);
        }
        Seeking::new(sealed, blob.bytes, |head| {
            BlobOpener::new(&content_key(&blob.key), &place, head).map_err(|_| BlobError::Changed)
        })
    }

    /// Takes one away; one that is not there is gone already.
    pub async fn remove(&self, id: BlobId) {
        match &self.0 {
            // What stays behind is unreadable without its row.
            Kept::Folder(folder) => _ = tokio::fs::remove_file(path_of(folder, id)).await,
            Kept::Memory(memory) => {
                let mut kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
                kept.remove(&name_of(id));
            }
        }
    }

    /// Whether one is there with the length that it must have.
    pub async fn is_there(&self, id: BlobId, bytes: u64) -> bool {
        let length = match &self.0 {
            Kept::Folder(folder) => {
                let found = tokio::fs::metadata(path_of(folder, id)).await;
                found.ok().map(|found| found.len())
            }
            Kept::Memory(memory) => {
                let kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
                kept.get(&name_of(id)).map(|sealed| sealed.len() as u64)
            }
        };
        length == Some(sealed_length(bytes))
    }
}

/// A blob has a key of its own; what it seals is its content.
fn content_key(key: &SubjectKey) -> Secret {
    key.field_key("blob.content")
}

fn name_of(id: BlobId) -> String {
    id.as_uuid().simple().to_string()
}

/// Two letters first, so that no folder has too many files.
fn path_of(folder: &Path, id: BlobId) -> PathBuf {
    let name = name_of(id);
    folder.join(&name[..2]).join(&name)
}

#[cfg(test)]
mod tests;
