//! The segments of a JPEG, one after the other, without decoding any.

use super::{Parts, checked_size};
use crate::{NoPicture, PictureKind};

const SCAN: u8 = 0xDA;
const END: u8 = 0xD9;
/// A camera writes about ten.
const MOST_SCANS: u64 = 100;
/// Each scan of a progressive picture goes over all of its pixels again.
const MOST_WORK: u64 = 1_000_000_000;
/// Tables and the like; more are there to be read for ever.
const MOST_SEGMENTS: usize = 20_000;

#[derive(Default)]
struct Seen {
    size: Option<(u32, u32)>,
    is_progressive: bool,
    scans: u64,
    coded: u64,
    device: Option<Vec<u8>>,
    bare: Vec<u8>,
}

pub(super) fn taken_apart(file: &[u8]) -> Result<Parts, NoPicture> {
    let mut seen = Seen {
        bare: vec![0xFF, 0xD8],
        ..Seen::default()
    };
    let mut rest = file.get(2..).unwrap_or_default();
    for _ in 0..MOST_SEGMENTS {
        let (marker, after) = marker(rest)?;
        if marker == END {
            return whole(seen, after.len() as u64);
        }
        // Marks without a body, which stand for nothing here.
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            rest = after;
            continue;
        }
        let (body, after) = segment(after)?;
        seen.take(marker, body)?;
        rest = after;
        if marker == SCAN {
            let coded = coded(rest);
            seen.bare.extend_from_slice(&rest[..coded]);
            seen.coded += coded as u64;
            rest = &rest[coded..];
        }
    }
    Err(NoPicture::Unusual)
}

impl Seen {
    fn take(&mut self, marker: u8, body: &[u8]) -> Result<(), NoPicture> {
        match marker {
            0xC0..=0xC2 => self.frame(marker, body)?,
            // Lossless, layered, or coded in a way that decoders of cameras do not know.
            0xC3 | 0xC5..=0xCB | 0xCD..=0xCF | 0xDC | 0xDE | 0xDF => {
                return Err(NoPicture::Unusual);
            }
            0xE1 => {
                let written = body.strip_prefix(b"Exif\0").and_then(|body| body.get(1..));
                if let Some(written) = written.filter(|_| self.device.is_none()) {
                    self.device = Some(written.to_vec());
                }
                return Ok(());
            }
            // How colours are stored.
            0xEE if body.starts_with(b"Adobe") && body.len() == 12 => {}
            // Tables, how often it restarts, and the scans.
            0xC4 | 0xDB | 0xDD => {}
            SCAN => self.scan()?,
            _ => return Ok(()),
        }
        let length = u16::try_from(body.len() + 2).map_err(|_| NoPicture::Damaged)?;
        self.bare.extend_from_slice(&[0xFF, marker]);
        self.bare.extend_from_slice(&length.to_be_bytes());
        self.bare.extend_from_slice(body);
        Ok(())
    }

    fn frame(&mut self, marker: u8, body: &[u8]) -> Result<(), NoPicture> {
        let &[bits, h1, h0, w1, w0, samples, ..] = body else {
            return Err(NoPicture::Damaged);
        };
        if self.size.is_some() || body.len() != 6 + 3 * usize::from(samples) {
            return Err(NoPicture::Damaged);
        }
        if bits != 8 || ![1, 3, 4].contains(&samples) {
            return Err(NoPicture::Unusual);
        }
        let of = |high, low| u32::from(u16::from_be_bytes([high, low]));
        let (width, height) = (of(w1, w0), of(h1, h0));
        checked_size(width, height)?;
        self.size = Some((width, height));
        self.is_progressive = marker == 0xC2;
        Ok(())
    }

    fn scan(&mut self) -> Result<(), NoPicture> {
        let (width, height) = self.size.ok_or(NoPicture::Damaged)?;
        self.scans += 1;
        let work = self.scans * u64::from(width) * u64::from(height);
        if self.scans > MOST_SCANS || (self.is_progressive && work > MOST_WORK) {
            return Err(NoPicture::Unusual);
        }
        Ok(())
    }
}

fn whole(mut seen: Seen, behind: u64) -> Result<Parts, NoPicture> {
    let (width, height) = seen.size.ok_or(NoPicture::Damaged)?;
    if seen.scans == 0 {
        return Err(NoPicture::Damaged);
    }
    // However little it shows, each square of 8 by 8 pixels takes a bit at least.
    let squares = u64::from(width.div_ceil(8)) * u64::from(height.div_ceil(8));
    if seen.coded * 8 < squares {
        return Err(NoPicture::CutOff);
    }
    seen.bare.extend_from_slice(&[0xFF, END]);
    Ok(Parts {
        kind: PictureKind::Jpeg,
        width,
        height,
        device: seen.device,
        bare: seen.bare,
        behind,
    })
}

/// The next mark; it may be led by any number of fill bytes.
fn marker(bytes: &[u8]) -> Result<(u8, &[u8]), NoPicture> {
    let fill = bytes.iter().take_while(|byte| **byte == 0xFF).count();
    match bytes.get(fill) {
        None => Err(NoPicture::CutOff),
        Some(marker) if fill > 0 && *marker != 0 => Ok((*marker, &bytes[fill + 1..])),
        Some(_) => Err(NoPicture::Damaged),
    }
}

/// The body of a segment, whose length stands before it and counts itself.
fn segment(bytes: &[u8]) -> Result<(&[u8], &[u8]), NoPicture> {
    let (head, _) = bytes.split_first_chunk::<2>().ok_or(NoPicture::CutOff)?;
    let length = usize::from(u16::from_be_bytes(*head));
    if length < 2 {
        return Err(NoPicture::Damaged);
    }
    let body = bytes.get(2..length).ok_or(NoPicture::CutOff)?;
    Ok((body, &bytes[length..]))
}

/// How many coded bytes follow: a mark ends them; a stuffed zero or a restart does not.
fn coded(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| *byte == 0xFF) {
        at += next;
        match bytes.get(at + 1) {
            Some(0 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            _ => return at,
        }
    }
    bytes.len()
}
