//! Bytes that come in part by part over days, sealed part by part, since nobody knows yet where they end. Not what is kept:
//! that is a blob.

use zeroize::Zeroizing;

use super::Secret;
use super::sealed::{CannotOpen, NONCE, Place, decrypt, encrypt};

const VERSION: u8 = 1;
const TAG: usize = 16;

/// Most plain bytes of a part.
pub const PART: usize = 64 * 1024;
/// Bytes before a part: its length and its nonce.
pub const PART_HEAD: usize = 4 + NONCE;

/// Seals a part that begins at this byte of the whole: length, nonce, ciphertext with tag. The nonce must be random, since
/// the same place of the whole may be sealed again after a part was dropped. At most [`PART`] bytes.
#[must_use]
pub fn seal_part(
    key: &Secret,
    (place, at): (&Place, u64),
    plain: &[u8],
    nonce: [u8; NONCE],
) -> Vec<u8> {
    let length = u32::try_from(plain.len()).unwrap_or(u32::MAX);
    let mut sealed = length.to_be_bytes().to_vec();
    sealed.extend(nonce);
    sealed.extend(encrypt(key, nonce, &bound(place, at, length), plain));
    sealed
}

/// How many bytes follow the head of a part.
///
/// # Errors
/// Where it is no head of a part.
pub fn part_length(head: &[u8; PART_HEAD]) -> Result<usize, CannotOpen> {
    let length = length_of(head);
    match length {
        1..=PART => Ok(length + TAG),
        _ => Err(CannotOpen),
    }
}

/// Opens the part that begins at this byte of the whole.
///
/// # Errors
/// Where it is another one, or was changed.
pub fn open_part(
    key: &Secret,
    (place, at): (&Place, u64),
    head: &[u8; PART_HEAD],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let length = u32::try_from(length_of(head)).map_err(|_| CannotOpen)?;
    let (_, nonce) = head.split_last_chunk::<NONCE>().ok_or(CannotOpen)?;
    decrypt(key, *nonce, &bound(place, at, length), sealed)
}

fn length_of(head: &[u8; PART_HEAD]) -> usize {
    let length = head.first_chunk::<4>().copied().unwrap_or_default();
    usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX)
}

fn bound(place: &Place, at: u64, length: u32) -> Vec<u8> {
    let mut bound = b"gt/part/v1\n".to_vec();
    bound.extend(at.to_be_bytes());
    bound.extend(length.to_be_bytes());
    bound.extend(place.bound(VERSION));
    bound
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_part_opens_where_it_was_sealed_and_nowhere_else() {
        let key = Secret::new([5; 32]);
        let place = |record| Place {
            organisation: Uuid::from_u128(1),
            record: Uuid::from_u128(record),
            field: "upload.content",
        };
        let sealed = seal_part(&key, (&place(2), 70_000), b"some bytes", [9; NONCE]);
        let (head, rest) = sealed.split_first_chunk::<PART_HEAD>().unwrap();
        assert_eq!(part_length(head), Ok(rest.len()));
        let opened = open_part(&key, (&place(2), 70_000), head, rest);
        assert_eq!(opened.unwrap().as_slice(), b"some bytes");
        assert!(open_part(&key, (&place(2), 0), head, rest).is_err());
        assert!(open_part(&key, (&place(3), 70_000), head, rest).is_err());
        for at in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[at / 8] ^= 1 << (at % 8);
            let (head, rest) = flipped.split_first_chunk::<PART_HEAD>().unwrap();
            let opened = open_part(&key, (&place(2), 70_000), head, rest);
            assert!(opened.is_err(), "bit {at}");
        }
        let mut long = *head;
        long[0] = 1;
        assert!(part_length(&long).is_err());
    }
}
