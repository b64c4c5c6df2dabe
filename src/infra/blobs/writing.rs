//! Taking a blob in: hashed and sealed as it comes, on the disk before it is there.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use sha2::{Digest as _, Sha256};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt as _;

use super::{BlobError, Memory};
use crate::domain::keys::{BlobSealer, SEGMENT};
use crate::domain::log::Digest;

/// How much of its beginning is kept, to tell what a file is.
const FIRST: usize = 8 * 1024;

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// SHA-256 of the bytes as they were sent.
    pub sha256: Digest,
    /// How many.
    pub bytes: u64,
    /// The first of them.
    pub first: Vec<u8>,
}

pub(super) enum Sink {
    File {
        file: tokio::fs::File,
        // Taken away again where it is not finished.
        passing: TempPath,
        target: PathBuf,
    },
    Memory {
        memory: Memory,
        name: String,
        sealed: Vec<u8>,
    },
}

impl Sink {
    pub(super) fn file(folder: &Path, name: &str) -> Result<Self, BlobError> {
        let own = folder.join(&name[..2]);
        std::fs::create_dir_all(&own)?;
        sync(folder)?;
        let (file, passing) = tempfile::Builder::new()
            .prefix(".coming-")
            .tempfile_in(&own)?
            .into_parts();
        Ok(Self::File {
            file: tokio::fs::File::from_std(file),
            passing,
            target: own.join(name),
        })
    }

    pub(super) fn memory(memory: &Memory, name: String) -> Self {
        Self::Memory {
            memory: Memory::clone(memory),
            name,
            sealed: Vec::new(),
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::File { file, .. } => file.write_all(bytes).await,
            Self::Memory { sealed, .. } => {
                sealed.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    async fn finish(self) -> io::Result<()> {
        match self {
            Self::File {
                mut file,
                passing,
                target,
            } => {
                file.flush().await?;
                file.sync_all().await?;
                drop(file);
                passing.persist_noclobber(&target)?;
                match target.parent() {
                    Some(folder) => sync(folder),
                    None => Ok(()),
                }
            }
            Self::Memory {
                memory,
                name,
                sealed,
            } => {
                let mut kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
                kept.insert(name, sealed);
                Ok(())
            }
        }
    }
}

/// A new name is on the disk when its folder is.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// A blob that comes in. Dropped before it is finished, nothing of it stays.
pub struct Writing {
    sealer: BlobSealer,
    sink: Sink,
    held: Vec<u8>,
    hash: Sha256,
    bytes: u64,
    most: u64,
    first: Vec<u8>,
    began: bool,
}

impl std::fmt::Debug for Writing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writing")
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

impl Writing {
    pub(super) fn new(sealer: BlobSealer, sink: Sink, most: u64) -> Self {
        Self {
            sealer,
            sink,
            held: Vec::new(),
            hash: Sha256::new(),
            bytes: 0,
            most,
            first: Vec::new(),
            began: false,
        }
    }

    /// Takes further bytes.
    ///
    /// # Errors
    /// [`BlobError::TooLarge`] with the first byte too many, and where the disk refuses.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.most {
            return Err(BlobError::TooLarge { most: self.most });
        }
        self.hash.update(bytes);
        let wanted = FIRST.saturating_sub(self.first.len()).min(bytes.len());
        self.first.extend_from_slice(&bytes[..wanted]);
        self.held.extend_from_slice(bytes);
        // One segment waits, since only the end tells which is the last one.
        let mut from = 0;
        while self.held.len() - from > SEGMENT {
            self.write(from..from + SEGMENT, false).await?;
            from += SEGMENT;
        }
        self.held.drain(..from);
        Ok(())
    }

    async fn write(&mut self, part: std::ops::Range<usize>, is_last: bool) -> io::Result<()> {
        if !self.began {
            self.began = true;
            self.sink.write(&self.sealer.head()).await?;
        }
        let sealed = self.sealer.segment(&self.held[part], is_last);
        self.sink.write(&sealed).await
    }

    /// Ends it: when this returns, it is on the disk under its name.
    ///
    /// # Errors
    /// Where the disk refuses; then it is not there.
    pub async fn finish(mut self) -> Result<Received, BlobError> {
        self.write(0..self.held.len(), true).await?;
        self.sink.finish().await?;
        Ok(Received {
            sha256: Digest(self.hash.finalize().into()),
            bytes: self.bytes,
            first: self.first,
        })
    }
}
