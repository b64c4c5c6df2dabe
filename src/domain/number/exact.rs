//! The number that calculations use: an exact fraction. Not for storage ([`super::Fixed`]) and not for
//! display ([`super::Rounding`]).

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, Signed, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::digits::Expansion;
use super::{Fixed, NumberError};

/// Decimals up to which a finite decimal is written as one, instead of as a fraction.
const LONGEST_DECIMAL: u32 = 18;

/// An exact fraction of two 128-bit integers in lowest terms.
///
/// Every operation is exact or fails: nothing is rounded, wrapped or cut off. Comparison cannot fail.
/// The text form is a decimal where that ends within 18 places (`12.5`), else a fraction (`7/3`), and
/// reading that text gives the same number back.
///
/// Invariant: the numerator is never `i128::MIN`, so a sign can always be turned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Ratio<i128>);

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// One, or 100 per cent.
    pub const ONE: Self = Self(Ratio::new_raw(1, 1));
    /// One hundred, for per cent.
    pub const HUNDRED: Self = Self(Ratio::new_raw(100, 1));

    /// A whole number.
    pub const fn from_integer(value: i64) -> Self {
        Self(Ratio::new_raw(value as i128, 1))
    }

    /// A stored number.
    pub fn from_fixed(value: Fixed) -> Self {
        Self(Ratio::new(
            i128::from(value.scaled()),
            i128::from(Fixed::SCALE),
        ))
    }

    /// `numerator / denominator`, reduced. `DivisionByZero` for a zero denominator, `Overflow` for
    /// `i128::MIN` on either side.
    pub fn ratio(numerator: i128, denominator: i128) -> Result<Self, NumberError> {
        if denominator == 0 {
            return Err(NumberError::DivisionByZero);
        }
        if numerator == i128::MIN || denominator == i128::MIN {
            return Err(NumberError::Overflow);
        }
        Ok(Self(Ratio::new(numerator, denominator)))
    }

    /// The numerator in lowest terms; carries the sign.
    pub fn numerator(&self) -> i128 {
        *self.0.numer()
    }

    /// The denominator in lowest terms; always positive.
    pub fn denominator(&self) -> i128 {
        *self.0.denom()
    }

    /// The sum. `Overflow` when it cannot be held.
    pub fn plus(self, other: Self) -> Result<Self, NumberError> {
        held(self.0.checked_add(&other.0))
    }

    /// The difference. `Overflow` when it cannot be held.
    pub fn minus(self, other: Self) -> Result<Self, NumberError> {
        held(self.0.checked_sub(&other.0))
    }

    /// The product. `Overflow` when it cannot be held.
    pub fn times(self, other: Self) -> Result<Self, NumberError> {
        held(self.0.checked_mul(&other.0))
    }

    /// The quotient. `DivisionByZero` or `Overflow`.
    pub fn over(self, other: Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        // Multiplying by the reciprocal keeps the sign in the numerator on the way.
        let sign = other.numerator().signum();
        let reciprocal = Ratio::new_raw(sign * other.denominator(), other.numerator().abs());
        held(self.0.checked_mul(&reciprocal))
    }

    /// The sum of many. `Overflow` when it cannot be held.
    pub fn sum<'a>(values: impl IntoIterator<Item = &'a Self>) -> Result<Self, NumberError> {
        values
            .into_iter()
            .try_fold(Self::ZERO, |sum, value| sum.plus(*value))
    }

    /// Without its sign.
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Is it below 0?
    pub fn is_negative(&self) -> bool {
        self.numerator() < 0
    }

    /// Is it above 0?
    pub fn is_positive(&self) -> bool {
        self.numerator() > 0
    }

    /// Is it a whole number?
    pub fn is_integer(&self) -> bool {
        self.denominator() == 1
    }

    /// The largest whole number not above it.
    pub fn floor(&self) -> i128 {
        self.numerator().div_euclid(self.denominator())
    }

    /// The smallest whole number not below it.
    pub fn ceil(&self) -> i128 {
        -(-self.numerator()).div_euclid(self.denominator())
    }

    /// The nearest floating point number, within two units in the last place. Only for intervals and
    /// probabilities.
    pub fn to_f64(&self) -> f64 {
        self.numerator() as f64 / self.denominator() as f64
    }

    /// How many decimals it takes to write it out, where it ends at all and within 18 places.
    pub fn finite_decimals(&self) -> Option<u32> {
        let mut rest = self.denominator();
        let mut divide_out = |factor: i128| {
            let mut times = 0;
            while rest % factor == 0 {
                rest /= factor;
                times += 1;
            }
            times
        };
        let decimals: u32 = divide_out(2).max(divide_out(5));
        (rest == 1 && decimals <= LONGEST_DECIMAL).then_some(decimals)
    }

    pub(super) fn expand(&self, decimals: usize) -> Expansion {
        Expansion::of(self.numerator(), self.denominator(), decimals)
    }
}

fn held(result: Option<Ratio<i128>>) -> Result<Exact, NumberError> {
    result
        .filter(|ratio| *ratio.numer() != i128::MIN)
        .map(Exact)
        .ok_or(NumberError::Overflow)
}

impl Neg for Exact {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl From<i32> for Exact {
    fn from(value: i32) -> Self {
        Self::from_integer(i64::from(value))
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self::from_integer(value)
    }
}

impl From<u32> for Exact {
    fn from(value: u32) -> Self {
        Self(Ratio::from_integer(i128::from(value)))
    }
}

impl From<u64> for Exact {
    fn from(value: u64) -> Self {
        Self(Ratio::from_integer(i128::from(value)))
    }
}

impl From<Fixed> for Exact {
    fn from(value: Fixed) -> Self {
        Self::from_fixed(value)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.finite_decimals() {
            Some(decimals) => f.write_str(&self.expand(decimals as usize).text(0)),
            None => write!(f, "{}/{}", self.numerator(), self.denominator()),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exact({self})")
    }
}

impl FromStr for Exact {
    type Err = NumberError;

    /// Reads `12`, `-12.5` or `7/3`. No grouping, no exponent, no spaces.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let unreadable = || NumberError::NotANumber {
            text: text.to_owned(),
        };
        let (negative, magnitude) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let value = if let Some((above, below)) = magnitude.split_once('/') {
            Self::ratio(whole(above, unreadable)?, whole(below, unreadable)?)?
        } else if let Some((before, after)) = magnitude.split_once('.') {
            let after_value = fraction(after, unreadable)?;
            Self(Ratio::from_integer(whole(before, unreadable)?)).plus(after_value)?
        } else {
            Self(Ratio::from_integer(whole(magnitude, unreadable)?))
        };
        Ok(if negative { -value } else { value })
    }
}

fn whole(digits: &str, unreadable: impl Fn() -> NumberError) -> Result<i128, NumberError> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(unreadable());
    }
    digits.parse().map_err(|_| NumberError::Overflow)
}

/// The digits after a point as a fraction below one.
fn fraction(digits: &str, unreadable: impl Fn() -> NumberError) -> Result<Exact, NumberError> {
    let significant = digits.trim_end_matches('0');
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(unreadable());
    }
    if significant.is_empty() {
        return Ok(Exact::ZERO);
    }
    let places = u32::try_from(significant.len()).map_err(|_| NumberError::Overflow)?;
    let denominator = 10_i128.checked_pow(places).ok_or(NumberError::Overflow)?;
    Exact::ratio(whole(significant, unreadable)?, denominator)
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}
