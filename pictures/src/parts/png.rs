//! The chunks of a PNG, one after the other, without unpacking any.

use super::{Parts, checked_size};
use crate::{NoPicture, PictureKind};

/// The first bytes of every PNG.
pub(super) const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Packed bytes unpack to so many at most.
const MOST_PACKED: u64 = 1_032;
/// What a device writes; a JPEG has no room for more either.
const LONGEST_NOTE: usize = 256 * 1024;

pub(super) fn taken_apart(file: &[u8]) -> Result<Parts, NoPicture> {
    let mut rest = &file[MAGIC.len()..];
    let mut bare = MAGIC.to_vec();
    let mut head: Option<Head> = None;
    let mut device = None;
    let mut packed = 0_u64;
    loop {
        let chunk = Chunk::first_of(rest)?;
        rest = chunk.rest;
        match (&chunk.name, &head) {
            (b"IHDR", None) => head = Some(Head::of(chunk.body)?),
            (b"IHDR", Some(_)) | (_, None) => return Err(NoPicture::Damaged),
            (b"PLTE" | b"tRNS", _) => {}
            (b"IDAT", _) => packed += chunk.body.len() as u64,
            // More than one picture, or a number that is none.
            (b"acTL", _) if chunk.body.get(..4) != Some(&[0, 0, 0, 1]) => {
                return Err(NoPicture::Moving);
            }
            (b"IEND", Some(head)) => {
                if packed * MOST_PACKED < head.unpacked() {
                    return Err(NoPicture::CutOff);
                }
                bare.extend_from_slice(chunk.whole);
                return Ok(Parts {
                    kind: PictureKind::Png,
                    width: head.width,
                    height: head.height,
                    device,
                    bare,
                    behind: rest.len() as u64,
                });
            }
            (b"eXIf", _) => {
                if device.is_none() && chunk.body.len() <= LONGEST_NOTE {
                    device = Some(chunk.body.to_vec());
                }
                continue;
            }
            // A part without which it cannot be shown, and which nobody knows.
            (name, _) if name[0].is_ascii_uppercase() => return Err(NoPicture::Unusual),
            _ => continue,
        }
        bare.extend_from_slice(chunk.whole);
    }
}

struct Head {
    width: u32,
    height: u32,
    bits: u64,
}

impl Head {
    fn of(body: &[u8]) -> Result<Self, NoPicture> {
        let &[w3, w2, w1, w0, h3, h2, h1, h0, bits, colour, 0, 0, 0 | 1] = body else {
            return Err(NoPicture::Damaged);
        };
        let (width, height) = (
            u32::from_be_bytes([w3, w2, w1, w0]),
            u32::from_be_bytes([h3, h2, h1, h0]),
        );
        let samples = match colour {
            0 | 3 => 1,
            4 => 2,
            2 => 3,
            6 => 4,
            _ => return Err(NoPicture::Damaged),
        };
        checked_size(width, height)?;
        Ok(Self {
            width,
            height,
            bits: samples * u64::from(bits),
        })
    }

    /// Bytes of its rows at least.
    fn unpacked(&self) -> u64 {
        (u64::from(self.width) * self.bits).div_ceil(8) * u64::from(self.height)
    }
}

struct Chunk<'a> {
    name: [u8; 4],
    body: &'a [u8],
    whole: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Chunk<'a> {
    fn first_of(bytes: &'a [u8]) -> Result<Self, NoPicture> {
        let (length, after) = bytes.split_first_chunk::<4>().ok_or(NoPicture::CutOff)?;
        let (name, after) = after.split_first_chunk::<4>().ok_or(NoPicture::CutOff)?;
        if !name.iter().all(u8::is_ascii_alphabetic) {
            return Err(NoPicture::Damaged);
        }
        let length = u32::from_be_bytes(*length) as usize;
        let body = after.get(..length).ok_or(NoPicture::CutOff)?;
        let end = length.checked_add(12).ok_or(NoPicture::Damaged)?;
        let whole = bytes.get(..end).ok_or(NoPicture::CutOff)?;
        Ok(Self {
            name: *name,
            body,
            whole,
            rest: &bytes[end..],
        })
    }
}
