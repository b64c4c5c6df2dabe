//! Pictures made by the tests: whole ones, and parts to put into them.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder as _, RgbImage};

pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A picture that shows something: slopes of light, and things in places that follow from the seed.
pub fn scene(width: u32, height: u32, seed: u32) -> RgbImage {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    };
    let things: Vec<[u32; 7]> = (0..14)
        .map(|_| {
            let (x, y) = (next() % 1_000, next() % 1_000);
            let (w, h) = (60 + next() % 300, 60 + next() % 300);
            [x, y, w, h, next() % 256, next() % 256, next() % 256]
        })
        .collect();
    RgbImage::from_fn(width, height, |x, y| {
        let (across, down) = (x * 1_000 / width, y * 1_000 / height);
        let mut colour = [across / 6, down / 6, 90];
        for [left, top, wide, high, red, green, blue] in &things {
            if (*left..left + wide).contains(&across) && (*top..top + high).contains(&down) {
                colour = [*red, *green, *blue];
            }
        }
        image::Rgb(colour.map(|one| u8::try_from(one.min(255)).unwrap()))
    })
}

pub fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality)
        .write_image(
            picture,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )
        .unwrap();
    file
}

pub fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(
            picture,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )
        .unwrap();
    file
}

pub fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    WebPEncoder::new_lossless(&mut file)
        .write_image(
            picture,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )
        .unwrap();
    file
}

/// A segment of a JPEG.
pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap();
    [&[0xFF, marker], length.to_be_bytes().as_slice(), body].concat()
}

/// A JPEG with segments behind its first mark.
pub fn with_segments(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

/// A chunk of a PNG.
pub fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(body);
    let length = u32::try_from(body.len()).unwrap();
    [
        length.to_be_bytes().as_slice(),
        name,
        body,
        &crc.sum().to_be_bytes(),
    ]
    .concat()
}

/// A PNG with chunks behind its head.
pub fn with_chunks(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [&png[..33], &chunks.concat(), &png[33..]].concat()
}

/// The head of a PNG.
pub fn png_head(width: u32, height: u32, bits: u8, colour: u8, interlaced: bool) -> Vec<u8> {
    let body = [
        width.to_be_bytes().as_slice(),
        &height.to_be_bytes(),
        &[bits, colour, 0, 0, u8::from(interlaced)],
    ]
    .concat();
    chunk(b"IHDR", &body)
}

/// A PNG of these chunks.
pub fn png_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    [PNG, &chunks.concat(), &chunk(b"IEND", b"")].concat()
}

pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packing = ZlibEncoder::new(Vec::new(), Compression::best());
    packing.write_all(bytes).unwrap();
    packing.finish().unwrap()
}

/// Zeros that unpack to so many megabytes.
pub fn packed_zeros(megabytes: usize) -> Vec<u8> {
    let mut packing = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..megabytes {
        packing.write_all(&zeros).unwrap();
    }
    packing.finish().unwrap()
}

/// A part of a WebP.
pub fn part(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    let fill = vec![0; body.len() % 2];
    [name.as_slice(), &length.to_le_bytes(), body, &fill].concat()
}

/// A WebP of these parts.
pub fn webp_of(parts: &[Vec<u8>]) -> Vec<u8> {
    let body = parts.concat();
    let length = u32::try_from(body.len() + 4).unwrap();
    [b"RIFF", length.to_le_bytes().as_slice(), b"WEBP", &body].concat()
}

/// The canvas of a WebP with these flags.
pub fn canvas(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let body = [
        &[flags, 0, 0, 0],
        &(width - 1).to_le_bytes()[..3],
        &(height - 1).to_le_bytes()[..3],
    ]
    .concat();
    part(b"VP8X", &body)
}

