//! Numbers and sums of money as tables write them: signs, groups, currencies, brackets. What has two readings is
//! refused with its reason, never guessed.

use serde::{Deserialize, Serialize};

use crate::domain::money::Currency;
use crate::domain::number::{Exact, NumberStyle, Qualifier, Rounding, parse_published};

/// Which sign stands before the decimals of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalSign {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Its value; `7.6%` is 7.6.
    pub value: Exact,
    /// The currency that stands with it.
    pub currency: Option<Currency>,
    /// Written in per cent.
    pub is_percent: bool,
}

/// Signs and what they mean; a sign that several countries share means no currency.
const SIGNS: [(&str, Option<&str>); 25] = [
    ("US$", Some("USD")),
    ("CA$", Some("CAD")),
    ("C$", None),
    ("AU$", Some("AUD")),
    ("A$", Some("AUD")),
    ("NZ$", Some("NZD")),
    ("HK$", Some("HKD")),
    ("R$", Some("BRL")),
    ("S/", Some("PEN")),
    ("KSh", Some("KES")),
    ("Rs.", None),
    ("Rs", None),
    ("\u{a3}", Some("GBP")),
    ("\u{20ac}", Some("EUR")),
    ("\u{20b9}", Some("INR")),
    ("\u{20a6}", Some("NGN")),
    ("\u{20b1}", Some("PHP")),
    ("\u{20b4}", Some("UAH")),
    ("\u{20ba}", Some("TRY")),
    ("\u{20aa}", Some("ILS")),
    ("\u{20b2}", Some("PYG")),
    ("\u{20a1}", Some("CRC")),
    ("\u{20a9}", Some("KRW")),
    ("\u{a5}", None),
    ("$", None),
];

/// Reads a number with its currency: `£1,234.50`, `(500)`, `USD 12`, `12 €`, `1'250.00`. `sign` is what is known of
/// the column.
///
/// # Errors
/// A code of the catalogue: `number-ambiguous` (`1.234` without a known sign), `number-decimal-comma` (`72,0000`),
/// `number-hedged` (`about 50`), `number-unread`.
pub fn read_figure(text: &str, sign: Option<DecimalSign>) -> Result<Figure, &'static str> {
    let mut rest = text.trim().replace(['\u{2019}', '\''], ",");
    let mut negative = false;
    if let Some(inside) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inside.trim().to_owned();
    }
    let mut currency = None;
    // A minus may stand before or behind the currency.
    for _ in 0..2 {
        if let Some(after) = rest
            .strip_prefix(['-', '\u{2212}'])
            .or_else(|| rest.strip_suffix(['-', '\u{2212}']))
        {
            if negative {
                return Err("number-unread");
            }
            negative = true;
            rest = after.trim().to_owned();
        }
        if let Some((found, after)) = take_currency(&rest) {
            currency = currency.or(found);
            rest = after.trim().to_owned();
        }
    }
    let style = match sign {
        Some(DecimalSign::Comma) => {
            rest = rest
                .chars()
                .map(|c| match c {
                    '.' => ',',
                    ',' => '.',
                    other => other,
                })
                .collect();
            NumberStyle::PointDecimal
        }
        Some(DecimalSign::Point) => NumberStyle::PointDecimal,
        None => NumberStyle::Free,
    };
    let number = parse_published(&rest, style).map_err(|error| match error.code() {
        "reading-ambiguous" => "number-ambiguous",
        "reading-decimal-comma" => "number-decimal-comma",
        _ => "number-unread",
    })?;
    if number.qualifier != Qualifier::Exact || number.estimated {
        return Err("number-hedged");
    }
    Ok(Figure {
        value: if negative {
            -number.value
        } else {
            number.value
        },
        currency,
        is_percent: number.percent,
    })
}

