//! Stored bytes, sealed in segments of 64 KiB (the STREAM construction), so that a large file never lies whole in
//! memory and none of its parts can be left out, repeated or moved. Not where blobs are kept.

use zeroize::Zeroizing;

use super::Secret;
use super::sealed::{CannotOpen, NONCE, Place, decrypt, encrypt};

/// Plain bytes of a segment; the last one may be shorter.
pub const SEGMENT: usize = 64 * 1024;
const TAG: usize = 16;
/// Bytes of a sealed segment; the last one may be shorter.
pub const FRAME: usize = SEGMENT + TAG;
/// Random bytes of the nonce; the number of the segment and the mark of the last one fill the rest.
pub const PREFIX: usize = NONCE - 5;
const VERSION: u8 = 1;

/// Bytes before the first segment: version and prefix.
pub const HEAD: usize = 1 + PREFIX;

/// Seals a blob segment by segment.
#[derive(Clone, Debug)]
pub struct BlobSealer {
    key: Secret,
    bound: Vec<u8>,
    prefix: [u8; PREFIX],
    number: usize,
}

impl BlobSealer {
    /// Begins a blob. The prefix must be random.
    #[must_use]
    pub fn new(key: &Secret, place: &Place, prefix: [u8; PREFIX]) -> Self {
        Self {
            key: key.clone(),
            bound: place.bound(VERSION),
            prefix,
            number: 0,
        }
    }

    /// What stands before the first segment.
    #[must_use]
    pub fn head(&self) -> Vec<u8> {
        let mut head = vec![VERSION];
        head.extend(self.prefix);
        head
    }

    /// The next segment: [`SEGMENT`] bytes, and fewer only where it is the last one. Even an empty blob has one.
    #[must_use]
    pub fn segment(&mut self, plain: &[u8], is_last: bool) -> Vec<u8> {
        let nonce = nonce_of(self.prefix, self.number, is_last);
        self.number += 1;
        encrypt(&self.key, nonce, &self.bound, plain)
    }
}

/// Opens a blob segment by segment.
#[derive(Clone, Debug)]
pub struct BlobOpener(BlobSealer);

impl BlobOpener {
    /// Begins with what stands before the first segment.
    ///
    /// # Errors
    /// Where it is not the head of a blob.
    pub fn new(key: &Secret, place: &Place, head: &[u8; HEAD]) -> Result<Self, CannotOpen> {
        match head.split_first_chunk::<1>() {
            Some(([VERSION], prefix)) => {
                let prefix = prefix.try_into().map_err(|_| CannotOpen)?;
                Ok(Self(BlobSealer::new(key, place, prefix)))
            }
            _ => Err(CannotOpen),
        }
    }

    /// The next segment with its tag; whether it is the last one must be known.
    ///
    /// # Errors
    /// Where it is not the next one of this blob, was changed, or is (not) the last one.
    pub fn segment(
        &mut self,
        sealed: &[u8],
        is_last: bool,
    ) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let BlobSealer {
            key,
            bound,
            prefix,
            number,
        } = &mut self.0;
        let opened = decrypt(key, nonce_of(*prefix, *number, is_last), bound, sealed)?;
        // Sealing makes an empty segment only for an empty blob: one value has one form.
        if opened.is_empty() && *number > 0 {
            return Err(CannotOpen);
        }
        *number += 1;
        Ok(opened)
    }

    /// The segment of a number, counted from 0, whatever was opened before.
    ///
    /// # Errors
    /// Where it is not that one of this blob, was changed, or is (not) the last one.
    pub fn segment_at(
        &self,
        number: usize,
        sealed: &[u8],
        is_last: bool,
    ) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let BlobSealer {
            key, bound, prefix, ..
        } = &self.0;
        decrypt(key, nonce_of(*prefix, number, is_last), bound, sealed)
    }
}

/// Bytes of a blob once it is sealed.
#[must_use]
pub fn sealed_length(plain: u64) -> u64 {
    let segments = plain.div_ceil(SEGMENT as u64).max(1);
    HEAD as u64 + plain + segments * TAG as u64
}

