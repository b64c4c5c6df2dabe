//! Bytes of a file that comes in over several connections, perhaps over days. What has come lies sealed under a key of its
//! own until the file is whole; then it becomes a blob, and this goes.

use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};
use zeroize::Zeroizing;

use super::{BlobError, Blobs, Kept, Memory};
use crate::db::{IdSource, UploadId};
use crate::domain::keys::{
    PART, PART_HEAD, Place, SealsFields, Secret, SubjectKey, open_part, part_length, seal_part,
};

/// Where files that are on their way lie, below the folder of blobs.
const FOLDER: &str = "coming";

/// What has come of a file, and where more goes.
pub struct Passing {
    at: At,
    key: Secret,
    place: Place,
    /// Plain bytes that are there, and the bytes that they take.
    plain: u64,
    sealed: u64,
}

enum At {
    File(PathBuf, Option<File>),
    Memory(Memory, String),
}

impl std::fmt::Debug for Passing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passing")
            .field("plain", &self.plain)
            .finish_non_exhaustive()
    }
}

impl Blobs {
    /// What has come of a file: so many plain bytes, which take so many. Whatever lies behind them was never
    /// acknowledged, and goes.
    #[must_use]
    pub fn passing(
        &self,
        (id, place): (UploadId, Place),
        key: &SubjectKey,
        (plain, sealed): (u64, u64),
    ) -> Passing {
        let name = id.as_uuid().simple().to_string();
        let at = match &self.0 {
            Kept::Folder(folder) => At::File(folder.join(FOLDER).join(name), None),
            Kept::Memory(memory) => At::Memory(Memory::clone(memory), name),
        };
        Passing {
            at,
            key: key.field_key("upload.content"),
            place,
            plain,
            sealed,
        }
    }

    /// Takes what has come of a file away.
    pub async fn drop_passing(&self, id: UploadId) {
        let name = id.as_uuid().simple().to_string();
        match &self.0 {
            Kept::Folder(folder) => {
                _ = tokio::fs::remove_file(folder.join(FOLDER).join(name)).await;
            }
            Kept::Memory(memory) => {
                let mut kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
                kept.remove(&name);
            }
        }
    }
}

impl Passing {
    /// Plain bytes that are there, and the bytes that they take.
    #[must_use]
    pub fn reached(&self) -> (u64, u64) {
        (self.plain, self.sealed)
    }

    /// Adds bytes. They are on the disk after [`Passing::settle`] and not before.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub async fn push(&mut self, plain: &[u8], ids: &mut dyn IdSource) -> Result<(), BlobError> {
        for part in plain.chunks(PART) {
            let place = (&self.place, self.plain);
            let sealed = seal_part(&self.key, place, part, ids.nonce());
            self.write(&sealed).await?;
            self.plain += part.len() as u64;
            self.sealed += sealed.len() as u64;
        }
        Ok(())
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.at {
            At::File(path, file) => {
                let file = match file {
                    Some(file) => file,
                    None => file.insert(opened(path, self.sealed).await?),
                };
                file.write_all(bytes).await
            }
            At::Memory(memory, name) => {
                let mut kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
                let there = kept.entry(name.clone()).or_default();
                there.truncate(usize::try_from(self.sealed).unwrap_or(usize::MAX));
                there.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    /// Returns when everything that was pushed is on the disk.
    ///
    /// # Errors
    /// Where the disk refuses; then nobody can tell what of it is there, and this file must not be gone on with.
    pub async fn settle(&mut self) -> Result<(), BlobError> {
        if let At::File(_, Some(file)) = &mut self.at {
            file.flush().await?;
            file.sync_data().await?;
        }
        Ok(())
    }

    /// Goes back to where it was: what was pushed since is dropped.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub async fn back_to(&mut self, (plain, sealed): (u64, u64)) -> Result<(), BlobError> {
        (self.plain, self.sealed) = (plain, sealed);
        if let At::File(_, file) = &mut self.at
            && let Some(mut file) = file.take()
        {
            file.flush().await?;
            file.set_len(sealed).await?;
        }
        Ok(())
    }

    /// Begins to read what has come.
    ///
    /// # Errors
    /// Where it is not there.
    pub async fn read(&self) -> Result<PassingReading, BlobError> {
        let source = match &self.at {
            At::File(path, _) => match File::open(path).await {
                Ok(file) => Source::File(file),
                Err(error) if error.kind() == io::ErrorKind::NotFound && self.sealed == 0 => {
                    Source::Memory(io::Cursor::new(Vec::new()))
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(BlobError::Missing);
                }
                Err(error) => return Err(error.into()),
            },
            At::Memory(memory, name) => {
                let kept = memory.lock().unwrap_or_else(PoisonError::into_inner);
                let bytes = kept.get(name).cloned().unwrap_or_default();
                Source::Memory(io::Cursor::new(bytes))
            }
        };
        Ok(PassingReading {
            source,
            key: self.key.clone(),
            place: self.place,
            at: 0,
            end: self.plain,
        })
    }
}

/// What has come, to be written behind its last acknowledged byte.
async fn opened(path: &Path, sealed: u64) -> io::Result<File> {
    let folder = path.parent().unwrap_or(path);
    tokio::fs::create_dir_all(folder).await?;
    let mut options = OpenOptions::new();
    let options = options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    let options = options.mode(0o600);
    let mut file = options.open(path).await?;
    if file.metadata().await?.len() < sealed {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
    }
    file.set_len(sealed).await?;
    file.seek(SeekFrom::Start(sealed)).await?;
    if sealed == 0 {
        // A new name is on the disk when its folder is.
        super::writing::sync(folder)?;
    }
    Ok(file)
}

enum Source {
    File(File),
    Memory(io::Cursor<Vec<u8>>),
}

impl Source {
    async fn fill(&mut self, part: &mut [u8]) -> Result<(), BlobError> {
        let read = match self {
            Self::File(file) => file.read_exact(part).await,
            Self::Memory(bytes) => bytes.read_exact(part).await,
        };
        match read {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(BlobError::Changed),
            Err(error) => Err(error.into()),
        }
    }
}

/// What has come of a file, read part by part.
pub struct PassingReading {
    source: Source,
    key: Secret,
    place: Place,
    at: u64,
    end: u64,
}

impl std::fmt::Debug for PassingReading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PassingReading")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl PassingReading {
    /// The next bytes; nothing after the last ones.
    ///
    /// # Errors
    /// [`BlobError::Changed`] where they are not what was put there, and where the disk refuses.
    pub async fn next(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, BlobError> {
        if self.at == self.end {
            return Ok(None);
        }
        let mut head = [0; PART_HEAD];
        self.source.fill(&mut head).await?;
        let length = part_length(&head).map_err(|_| BlobError::Changed)?;
        let mut sealed = vec![0; length];
        self.source.fill(&mut sealed).await?;
        let place = (&self.place, self.at);
        let opened = open_part(&self.key, place, &head, &sealed);
        let opened = opened.map_err(|_| BlobError::Changed)?;
        self.at += opened.len() as u64;
        if self.at > self.end {
            return Err(BlobError::Changed);
        }
        Ok(Some(opened))
    }
}
