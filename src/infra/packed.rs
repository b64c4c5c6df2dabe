//! A packed folder (ZIP), read within limits. Nothing that it declares is believed: what comes out is counted while it comes, and a
//! list whose files lie over each other is refused as a whole. One file of it is in memory at a time.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;

/// The last record without its comment, and with the longest.
const RECORD: usize = 22;
const TAIL: u64 = 22 + u16::MAX as u64;
/// Bytes of a line of the list, and of the head before a file, without their names.
const LINE: usize = 46;
const HEAD: usize = 30;
/// A list has at most so many bytes.
const LONGEST_LIST: u64 = 4 * 1024 * 1024;

/// Why a packed folder, or a file of it, was not read.
#[derive(Debug, thiserror::Error)]
pub enum PackedError {
    /// Its list is missing, cut or contradicts itself.
    #[error("not whole")]
    Broken,
    /// Too many files.
    #[error("more than {most} files")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// A file, or all of them together, unpack to more than they may.
    #[error("too large unpacked")]
    TooLarge,
    /// It has a password.
    #[error("locked")]
    Locked,
    /// A link to somewhere, or packed in a way that is not read.
    #[error("of a kind that is not read")]
    OtherKind,
    /// The disk.
    #[error("the disk: {0}")]
    Disk(#[from] io::Error),
}

/// A file of a packed folder, as the list tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedFile {
    /// Its name with its folders.
    pub name: String,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u64,
    begins: u64,
    is_link: bool,
}

impl PackedFile {
    /// Whether it is a folder, or what a system leaves behind in folders: nothing that anybody chose to send.
    #[must_use]
    pub fn is_by_the_way(&self) -> bool {
        let last = self.name.rsplit('/').next().unwrap_or_default();
        self.name.ends_with('/')
            || self.name.starts_with("__MACOSX/")
            || last.starts_with("._")
            || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last)
    }
}

/// A packed folder.
#[derive(Debug)]
pub struct Packed<R> {
    reader: R,
    files: Vec<PackedFile>,
    list: u64,
    left: u64,
}

impl<R: Read + Seek> Packed<R> {
    /// Reads the list. There may be `most` files in it, that unpack to `unpacked` bytes together.
    ///
    /// # Errors
    /// [`PackedError`].
    pub fn open(mut reader: R, (most, unpacked): (usize, u64)) -> Result<Self, PackedError> {
        let length = reader.seek(SeekFrom::End(0))?;
        let tail = length.min(TAIL);
        let tail = bytes(&mut reader, length - tail, tail)?;
        let from = tail.len().checked_sub(RECORD).ok_or(PackedError::Broken)?;
        let at = (0..=from).rev().find(|at| {
            tail[*at..].starts_with(b"PK\x05\x06")
                && short(&tail, at + 20).map(usize::from) == Some(tail.len() - at - RECORD)
        });
        let at = at.ok_or(PackedError::Broken)?;
        let broken = || PackedError::Broken;
        let count = usize::from(short(&tail, at + 10).ok_or_else(broken)?);
        if count > most {
            return Err(PackedError::TooMany { most });
        }
        let size = u64::from(long(&tail, at + 12).ok_or_else(broken)?);
        let list = u64::from(long(&tail, at + 16).ok_or_else(broken)?);
        let end = length - (tail.len() - at) as u64;
        if size > LONGEST_LIST || list.checked_add(size).is_none_or(|sum| sum > end) {
            return Err(PackedError::Broken);
        }
        let lines = bytes(&mut reader, list, size)?;
        let files = listed(&lines, count)?;
        let mut packed = Self {
            reader,
            files,
            list,
            left: unpacked,
        };
        packed.apart()?;
        Ok(packed)
    }

    /// What is in it, in the order of the list.
    #[must_use]
    pub fn files(&self) -> &[PackedFile] {
        &self.files
    }

