//! What people enter: numbers and times of day, kept as they were written. Not numbers as a source prints them
//! ([`crate::domain::published`]).

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::number::Exact;
use crate::domain::published::Stated;

/// Digits before the point.
const WHOLE: usize = 14;
/// Digits after the point.
const AFTER: usize = 12;

/// A decimal number as it was entered: `12`, `-3.5`, `12.50`. The point is the decimal sign.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    text: String,
    value: Exact,
}

impl Decimal {
    /// Reads up to 14 digits, then up to 12 after a point, with a minus sign where it is below zero.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{}` is not a number: write 12, -3.5 or 12.50",
                text.chars().take(40).collect::<String>()
            )
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, after) = match digits.split_once('.') {
            Some((whole, after)) => (whole, Some(after)),
            None => (digits, None),
        };
        let fits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        if !fits(whole, WHOLE) || !after.is_none_or(|after| fits(after, AFTER)) {
            return Err(wrong());
        }
        let value = text.parse().map_err(|_| wrong())?;
        Ok(Self {
            text: text.to_owned(),
            value,
        })
    }

    /// A whole number.
    #[must_use]
    pub fn whole(value: u32) -> Self {
        Self {
            text: value.to_string(),
            value: Exact::from(value),
        }
    }

    /// The exact value.
    #[must_use]
    pub fn value(&self) -> Exact {
        self.value
    }

    /// The number as it was entered.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many digits stand after the point.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        let after = self
            .text
            .split_once('.')
            .map_or(0, |(_, after)| after.len());
        u8::try_from(after).unwrap_or(u8::MAX)
    }

    /// The number where it is whole and not below zero.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        let whole = self.value.is_integer().then(|| self.value.numerator())?;
        u64::try_from(whole).ok()
    }

    /// The number as a figure of the audit.
    #[must_use]
    pub fn stated(&self) -> Stated {
        Stated::parse(&self.text).unwrap_or_else(|_| Stated::exactly(self.value))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^-?[0-9]{1,14}(\.[0-9]{1,12})?$",
            "description": "A number as it was entered: 12, -3.5, 12.50. The point is the decimal sign."
        })
    }
}

/// A time of day, local: `08:15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    minutes: u16,
}

impl TimeOfDay {
    /// Reads hours and minutes: `00:00` to `23:59`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{}` is not a time of day: write 08:15",
                text.chars().take(20).collect::<String>()
            )
        };
        let part = |part: &str, most: u16| {
            let fits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            let number = fits.then(|| part.parse::<u16>().ok()).flatten();
            number.filter(|number| *number <= most)
        };
        let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
        let hours = part(hours, 23).ok_or_else(wrong)?;
        let minutes = part(minutes, 59).ok_or_else(wrong)?;
        Ok(Self {
            minutes: hours * 60 + minutes,
        })
    }

    /// Minutes since midnight.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.minutes
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for TimeOfDay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TimeOfDay".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
            "description": "A time of day, local: 08:15."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_as_it_was_entered() {
        for text in ["0", "12", "-3.5", "12.50", "00.1", "99999999999999"] {
            let number = Decimal::parse(text).unwrap();
            assert_eq!(number.text(), text);
            let json = serde_json::to_string(&number).unwrap();
            assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), number);
        }
        assert_eq!(Decimal::parse("12.50").unwrap().decimals(), 2);
        assert_eq!(Decimal::parse("12.0").unwrap().count(), Some(12));
        assert_eq!(Decimal::parse("12.5").unwrap().count(), None);
        assert_eq!(Decimal::parse("-1").unwrap().count(), None);
    }

    #[test]
    fn what_is_no_plain_number_is_refused() {
        for text in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "1,5",
            "1e3",
            "+1",
            "7/3",
            " 1",
            "1 ",
            "--1",
            "٣",
            "NaN",
            "100000000000000",
            "1.0000000000000",
        ] {
            assert!(Decimal::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_has_two_digits_each() {
        assert_eq!(TimeOfDay::parse("08:15").unwrap().minutes(), 495);
        assert_eq!(TimeOfDay::parse("23:59").unwrap().to_string(), "23:59");
        for text in [
            "8:15", "24:00", "08:60", "0815", "08:15:00", "", ":", "+8:15",
        ] {
            assert!(TimeOfDay::parse(text).is_err(), "{text}");
        }
    }
}
