//! The segments of a JPEG, one after the other, to the end of the picture.
//!
//! Of the application segments only JFIF without a thumbnail and Adobe's colour mark pass: both are
//! needed to show the right colours, and neither has room for anything else.

use super::{PixelFormat, PublicCopy, Unfit};

/// The first bytes of every JPEG.
pub(super) const MAGIC: [u8; 3] = [0xFF, 0xD8, 0xFF];

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;

/// What was learned on the way.
#[derive(Default)]
struct Seen {
    frame: Option<Frame>,
    scanned: bool,
    adobe: bool,
}

struct Frame {
    bits: u8,
    width: u32,
    height: u32,
    samples: u8,
}

pub(super) fn read(bytes: &[u8]) -> Result<PublicCopy, Unfit> {
    let mut seen = Seen::default();
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        let (marker, after) = marker(rest)?;
        if marker == END {
            return finish(&seen, after);
        }
        let (body, after) = segment(after)?;
        take_note(&mut seen, marker, body)?;
        rest = after;
        if marker == SCAN {
            seen.scanned = true;
            rest = skip_entropy(rest);
        }
    }
}

fn finish(seen: &Seen, after: &[u8]) -> Result<PublicCopy, Unfit> {
    if !after.is_empty() {
        return Err(Unfit::Trailing { count: after.len() });
    }
    let frame = seen.frame.as_ref().filter(|_| seen.scanned);
    let frame = frame.ok_or(Unfit::Broken("there is no picture in it"))?;
    Ok(PublicCopy {
        format: PixelFormat::Jpeg,
        width: frame.width,
        height: frame.height,
        bits: frame.bits,
        samples: frame.samples,
        reversed_inks: seen.adobe && frame.samples == 4,
    })
}

/// The next marker; it may be led by any number of fill bytes.
fn marker(bytes: &[u8]) -> Result<(u8, &[u8]), Unfit> {
    let broken = Unfit::Broken("a marker is missing");
    let fill = bytes.iter().take_while(|byte| **byte == 0xFF).count();
    match bytes.get(fill) {
        Some(marker) if fill > 0 && *marker != 0 => {
            Ok((*marker, bytes.get(fill + 1..).unwrap_or_default()))
        }
        _ => Err(broken),
    }
}

/// The body of a segment whose length stands in its first two bytes.
fn segment(bytes: &[u8]) -> Result<(&[u8], &[u8]), Unfit> {
    let short = Unfit::Broken("a segment ends early");
    let Some((head, _)) = bytes.split_first_chunk::<2>() else {
        return Err(short);
    };
    let length = usize::from(u16::from_be_bytes(*head));
    match (bytes.get(2..length), bytes.get(length..)) {
        (Some(body), Some(after)) => Ok((body, after)),
        _ => Err(short),
    }
}

fn take_note(seen: &mut Seen, marker: u8, body: &[u8]) -> Result<(), Unfit> {
    match marker {
        0xE0 if is_plain_jfif(body) => Ok(()),
        0xEE if body.starts_with(b"Adobe") && body.len() == 12 => {
            seen.adobe = true;
            Ok(())
        }
        0xE0..=0xEF => Err(holds(format!("APP{}", marker - 0xE0))),
        COMMENT => Err(holds("COM".to_owned())),
        // Tables, restart interval, number of lines, expansion, and the scan itself.
        0xC4 | 0xCC | 0xDB | 0xDC | 0xDD | 0xDF | SCAN => Ok(()),
        0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF if seen.frame.is_none() => {
            seen.frame = Some(frame(body)?);
            Ok(())
        }
        0xC0..=0xCF => Err(Unfit::Broken("it holds two pictures")),
        _ => Err(holds(format!("a segment of kind {marker:02X}"))),
    }
}

/// `JFIF`, version, density, and no thumbnail.
fn is_plain_jfif(body: &[u8]) -> bool {
    body.len() == 14 && body.starts_with(b"JFIF\0") && body.ends_with(&[0, 0])
}

fn frame(body: &[u8]) -> Result<Frame, Unfit> {
    match *body {
        [bits, h1, h0, w1, w0, samples, ..] => {
            let height = u32::from(u16::from_be_bytes([h1, h0]));
            let width = u32::from(u16::from_be_bytes([w1, w0]));
            if width == 0 || height == 0 {
                return Err(Unfit::Broken("it has no width or height"));
            }
            if ![1, 3, 4].contains(&samples) || body.len() != 6 + 3 * usize::from(samples) {
                return Err(Unfit::Broken("its colours are not declared"));
            }
            Ok(Frame {
                bits,
                width,
                height,
                samples,
            })
        }
        _ => Err(Unfit::Broken("its size is not declared")),
    }
}

/// Passes over coded pixels: a marker ends them, a stuffed zero or a restart does not.
fn skip_entropy(mut bytes: &[u8]) -> &[u8] {
    while let Some(at) = bytes.iter().position(|byte| *byte == 0xFF) {
        match bytes.get(at + 1) {
            Some(0 | 0xD0..=0xD7) => bytes = bytes.get(at + 2..).unwrap_or_default(),
            _ => return bytes.get(at..).unwrap_or_default(),
        }
    }
    &[]
}

const fn holds(part: String) -> Unfit {
    Unfit::Holds { part }
}
