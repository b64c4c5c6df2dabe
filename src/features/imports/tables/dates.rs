//! Dates as tables write them. `05/06/2014` is two dates: which one is asked once for a column and never guessed.

use serde::{Deserialize, Serialize};

use crate::domain::period::PartialDate;

use super::months::month_named;

/// Which comes first in a date of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `25/12/2014`
    DayFirst,
    /// `12/25/2014`
    MonthFirst,
}

/// Reads a date: ISO 8601 with or without a time, digits in the order of the column, or a month by name in English,
/// Spanish or French. A year of two digits is of 1969 to 2068.
///
/// # Errors
/// A code of the catalogue: `date-ambiguous`, `date-against-order` (`25/12/2014` where the month comes first),
/// `date-unread`.
pub fn read_date(text: &str, order: Option<DateOrder>) -> Result<PartialDate, &'static str> {
    let text = text.trim();
    let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    if let Some(date) = iso_day(day) {
        return Ok(date);
    }
    if let Ok(date) = PartialDate::parse(text) {
        return Ok(date);
    }
    // A time behind the day does not matter.
    let digits = text
        .split_once(' ')
        .filter(|(_, rest)| rest.contains(':'))
        .map_or(text, |(day, _)| day);
    if digits
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.'))
    {
        return of_digits(digits, order);
    }
    of_words(text).ok_or("date-unread")
}

/// `2014-06-05`.
pub(super) fn iso_day(text: &str) -> Option<PartialDate> {
    (text.len() == 10)
        .then(|| PartialDate::parse(text).ok())
        .flatten()
}

fn date(year: u32, month: u32, day: u32) -> Option<PartialDate> {
    PartialDate::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

fn of_digits(text: &str, order: Option<DateOrder>) -> Result<PartialDate, &'static str> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 4);
    let unread = Err("date-unread");
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => match (number(year), number(month), number(day)) {
            (Some(year), Some(month), Some(day)) => date(year, month, day).ok_or("date-unread"),
            _ => unread,
        },
        [a, b, year] if a.len() <= 2 && b.len() <= 2 => {
            let (Some(a), Some(b), Some(year)) = (number(a), number(b), full_year(year)) else {
                return unread;
            };
            let (day_first, month_first) = (date(year, b, a), date(year, a, b));
            match (day_first, month_first, order) {
                (Some(date), _, Some(DateOrder::DayFirst))
                | (_, Some(date), Some(DateOrder::MonthFirst)) => Ok(date),
                (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => Err("date-against-order"),
                (Some(one), Some(other), None) if one != other => Err("date-ambiguous"),
                (Some(date), _, None) | (_, Some(date), None) => Ok(date),
                (None, None, _) => unread,
            }
        }
        [month, year] if year.len() == 4 => match number(month) {
            Some(month) => {
                PartialDate::parse(&format!("{year}-{month:02}")).map_err(|_| "date-unread")
            }
            None => unread,
        },
        [year, month] if year.len() == 4 => match number(month) {
            Some(month) => {
                PartialDate::parse(&format!("{year}-{month:02}")).map_err(|_| "date-unread")
            }
            None => unread,
        },
        _ => unread,
    }
}

pub(super) fn full_year(text: &str) -> Option<u32> {
    let year = text.parse::<u32>().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 69 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// `5 June 2014`, `June 5th, 2014`, `05-Jun-14`, `5 de junio de 2014`, `1er juin 2014`, `June 2014`.
fn of_words(text: &str) -> Option<PartialDate> {
    let (mut days, mut month, mut year) = (Vec::new(), None, None);
    for word in text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '/' | '.'))
        .filter(|w| !w.is_empty())
    {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, tail) = word.split_at(digits);
        if let (0, Some(found)) = (digits, month_named(word)) {
            if month.replace(found).is_some() {
                return None;
            }
        } else if digits == 4 && tail.is_empty() {
            year = year.xor(full_year(number));
        } else if (1..=2).contains(&digits)
            && matches!(
                tail.to_lowercase().as_str(),
                "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "o"
            )
        {
            days.push(number);
        } else if !matches!(
            word.to_lowercase().as_str(),
            "de" | "del" | "of" | "le" | "the"
        ) && !is_weekday(word)
        {
            return None;
        }
    }
    let month = month?;
    match (days.as_slice(), year) {
        ([day], Some(year)) => date(year, month, day.parse().ok()?),
        ([], Some(year)) => PartialDate::parse(&format!("{year:04}-{month:02}")).ok(),
        ([day, year], None) if year.len() == 2 => date(full_year(year)?, month, day.parse().ok()?),
        _ => None,
    }
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        .iter()
        .any(|day| word.starts_with(day) && (word.len() <= 4 || word.ends_with("day")))
}