/// A WebP with a canvas, these parts before the picture and those behind it.
pub fn with_parts(webp: &[u8], size: (u32, u32), before: &[Vec<u8>], after: &[Vec<u8>]) -> Vec<u8> {
    let parts = [canvas(0x2C, size.0, size.1), before.concat()];
    webp_of(&[parts.concat(), webp[12..].to_vec(), after.concat()])
}

/// A field of what a device writes.
pub type Field = (u16, u16, Vec<u8>);

pub fn ascii(tag: u16, text: &str) -> Field {
    (tag, 2, [text.as_bytes(), b"\0"].concat())
}

pub fn raw(tag: u16, bytes: &[u8]) -> Field {
    (tag, 7, bytes.to_vec())
}

pub fn short(tag: u16, number: u16) -> Field {
    (tag, 3, number.to_le_bytes().to_vec())
}

pub fn rationals(tag: u16, all: &[(u32, u32)]) -> Field {
    let bytes = all
        .iter()
        .flat_map(|(above, below)| [above.to_le_bytes(), below.to_le_bytes()].concat());
    (tag, 5, bytes.collect())
}

/// What a device writes: the first table, those of the exposure and the place, and the one of the small picture with it.
pub fn written(
    first: Vec<Field>,
    exposure: Vec<Field>,
    place: Vec<Field>,
    small: Option<(Vec<Field>, &[u8])>,
) -> Vec<u8> {
    let mut file = b"II*\0".to_vec();
    file.extend_from_slice(&[0; 4]);
    let mut first = first;
    for (tag, fields) in [(0x8769, exposure), (0x8825, place)] {
        if !fields.is_empty() {
            let (at, _) = table(&mut file, fields);
            first.push((tag, 4, at.to_le_bytes().to_vec()));
        }
    }
    let small = small.map(|(mut fields, picture)| {
        let at = u32::try_from(file.len()).unwrap();
        file.extend_from_slice(picture);
        let length = u32::try_from(picture.len()).unwrap();
        fields.push((0x0201, 4, at.to_le_bytes().to_vec()));
        fields.push((0x0202, 4, length.to_le_bytes().to_vec()));
        table(&mut file, fields).0
    });
    let (at, next) = table(&mut file, first);
    file[4..8].copy_from_slice(&at.to_le_bytes());
    if let Some(small) = small {
        file[next..next + 4].copy_from_slice(&small.to_le_bytes());
    }
    file
}

/// Adds a table: where it is, and where it says which one is next.
fn table(file: &mut Vec<u8>, mut fields: Vec<Field>) -> (u32, usize) {
    fields.sort_by_key(|(tag, _, _)| *tag);
    let mut rows = Vec::new();
    for (tag, kind, bytes) in &fields {
        let size = [0, 1, 1, 2, 4, 8, 1, 1][usize::from(*kind)];
        let count = u32::try_from(bytes.len() / size).unwrap();
        rows.extend_from_slice(&tag.to_le_bytes());
        rows.extend_from_slice(&kind.to_le_bytes());
        rows.extend_from_slice(&count.to_le_bytes());
        if bytes.len() <= 4 {
            rows.extend_from_slice(bytes);
            rows.resize(rows.len() + 4 - bytes.len(), 0);
        } else {
            let at = u32::try_from(file.len()).unwrap();
            rows.extend_from_slice(&at.to_le_bytes());
            file.extend_from_slice(bytes);
        }
    }
    let at = u32::try_from(file.len()).unwrap();
    file.extend_from_slice(&u16::try_from(fields.len()).unwrap().to_le_bytes());
    file.extend_from_slice(&rows);
    let next = file.len();
    file.extend_from_slice(&[0; 4]);
    (at, next)
}

/// The same as a segment of a JPEG.
pub fn as_segment(written: &[u8]) -> Vec<u8> {
    segment(0xE1, &[b"Exif\0\0", written].concat())
}

/// What a device writes that was held in one of the eight ways.
pub fn held(number: u16) -> Vec<u8> {
    written(vec![short(0x0112, number)], vec![], vec![], None)
}
