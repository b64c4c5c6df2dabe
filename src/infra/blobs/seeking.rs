//! A stored file that is read from any place, such as an archive whose list stands at its end. One segment is open at a time. Each
//! is held against its key and its number; that the whole has the hash that was stored is for [`super::Reading`].

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use zeroize::Zeroizing;

use super::BlobError;
use crate::domain::keys::{BlobOpener, FRAME, HEAD, SEGMENT};

pub(super) enum Sealed {
    File(File),
    Memory(Cursor<Vec<u8>>),
}

impl Sealed {
    fn fill(&mut self, at: u64, part: &mut [u8]) -> io::Result<()> {
        match self {
            Self::File(file) => {
                file.seek(SeekFrom::Start(at))?;
                file.read_exact(part)
            }
            Self::Memory(bytes) => {
                bytes.set_position(at);
                bytes.read_exact(part)
            }
        }
    }
}

/// A stored file, read from any place. Reading waits for the disk: not for the threads that answer requests.
pub struct Seeking {
    sealed: Sealed,
    opener: BlobOpener,
    length: u64,
    at: u64,
    open: Option<(u64, Zeroizing<Vec<u8>>)>,
}

impl std::fmt::Debug for Seeking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seeking")
            .field("length", &self.length)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl Seeking {
    pub(super) fn new(
        mut sealed: Sealed,
        length: u64,
        opener: impl FnOnce(&[u8; HEAD]) -> Result<BlobOpener, BlobError>,
    ) -> Result<Self, BlobError> {
        let mut head = [0; HEAD];
        sealed.fill(0, &mut head)?;
        Ok(Self {
            opener: opener(&head)?,
            sealed,
            length,
            at: 0,
            open: None,
        })
    }

    /// How many bytes it has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    fn segment(&mut self, number: u64) -> io::Result<&[u8]> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != number) {
            let changed = || io::Error::new(io::ErrorKind::InvalidData, BlobError::Changed);
            let last = self.length.saturating_sub(1) / SEGMENT as u64;
            let is_last = number == last;
            let plain = match is_last {
                true => self.length - last * SEGMENT as u64,
                false => SEGMENT as u64,
            };
            let overhead = (FRAME - SEGMENT) as u64;
            let length = usize::try_from(plain + overhead).map_err(|_| changed())?;
            let mut sealed = vec![0; length];
            let at = HEAD as u64 + number * FRAME as u64;
            self.sealed.fill(at, &mut sealed)?;
            let at = usize::try_from(number).map_err(|_| changed())?;
            let opened = self.opener.segment_at(at, &sealed, is_last);
            self.open = Some((number, opened.map_err(|_| changed())?));
        }
        Ok(self.open.as_ref().map_or(&[], |(_, bytes)| bytes))
    }
}

impl Read for Seeking {
    fn read(&mut self, part: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.length || part.is_empty() {
            return Ok(0);
        }
        let within = usize::try_from(self.at % SEGMENT as u64).unwrap_or(SEGMENT);
        let segment = self.segment(self.at / SEGMENT as u64)?;
        let rest = segment.get(within..).unwrap_or_default();
        let count = rest.len().min(part.len());
        part[..count].copy_from_slice(&rest[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Seeking {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
