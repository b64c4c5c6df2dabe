//! A file taken apart: what it is by its content, how large it says it is, and the parts that pixels need. All else stays
//! behind before anything is decoded: texts, profiles, small older pictures, and whatever follows the end.

mod jpeg;
mod png;
mod webp;

use super::{LONGEST_SIDE, MOST_BYTES, MOST_PIXELS, NoPicture, PictureKind};

/// What a file holds.
pub(super) struct Parts {
    /// By its content.
    pub kind: PictureKind,
    /// As it is stored, before it is turned.
    pub width: u32,
    /// As it is stored.
    pub height: u32,
    /// What the device wrote, a small TIFF file.
    pub device: Option<Vec<u8>>,
    /// The file again, with what pixels need and nothing else.
    pub bare: Vec<u8>,
    /// Bytes behind the end.
    pub behind: u64,
}

/// Takes a file apart.
///
/// # Errors
/// Whatever is no picture that is taken, is not whole, or is too much.
pub(super) fn taken_apart(file: &[u8]) -> Result<Parts, NoPicture> {
    if file.len() > MOST_BYTES {
        return Err(NoPicture::TooLarge);
    }
    let parts = if file.starts_with(&[0xFF, 0xD8, 0xFF]) {
        jpeg::taken_apart(file)?
    } else if file.starts_with(png::MAGIC) {
        png::taken_apart(file)?
    } else if file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP") {
        webp::taken_apart(file)?
    } else {
        return Err(refused(file));
    };
    if is_also_something_else(file, parts.behind) {
        return Err(NoPicture::TwoThings);
    }
    Ok(parts)
}

/// Refuses a size that is nothing or too much.
fn checked_size(width: u32, height: u32) -> Result<(), NoPicture> {
    if width == 0 || height == 0 {
        return Err(NoPicture::Damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    if width > LONGEST_SIDE || height > LONGEST_SIDE || pixels > MOST_PIXELS {
        return Err(NoPicture::TooManyPixels);
    }
    Ok(())
}

/// What is said of a file that is no picture.
fn refused(file: &[u8]) -> NoPicture {
    if file.is_empty() {
        return NoPicture::Empty;
    }
    let brand = file.get(4..12).unwrap_or_default();
    if let Some(brand) = brand.strip_prefix(b"ftyp") {
        return match brand {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1"
            | b"avif" | b"avis" => NoPicture::Heic,
            _ => NoPicture::Film,
        };
    }
    const KNOWN: [(&[u8], NoPicture); 5] = [
        (b"GIF8", NoPicture::Gif),
        (b"%PDF-", NoPicture::Pdf),
        (b"\x1aE\xdf\xa3", NoPicture::Film),
        (b"\xff\xd8", NoPicture::CutOff),
        (b"\x89PNG", NoPicture::Damaged),
    ];
    if is_page(file) {
        return NoPicture::Page;
    }
    let known = KNOWN.iter().find(|(mark, _)| file.starts_with(mark));
    known.map_or(NoPicture::Other, |(_, why)| *why)
}

/// How far from the beginning browsers and readers look for what a file is.
const NEAR: usize = 1_024;

/// Whether a browser could take it for a page. A drawing (SVG) may begin with a long comment, be packed, or be written with
/// two bytes a letter.
fn is_page(file: &[u8]) -> bool {
    const MARKS: [&str; 7] = [
        "<svg",
        "<html",
        "<script",
        "<!doctype",
        "<?xml",
        "<?php",
        "<body",
    ];
    let near = &file[..file.len().min(4 * NEAR)];
    let text: String = near
        .iter()
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    MARKS.iter().any(|mark| text.contains(mark))
}

/// Whether a picture would be opened as an archive, a PDF or a page by a program that looks for these.
fn is_also_something_else(file: &[u8], behind: u64) -> bool {
    let near = &file[..file.len().min(NEAR)];
    let holds = |mark: &[u8]| near.windows(mark.len()).any(|part| part == mark);
    holds(b"%PDF-") || is_page_in_a_picture(near) || is_archive(file, behind)
}

/// What a device writes (XMP) begins with `<?xpacket` or `<x:`; a page does not.
fn is_page_in_a_picture(near: &[u8]) -> bool {
    let text = near.to_ascii_lowercase();
    let marks: [&[u8]; 6] = [
        b"<svg",
        b"<html",
        b"<script",
        b"<!doctype",
        b"<?php",
        b"<body",
    ];
    marks
        .iter()
        .any(|mark| text.windows(mark.len()).any(|part| part == *mark))
}

/// An archive is read from its end, where its last record stands; others begin behind the picture.
fn is_archive(file: &[u8], behind: u64) -> bool {
    const RECORD: usize = 22;
    let from = file.len().saturating_sub(RECORD + usize::from(u16::MAX));
    let tail = &file[from..];
    let mut marks = tail.windows(4).take(tail.len().saturating_sub(RECORD - 1));
    if marks.any(|mark| mark == b"PK\x05\x06") {
        return true;
    }
    let behind = usize::try_from(behind).unwrap_or(usize::MAX);
    let behind = &file[file.len().saturating_sub(behind)..];
    const BEGINNINGS: [&[u8]; 6] = [
        b"PK\x03\x04",
        b"Rar!\x1a\x07",
        b"7z\xbc\xaf\x27\x1c",
        b"%PDF-",
        b"MZ",
        b"\x7fELF",
    ];
    BEGINNINGS.iter().any(|mark| behind.starts_with(mark))
        || is_page_in_a_picture(&behind[..behind.len().min(NEAR)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_named() {
        for (file, why) in [
            (b"".as_slice(), NoPicture::Empty),
            (b"\0\0\0\x18ftypheic\0\0\0\0", NoPicture::Heic),
            (b"\0\0\0\x18ftypavif\0\0\0\0", NoPicture::Heic),
            (b"\0\0\0\x18ftypisom\0\0\0\0", NoPicture::Film),
            (b"GIF89a\x01\0\x01\0", NoPicture::Gif),
            (b"GIF89a/*<script>*/=1", NoPicture::Page),
            (b"%PDF-1.7\nPK\x03\x04", NoPicture::Pdf),
            (b"PK\x03\x04%PDF-", NoPicture::Other),
            (b"<?xml version='1.0'?><SVG/>", NoPicture::Page),
            (b"\xef\xbb\xbf\n <!DOCTYPE html>", NoPicture::Page),
            (b"\xff\xfe<\0s\0v\0g\0>\0", NoPicture::Page),
            (b"BM\x01\x02", NoPicture::Other),
            (b"II*\0\x08\0\0\0", NoPicture::Other),
            (b"\xff\xd8", NoPicture::CutOff),
            (b"\x89PNG\n", NoPicture::Damaged),
            (b"RIFF\0\0\0\0AVI LIST", NoPicture::Other),
        ] {
            let found = taken_apart(file).err();
            assert_eq!(found, Some(why), "{}", String::from_utf8_lossy(file));
        }
    }
}
