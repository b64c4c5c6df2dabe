//! Numbers of a table: decimal text that is a number to every program, read from the exact text of the
//! model, and fractions until they are written out.

use std::cmp::Ordering;

/// Digits that a spreadsheet carries without changing any.
const CARRIED: usize = 15;

/// A decimal number as text: a sign, digits, a point, digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Reads `12`, `-12.50` or `1,200`; nothing for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text),
        };
        let (whole, fraction) = match rest.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (rest, None),
        };
        let whole = ungrouped(whole)?;
        if fraction.is_some_and(|digits| digits.is_empty() || !all_digits(digits)) {
            return None;
        }
        let trimmed = whole.trim_start_matches('0');
        let whole = if trimmed.is_empty() { "0" } else { trimmed };
        let mut number = format!("{sign}{whole}");
        if let Some(digits) = fraction {
            number.push('.');
            number.push_str(digits);
        }
        Some(Self(number))
    }

    /// The decimal text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number a spreadsheet holds; nothing where it would lose a digit.
    pub fn carried(&self) -> Option<f64> {
        let digits = self.0.bytes().filter(u8::is_ascii_digit);
        let significant = digits.skip_while(|digit| *digit == b'0').count();
        if significant > CARRIED {
            return None;
        }
        self.0.parse().ok()
    }

    /// Digits behind the point.
    pub fn decimals(&self) -> usize {
        self.0
            .split_once('.')
            .map_or(0, |(_, fraction)| fraction.len())
    }
}

impl From<usize> for Number {
    fn from(count: usize) -> Self {
        Self(count.to_string())
    }
}

impl From<u32> for Number {
    fn from(count: u32) -> Self {
        Self(count.to_string())
    }
}

/// A fraction, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    numerator: i128,
    /// Above zero.
    denominator: i128,
}

impl Ratio {
    /// Reads `12.5`, `1,200` or `7/3`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some((numerator, denominator)) = text.split_once('/') {
            let (a, b) = (Number::parse(numerator)?, Number::parse(denominator)?);
            return Self::of(&a)?.over(Self::of(&b)?);
        }
        Self::of(&Number::parse(text)?)
    }

    pub(super) fn of(number: &Number) -> Option<Self> {
        let digits: String = number.0.chars().filter(|c| *c != '.').collect();
        let numerator = digits.parse().ok()?;
        let denominator = 10i128.checked_pow(u32::try_from(number.decimals()).ok()?)?;
        Some(Self {
            numerator,
            denominator,
        })
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.denominator)?;
        let denominator = self.denominator.checked_mul(other.numerator)?;
        if denominator == 0 {
            return None;
        }
        Some(Self {
            numerator: numerator.checked_mul(denominator.signum())?,
            denominator: denominator.checked_abs()?,
        })
    }

    pub(super) fn times(self, factor: i128) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_mul(factor)?,
            ..self
        })
    }

    pub(super) fn absolute(self) -> Self {
        Self {
            numerator: self.numerator.saturating_abs(),
            ..self
        }
    }

    pub(super) fn equals(self, other: Self) -> bool {
        let (a, b) = (
            self.numerator.checked_mul(other.denominator),
            other.numerator.checked_mul(self.denominator),
        );
        a.is_some() && a == b
    }

    /// True where a printed number could be this one after rounding, up or down at a half.
    pub(super) fn rounds_to(self, printed: &Number) -> bool {
        let Some(shown) = Self::of(printed) else {
            return false;
        };
        // |self − shown| ≤ half a unit in the last place printed.
        let difference = || {
            let a = self.numerator.checked_mul(shown.denominator)?;
            let b = shown.numerator.checked_mul(self.denominator)?;
            let twice = a.checked_sub(b)?.checked_abs()?.checked_mul(2)?;
            Some(twice.cmp(&self.denominator))
        };
        difference().is_some_and(|order: Ordering| order != Ordering::Greater)
    }

    /// The number: all its digits where they end, else as many as a spreadsheet carries.
    pub(super) fn number(self) -> Number {
        let mut whole = self.numerator.unsigned_abs();
        let denominator = self.denominator.unsigned_abs();
        let mut rest = whole % denominator;
        whole /= denominator;
        let mut digits = whole.to_string();
        let mut significant = if whole == 0 { 0 } else { digits.len() };
        let mut fraction = String::new();
        while rest != 0 && significant < CARRIED && rest <= u128::MAX / 10 {
            rest *= 10;
            let digit = rest / denominator;
            rest %= denominator;
            fraction.push_str(&digit.to_string());
            significant += usize::from(significant > 0 || digit > 0);
        }
        if rest.saturating_mul(2) >= denominator {
            round_up(&mut digits, &mut fraction);
        }
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.numerator < 0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        Number(format!("{sign}{digits}{point}{fraction}"))
    }
}

