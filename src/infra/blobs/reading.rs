//! Giving a blob back: opened segment by segment, with whatever is wrong with it told before its end.

use std::io;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;
use zeroize::Zeroizing;

use super::BlobError;
use crate::db::blob::Blob;
use crate::domain::keys::{BlobOpener, FRAME, HEAD, Place, Secret, sealed_length};
use crate::domain::log::Digest;

pub(super) enum Source {
    File(tokio::fs::File, u64),
    Memory(io::Cursor<Vec<u8>>),
}

impl Source {
    pub(super) async fn file(path: &Path) -> Result<Self, BlobError> {
        let missing = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => BlobError::Missing,
            _ => BlobError::Disk(error),
        };
        let file = tokio::fs::File::open(path).await.map_err(missing)?;
        let length = file.metadata().await?.len();
        Ok(Self::File(file, length))
    }

    pub(super) fn memory(bytes: Vec<u8>) -> Self {
        Self::Memory(io::Cursor::new(bytes))
    }

    fn length(&self) -> u64 {
        match self {
            Self::File(_, length) => *length,
            Self::Memory(bytes) => bytes.get_ref().len() as u64,
        }
    }

    async fn fill(&mut self, part: &mut [u8]) -> Result<(), BlobError> {
        let read = match self {
            Self::File(file, _) => file.read_exact(part).await,
            Self::Memory(bytes) => bytes.read_exact(part).await,
        };
        match read {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(BlobError::Changed),
            Err(error) => Err(error.into()),
        }
    }
}

/// A blob that is read.
pub struct Reading {
    source: Source,
    opener: BlobOpener,
    left: u64,
    length: u64,
    hash: Sha256,
    expected: Digest,
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading")
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

impl Reading {
    pub(super) async fn begin(
        mut source: Source,
        (key, place): (&Secret, Place),
        blob: &Blob,
    ) -> Result<Self, BlobError> {
        let length = source.length();
        if length != sealed_length(blob.bytes) {
            return Err(BlobError::Changed);
        }
        let mut head = [0; HEAD];
        source.fill(&mut head).await?;
        let opener = BlobOpener::new(key, &place, &head).map_err(|_| BlobError::Changed)?;
        Ok(Self {
            source,
            opener,
            left: length - HEAD as u64,
            length: blob.bytes,
            hash: Sha256::new(),
            expected: blob.sha256,
        })
    }

    /// How many bytes it has in all.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The next bytes; nothing after the last ones, which are given only where the whole has the hash that was stored.
    ///
    /// # Errors
    /// [`BlobError::Changed`], and where the disk refuses.
    pub async fn next(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, BlobError> {
        if self.left == 0 {
            return Ok(None);
        }
        let length = self.left.min(FRAME as u64);
        let mut sealed = vec![0; usize::try_from(length).map_err(|_| BlobError::Changed)?];
        self.source.fill(&mut sealed).await?;
        self.left -= length;
        let opened = self.opener.segment(&sealed, self.left == 0);
        let opened = opened.map_err(|_| BlobError::Changed)?;
        self.hash.update(&*opened);
        if self.left == 0 && Digest(self.hash.clone().finalize().into()) != self.expected {
            return Err(BlobError::Changed);
        }
        Ok(Some(opened))
    }

    /// Reads it to its end for nothing but to know that it is whole.
    ///
    /// # Errors
    /// As [`Reading::next`].
    pub async fn checked(mut self) -> Result<(), BlobError> {
        while self.next().await?.is_some() {}
        Ok(())
    }

    /// All of it, where it has at most so many bytes.
    ///
    /// # Errors
    /// As [`Reading::next`], and [`BlobError::TooLarge`].
    pub async fn whole(mut self, most: u64) -> Result<Zeroizing<Vec<u8>>, BlobError> {
        let mut all = Zeroizing::new(Vec::new());
        while let Some(part) = self.next().await? {
            if (all.len() + part.len()) as u64 > most {
                return Err(BlobError::TooLarge { most });
            }
            all.extend_from_slice(&part);
        }
        Ok(all)
    }
}
