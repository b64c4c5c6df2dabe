//! What a packed file is, by the list at its end: an office file, or an archive. Nothing is unpacked.

use super::{Content, NotTaken, holds};
use crate::domain::intake::FileKind;

pub(super) const ZIP: &str = "application/zip";
pub(super) const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub(super) const PPTX: &str =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";
pub(super) const ODT: &str = "application/vnd.oasis.opendocument.text";
pub(super) const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

const LAST: &[u8] = b"PK\x05\x06";
const LISTED: &[u8] = b"PK\x01\x02";
/// Bytes of the last record without its comment.
const RECORD: usize = 22;
/// Bytes of a line of the list without its names.
const LINE: usize = 46;

/// Whether an archive ends here, so that a program that reads from the end would open it as one.
pub(super) fn ends(tail: &[u8]) -> bool {
    let marks = tail.windows(LAST.len());
    let mut marks = marks.take(tail.len().saturating_sub(RECORD - 1));
    marks.any(|mark| mark == LAST)
}

/// What a packed file is.
pub(super) fn content_of(head: &[u8], tail: &[u8]) -> Result<Content, NotTaken> {
    let names = names(tail).ok_or(NotTaken::CutOff)?;
    if names.is_empty() {
        return Err(NotTaken::Empty);
    }
    let any = |what: &dyn Fn(&[u8]) -> bool| names.iter().any(|name| what(name));
    if any(&|name| name.to_ascii_lowercase().ends_with(b"vbaproject.bin")) {
        return Err(NotTaken::Macros);
    }
    let office = any(&|name| name == b"[Content_Types].xml");
    let folder = |folder: &'static [u8]| office && any(&|name| name.starts_with(folder));
    let document = |media_type| Content {
        kind: FileKind::Document,
        media_type,
    };
    // Such a file begins with its type, not packed.
    let says = |media_type: &'static str| {
        head.get(30..38) == Some(b"mimetype")
            && holds(&head[..head.len().min(128)], media_type.as_bytes())
    };
    Ok(match () {
        () if folder(b"word/") => document(DOCX),
        () if folder(b"xl/") => document(XLSX),
        () if folder(b"ppt/") => document(PPTX),
        () if says(ODT) => document(ODT),
        () if says(ODS) => document(ODS),
        () => Content {
            kind: FileKind::Archive,
            media_type: ZIP,
        },
    })
}

/// The names in the list at the end, as far as the list is here; nothing where there is no end.
fn names(tail: &[u8]) -> Option<Vec<&[u8]>> {
    let from = tail.len().checked_sub(RECORD)?;
    let at = (0..=from).rev().find(|at| {
        let comment = number(tail, at + 20, 2);
        tail[*at..].starts_with(LAST) && comment == Some(tail.len() - at - RECORD)
    })?;
    let size = number(tail, at + 12, 4)?;
    let mut names = Vec::new();
    // A list that is longer than what is here is one of an archive, never of a paper.
    let Some(mut line) = at.checked_sub(size) else {
        return Some(vec![b"".as_slice()]);
    };
    while line < at {
        if !tail[line..].starts_with(LISTED) {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|field| number(tail, line + field, 2));
        let (name, extra, comment) = (name?, extra?, comment?);
        names.push(tail.get(line + LINE..line + LINE + name)?);
        line += LINE + name + extra + comment;
    }
    Some(names)
}

/// A number of so many bytes, the least first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + length)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte)),
    )
}
