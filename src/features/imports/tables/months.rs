//! Months, quarters and years in headings: `Jan 2024`, `T1 2024`, `2024-03`, in English, Spanish and French.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::period::PartialDate;

use super::dates::full_year;

/// Names by month; each also stands for its beginning of three letters or more, with or without a point.
const NAMES: [(&str, u32); 36] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("enero", 1),
    ("febrero", 2),
    ("marzo", 3),
    ("abril", 4),
    ("mayo", 5),
    ("junio", 6),
    ("julio", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("octubre", 10),
    ("noviembre", 11),
    ("diciembre", 12),
    ("janvier", 1),
    ("fevrier", 2),
    ("mars", 3),
    ("avril", 4),
    ("mai", 5),
    ("juin", 6),
    ("juillet", 7),
    ("aout", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("decembre", 12),
];

/// Small letters without accents, every other sign a space, one space between words.
#[must_use]
pub fn plain_words(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number of a month by its name or a clear beginning of it.
#[must_use]
pub fn month_named(word: &str) -> Option<u32> {
    let word = plain_words(word);
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let word = if word == "sept" || word == "set" {
        "sep"
    } else {
        &word
    };
    let mut found = NAMES
        .iter()
        .filter(|(name, _)| name.starts_with(word))
        .map(|(_, month)| *month);
    let first = found.next()?;
    found.all(|month| month == first).then_some(first)
}

/// A stretch of time named in a heading, and the words beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTime {
    /// First and last month (year); `None` where the heading names a month without its year.
    pub span: Option<(PartialDate, PartialDate)>,
    /// The month without a year.
    pub month: Option<u32>,
    /// What else the heading says, in plain words: `target`.
    pub words: String,
}

/// The time that a heading names, if it names one.
#[must_use]
pub fn time_in(heading: &str) -> Option<NamedTime> {
    let plain = plain_words(heading);
    let (mut month, mut year, mut quarter) = (None, None, None);
    let mut numbers = Vec::new();
    let mut words = Vec::new();
    for word in plain.split(' ') {
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        if let (None, Some(found)) = (month, month_named(word)) {
            month = Some(found);
        } else if let (None, Some(found)) = (quarter, quarter_of(word)) {
            quarter = Some(found);
        } else if digits
            && word.len() == 4
            && (1990..=2100).contains(&word.parse::<u32>().unwrap_or(0))
            && year.is_none()
        {
            year = word.parse::<u32>().ok();
        } else if digits && word.len() <= 2 && !word.is_empty() {
            numbers.push(word);
        } else if !matches!(word, "" | "de" | "del" | "of" | "en" | "in") {
            words.push(word);
        }
    }
    let words = words.join(" ");
    let span = |first: u32, last: u32, year: u32| {
        let date = |month: u32| PartialDate::parse(&format!("{year:04}-{month:02}")).ok();
        Some((date(first)?, date(last)?))
    };
    let found = |span| {
        Some(NamedTime {
            span,
            month: None,
            words: words.clone(),
        })
    };
    match (month, quarter, year, numbers.as_slice()) {
        (Some(month), None, Some(year), []) => found(span(month, month, year)),
        (Some(month), None, None, [year]) if year.len() == 2 => {
            found(span(month, month, full_year(year)?))
        }
        (Some(month), None, None, []) => Some(NamedTime {
            span: None,
            month: Some(month),
            words,
        }),
        (None, Some(quarter), Some(year), []) => found(span(quarter * 3 - 2, quarter * 3, year)),
        // 2024-03, 03/2024, and a day that is the first of a month.
        (None, None, Some(year), [month]) if words.is_empty() => {
            let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
            found(span(month, month, year))
        }
        (None, None, Some(year), [month, "01"])
            if words.is_empty() && heading.trim().starts_with(&year.to_string()) =>
        {
            let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
            found(span(month, month, year))
        }
        (None, None, Some(year), []) => {
            let year = PartialDate::parse(&year.to_string()).ok()?;
            found(Some((year, year)))
        }
        _ => None,
    }
}

fn quarter_of(word: &str) -> Option<u32> {
    let digit = word.strip_prefix('q').or_else(|| word.strip_prefix('t'))?;
    digit
        .parse()
        .ok()
        .filter(|quarter| (1..=4).contains(quarter) && digit.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(heading: &str) -> Option<String> {
        let time = time_in(heading)?;
        let span = time.span.map_or_else(
            || format!("month {}", time.month.unwrap_or(0)),
            |(from, to)| format!("{from}..{to}"),
        );
        Some(format!("{span} {}", time.words).trim().to_owned())
    }

    #[test]
    fn headings_name_their_time() {
        for (heading, time) in [
            ("Jan 2024", "2024-01..2024-01"),
            ("January-24", "2024-01..2024-01"),
            ("ene. 2024", "2024-01..2024-01"),
            ("F\u{e9}vrier 2024", "2024-02..2024-02"),
            ("2024-03", "2024-03..2024-03"),
            ("03/2024", "2024-03..2024-03"),
            ("2024-03-01", "2024-03..2024-03"),
            ("Q2 2024", "2024-04..2024-06"),
            ("2024 T4", "2024-10..2024-12"),
            ("2024", "2024..2024"),
            ("Target: Jan 2024", "2024-01..2024-01 target"),
            ("Sept", "month 9"),
            ("Target 2025", "2025..2025 target"),
        ] {
            assert_eq!(named(heading).as_deref(), Some(time), "{heading}");
        }
        for heading in [
            "Amount",
            "Title",
            "12",
            "Jan Feb 2024 x 5",
            "2024-13",
            "2024-03-15",
            "",
        ] {
            assert_eq!(time_in(heading).and_then(|t| t.span), None, "{heading}");
        }
    }
}
