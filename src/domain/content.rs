//! What a file of evidence is, by its content and never by its name: a photograph, a recording, a paper, an archive. Only its
//! beginning and its end are looked at; nothing is unpacked or played. Whether a photograph can be read is for others to say.

mod packed;

use super::intake::FileKind;

/// So much of the beginning of a file is enough.
pub const HEAD: usize = 4 * 1024;
/// So much of its end: the last record of an archive with the longest comment.
pub const TAIL: usize = 22 + u16::MAX as usize;
/// How far from the beginning browsers and readers look for what a file is.
const NEAR: usize = 1_024;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its kind.
    pub kind: FileKind,
    /// Its media type; of a photograph whatever its reader says.
    pub media_type: &'static str,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It has no bytes.
    #[error("empty")]
    Empty,
    /// A browser could take it for a page or a drawing with a script.
    #[error("a page")]
    Page,
    /// It is a program.
    #[error("a program")]
    Program,
    /// An office file of before 2007, which may hold programs.
    #[error("an old office file")]
    OldOffice,
    /// An office file that holds programs.
    #[error("an office file with programs in it")]
    Macros,
    /// Another program would take it for something else.
    #[error("two things at once")]
    TwoThings,
    /// Its end is missing.
    #[error("cut off")]
    CutOff,
    /// Nothing that is known.
    #[error("unknown")]
    Unknown,
}

impl NotTaken {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Empty,
        Self::Page,
        Self::Program,
        Self::OldOffice,
        Self::Macros,
        Self::TwoThings,
        Self::CutOff,
        Self::Unknown,
    ];

    /// The end of the name of its sentence.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Page => "page",
            Self::Program => "program",
            Self::OldOffice => "old-office",
            Self::Macros => "macros",
            Self::TwoThings => "two-things",
            Self::CutOff => "cut-off",
            Self::Unknown => "unknown",
        }
    }
}

/// The kind that a file has by its first bytes, as far as its size is concerned; what is unknown is measured as a paper.
#[must_use]
pub fn kind_of(head: &[u8]) -> FileKind {
    begun(head).map_or(FileKind::Document, |content| content.kind)
}

/// What a file is by its first and last bytes. A file that is shorter than [`HEAD`] or [`TAIL`] stands in both.
///
/// # Errors
/// Whatever is not taken.
pub fn content_of(head: &[u8], tail: &[u8]) -> Result<Content, NotTaken> {
    if head.is_empty() {
        return Err(NotTaken::Empty);
    }
    let content = begun(head)?;
    match content.kind {
        // Its reader looks for more than can be seen here.
        FileKind::Photograph => return Ok(content),
        FileKind::Archive => return packed::content_of(head, tail),
        FileKind::Sound | FileKind::Video | FileKind::Document => {}
    }
    let is_pdf = content.media_type == PDF;
    if (!is_pdf && holds(near(head), b"%PDF-")) || is_page(near(head)) || packed::ends(tail) {
        return Err(NotTaken::TwoThings);
    }
    if is_pdf && !holds(&tail[tail.len().saturating_sub(2 * NEAR)..], b"%%EOF") {
        return Err(NotTaken::CutOff);
    }
    Ok(content)
}

/// The ending of the name under which a file is saved.
#[must_use]
pub fn ending(media_type: &str) -> &'static str {
    let known = ENDINGS.iter().find(|(name, _)| *name == media_type);
    known.map_or("bin", |(_, ending)| *ending)
}

const PDF: &str = "application/pdf";

const ENDINGS: [(&str, &str); 25] = [
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("audio/mpeg", "mp3"),
    ("audio/aac", "aac"),
    ("audio/mp4", "m4a"),
    ("audio/ogg", "ogg"),
    ("audio/wav", "wav"),
    ("audio/flac", "flac"),
    ("audio/amr", "amr"),
    ("video/mp4", "mp4"),
    ("video/quicktime", "mov"),
    ("video/3gpp", "3gp"),
    ("video/webm", "webm"),
    ("video/x-matroska", "mkv"),
    ("video/ogg", "ogv"),
    ("video/x-msvideo", "avi"),
    (PDF, "pdf"),
    ("application/rtf", "rtf"),
    (packed::DOCX, "docx"),
    (packed::XLSX, "xlsx"),
    (packed::PPTX, "pptx"),
    (packed::ODT, "odt"),
    (packed::ODS, "ods"),
    (packed::ZIP, "zip"),
];

fn content(kind: FileKind, media_type: &'static str) -> Content {
    Content { kind, media_type }
}

