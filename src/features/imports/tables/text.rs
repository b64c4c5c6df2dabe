//! CSV: which encoding, which sign between columns, and the rows as a spreadsheet would number them.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::sheet::Room;
use super::{Cell, CellKind, Format, Limits, Remark, Sheet, TableError, Tables};

const SIGNS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Bytes and rows that are looked at to find the sign.
const LOOKED_AT: usize = 256 * 1024;
const ROWS_LOOKED_AT: usize = 100;

/// Not a known binary format and without the bytes that text never holds.
pub(super) fn looks_like_text(bytes: &[u8]) -> bool {
    what_it_is(bytes).is_empty() && encoding_of(bytes).is_some()
}

/// A name for bytes that are no table; empty where nothing is known.
pub(super) fn what_it_is(bytes: &[u8]) -> &'static str {
    const KNOWN: [(&[u8], &str); 10] = [
        (b"%PDF-", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"PK\x05\x06", "ZIP"),
        (b"\x1f\x8b", "gzip"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"BZh", "bzip2"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"{\\rtf", "RTF"),
        (b"SQLite format 3", "SQLite"),
    ];
    let known = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic));
    known.map_or_else(|| markup(bytes), |(_, name)| name)
}

fn markup(bytes: &[u8]) -> &'static str {
    let start = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let start = start[..start.len().min(15)].to_ascii_lowercase();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        "HTML"
    } else if start.starts_with(b"<?xml") {
        "XML"
    } else if start.starts_with(b"{") || start.starts_with(b"[{") {
        "JSON"
    } else {
        ""
    }
}

/// The encoding, and whether that is a guess.
fn encoding_of(bytes: &[u8]) -> Option<(&'static Encoding, bool)> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some((encoding, false));
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        if bytes.len() % 2 == 1 {
            return None;
        }
        let half = sample.len() / 2;
        return match (even * 10 > half * 7, odd * 10 > half * 7) {
            (false, true) if even == 0 => Some((UTF_16LE, true)),
            (true, false) if odd == 0 => Some((UTF_16BE, true)),
            _ => None,
        };
    }
    if bytes.contains(&0) {
        return None;
    }
    if UTF_8
        .decode_without_bom_handling_and_without_replacement(bytes)
        .is_some()
    {
        return Some((UTF_8, false));
    }
    let controls = sample
        .iter()
        .filter(|b| **b < 9 || (14..32).contains(*b))
        .count();
    (controls * 100 < sample.len().max(100)).then_some((WINDOWS_1252, true))
}

pub(super) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Tables, TableError> {
    let Some((encoding, guessed)) = encoding_of(bytes) else {
        return Err(TableError::new("table-not-a-table"));
    };
    let mut remarks = Vec::new();
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        return Err(TableError::new("text-broken").with("encoding", encoding.name()));
    }
    if guessed {
        remarks.push(Remark {
            code: "text-encoding-guessed",
            about: vec![("encoding".to_owned(), encoding.name().to_owned())],
        });
    }
    if text.bytes().filter(|b| *b == b'"').count() % 2 == 1 {
        remarks.push(Remark {
            code: "text-quotes-odd",
            about: Vec::new(),
        });
    }
    let (sign, skipped) = match sign_said(&text) {
        Some((sign, length)) => (sign, length),
        None => (sign_of(&text), 0),
    };
    let mut sheet = Sheet::new(name);
    let mut room = Room::new(limits);
    if skipped > 0 {
        sheet.push_row(Vec::new());
    }
    read_rows(&text[skipped..], sign, &mut sheet, &mut room)?;
    sheet.trim();
    Ok(Tables {
        format: Format::Csv,
        sheets: vec![sheet],
        remarks,
    })
}

/// `sep=;` in the first line, as spreadsheets write it.
fn sign_said(text: &str) -> Option<(u8, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let sign = line.trim_end().trim_matches('"').strip_prefix("sep=")?;
    let [sign] = sign.as_bytes() else { return None };
    Some((*sign, line.len()))
}

fn reader(text: &str, sign: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(sign)
        .from_reader(text.as_bytes())
}

/// The sign that splits most rows into the same number of columns; among equals, the one that makes more columns.
fn sign_of(text: &str) -> u8 {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let mut best = (0, 0, b',');
    for sign in SIGNS {
        let mut widths = std::collections::BTreeMap::<usize, usize>::new();
        let mut rows = 0;
        for record in reader(sample, sign)
            .records()
            .take(ROWS_LOOKED_AT)
            .flatten()
        {
            rows += 1;
            *widths.entry(record.len()).or_default() += 1;
        }
        let common = widths
            .iter()
            .filter(|(width, _)| **width > 1)
            .max_by_key(|(width, count)| (**count, **width));
        let Some((width, count)) = common else {
            continue;
        };
        // In tenths, so that one ragged row does not outweigh a plain difference in columns.
        let score = (count * 10 / rows.max(1), *width);
        if score > (best.0, best.1) {
            best = (score.0, score.1, sign);
        }
    }
    best.2
}

