//! Text of JSON: escapes undone, and a byte's line and column.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

/// A string without its escapes. The raw text was checked when it was parsed.
pub(in super::super) fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = rest.as_bytes().get(at + 1).copied().unwrap_or(b'\\');
        rest = &rest[(at + 2).min(rest.len())..];
        match escape {
            b'n' => out.push('\n'),
            b't' => out.push('\t'),
            b'r' => out.push('\r'),
            b'b' => out.push('\u{8}'),
            b'f' => out.push('\u{c}'),
            b'u' => {
                let (letter, used) = unicode(rest);
                out.push(letter);
                rest = &rest[used..];
            }
            plain => out.push(char::from(plain)),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What follows `\u`: a letter and how many bytes it took.
fn unicode(rest: &str) -> (char, usize) {
    let lost = (char::REPLACEMENT_CHARACTER, rest.len().min(4));
    let Some(first) = hex(rest.as_bytes()) else {
        return lost;
    };
    if let Some(letter) = char::from_u32(first) {
        return (letter, 4);
    }
    let second = rest.get(4..6).filter(|s| *s == "\\u").and(rest.get(6..));
    let Some(second) = second.and_then(|s| hex(s.as_bytes())) else {
        return lost;
    };
    let joined = char::decode_utf16([first, second].map(|unit| u16::try_from(unit).unwrap_or(0)));
    match joined.into_iter().next() {
        Some(Ok(letter)) => (letter, 10),
        _ => lost,
    }
}

pub(super) fn hex(digits: &[u8]) -> Option<u32> {
    digits.get(..4)?.iter().try_fold(0, |value, digit| {
        Some(value * 16 + char::from(*digit).to_digit(16)?)
    })
}

/// `line 12, column 5` of a byte of the file, both from 1; the column counts bytes.
pub(in super::super) fn place_of(source: &mut (impl Read + Seek), byte: u64) -> io::Result<String> {
    source.seek(SeekFrom::Start(0))?;
    let mut before = BufReader::with_capacity(64 << 10, source.take(byte));
    let (mut line, mut column) = (1_u64, 1_u64);
    loop {
        let seen = before.fill_buf()?;
        if seen.is_empty() {
            return Ok(format!("line {line}, column {column}"));
        }
        for letter in seen {
            if *letter == b'\n' {
                line += 1;
                column = 1;
            } else {
                column += 1;
            }
        }
        let used = seen.len();
        before.consume(used);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_lone_halves_replaced() {
        assert_eq!(unescaped(r#"a\"\\\/\n\u00e9\ud83d\ude00z"#), "a\"\\/\né😀z");
        assert_eq!(unescaped(r"\ud83d!"), "\u{fffd}!");
        assert_eq!(unescaped("plain"), "plain");
    }

    #[test]
    fn a_byte_has_a_line_and_a_column() {
        let mut file = io::Cursor::new("ab\ncd");
        assert_eq!(place_of(&mut file, 4).unwrap(), "line 2, column 2");
    }
}
