//! One value, sealed for one place: XChaCha20-Poly1305 with the place as associated data. Not the choice of a key.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::Secret;

/// Bytes of a nonce; long enough to be drawn at random.
pub const NONCE: usize = 24;

/// The first byte of everything sealed. A later form gets another.
const VERSION: u8 = 1;

/// Where a sealed value stands. A ciphertext that is moved to another place does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose it is.
    pub organisation: Uuid,
    /// The row.
    pub record: Uuid,
    /// Table and column: `person.name`.
    pub field: &'static str,
}

impl Place {
    /// The place as associated data: all parts but the last have a fixed length, so no two places have the same bytes.
    pub(super) fn bound(&self, version: u8) -> Vec<u8> {
        let mut bound = b"gt/place/v1\n".to_vec();
        bound.push(version);
        bound.extend(self.organisation.as_bytes());
        bound.extend(self.record.as_bytes());
        bound.extend(self.field.as_bytes());
        bound
    }
}

/// Another key sealed it, it was sealed for another place, or it was changed. Which of these cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what was sealed cannot be opened: another key, another place, or changed since")]
pub struct CannotOpen;

/// Seals bytes: version, nonce, ciphertext with tag. The nonce must be random; never use one twice under a key.
#[must_use]
pub fn seal(key: &Secret, place: &Place, plain: &[u8], nonce: [u8; NONCE]) -> Vec<u8> {
    let mut sealed = vec![VERSION];
    sealed.extend(nonce);
    sealed.extend(encrypt(key, nonce, &place.bound(VERSION), plain));
    sealed
}

/// Opens what [`seal`] made for the same place under the same key.
///
/// # Errors
/// Where any of the three is not so.
pub fn open(key: &Secret, place: &Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let (&version, rest) = sealed.split_first().ok_or(CannotOpen)?;
    let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(CannotOpen)?;
    if version != VERSION {
        return Err(CannotOpen);
    }
    decrypt(key, *nonce, &place.bound(version), ciphertext)
}

/// The cipher itself, without a form of ours around it: the ciphertext with its tag.
#[must_use]
pub fn encrypt(key: &Secret, nonce: [u8; NONCE], aad: &[u8], msg: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(&(*key.bytes()).into());
    match cipher.encrypt(&XNonce::from(nonce), Payload { msg, aad }) {
        Ok(ciphertext) => ciphertext,
        // The cipher refuses more than 256 GiB and nothing else.
        Err(_) => unreachable!("a value in memory is short enough to be sealed"),
    }
}

/// The other way.
///
/// # Errors
/// Where the tag does not fit key, nonce, associated data and ciphertext.
pub fn decrypt(
    key: &Secret,
    nonce: [u8; NONCE],
    aad: &[u8],
    msg: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let cipher = XChaCha20Poly1305::new(&(*key.bytes()).into());
    let plain = cipher.decrypt(&XNonce::from(nonce), Payload { msg, aad });
    plain.map(Zeroizing::new).map_err(|_| CannotOpen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place = Place {
        organisation: Uuid::from_u128(1),
        record: Uuid::from_u128(2),
        field: "person.name",
    };

    #[test]
    fn what_is_sealed_opens_at_its_place_and_at_no_other() {
        let key = Secret::new([7; 32]);
        let sealed = seal(&key, &HERE, "Amina".as_bytes(), [1; NONCE]);
        assert_eq!(
            open(&key, &HERE, &sealed).unwrap().as_slice(),
            "Amina".as_bytes()
        );
        let elsewhere = [
            Place {
                organisation: Uuid::from_u128(9),
                ..HERE
            },
            Place {
                record: Uuid::from_u128(9),
                ..HERE
            },
            Place {
                field: "person.nam",
                ..HERE
            },
        ];
        for place in elsewhere {
            assert_eq!(open(&key, &place, &sealed), Err(CannotOpen));
        }
        assert_eq!(open(&Secret::new([8; 32]), &HERE, &sealed), Err(CannotOpen));
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let key = Secret::new([7; 32]);
        let sealed = seal(&key, &HERE, "Amina".as_bytes(), [1; NONCE]);
        for at in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[at / 8] ^= 1 << (at % 8);
            assert_eq!(open(&key, &HERE, &flipped), Err(CannotOpen), "bit {at}");
        }
        for length in 0..sealed.len() {
            assert_eq!(open(&key, &HERE, &sealed[..length]), Err(CannotOpen));
        }
    }
}
