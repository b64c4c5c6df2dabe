//! The number that is stored: four decimals in an `i64`. Not for computing rates: turn it into
//! [`super::Exact`] first.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Exact, NumberError};

/// A quantity or an amount of money with four decimals, held as a whole number of ten-thousandths.
///
/// Text form, also in serde: a plain decimal without grouping and without needless zeros (`12.5`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fixed(i64);

impl Fixed {
    /// Decimals that are stored.
    pub const DECIMALS: usize = 4;
    /// Stored units in one: 10,000.
    pub const SCALE: i64 = 10_000;
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From ten-thousandths, as the database holds them.
    pub const fn from_scaled(scaled: i64) -> Self {
        Self(scaled)
    }

    /// In ten-thousandths, as the database holds them.
    pub const fn scaled(self) -> i64 {
        self.0
    }

    /// A whole number. `BeyondStorage` above 922 trillion.
    pub fn from_integer(value: i64) -> Result<Self, NumberError> {
        value
            .checked_mul(Self::SCALE)
            .map(Self)
            .ok_or(NumberError::BeyondStorage)
    }

    /// An exact number, if four decimals hold it without loss; `TooManyDecimals` or `BeyondStorage`
    /// otherwise. A number that never ends counts as one decimal too many.
    pub fn from_exact(value: &Exact) -> Result<Self, NumberError> {
        let scale = i128::from(Self::SCALE);
        if scale % value.denominator() != 0 {
            let found = value
                .finite_decimals()
                .map_or(Self::DECIMALS + 1, |d| d as usize);
            return Err(NumberError::TooManyDecimals {
                found,
                most: Self::DECIMALS,
            });
        }
        value
            .numerator()
            .checked_mul(scale / value.denominator())
            .and_then(|scaled| i64::try_from(scaled).ok())
            .map(Self)
            .ok_or(NumberError::BeyondStorage)
    }

    /// The same number for computing with.
    pub fn to_exact(self) -> Exact {
        Exact::from_fixed(self)
    }

    /// The sum; `BeyondStorage` when it cannot be held.
    pub fn plus(self, other: Self) -> Result<Self, NumberError> {
        self.0
            .checked_add(other.0)
            .map(Self)
            .ok_or(NumberError::BeyondStorage)
    }

    /// The difference; `BeyondStorage` when it cannot be held.
    pub fn minus(self, other: Self) -> Result<Self, NumberError> {
        self.0
            .checked_sub(other.0)
            .map(Self)
            .ok_or(NumberError::BeyondStorage)
    }

    /// So many times; `BeyondStorage` when it cannot be held.
    pub fn times(self, count: i64) -> Result<Self, NumberError> {
        self.0
            .checked_mul(count)
            .map(Self)
            .ok_or(NumberError::BeyondStorage)
    }

    /// Is it 0?
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Is it below 0?
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_exact())
    }
}

impl FromStr for Fixed {
    type Err = NumberError;

    /// Reads `12`, `-12.5` or `12.5000`: digits, at most one point, at most four decimals.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let unreadable = || NumberError::NotANumber {
            text: text.to_owned(),
        };
        let magnitude = text.strip_prefix('-').unwrap_or(text);
        let (before, after) = match magnitude.split_once('.') {
            Some((before, after)) if !after.is_empty() => (before, after),
            Some(_) => return Err(unreadable()),
            None => (magnitude, ""),
        };
        if before.is_empty()
            || !before
                .bytes()
                .chain(after.bytes())
                .all(|b| b.is_ascii_digit())
        {
            return Err(unreadable());
        }
        if after.len() > Self::DECIMALS {
            return Err(NumberError::TooManyDecimals {
                found: after.len(),
                most: Self::DECIMALS,
            });
        }
        // The sign goes through the parse, because the lowest i64 has no positive twin.
        let sign = if text.starts_with('-') { "-" } else { "" };
        format!("{sign}{before}{after:0<4}")
            .parse()
            .map(Self)
            .map_err(|_| NumberError::BeyondStorage)
    }
}

impl Serialize for Fixed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fixed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}