    /// Files that lie over each other make much out of little.
    fn apart(&mut self) -> Result<(), PackedError> {
        let mut places: Vec<(u64, u64)> = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let head = bytes(&mut self.reader, file.begins, HEAD as u64)?;
            let (name, extra) = (short(&head, 26), short(&head, 28));
            let (Some(name), Some(extra), true) = (name, extra, head.starts_with(b"PK\x03\x04"))
            else {
                return Err(PackedError::Broken);
            };
            let from = file.begins + HEAD as u64 + u64::from(name) + u64::from(extra);
            places.push((file.begins, from + file.packed));
        }
        places.sort_unstable();
        let over = places.windows(2).any(|two| two[0].1 > two[1].0);
        let last = places.last().is_some_and(|last| last.1 > self.list);
        match over || last {
            true => Err(PackedError::Broken),
            false => Ok(()),
        }
    }

    /// Unpacks one file, which may have `most` bytes.
    ///
    /// # Errors
    /// [`PackedError`]; after [`PackedError::TooLarge`] others may still be read.
    pub fn read(&mut self, file: &PackedFile, most: u64) -> Result<Vec<u8>, PackedError> {
        if file.flags & 1 != 0 {
            return Err(PackedError::Locked);
        }
        if file.is_link {
            return Err(PackedError::OtherKind);
        }
        let head = bytes(&mut self.reader, file.begins, HEAD as u64)?;
        let (name, extra) = (short(&head, 26), short(&head, 28));
        let (name, extra) = name.zip(extra).ok_or(PackedError::Broken)?;
        let from = file.begins + HEAD as u64 + u64::from(name) + u64::from(extra);
        self.reader.seek(SeekFrom::Start(from))?;
        let packed = (&mut self.reader).take(file.packed);
        let most = most.min(self.left);
        let mut unpacked = Vec::new();
        let read = match file.method {
            0 => packed.take(most + 1).read_to_end(&mut unpacked),
            8 => DeflateDecoder::new(packed)
                .take(most + 1)
                .read_to_end(&mut unpacked),
            _ => return Err(PackedError::OtherKind),
        };
        // What was made of it counts, whether or not it was good for anything.
        self.left = self.left.saturating_sub(unpacked.len() as u64);
        match read {
            Ok(_) if unpacked.len() as u64 > most => return Err(PackedError::TooLarge),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(PackedError::Broken);
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(PackedError::Broken);
            }
            Err(error) => return Err(error.into()),
        }
        let mut crc = Crc::new();
        crc.update(&unpacked);
        match crc.sum() == file.crc {
            true => Ok(unpacked),
            false => Err(PackedError::Broken),
        }
    }
}

fn listed(lines: &[u8], count: usize) -> Result<Vec<PackedFile>, PackedError> {
    let mut files = Vec::with_capacity(count);
    let mut rest = lines;
    while !rest.is_empty() {
        let file = line(rest).ok_or(PackedError::Broken)?;
        let [name, extra, comment] = [28, 30, 32].map(|at| short(rest, at).map_or(0, usize::from));
        rest = rest
            .get(LINE + name + extra + comment..)
            .ok_or(PackedError::Broken)?;
        files.push(file);
    }
    match files.len() == count {
        true => Ok(files),
        false => Err(PackedError::Broken),
    }
}

fn line(bytes: &[u8]) -> Option<PackedFile> {
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let length = usize::from(short(bytes, 28)?);
    let name = bytes.get(LINE..LINE + length)?;
    let packed = long(bytes, 20)?;
    let begins = long(bytes, 42)?;
    // Longer files have their sizes elsewhere; none of a photograph is so long.
    if packed == u32::MAX || begins == u32::MAX {
        return None;
    }
    let mode = long(bytes, 38)? >> 16;
    Some(PackedFile {
        name: String::from_utf8_lossy(name).replace('\\', "/"),
        flags: short(bytes, 8)?,
        method: short(bytes, 10)?,
        crc: long(bytes, 16)?,
        packed: u64::from(packed),
        begins: u64::from(begins),
        is_link: mode & 0o170_000 == 0o120_000,
    })
}

fn bytes(reader: &mut (impl Read + Seek), at: u64, length: u64) -> Result<Vec<u8>, PackedError> {
    reader.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    match bytes.len() as u64 == length {
        true => Ok(bytes),
        false => Err(PackedError::Broken),
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests;
