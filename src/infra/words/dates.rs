//! Days and instants in the words of a language.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use fluent_bundle::FluentArgs;

use super::Words;
use crate::domain::period::PartialDate;

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

impl Words {
    fn month(&self, number: u32) -> Option<String> {
        let key = MONTHS.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
        Some(self.get(key))
    }

    /// A date as far as it is known: `10 May 2013`, `May 2013`, `2013`.
    #[must_use]
    pub fn date(&self, year: i32, month: Option<u32>, day: Option<u32>) -> String {
        let Some(month) = month.and_then(|number| self.month(number)) else {
            return year.to_string();
        };
        let mut args = FluentArgs::with_capacity(3);
        args.set("year", year.to_string());
        args.set("month", month);
        let Some(day) = day else {
            return self.format("date-month", &args);
        };
        // A number, because some languages say the first day of a month in another way.
        args.set("day", day);
        self.format("date-day", &args)
    }

    /// A day: `10 May 2013`.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        self.date(date.year(), Some(date.month()), Some(date.day()))
    }

    /// A date as far as a source tells it.
    #[must_use]
    pub fn partial(&self, date: PartialDate) -> String {
        let (year, month, day) = date.parts();
        self.date(year, month, day)
    }

    /// A minute of a day where it is: `10 May 2013, 12:00`.
    #[must_use]
    pub fn local(&self, at: NaiveDateTime) -> String {
        format!("{}, {}", self.day(at.date()), at.format("%H:%M"))
    }

    /// A minute of a day, in UTC: `10 May 2013, 12:00 UTC`.
    #[must_use]
    pub fn instant(&self, at: DateTime<Utc>) -> String {
        let (date, time) = (self.day(at.date_naive()), at.format("%H:%M").to_string());
        self.say("date-instant", &[("date", &date), ("time", &time)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_as_the_language_says_it() {
        let said = |code: &str, at: &str| {
            let at = format!("{at}T12:05:59Z").parse::<DateTime<Utc>>().unwrap();
            Words::of(code).unwrap().instant(at)
        };
        assert_eq!(said("en", "2026-03-01"), "1 March 2026, 12:05 UTC");
        assert_eq!(said("es", "2026-03-01"), "1 de marzo de 2026, 12:05 UTC");
        assert_eq!(said("fr", "2026-03-01"), "1er mars 2026 à 12:05 UTC");
        assert_eq!(said("fr", "2026-08-21"), "21 août 2026 à 12:05 UTC");
    }
}