fn read_rows(text: &str, sign: u8, sheet: &mut Sheet, room: &mut Room) -> Result<(), TableError> {
    let mut reader = reader(text, sign);
    let mut record = csv::StringRecord::new();
    let mut before = 0;
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            TableError::new("text-broken")
                .with("encoding", error)
                .at(sheet.row_pointer(sheet.height()).0)
        })?;
        if !more {
            return Ok(());
        }
        let after = usize::try_from(reader.position().byte())
            .unwrap_or(text.len())
            .min(text.len());
        for _ in 0..blank_lines(text.as_bytes(), before, after) {
            room.row(sheet.height(), &sheet.name)?;
            sheet.push_row(Vec::new());
        }
        before = after;
        let row = sheet.height();
        room.row(row, &sheet.name)?;
        room.column(record.len().saturating_sub(1), &sheet.name, row)?;
        room.take(record.len(), &sheet.name, row)?;
        sheet.push_row(
            record
                .iter()
                .map(|field| Cell::new(field, CellKind::Text))
                .collect(),
        );
    }
}

/// Lines without anything before a record, which the reader of records passes over in silence.
fn blank_lines(text: &[u8], from: usize, to: usize) -> usize {
    let mut lines = 0;
    let mut previous = from.checked_sub(1).map_or(0, |at| text[at]);
    // A record may end between the two signs of one line end.
    for byte in &text[from..to] {
        match byte {
            b'\n' if previous == b'\r' => {}
            b'\n' | b'\r' => lines += 1,
            _ => break,
        }
        previous = *byte;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let tables = read(bytes, "s", &Limits::WEB).unwrap();
        let sheet = &tables.sheets[0];
        (0..sheet.height())
            .map(|row| {
                sheet
                    .row(row)
                    .iter()
                    .map(|cell| cell.text.to_string())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn rows_keep_the_number_a_spreadsheet_shows() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "", "", "1,\"x", "y\"", "", "2,z"].join(end);
            let tables = read(text.as_bytes(), "s", &Limits::WEB).unwrap();
            let sheet = &tables.sheets[0];
            let filled: Vec<usize> = (0..sheet.height())
                .filter(|row| !sheet.is_blank(*row))
                .collect();
            assert_eq!(filled, [1, 4, 6], "{end:?}");
        }
    }

    #[test]
    fn the_sign_between_columns_is_found() {
        for sign in [",", ";", "\t", "|"] {
            let text = ["id", "name", "sum"].join(sign)
                + "\n"
                + &["1", "\"Smith, John; and | others\"", "5"].join(sign)
                + "\n";
            assert_eq!(rows(text.as_bytes())[1].len(), 3, "{sign:?}");
        }
        assert_eq!(
            rows(b"id;sum\n1;1.234,50\n2;7,20\n3;8,10\n")[1],
            ["1", "1.234,50"]
        );
        assert_eq!(rows(b"sep=;\nid;a,b\n1;2,3\n")[2], ["1", "2,3"]);
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "name;sum\nCaf\u{e9} \u{2013};\u{20ac} 5\n";
        let utf16 = |big: bool, bom: bool| -> Vec<u8> {
            let bom = if bom { "\u{feff}" } else { "" };
            let units = (bom.to_owned() + text).encode_utf16().collect::<Vec<_>>();
            units
                .iter()
                .flat_map(|u| {
                    if big {
                        u.to_be_bytes()
                    } else {
                        u.to_le_bytes()
                    }
                })
                .collect()
        };
        let cp1252 = WINDOWS_1252.encode(text).0.into_owned();
        let bom = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            bom,
            cp1252,
            utf16(true, true),
            utf16(false, true),
            utf16(true, false),
            utf16(false, false),
        ] {
            let read = rows(&bytes);
            assert_eq!(read[0], ["name", "sum"]);
            assert_eq!(read[1], ["Caf\u{e9} \u{2013}", "\u{20ac} 5"]);
        }
    }

    #[test]
    fn what_is_no_text_is_no_table() {
        for bytes in [
            b"%PDF-1.7\n".as_slice(),
            b"\x00\x01\x02\x03",
            b"\x89PNG\r\n",
            b"{\"a\":1}",
            b"<html><p>",
            b"a,b\n\x00,1\n",
        ] {
            assert!(!looks_like_text(bytes), "{bytes:?}");
        }
    }
}