/// Takes a currency off either end; what is left must still begin like a number.
fn take_currency(text: &str) -> Option<(Option<Currency>, String)> {
    for (sign, code) in SIGNS {
        let rest = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
        if let Some(rest) = rest {
            return Some((
                code.and_then(|code| Currency::parse(code).ok()),
                rest.to_owned(),
            ));
        }
    }
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let letters = text.chars().take_while(|c| is_letter(*c)).count();
    if letters == 3 {
        let currency = Currency::parse(&text[..3].to_ascii_uppercase()).ok()?;
        return Some((Some(currency), text[3..].to_owned()));
    }
    let letters = text.chars().rev().take_while(|c| is_letter(*c)).count();
    if letters == 3 {
        let (rest, code) = text.split_at(text.len() - 3);
        let currency = Currency::parse(&code.to_ascii_uppercase()).ok()?;
        return Some((Some(currency), rest.to_owned()));
    }
    None
}

/// The currency named in a text alone: `GBP`, `£`, `Amount (USD)`.
#[must_use]
pub fn currency_in(text: &str) -> Option<Currency> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | '/'))
        .find_map(|word| {
            let signed = SIGNS
                .iter()
                .find(|(sign, _)| *sign == word)
                .and_then(|(_, code)| *code);
            // Small letters are words: "all" and "top" are currencies too.
            let code = signed.or_else(|| {
                (word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())).then_some(word)
            });
            code.and_then(|code| Currency::parse(code).ok())
        })
}

/// What the writing of a column tells about its decimal sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecimalEvidence {
    /// Values that only a point explains.
    pub point: usize,
    /// Values that only a comma explains.
    pub comma: usize,
    /// Values that can be read both ways.
    pub both: usize,
}

impl DecimalEvidence {
    /// Looks at one value.
    pub fn see(&mut self, text: &str) {
        let signs: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
        if signs.is_empty() {
            return;
        }
        let value = |sign| read_figure(text, Some(sign)).map(|figure| figure.value);
        match (value(DecimalSign::Point), value(DecimalSign::Comma)) {
            (Ok(a), Ok(b)) if a != b => self.both += 1,
            (Ok(_), Err(_)) => self.point += 1,
            (Err(_), Ok(_)) => self.comma += 1,
            _ => {}
        }
    }

    /// The sign, where all clear values agree on it.
    #[must_use]
    pub fn clear(&self) -> Option<DecimalSign> {
        match (self.point, self.comma) {
            (1.., 0) => Some(DecimalSign::Point),
            (0, 1..) => Some(DecimalSign::Comma),
            _ => None,
        }
    }
}

/// The amount that counts, and the code of a note where the published one has more digits than its currency:
/// `amount-noise` where it lies within a millionth of a rounded one, which is then used, else `amount-decimals`.
#[must_use]
pub fn settled(value: Exact, currency: Option<Currency>) -> (Exact, Option<&'static str>) {
    let Some(currency) = currency else {
        return (value, None);
    };
    let Ok(rounded) = Rounding::to(currency.decimals()).round(&value) else {
        return (value, None);
    };
    if rounded == value {
        return (value, None);
    }
    let close = Exact::ratio(1, 1_000_000);
    let difference = value.minus(rounded).map(Exact::abs);
    match (difference, close) {
        (Ok(difference), Ok(close)) if difference <= close => (rounded, Some("amount-noise")),
        _ => (value, Some("amount-decimals")),
    }
}

