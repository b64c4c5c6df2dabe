//! The chunks of a PNG, one after the other, to the end of the picture.
//!
//! Only chunks that change how the pixels look pass. Everything else is refused by its name, those that
//! later versions of the format may add included.

use super::{PixelFormat, PublicCopy, Unfit};

/// The first bytes of every PNG.
pub(super) const MAGIC: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];

/// Chunks that a public copy may hold beside head, pixels and end.
const LOOKS: [&[u8; 4]; 8] = [
    b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs",
];

pub(super) fn read(bytes: &[u8]) -> Result<PublicCopy, Unfit> {
    let mut rest = bytes.get(MAGIC.len()..).unwrap_or_default();
    let mut head = None;
    let mut pixels = false;
    loop {
        let Chunk { name, body, after } = chunk(rest)?;
        match (name, head) {
            (b"IHDR", None) => head = Some(header(body)?),
            (b"IHDR", Some(_)) => return Err(Unfit::Broken("it has two heads")),
            (_, None) => return Err(Unfit::Broken("it does not begin with its head")),
            (b"IEND", Some(_)) if !after.is_empty() => {
                return Err(Unfit::Trailing { count: after.len() });
            }
            (b"IEND", Some(head)) if pixels && body.is_empty() => return Ok(head),
            (b"IEND", Some(_)) => return Err(Unfit::Broken("there is no picture in it")),
            (b"IDAT", Some(_)) => pixels = true,
            (name, Some(_)) if LOOKS.contains(&name) => {}
            (name, Some(_)) => {
                let part = String::from_utf8_lossy(name).into_owned();
                return Err(Unfit::Holds { part });
            }
        }
        rest = after;
    }
}

struct Chunk<'a> {
    name: &'a [u8; 4],
    body: &'a [u8],
    after: &'a [u8],
}

fn chunk(bytes: &[u8]) -> Result<Chunk<'_>, Unfit> {
    let short = || Unfit::Broken("a chunk ends early");
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(short)?;
    let (name, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| short())?;
    let (body, rest) = rest.split_at_checked(length).ok_or_else(short)?;
    let (_, after) = rest.split_first_chunk::<4>().ok_or_else(short)?;
    Ok(Chunk { name, body, after })
}

fn header(body: &[u8]) -> Result<PublicCopy, Unfit> {
    let broken = Unfit::Broken("its head is not as long as it must be");
    let &[w3, w2, w1, w0, h3, h2, h1, h0, bits, colour, _, _, _] = body else {
        return Err(broken);
    };
    let samples = match colour {
        0 | 3 => 1,
        2 => 3,
        4 => 2,
        6 => 4,
        _ => return Err(Unfit::Broken("its colours are not declared")),
    };
    let width = u32::from_be_bytes([w3, w2, w1, w0]);
    let height = u32::from_be_bytes([h3, h2, h1, h0]);
    if width == 0 || height == 0 {
        return Err(Unfit::Broken("it has no width or height"));
    }
    Ok(PublicCopy {
        format: PixelFormat::Png,
        width,
        height,
        bits,
        samples,
        reversed_inks: false,
    })
}
