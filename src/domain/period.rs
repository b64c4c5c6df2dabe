//! Dates as sources give them, periods with both ends counted, and whether a period has ended.
//! Not instants: an instant is UTC and belongs to whoever has a clock.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A local date known to the day, the month or the year: `2013-05-10`, `1988-11`, `1988`.
/// What a source does not give is never filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` between 1900 and 2199.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{}` is not a date between 1900 and 2199: write 2013-05-10, 2013-05 or 2013",
                text.chars().take(40).collect::<String>()
            )
        };
        let mut parts = text.split('-');
        let number = |part: Option<&str>, width: usize| match part {
            None => Ok(None),
            Some(p) if p.len() == width && p.bytes().all(|b| b.is_ascii_digit()) => {
                p.parse::<u32>().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
        };
        let year = number(parts.next(), 4)?.ok_or_else(wrong)?;
        let month = number(parts.next(), 2)?;
        let day = number(parts.next(), 2)?;
        if parts.next().is_some() || !(1900..2200).contains(&year) {
            return Err(wrong());
        }
        let date = Self {
            year: year.cast_signed(),
            month,
            day,
        };
        NaiveDate::from_ymd_opt(date.year, month.unwrap_or(1), day.unwrap_or(1))
            .map(|_| date)
            .ok_or_else(wrong)
    }

    /// The first day this date can mean.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or(NaiveDate::MIN)
    }

    /// The last day this date can mean.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let first = self.first_day();
        let next = match (self.month, self.day) {
            (_, Some(_)) => return first,
            (Some(_), None) => first.checked_add_months(Months::new(1)),
            (None, _) => first.checked_add_months(Months::new(12)),
        };
        next.and_then(|d| d.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// Year, month if known, day if known.
    #[must_use]
    pub fn parts(&self) -> (i32, Option<u32>, Option<u32>) {
        (self.year, self.month, self.day)
    }

    /// Whether the day is known.
    #[must_use]
    pub fn is_a_day(&self) -> bool {
        self.day.is_some()
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "integer"],
            "pattern": r"^(19|20|21)\d\d(-\d\d(-\d\d)?)?$",
            "description": "A date known to the day, the month or the year: 2013-05-10, 2013-05, 2013."
        })
    }
}

/// A stretch of local dates, both ends counted; an end that is not published stays open.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day (month, year) that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// Last day (month, year) that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// The period as the source puts it, where it gives no dates: "about three years".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl Period {
    /// Days from first to last, both counted: 1 July 1999 to 30 June 2000 is 366. `None` when an end is open.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        let days = (self.to?.last_day() - self.from?.first_day()).num_days();
        Some(days + 1)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from.first_day() <= day)
            && self.to.is_none_or(|to| day <= to.last_day())
    }

    /// Whether the last day lies before `today`; an open end has ended, since nothing says it has not.
    #[must_use]
    pub fn has_ended_by(&self, today: NaiveDate) -> bool {
        self.to.is_none_or(|to| to.last_day() < today)
    }

    /// Whether the ends are in order.
    #[must_use]
    pub fn is_in_order(&self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => from.first_day() <= to.last_day(),
            _ => true,
        }
    }

    /// Whether two periods share a day; unknown ends are taken as open, so this errs towards `true`.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts = |p: &Self| p.from.map_or(NaiveDate::MIN, |d| d.first_day());
        let ends = |p: &Self| p.to.map_or(NaiveDate::MAX, |d| d.last_day());
        starts(self) <= ends(other) && starts(other) <= ends(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period {
            from: PartialDate::parse(from).ok(),
            to: PartialDate::parse(to).ok(),
            words: None,
        }
    }

    #[test]
    fn both_ends_of_a_period_count() {
        assert_eq!(period("1999-07-01", "2000-06-30").days(), Some(366));
        assert_eq!(period("2004-10", "2005-06").days(), Some(273));
    }

    #[test]
    fn absurd_dates_are_refused() {
        for text in [
            "2013-13-01",
            "2013-02-30",
            "0013-01-01",
            "9999",
            "13-5-2013",
            "2013-1-1",
            "",
            "2013-01-01-01",
        ] {
            assert!(PartialDate::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_lasts_to_its_last_day() {
        let feb = PartialDate::parse("2024-02").unwrap();
        assert_eq!(feb.last_day().to_string(), "2024-02-29");
    }
}
