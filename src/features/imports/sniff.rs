//! What a file is, told by its content and never by its name.

use std::io::{self, Read, Seek, SeekFrom, Write};

use flate2::read::MultiGzDecoder;

use super::json::outline;
use super::ocds::{Shape, located, shape};
use super::refusal::{Unreadable, note};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Packed by gzip: unpack it and look again.
    Gzip,
    /// Contracts as OCDS.
    Ocds(Shape),
    /// Grants as 360Giving in JSON.
    Giving,
    /// Activities as IATI.
    Iati,
    /// A case of ours: `groundtruth-case/1`.
    Case,
    /// A kit of ours: `groundtruth-kit/1`.
    Kit,
    /// A workbook in a zip: XLSX or ODS.
    Workbook,
    /// A workbook of the years before: OLE2.
    OldWorkbook,
    /// Lines of text: a table, it may be.
    Text(Encoding),
}

/// How text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at its beginning.
    Utf8,
    /// UTF-16, with the mark of its byte order.
    Utf16,
    /// The West European one of Windows: anything that is not UTF-8.
    Windows1252,
}

/// How much of the beginning is looked at.
const HEAD: u64 = 64 << 10;

/// Looks what `source` is and leaves it at its beginning. JSON is run over once, whatever its length, in bounded memory.
///
/// # Errors
/// Where nothing fits, with the reason: an empty file, JSON or XML of another kind, a format that is not taken.
pub fn sniff(source: &mut (impl Read + Seek)) -> Result<FileKind, Unreadable> {
    let mut head = Vec::new();
    source.seek(SeekFrom::Start(0))?;
    source.take(HEAD).read_to_end(&mut head)?;
    let kind = kind_of(&head, source);
    source.seek(SeekFrom::Start(0))?;
    kind
}

fn kind_of(head: &[u8], source: &mut (impl Read + Seek)) -> Result<FileKind, Unreadable> {
    let refused = |code| Err(Unreadable::because(code, "byte 0"));
    if head.starts_with(b"\x1f\x8b") {
        return Ok(FileKind::Gzip);
    }
    if head.starts_with(b"PK\x03\x04") {
        return workbook(head);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(FileKind::OldWorkbook);
    }
    if head.starts_with(b"%PDF-") {
        return refused("is-pdf");
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Ok(FileKind::Text(Encoding::Utf16));
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let Some(begins) = text.iter().position(|byte| !byte.is_ascii_whitespace()) else {
        return refused("file-empty");
    };
    let text = &text[begins..];
    if text.contains(&0) {
        return refused("not-text");
    }
    match text[0] {
        b'{' | b'[' => json(source),
        b'<' => xml(text),
        _ => Ok(yaml(text).unwrap_or_else(|| FileKind::Text(encoding(head)))),
    }
}

/// A zip that begins with the parts of a workbook.
fn workbook(head: &[u8]) -> Result<FileKind, Unreadable> {
    let names: [&[u8]; 5] = [
        b"[Content_Types].xml",
        b"_rels/.rels",
        b"xl/",
        b"docProps/",
        b"application/vnd.oasis.opendocument.spreadsheet",
    ];
    if names.iter().any(|name| contains(head, name)) || begins_with_table(head) {
        return Ok(FileKind::Workbook);
    }
    Err(Unreadable::because("zip-of-something-else", "byte 0"))
}

/// Whether the first part of a zip is a table as text.
fn begins_with_table(head: &[u8]) -> bool {
    let Some(&[low, high]) = head.get(26..28) else {
        return false;
    };
    let length = usize::from(u16::from_le_bytes([low, high]));
    let name = head.get(30..30 + length).unwrap_or_default();
    let name = name.to_ascii_lowercase();
    name.ends_with(b".csv") || name.ends_with(b".tsv")
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn json(source: &mut (impl Read + Seek)) -> Result<FileKind, Unreadable> {
    let found = outline(source, &["releases", "records", "grants"]);
    let found = found.map_err(|fault| located(source, fault))?;
    if found.list("grants").is_some() {
        return Ok(FileKind::Giving);
    }
    match shape(&found) {
        Ok(shape) => Ok(FileKind::Ocds(shape)),
        Err("not-ocds") => {
            let names: Vec<_> = found
                .members
                .iter()
                .take(8)
                .map(|(name, _)| name.as_str())
                .collect();
            let about = [("members", names.join(", "))];
            let about = about.each_ref().map(|(key, text)| (*key, text.as_str()));
            Err(Unreadable::Refused(note(
                "json-of-something-else",
                "/",
                &about,
            )))
        }
        Err(code) => Err(Unreadable::because(code, "/")),
    }
}

fn xml(text: &[u8]) -> Result<FileKind, Unreadable> {
    let mut rest = text;
    loop {
        let begins = rest.iter().position(|byte| !byte.is_ascii_whitespace());
        rest = &rest[begins.unwrap_or(rest.len())..];
        let behind = |end: &[u8]| {
            let at = rest.windows(end.len()).position(|window| window == end)?;
            rest.get(at + end.len()..)
        };
        rest = if rest.starts_with(b"<?") {
            behind(b"?>").unwrap_or_default()
        } else if rest.starts_with(b"<!--") {
            behind(b"-->").unwrap_or_default()
        } else if rest.starts_with(b"<!") {
            return Err(Unreadable::because("xml-with-dtd", "byte 0"));
        } else {
            break;
        };
    }
    let name: Vec<u8> = rest
        .iter()
        .skip(1)
        .take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/'))
        .take(100)
        .copied()
        .collect();
    if name == b"iati-activities" || name == b"iati-activity" {
        return Ok(FileKind::Iati);
    }
    let name = String::from_utf8_lossy(&name).into_owned();
    let about = [("element", name.as_str())];
    Err(Unreadable::Refused(note(
        "xml-of-something-else",
        "/",
        &about,
    )))
}

/// Our own files say what they are in a line `format:`.
fn yaml(text: &[u8]) -> Option<FileKind> {
    let text = String::from_utf8_lossy(text);
    let line = text.lines().find_map(|line| line.strip_prefix("format:"))?;
    let format = line.trim().trim_matches(['"', '\'']);
    if format.starts_with("groundtruth-case/") {
        return Some(FileKind::Case);
    }
    format
        .starts_with("groundtruth-kit/")
        .then_some(FileKind::Kit)
}

fn encoding(head: &[u8]) -> Encoding {
    match str::from_utf8(head) {
        Ok(_) => Encoding::Utf8,
        // The head may end within a letter.
        Err(error) if error.error_len().is_none() => Encoding::Utf8,
        Err(_) => Encoding::Windows1252,
    }
}

/// Unpacks gzip, at most `most` bytes: a small file may hold a very large one.
///
/// # Errors
/// Where it is no gzip, is damaged, or holds more than `most`.
pub fn unpack(packed: impl Read, into: &mut impl Write, most: u64) -> Result<u64, Unreadable> {
    let mut unpacked = MultiGzDecoder::new(packed).take(most.saturating_add(1));
    let written = io::copy(&mut unpacked, into).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            Unreadable::because("gzip-damaged", "byte 0")
        }
        _ => Unreadable::Io(error),
    })?;
    if written > most {
        let most = most.to_string();
        return Err(Unreadable::Refused(note(
            "unpacks-too-large",
            "byte 0",
            &[("most", &most)],
        )));
    }
    Ok(written)
}
