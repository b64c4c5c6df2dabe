//! What a cell can hold. Text is cleaned once, here, of signs that no spreadsheet can hold.

use super::number::Number;
use crate::document::SafeUrl;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: not given, or not a number.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(Number),
    /// A share; 1 is the whole.
    Share(Number),
    /// A day.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// An address that leads out of the document.
    Link(SafeUrl),
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year, 1 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

impl Day {
    /// Reads `YYYY-MM-DD`; nothing where there is no such day.
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-');
        let mut next = |length: usize| {
            let part = parts.next()?;
            let proper = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
            proper.then(|| part.parse::<u16>().ok()).flatten()
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u16::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        if parts.next().is_some() || year == 0 || !(1..=days).contains(&day) {
            return None;
        }
        Some(Self {
            year,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// The day as `YYYY-MM-DD`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Cell {
    /// Words; empty words are an empty cell.
    ///
    /// Every line ends in a line feed; signs that the formats forbid become U+FFFD.
    pub fn text(words: &str) -> Self {
        match words {
            "" => Self::Empty,
            words if words.chars().any(must_change) => Self::Text(cleaned(words)),
            words => Self::Text(words.to_owned()),
        }
    }

    /// A number, or nothing.
    pub fn number(number: Option<Number>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// A share, or nothing.
    pub fn share(share: Option<Number>) -> Self {
        share.map_or(Self::Empty, Self::Share)
    }
}

fn cleaned(words: &str) -> String {
    let words = words.replace("\r\n", "\n");
    words
        .chars()
        .map(|sign| match sign {
            '\r' => '\n',
            sign if must_change(sign) => '\u{FFFD}',
            sign => sign,
        })
        .collect()
}

/// Carriage returns, and what XML 1.0 cannot hold.
fn must_change(sign: char) -> bool {
    let forbidden = (sign.is_control() && !matches!(sign, '\n' | '\t')) || {
        let code = u32::from(sign);
        (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
    };
    forbidden || sign == '\r'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_of_the_calendar() {
        let day = Day::parse("2024-02-29").expect("a leap year");
        assert_eq!(day.iso(), "2024-02-29");
        for text in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-04-31",
            "2024-04",
            "2024",
            "24-04-01",
            "2024-4-1",
            "2024-04-01T00:00",
            "+024-04-01",
            "",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn signs_that_no_format_holds_are_replaced() {
        let cell = Cell::text("a\0b\r\nc\rd\te\u{FFFE}\u{85}");
        let wanted = "a\u{FFFD}b\nc\nd\te\u{FFFD}\u{FFFD}";
        assert_eq!(cell, Cell::Text(wanted.to_owned()));
    }
}
