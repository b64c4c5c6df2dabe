//! The chunks of a WebP, one after the other, without decoding any.

use super::{Parts, checked_size};
use crate::{NoPicture, PictureKind};

/// What a device writes.
const LONGEST_NOTE: usize = 256 * 1024;
/// In the flags of the canvas: how see-through it is stands in a part of its own; it moves.
const SEE_THROUGH: u8 = 0x10;
const MOVES: u8 = 0x02;

pub(super) fn taken_apart(file: &[u8]) -> Result<Parts, NoPicture> {
    let length = length_at(file, 4)?;
    let end = length.checked_add(8).ok_or(NoPicture::Damaged)?;
    let mut rest = file.get(12..end).ok_or(NoPicture::CutOff)?;
    let mut bare = b"RIFF\0\0\0\0WEBP".to_vec();
    let (mut canvas, mut size, mut device) = (None, None, None);
    while !rest.is_empty() {
        let name = rest.get(..4).ok_or(NoPicture::CutOff)?;
        let length = length_at(rest, 4)?;
        let end = length.checked_add(8).ok_or(NoPicture::Damaged)?;
        let body = rest.get(8..end).ok_or(NoPicture::CutOff)?;
        match name {
            b"VP8X" if canvas.is_none() && size.is_none() => {
                let found = Canvas::of(body)?;
                add(&mut bare, name, &found.bare(body));
                canvas = Some(found);
            }
            b"ALPH" if size.is_none() => add(&mut bare, name, body),
            b"VP8 " | b"VP8L" if size.is_none() => {
                let found = if name == b"VP8 " {
                    lossy(body)?
                } else {
                    lossless(body)?
                };
                checked_size(found.0, found.1)?;
                size = Some(found);
                add(&mut bare, name, body);
            }
            b"VP8X" | b"VP8 " | b"VP8L" => return Err(NoPicture::Damaged),
            b"ANIM" | b"ANMF" => return Err(NoPicture::Moving),
            b"EXIF" if device.is_none() && length <= LONGEST_NOTE => {
                let written = body.strip_prefix(b"Exif\0\0").unwrap_or(body);
                device = Some(written.to_vec());
            }
            _ => {}
        }
        // Parts begin at even places; the last one may lack the byte that fills it up.
        rest = rest.get(end + (length & 1)..).unwrap_or_default();
    }
    let (width, height) = size.ok_or(NoPicture::CutOff)?;
    if canvas.is_some_and(|canvas: Canvas| (canvas.width, canvas.height) != (width, height)) {
        return Err(NoPicture::Damaged);
    }
    let length = u32::try_from(bare.len() - 8).map_err(|_| NoPicture::TooLarge)?;
    bare[4..8].copy_from_slice(&length.to_le_bytes());
    Ok(Parts {
        kind: PictureKind::Webp,
        width,
        height,
        device,
        bare,
        behind: (file.len() - end) as u64,
    })
}

struct Canvas {
    width: u32,
    height: u32,
}

impl Canvas {
    fn of(body: &[u8]) -> Result<Self, NoPicture> {
        let &[flags, _, _, _, w0, w1, w2, h0, h1, h2] = body else {
            return Err(NoPicture::Damaged);
        };
        if flags & MOVES != 0 {
            return Err(NoPicture::Moving);
        }
        let (width, height) = (
            u32::from_le_bytes([w0, w1, w2, 0]) + 1,
            u32::from_le_bytes([h0, h1, h2, 0]) + 1,
        );
        checked_size(width, height)?;
        Ok(Self { width, height })
    }

    /// The same without the flags of what is left behind.
    fn bare(&self, body: &[u8]) -> Vec<u8> {
        let mut bare = body.to_vec();
        bare[0] &= SEE_THROUGH;
        bare
    }
}

fn lossy(body: &[u8]) -> Result<(u32, u32), NoPicture> {
    let Some(&[first, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1]) = body.first_chunk::<10>() else {
        return Err(NoPicture::Damaged);
    };
    // A frame that is told by the one before it.
    if first & 1 != 0 {
        return Err(NoPicture::Damaged);
    }
    let of = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Ok((of(w0, w1), of(h0, h1)))
}

fn lossless(body: &[u8]) -> Result<(u32, u32), NoPicture> {
    let Some(&[0x2F, b0, b1, b2, b3]) = body.first_chunk::<5>() else {
        return Err(NoPicture::Damaged);
    };
    let bits = u32::from_le_bytes([b0, b1, b2, b3]);
    Ok(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
}

fn add(bare: &mut Vec<u8>, name: &[u8], body: &[u8]) {
    bare.extend_from_slice(name);
    // It was read from four bytes.
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    bare.extend_from_slice(&length.to_le_bytes());
    bare.extend_from_slice(body);
    if body.len() % 2 == 1 {
        bare.push(0);
    }
}

fn length_at(bytes: &[u8], at: usize) -> Result<usize, NoPicture> {
    let field = bytes.get(at..at + 4).ok_or(NoPicture::CutOff)?;
    let field: [u8; 4] = field.try_into().map_err(|_| NoPicture::CutOff)?;
    Ok(u32::from_le_bytes(field) as usize)
}
