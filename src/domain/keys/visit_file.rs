//! A visit as one file that only the organisation opens: sealed on a phone to the organisation's public key, carried by
//! cable or chat. ECDH over P-256, HKDF-SHA-256, AES-256-GCM: what every browser can do.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::{PublicKey, SecretKey};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::Secret;

/// What the key of the organisation is derived for.
pub const SEAL_FIELD: &str = "visit-file.seal";
const PURPOSE: &[u8] = b"groundtruth visit file 1";
const VERSION: u8 = 1;

/// Why a file is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VisitFileError {
    /// It is no file of this kind.
    #[error("no visit file")]
    NoVisitFile,
    /// It was sealed for somebody else.
    #[error("sealed for another organisation")]
    ForAnother,
    /// It was changed, or cut off.
    #[error("changed since it was sealed")]
    Changed,
}

/// A point of the curve as browsers write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Point {
    kty: String,
    crv: String,
    x: String,
    y: String,
}

/// The public key to which phones seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicSealKey {
    /// 16 hex digits that tell two keys apart.
    kid: String,
    #[serde(flatten)]
    point: Point,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    v: u8,
    to: String,
    epk: Point,
    salt: String,
    iv: String,
    ciphertext: String,
}

/// The secret key to which phones seal, and the public one. It follows from a secret of the organisation, so that there is
/// nothing more to keep.
#[must_use]
pub fn seal_pair(secret: &Secret) -> (SecretKey, PublicSealKey) {
    let mut number = 0_u32;
    let own = loop {
        let derived = secret.derive("gt/key/p256/v1", &number.to_string());
        // One in 2^32 is no number of the curve; the next one is.
        match SecretKey::from_slice(derived.bytes()) {
            Ok(own) => break own,
            Err(_) => number += 1,
        }
    };
    let point = point_of(&own.public_key());
    let kid = Sha256::digest(format!("{}.{}", point.x, point.y));
    let kid = kid.iter().take(8).map(|byte| format!("{byte:02x}"));
    let kid = kid.collect();
    (own, PublicSealKey { kid, point })
}

fn point_of(key: &PublicKey) -> Point {
    let point = key.to_sec1_point(false);
    // Uncompressed: 04, then both coordinates.
    let (x, y) = point.as_bytes()[1..].split_at(32);
    Point {
        kty: "EC".to_owned(),
        crv: "P-256".to_owned(),
        x: URL_SAFE_NO_PAD.encode(x),
        y: URL_SAFE_NO_PAD.encode(y),
    }
}

fn key_of(point: &Point) -> Option<PublicKey> {
    let mut bytes = vec![4];
    for coordinate in [&point.x, &point.y] {
        let coordinate = URL_SAFE_NO_PAD.decode(coordinate).ok()?;
        if coordinate.len() != 32 {
            return None;
        }
        bytes.extend(coordinate);
    }
    let is_ours = point.kty == "EC" && point.crv == "P-256";
    is_ours.then(|| PublicKey::from_sec1_bytes(&bytes).ok())?
}

/// Opens a file that was sealed to the key of a secret; gives its parts.
///
/// # Errors
/// [`VisitFileError`].
pub fn open_visit_file(
    secret: &Secret,
    sealed: &[u8],
) -> Result<Vec<Zeroizing<Vec<u8>>>, VisitFileError> {
    let no = |_| VisitFileError::NoVisitFile;
    let file: Envelope = serde_json::from_slice(sealed).map_err(no)?;
    if file.v != VERSION {
        return Err(VisitFileError::NoVisitFile);
    }
    let (own, public) = seal_pair(secret);
    if file.to != public.kid {
        return Err(VisitFileError::ForAnother);
    }
    let theirs = key_of(&file.epk).ok_or(VisitFileError::NoVisitFile)?;
    let decoded = |text: &str| {
        STANDARD
            .decode(text)
            .map_err(|_| VisitFileError::NoVisitFile)
    };
    let (salt, iv) = (decoded(&file.salt)?, decoded(&file.iv)?);
    let mut ciphertext = decoded(&file.ciphertext)?;
    drop(file);
    let iv = Nonce::try_assume_unique_for_key(&iv).map_err(|_| VisitFileError::NoVisitFile)?;
    let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());
    let mut key = Zeroizing::new([0; 32]);
    let expanded = Hkdf::<Sha256>::new(Some(&salt), shared.raw_secret_bytes().as_slice())
        .expand(PURPOSE, &mut *key);
    let key = expanded
        .ok()
        .and_then(|()| UnboundKey::new(&AES_256_GCM, &*key).ok());
    let key = LessSafeKey::new(key.ok_or(VisitFileError::Changed)?);
    let plain = key.open_in_place(iv, Aad::empty(), &mut ciphertext);
    let plain: &[u8] = plain.map_err(|_| VisitFileError::Changed)?;
    let parts = parts(plain).ok_or(VisitFileError::Changed);
    zeroize::Zeroize::zeroize(&mut ciphertext);
    parts
}

/// Each part behind its length in four bytes.
fn parts(mut plain: &[u8]) -> Option<Vec<Zeroizing<Vec<u8>>>> {
    let mut parts = Vec::new();
    while !plain.is_empty() {
        let (length, rest) = plain.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (part, rest) = rest.split_at_checked(length)?;
        parts.push(Zeroizing::new(part.to_vec()));
        plain = rest;
    }
    Some(parts)
}
