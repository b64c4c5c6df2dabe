//! How published numbers, dates and sums are read: exactly, and never by guessing.

use super::tables::dates::DateOrder;
use crate::domain::exchange::Amount;
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::domain::period::PartialDate;

/// A number as JSON writes it: `12`, `-0.5`, `2.8E9`. `None` for anything else, and for one that cannot be held.
pub(super) fn exact(text: &str) -> Option<Exact> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
    };
    let (negative, magnitude) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits),
    };
    let (whole, part) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let part = part.trim_end_matches('0');
    let is_plain = !whole.is_empty() && magnitude.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !is_plain || magnitude.ends_with('.') {
        return None;
    }
    let value = whole
        .bytes()
        .chain(part.bytes())
        .try_fold(0_i128, |value, digit| {
            value
                .checked_mul(10)?
                .checked_add(i128::from(digit.checked_sub(b'0')?))
        })?;
    let value = if negative { -value } else { value };
    let scale = i32::try_from(part.len()).ok()?.checked_sub(exponent)?;
    if value == 0 {
        return Some(Exact::ZERO);
    }
    let power = 10_i128.checked_pow(scale.unsigned_abs())?;
    if scale <= 0 {
        return Exact::ratio(value.checked_mul(power)?, 1).ok();
    }
    Exact::ratio(value, power).ok()
}

/// A number as [`exact`], or with commas between thousands: `130,000.00`. `72,0000` is none.
pub(super) fn grouped(text: &str) -> Option<Exact> {
    if !text.contains(',') {
        return exact(text);
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let mut groups = digits.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if !is_grouped || part.contains([',', 'e', 'E']) {
        return None;
    }
    exact(&format!("{}.{part}", whole.replace(',', "")))
}

/// A date as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateText {
    /// It says one thing only.
    Known(PartialDate),
    /// `05/06/2014`: only its publisher knows which is the month.
    Slashed,
    /// No date that is known.
    Unreadable,
}

/// Reads a date or a date with time; of an instant the date as written, whatever its zone.
pub(super) fn date(text: &str, order: Option<DateOrder>) -> DateText {
    let text = text.trim();
    let day = match text.find(['T', ' ']) {
        Some(10) => &text[..10],
        _ => text.strip_suffix('Z').unwrap_or(text),
    };
    if let Ok(known) = PartialDate::parse(day) {
        return DateText::Known(known);
    }
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '.', '-']).collect();
    let digits = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let [first, second, year] = parts[..] else {
        return DateText::Unreadable;
    };
    if !digits(first, &[1, 2]) || !digits(second, &[1, 2]) || !digits(year, &[4]) {
        return DateText::Unreadable;
    }
    let (day, month) = match order {
        None => return DateText::Slashed,
        Some(DateOrder::DayFirst) => (first, second),
        Some(DateOrder::MonthFirst) => (second, first),
    };
    match PartialDate::parse(&format!("{year}-{month:0>2}-{day:0>2}")) {
        Ok(known) => DateText::Known(known),
        Err(_) => DateText::Unreadable,
    }
}

/// What was noticed about a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SumNotice {
    /// It was noise of computing: `41133.770000000004`, rounded.
    Noise,
    /// More digits than the currency has, kept.
    MoreDigits,
}

/// A sum with the noise of computing taken off: within a millionth of one in the currency's minor unit it is that one.
pub(super) fn sum(value: Exact, currency: Option<Currency>) -> (Amount, Option<SumNotice>) {
    let kept = |notice| (Amount { value, currency }, notice);
    let decimals = currency.map_or(2, Currency::decimals);
    if value
        .finite_decimals()
        .is_some_and(|d| d <= u32::from(decimals))
    {
        return kept(None);
    }
    let near = || {
        let power = Exact::from_integer(10_i64.checked_pow(u32::from(decimals))?);
        let half = Exact::ratio(1, 2).ok()?;
        let whole = value.times(power).ok()?.plus(half).ok()?.floor();
        let rounded = Exact::ratio(whole, 1).ok()?.over(power).ok()?;
        let off = value.minus(rounded).ok()?.abs();
        (off <= Exact::ratio(1, 1_000_000).ok()?).then_some(rounded)
    };
    match near() {
        Some(value) => (Amount { value, currency }, Some(SumNotice::Noise)),
        None => kept(Some(SumNotice::MoreDigits)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_absurd_ones_are_none() {
        for (text, value) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("41133.770000000004", "41133.770000000004"),
            ("2.809999872E9", "2809999872"),
            ("1e-3", "0.001"),
            ("0e999999999", "0"),
            ("1200.50", "1200.5"),
        ] {
            assert_eq!(exact(text).unwrap().to_string(), value, "{text}");
        }
        for text in [
            "",
            "-",
            "1.",
            ".5",
            "1e999",
            "1e-999",
            "1e99999999999",
            "0x1",
            "1,000",
            "+1",
            "1.2.3",
        ] {
            assert_eq!(exact(text), None, "{text}");
        }
        assert_eq!(exact(&"9".repeat(60)), None);
    }

    #[test]
    fn thousands_are_read_only_where_they_are_thousands() {
        for (text, value) in [
            ("130,000.00", "130000"),
            ("-1,234,567", "-1234567"),
            ("0.00", "0"),
        ] {
            assert_eq!(grouped(text).unwrap().to_string(), value, "{text}");
        }
        for text in [
            "72,0000",
            "1,2,3",
            ",100",
            "1234,567",
            "1,000.0,0",
            "Yes",
            "",
            "1,00e5",
        ] {
            assert_eq!(grouped(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_taken_as_written_and_slashed_ones_are_asked() {
        let known = |text: &str| DateText::Known(PartialDate::parse(text).unwrap());
        assert_eq!(date("2016-04-05T23:30:00-06:00", None), known("2016-04-05"));
        assert_eq!(date("2020-11-03", None), known("2020-11-03"));
        assert_eq!(date("2011-12-03Z", None), known("2011-12-03"));
        assert_eq!(date("2016", None), known("2016"));
        assert_eq!(date("05/06/2014", None), DateText::Slashed);
        assert_eq!(
            date("17/08/2015 00:00", Some(DateOrder::DayFirst)),
            known("2015-08-17")
        );
        assert_eq!(
            date("17/08/2015", Some(DateOrder::MonthFirst)),
            DateText::Unreadable
        );
        assert_eq!(
            date("05/06/2014", Some(DateOrder::MonthFirst)),
            known("2014-05-06")
        );
        assert_eq!(date("bad date", None), DateText::Unreadable);
    }

    #[test]
    fn noise_is_rounded_and_other_digits_are_kept() {
        let gbp = Currency::parse("GBP").ok();
        let of = |text: &str, currency| {
            let (amount, notice) = sum(exact(text).unwrap(), currency);
            (amount.value.to_string(), notice)
        };
        assert_eq!(
            of("41133.770000000004", gbp),
            ("41133.77".into(), Some(SumNotice::Noise))
        );
        assert_eq!(
            of("44337.130000000005", gbp),
            ("44337.13".into(), Some(SumNotice::Noise))
        );
        assert_eq!(
            of("315122.062", Currency::parse("MXN").ok()),
            ("315122.062".into(), Some(SumNotice::MoreDigits))
        );
        assert_eq!(
            of("-41133.769999999996", gbp),
            ("-41133.77".into(), Some(SumNotice::Noise))
        );
        assert_eq!(
            of("12.5", Currency::parse("PYG").ok()),
            ("12.5".into(), Some(SumNotice::MoreDigits))
        );
        assert_eq!(of("8923.94", None), ("8923.94".into(), None));
    }
}