/// What the dates of a column tell about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateEvidence {
    /// Dates that have a meaning only with the day first.
    pub day_first: usize,
    /// Dates that have a meaning only with the month first.
    pub month_first: usize,
    /// Dates that mean one thing or the other.
    pub both: usize,
}

impl DateEvidence {
    /// Looks at one value.
    pub fn see(&mut self, text: &str) {
        let value = |order| read_date(text, Some(order)).ok();
        match (value(DateOrder::DayFirst), value(DateOrder::MonthFirst)) {
            (Some(one), Some(other)) if one != other => self.both += 1,
            (Some(_), None) => self.day_first += 1,
            (None, Some(_)) => self.month_first += 1,
            _ => {}
        }
    }

    /// What may be offered as an answer: an order that some date proves and none denies.
    #[must_use]
    pub fn suggestion(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (1.., 0) => Some(DateOrder::DayFirst),
            (0, 1..) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Option<DateOrder>) -> Result<String, &'static str> {
        read_date(text, order).map(|date| date.to_string())
    }

    #[test]
    fn a_date_of_two_readings_is_never_guessed() {
        assert_eq!(read("05/06/2014", None), Err("date-ambiguous"));
        assert_eq!(
            read("05/06/2014", Some(DateOrder::DayFirst)).as_deref(),
            Ok("2014-06-05")
        );
        assert_eq!(
            read("05/06/2014", Some(DateOrder::MonthFirst)).as_deref(),
            Ok("2014-05-06")
        );
        assert_eq!(read("24/07/2014", None).as_deref(), Ok("2014-07-24"));
        assert_eq!(
            read("24/07/2014", Some(DateOrder::MonthFirst)),
            Err("date-against-order")
        );
        assert_eq!(read("06/06/2014", None).as_deref(), Ok("2014-06-06"));
        assert_eq!(
            read("31/02/2014", Some(DateOrder::DayFirst)),
            Err("date-unread")
        );
    }

    #[test]
    fn dates_are_read_in_many_hands() {
        for (text, day) in [
            ("2014-06-05", "2014-06-05"),
            ("2014-06-05T00:00:00Z", "2014-06-05"),
            ("2014-06-05 09:30", "2014-06-05"),
            ("2014/6/5", "2014-06-05"),
            ("2014-06", "2014-06"),
            ("2014", "2014"),
            ("06/2014", "2014-06"),
            ("5 June 2014", "2014-06-05"),
            ("June 5th, 2014", "2014-06-05"),
            ("05-Jun-14", "2014-06-05"),
            ("5 de junio de 2014", "2014-06-05"),
            ("1er juin 2014", "2014-06-01"),
            ("ao\u{fb}t 2014", "2014-08"),
            ("13-03-2015", "2015-03-13"),
            ("Thursday 5 June 2014", "2014-06-05"),
            ("25.12.14 10:00", "2014-12-25"),
            ("5 Dec 99", "1999-12-05"),
        ] {
            assert_eq!(read(text, None).as_deref(), Ok(day), "{text}");
        }
        for text in [
            "",
            "soon",
            "41764",
            "13/13/2014",
            "2014-13-01",
            "5 June",
            "June July 2014",
            "1/2",
            "1/2/3/4",
            "\u{665}/\u{666}/2014",
        ] {
            assert_eq!(read(text, None), Err("date-unread"), "{text}");
        }
    }
}