/// Adds one to the last digit.
fn round_up(whole: &mut String, fraction: &mut String) {
    let length = whole.len();
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let mut carried = true;
    for digit in digits.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            carried = false;
            break;
        }
    }
    let text: String = digits.into_iter().map(char::from).collect();
    let (a, b) = text.split_at(length);
    *whole = if carried {
        format!("1{a}")
    } else {
        a.to_owned()
    };
    *fraction = b.to_owned();
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes the commas out of `1,200`; nothing where they do not stand between groups of three.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups
        .next()
        .filter(|first| !first.is_empty() && all_digits(first))?;
    let rest: Vec<_> = groups.collect();
    let grouped = rest
        .iter()
        .all(|group| group.len() == 3 && all_digits(group));
    if !grouped || (!rest.is_empty() && first.len() > 3) {
        return None;
    }
    Some(format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> String {
        Ratio::parse(text).expect("a number").number().0
    }

    #[test]
    fn exact_text_is_read_and_everything_else_is_not() {
        for (text, number) in [
            ("256", "256"),
            ("-259", "-259"),
            ("48812.50", "48812.50"),
            ("83,950", "83950"),
            ("007", "7"),
            ("0.00", "0.00"),
        ] {
            assert_eq!(Number::parse(text).expect("a number").as_str(), number);
        }
        for text in [
            "",
            "-",
            "1e5",
            "1.",
            ".5",
            "1,2",
            "12,00",
            "1 200",
            "5%",
            "1..2",
            "0.00844…",
            "+1",
            "138/528",
            "∞",
            "0x1F",
            "--1",
            "1,2000",
            "1234,567",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_carried_up_to_fifteen_digits() {
        let carried = |text| Number::parse(text).expect("a number").carried();
        assert_eq!(carried("123456789012345"), Some(123_456_789_012_345.0));
        assert_eq!(
            carried("0.000123456789012345"),
            Some(0.000_123_456_789_012_345)
        );
        assert_eq!(carried("1234567890123456"), None);
        assert_eq!(carried("0.0"), Some(0.0));
    }

    #[test]
    fn fractions_are_written_out() {
        assert_eq!(ratio("138/528"), "0.261363636363636");
        assert_eq!(ratio("1/4"), "0.25");
        assert_eq!(ratio("2/3"), "0.666666666666667");
        assert_eq!(ratio("-50/3"), "-16.6666666666667");
        assert_eq!(ratio("1/30000"), "0.0000333333333333333");
        assert_eq!(
            ratio("1000000000000000/1000000000000001"),
            "0.999999999999999"
        );
        assert_eq!(ratio("29999999999999999/3"), "10000000000000000");
        assert_eq!(ratio("0/7"), "0");
    }

    #[test]
    fn a_half_rounds_either_way() {
        let near = |exact: &str, shown: &str| {
            let shown = Number::parse(shown).expect("a number");
            Ratio::parse(exact).expect("a number").rounds_to(&shown)
        };
        assert!(near("0.735", "0.73") && near("0.735", "0.74"));
        assert!(near("256", "256") && !near("256", "255"));
        assert!(!near("0.7351", "0.73"));
    }
}