/// What begins so.
fn begun(head: &[u8]) -> Result<Content, NotTaken> {
    use FileKind::{Archive, Document, Photograph, Sound, Video};
    let at = |from: usize, mark: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(mark));
    const BEGINNINGS: [(&[u8], FileKind, &str); 12] = [
        (b"\xff\xd8", Photograph, "image/jpeg"),
        (b"\x89PNG", Photograph, "image/png"),
        (b"GIF8", Photograph, "image/gif"),
        (b"PK\x03\x04", Archive, packed::ZIP),
        (b"PK\x05\x06", Archive, packed::ZIP),
        (b"%PDF-", Document, PDF),
        (b"{\\rtf", Document, "application/rtf"),
        (b"ID3", Sound, "audio/mpeg"),
        (b"fLaC", Sound, "audio/flac"),
        (b"#!AMR", Sound, "audio/amr"),
        (b"\xff\xf1", Sound, "audio/aac"),
        (b"\xff\xf9", Sound, "audio/aac"),
    ];
    for (mark, kind, media_type) in BEGINNINGS {
        if head.starts_with(mark) {
            return Ok(content(kind, media_type));
        }
    }
    const PROGRAMS: [&[u8]; 6] = [
        b"MZ",
        b"\x7fELF",
        b"#!",
        b"\xca\xfe\xba\xbe",
        b"\xcf\xfa\xed\xfe",
        b"dex\n",
    ];
    if PROGRAMS.iter().any(|mark| head.starts_with(mark)) {
        return Err(NotTaken::Program);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(NotTaken::OldOffice);
    }
    if at(0, b"RIFF") {
        return match head.get(8..12) {
            Some(b"WEBP") => Ok(content(Photograph, "image/webp")),
            Some(b"WAVE") => Ok(content(Sound, "audio/wav")),
            Some(b"AVI ") => Ok(content(Video, "video/x-msvideo")),
            _ => Err(NotTaken::Unknown),
        };
    }
    if at(4, b"ftyp") {
        return Ok(branded(head.get(8..12).unwrap_or_default()));
    }
    if at(0, b"OggS") {
        return Ok(match holds(&head[..head.len().min(64)], b"\x80theora") {
            true => content(Video, "video/ogg"),
            false => content(Sound, "audio/ogg"),
        });
    }
    if at(0, b"\x1aE\xdf\xa3") {
        let named = &head[..head.len().min(64)];
        return match (holds(named, b"webm"), holds(named, b"matroska")) {
            (true, _) => Ok(content(Video, "video/webm")),
            (_, true) => Ok(content(Video, "video/x-matroska")),
            _ => Err(NotTaken::Unknown),
        };
    }
    if is_page(&head[..head.len().min(4 * NEAR)]) {
        return Err(NotTaken::Page);
    }
    if is_frame(head) {
        return Ok(content(Sound, "audio/mpeg"));
    }
    Err(NotTaken::Unknown)
}

/// A file of boxes by its brand.
fn branded(brand: &[u8]) -> Content {
    use FileKind::{Photograph, Sound, Video};
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" | b"avif"
        | b"avis" => content(Photograph, "image/heic"),
        b"M4A " | b"M4B " => content(Sound, "audio/mp4"),
        b"qt  " => content(Video, "video/quicktime"),
        brand if brand.starts_with(b"3g") => content(Video, "video/3gpp"),
        _ => content(Video, "video/mp4"),
    }
}

/// The head of a frame of sound: version, layer, rate and frequency are none of the words that mean nothing.
fn is_frame(head: &[u8]) -> bool {
    let Some(&[first, second, third, _]) = head.first_chunk::<4>() else {
        return false;
    };
    first == 0xff
        && second & 0xe0 == 0xe0
        && (second >> 3) & 3 != 1
        && (second >> 1) & 3 != 0
        && third >> 4 != 0xf
        && third >> 4 != 0
        && (third >> 2) & 3 != 3
}

fn near(head: &[u8]) -> &[u8] {
    &head[..head.len().min(NEAR)]
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|part| part == mark)
}

/// Whether a browser could take it for a page: also with two bytes a letter, and after a long comment.
fn is_page(near: &[u8]) -> bool {
    const MARKS: [&[u8]; 7] = [
        b"<svg",
        b"<html",
        b"<script",
        b"<!doctype",
        b"<?xml",
        b"<?php",
        b"<body",
    ];
    let text: Vec<u8> = near
        .iter()
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    MARKS.iter().any(|mark| holds(&text, mark))
}

#[cfg(test)]
mod tests;
