//! The recovery sheet: a master key in eight lines that a person can write down and type back. Each line carries its
//! own checksum, so that a mistake is named by its line.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::MasterKey;

/// No I, L, O or U: nothing that is taken for something else.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LINES: usize = 8;
/// Letters of a line: four bytes of the key and one to check them, five bits each.
const LINE: usize = 8;

/// What is wrong with a sheet that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// There are more or fewer lines.
    #[error("the sheet has 8 lines of two groups of four; {found} were given")]
    Lines {
        /// How many.
        found: usize,
    },
    /// A line does not fit its own checksum, or stands at another place.
    #[error("line {line} is not what the sheet says: look at it again, letter by letter")]
    Line {
        /// From 1.
        line: usize,
    },
}

/// The lines of the sheet: `1  7VQ2-K0HM`.
#[must_use]
pub fn write_sheet(key: &MasterKey) -> Zeroizing<String> {
    let mut sheet = Zeroizing::new(String::with_capacity(LINES * 14));
    for (at, part) in key.bytes().chunks(4).enumerate() {
        let mut bits = u64::from(check(at, part));
        for (place, byte) in (1..).zip(part.iter().rev()) {
            bits |= u64::from(*byte) << (8 * place);
        }
        sheet.push_str(&format!("{}  ", at + 1));
        for letter in 0..LINE {
            if letter == LINE / 2 {
                sheet.push('-');
            }
            let value = (bits >> (5 * (LINE - 1 - letter))) & 31;
            sheet.push(char::from(LETTERS[value as usize]));
        }
        sheet.push('\n');
    }
    sheet
}

/// Reads a sheet as a person types it: capital or small letters, with or without numbers and hyphens; lines that begin
/// with `#` are passed over, and `O` is read as zero, `I` and `L` as one.
///
/// # Errors
/// Names the first line that is wrong.
pub fn read_sheet(text: &str) -> Result<MasterKey, SheetError> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    if lines.len() != LINES {
        return Err(SheetError::Lines { found: lines.len() });
    }
    let mut bytes = Zeroizing::new([0; 32]);
    for (at, line) in lines.into_iter().enumerate() {
        let part = read_line(at, line).ok_or(SheetError::Line { line: at + 1 })?;
        bytes[at * 4..at * 4 + 4].copy_from_slice(&part);
    }
    Ok(MasterKey::new(*bytes))
}

fn read_line(at: usize, line: &str) -> Option<[u8; 4]> {
    let mut letters: Vec<u8> = line
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace() && !b"-.:".contains(byte))
        .collect();
    if letters.len() == LINE + 1 && usize::from(letters[0]) == usize::from(b'1') + at {
        letters.remove(0);
    }
    if letters.len() != LINE {
        return None;
    }
    let mut bits: u64 = 0;
    for letter in letters {
        let letter = match letter.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        };
        let value = LETTERS.iter().position(|known| *known == letter)?;
        bits = (bits << 5) | value as u64;
    }
    let [.., a, b, c, d, checked] = bits.to_be_bytes();
    let part = [a, b, c, d];
    (check(at, &part) == checked).then_some(part)
}

fn check(at: usize, part: &[u8]) -> u8 {
    let number = [at as u8];
    let digest = Sha256::new()
        .chain_update(b"gt/sheet/v1\n")
        .chain_update(number)
        .chain_update(part)
        .finalize();
    digest[0]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sheet_is_read_as_people_type_it() {
        let key = MasterKey::new(std::array::from_fn(|at| at as u8 * 7));
        let sheet = write_sheet(&key);
        assert_eq!(sheet.lines().count(), 8);
        assert!(sheet.lines().all(|line| line.len() == 12), "{}", *sheet);
        let bare: String = sheet
            .lines()
            .map(|line| line[3..].replace('-', " ").to_lowercase() + "\n\n")
            .collect();
        let confused = sheet
            .replace('0', "O")
            .replace("1  ", "#")
            .replace('1', "l");
        assert!(read_sheet(&confused).is_err(), "a line is missing");
        for typed in [sheet.to_string(), bare, format!("# a note\n{}", *sheet)] {
            assert_eq!(read_sheet(&typed).unwrap().bytes(), key.bytes(), "{typed}");
        }
    }

    #[test]
    fn a_wrong_letter_or_two_swapped_lines_are_named() {
        let key = MasterKey::new([0; 32]);
        let sheet = write_sheet(&key);
        let mut lines: Vec<String> = sheet.lines().map(|line| line[3..].to_owned()).collect();
        let last = lines[4].pop().unwrap();
        lines[4].push(if last == 'Z' { 'Y' } else { 'Z' });
        assert_eq!(
            read_sheet(&lines.join("\n")).unwrap_err(),
            SheetError::Line { line: 5 }
        );
        lines.pop();
        assert_eq!(
            read_sheet(&lines.join("\n")).unwrap_err(),
            SheetError::Lines { found: 7 }
        );
    }

    proptest! {
        #[test]
        fn every_key_comes_back_from_its_sheet(bytes: [u8; 32]) {
            let key = MasterKey::new(bytes);
            let back = read_sheet(&write_sheet(&key)).unwrap();
            prop_assert_eq!(back.bytes(), key.bytes());
        }

        #[test]
        fn no_text_makes_the_reader_fail_otherwise_than_by_an_error(text in "[ 0-9A-Za-z\u{e9}\\-\n]{0,120}") {
            let _ = read_sheet(&text);
        }
    }
}