/// Seals the bytes of a blob: version, prefix, then each segment with its tag. The prefix must be random.
#[must_use]
pub fn seal_blob(key: &Secret, place: &Place, plain: &[u8], prefix: [u8; PREFIX]) -> Vec<u8> {
    let mut sealer = BlobSealer::new(key, place, prefix);
    let mut sealed = sealer.head();
    let last = plain.len().saturating_sub(1) / SEGMENT;
    for number in 0..=last {
        let end = plain.len().min((number + 1) * SEGMENT);
        sealed.extend(sealer.segment(&plain[number * SEGMENT..end], number == last));
    }
    sealed
}

/// Opens what [`seal_blob`] made for the same place under the same key.
///
/// # Errors
/// Where that is not so, and where anything was cut off, added, swapped or changed.
pub fn open_blob(
    key: &Secret,
    place: &Place,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let (head, segments) = sealed.split_first_chunk::<HEAD>().ok_or(CannotOpen)?;
    if segments.is_empty() {
        return Err(CannotOpen);
    }
    let mut opener = BlobOpener::new(key, place, head)?;
    let last = (segments.len() - 1) / FRAME;
    let mut plain = Zeroizing::new(Vec::with_capacity(segments.len()));
    for (number, segment) in segments.chunks(FRAME).enumerate() {
        plain.extend_from_slice(&opener.segment(segment, number == last)?);
    }
    Ok(plain)
}

fn nonce_of(prefix: [u8; PREFIX], number: usize, is_last: bool) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    nonce[..PREFIX].copy_from_slice(&prefix);
    // A blob in memory has fewer than 2^32 segments, which are 256 TiB.
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    nonce[PREFIX..NONCE - 1].copy_from_slice(&number.to_be_bytes());
    nonce[NONCE - 1] = u8::from(is_last);
    nonce
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HERE: Place = Place {
        organisation: Uuid::from_u128(1),
        record: Uuid::from_u128(2),
        field: "blob",
    };

    fn sealed(length: usize) -> (Secret, Vec<u8>, Vec<u8>) {
        let plain: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let key = Secret::new([5; 32]);
        let sealed = seal_blob(&key, &HERE, &plain, [6; PREFIX]);
        (key, plain, sealed)
    }

    #[test]
    fn a_blob_of_any_length_comes_back() {
        for length in [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT] {
            let (key, plain, sealed) = sealed(length);
            assert_eq!(*open_blob(&key, &HERE, &sealed).unwrap(), plain, "{length}");
            let segments = length.div_ceil(SEGMENT).max(1);
            assert_eq!(sealed.len(), 1 + PREFIX + length + segments * TAG);
            assert_eq!(sealed.len() as u64, sealed_length(length as u64));
        }
    }

    #[test]
    fn a_blob_that_was_cut_swapped_repeated_or_moved_does_not_open() {
        let (key, _, sealed) = sealed(3 * SEGMENT);
        let head = 1 + PREFIX;
        let frame = |number: usize| &sealed[head + number * FRAME..head + (number + 1) * FRAME];
        let joined = |frames: &[&[u8]]| [&sealed[..head], &frames.concat()].concat();
        assert!(open_blob(&key, &HERE, &joined(&[frame(0), frame(1), frame(2)])).is_ok());
        for broken in [
            joined(&[frame(0), frame(1)]),
            joined(&[frame(0)]),
            joined(&[]),
            joined(&[frame(1), frame(0), frame(2)]),
            joined(&[frame(0), frame(1), frame(1), frame(2)]),
            joined(&[frame(0), frame(1), frame(2), frame(2)]),
            joined(&[frame(0), frame(2)]),
            sealed[..sealed.len() - 1].to_vec(),
            [sealed.as_slice(), &[0]].concat(),
        ] {
            assert_eq!(open_blob(&key, &HERE, &broken), Err(CannotOpen));
        }
        let elsewhere = Place {
            record: Uuid::from_u128(3),
            ..HERE
        };
        assert_eq!(open_blob(&key, &elsewhere, &sealed), Err(CannotOpen));
        for at in [0, 1, PREFIX, head, head + FRAME, sealed.len() - 1] {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            assert_eq!(open_blob(&key, &HERE, &flipped), Err(CannotOpen), "{at}");
        }
    }
}