/// A decimal without its exponent: `1.5E3` is `1500`, `2e-2` is `0.02`. `None` for what is no plain number.
pub(super) fn without_exponent(text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, digits) = mantissa
        .strip_prefix('-')
        .map_or(("", mantissa), |rest| ("-", rest));
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = !(whole.is_empty() && part.is_empty())
        && whole
            .bytes()
            .chain(part.bytes())
            .all(|b| b.is_ascii_digit());
    if !is_number || exponent.abs() > 400 || digits.len() > 400 {
        return None;
    }
    let all = format!("{whole}{part}");
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let (whole, part) = if point <= 0 {
        (
            String::new(),
            format!("{}{all}", "0".repeat(point.unsigned_abs() as usize)),
        )
    } else if point.unsigned_abs() as usize >= all.len() {
        (
            format!("{all:0<width$}", width = point.unsigned_abs() as usize),
            String::new(),
        )
    } else {
        let (whole, part) = all.split_at(point.unsigned_abs() as usize);
        (whole.to_owned(), part.to_owned())
    };
    let whole = whole.trim_start_matches('0');
    let is_nothing = whole.is_empty() && part.bytes().all(|b| b == b'0');
    let sign = if is_nothing { "" } else { sign };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if part.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, sign: Option<DecimalSign>) -> Result<String, &'static str> {
        read_figure(text, sign).map(|figure| {
            let code = figure.currency.map_or("", Currency::code);
            format!("{}{code}", figure.value)
        })
    }

    #[test]
    fn sums_are_read_as_people_write_them() {
        for (text, read) in [
            ("£1,234.50", "1234.5GBP"),
            ("130,000.00", "130000"),
            ("(500)", "-500"),
            ("(£1,000.25)", "-1000.25GBP"),
            ("-£5", "-5GBP"),
            ("£-5", "-5GBP"),
            ("USD 12", "12USD"),
            ("12 EUR", "12EUR"),
            ("usd 7", "7USD"),
            ("$1,000", "1000"),
            ("US$ 3", "3USD"),
            ("1'250.00 CHF", "1250CHF"),
            ("6,15,840", "615840"),
            ("1 234 567", "1234567"),
            ("1.5 million", "1500000"),
            ("5-", "-5"),
            ("\u{20ac}5", "5EUR"),
        ] {
            assert_eq!(value(text, None).as_deref(), Ok(read), "{text}");
        }
    }

    #[test]
    fn what_is_no_sum_or_two_is_refused() {
        for (text, why) in [
            ("72,0000", "number-decimal-comma"),
            ("1.234", "number-ambiguous"),
            ("Yes", "number-unread"),
            ("", "number-unread"),
            ("12 boxes", "number-unread"),
            ("about 50", "number-hedged"),
            ("--5", "number-unread"),
            ("(-5)", "number-unread"),
            ("1,2,3", "number-unread"),
        ] {
            assert_eq!(value(text, None), Err(why), "{text}");
        }
        assert_eq!(
            value("1.234,50", Some(DecimalSign::Comma)).as_deref(),
            Ok("1234.5")
        );
        assert_eq!(
            value("72,0000", Some(DecimalSign::Comma)).as_deref(),
            Ok("72")
        );
        assert_eq!(
            value("1.234", Some(DecimalSign::Comma)).as_deref(),
            Ok("1234")
        );
        assert_eq!(
            value("1.234", Some(DecimalSign::Point)).as_deref(),
            Ok("1.234")
        );
    }

    #[test]
    fn a_column_tells_its_sign_only_where_it_is_clear() {
        let evidence = |texts: &[&str]| {
            let mut evidence = DecimalEvidence::default();
            texts.iter().for_each(|text| evidence.see(text));
            evidence
        };
        assert_eq!(
            evidence(&["1.234,50", "7,2"]).clear(),
            Some(DecimalSign::Comma)
        );
        assert_eq!(
            evidence(&["1,234.50", "1,234"]).clear(),
            Some(DecimalSign::Point)
        );
        assert_eq!(
            evidence(&["1.234", "2.500"]),
            DecimalEvidence {
                both: 2,
                ..Default::default()
            }
        );
        assert_eq!(evidence(&["1.234,50", "1,234.50"]).clear(), None);
    }

    #[test]
    fn noise_of_binary_numbers_is_rounded_and_said() {
        let gbp = Currency::parse("GBP").ok();
        let of = |text: &str| text.parse::<Exact>().unwrap();
        assert_eq!(
            settled(of("41133.770000000004"), gbp),
            (of("41133.77"), Some("amount-noise"))
        );
        assert_eq!(
            settled(of("315122.062"), gbp),
            (of("315122.062"), Some("amount-decimals"))
        );
        assert_eq!(settled(of("5.10"), gbp), (of("5.1"), None));
    }

    #[test]
    fn exponents_are_written_out() {
        for (text, plain) in [
            ("1.5E3", "1500"),
            ("2e-2", "0.02"),
            ("-1.25e1", "-12.5"),
            ("0012.50", "12.50"),
            (".5", "0.5"),
            ("1e0", "1"),
            ("-0.00", "0.00"),
        ] {
            assert_eq!(without_exponent(text).as_deref(), Some(plain), "{text}");
        }
        for text in ["", "e5", "1e999999", "1.2.3", "abc", "-"] {
            assert_eq!(without_exponent(text), None, "{text}");
        }
    }
}
