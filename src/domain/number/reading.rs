//! Reading numbers as people and papers write them. Not locale guessing: what has two readings is
//! asked for again.

use super::published::Multiplier;
use super::{Exact, PublishedNumber, Qualifier, ReadingError};

/// What is known about the signs in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberStyle {
    /// Nothing: typed or copied text. "1.234" has two readings and is refused.
    Free,
    /// The file says that the point is the decimal sign. "1.234" is one and a bit.
    PointDecimal,
}

/// Reads a figure with its hedges, unit word and per cent sign: `6,15,840`, `almost 3.8m`,
/// `up to 3,000`, `935 crore`, `about 3.4%`. The currency stands apart and is not read here.
///
/// Commas (or spaces) group digits the Western way (`1,234,567`) or the Indian way (`12,34,567`) and
/// nothing else; the point is the decimal sign. So a lone comma before exactly three digits groups
/// thousands, and any other lone comma is taken for a decimal comma and refused. A lone point between
/// one to three digits and exactly three digits is [`ReadingError::Ambiguous`] in free text, unless
/// the first digit is 0, which begins no group.
pub fn parse_published(text: &str, style: NumberStyle) -> Result<PublishedNumber, ReadingError> {
    let lowered = text.trim().to_lowercase();
    let (hedges, rest) = take_hedges(&lowered);
    let rest = rest.trim_start();
    let (negative, rest) = match rest.strip_prefix(['-', '−']) {
        Some(after) => (true, after),
        None => (false, rest),
    };
    let (numeral, tail) = rest.split_at(numeral_length(rest));
    let (multiplier, percent) = read_tail(tail.trim()).ok_or_else(|| unknown(text, tail))?;
    if !numeral.contains(|c: char| c.is_ascii_digit()) {
        return Err(ReadingError::NoDigits {
            text: text.to_owned(),
        });
    }
    let hedges = hedges.ok_or_else(|| unknown(text, &lowered))?;
    let (digits, decimals) = plain_digits(numeral, style, text)?;
    let magnitude = digits.parse::<Exact>()?.times(multiplier.factor())?;
    Ok(PublishedNumber {
        text: text.trim().to_owned(),
        value: if negative { -magnitude } else { magnitude },
        qualifier: hedges.qualifier(),
        estimated: hedges.estimated,
        decimals,
        multiplier,
        percent,
    })
}

/// The hedges in front of a number: at most one that names a side, and the word "estimated".
#[derive(Default)]
struct Hedges {
    side: Option<Qualifier>,
    estimated: bool,
}

impl Hedges {
    fn qualifier(&self) -> Qualifier {
        let alone = if self.estimated {
            Qualifier::Estimated
        } else {
            Qualifier::Exact
        };
        self.side.unwrap_or(alone)
    }
}

/// Longer phrases stand before the shorter ones that they contain.
const PHRASES: [(&str, Qualifier); 27] = [
    ("no fewer than", Qualifier::AtLeast),
    ("not fewer than", Qualifier::AtLeast),
    ("no less than", Qualifier::AtLeast),
    ("not less than", Qualifier::AtLeast),
    ("no more than", Qualifier::AtMost),
    ("not more than", Qualifier::AtMost),
    ("more than", Qualifier::MoreThan),
    ("fewer than", Qualifier::FewerThan),
    ("less than", Qualifier::FewerThan),
    ("at least", Qualifier::AtLeast),
    ("at most", Qualifier::AtMost),
    ("up to", Qualifier::UpTo),
    ("an estimated", Qualifier::Estimated),
    ("estimated", Qualifier::Estimated),
    ("approximately", Qualifier::About),
    ("around", Qualifier::About),
    ("about", Qualifier::About),
    ("exactly", Qualifier::Exact),
    ("almost", Qualifier::Almost),
    ("nearly", Qualifier::Nearly),
    ("over", Qualifier::Over),
    ("under", Qualifier::FewerThan),
    ("~", Qualifier::About),
    ("≥", Qualifier::AtLeast),
    ("≤", Qualifier::AtMost),
    (">", Qualifier::MoreThan),
    ("<", Qualifier::FewerThan),
];

/// Takes the hedges off the front. `None` where two of them name a side.
fn take_hedges(text: &str) -> (Option<Hedges>, &str) {
    let mut hedges = Some(Hedges::default());
    let mut rest = text;
    while let Some((qualifier, after)) = leading_phrase(rest) {
        hedges = hedges.and_then(|mut found| {
            if qualifier == Qualifier::Estimated {
                found.estimated = true;
                return Some(found);
            }
            found.side.replace(qualifier).is_none().then_some(found)
        });
        rest = after;
    }
    (hedges, rest)
}

fn leading_phrase(text: &str) -> Option<(Qualifier, &str)> {
    let text = text.trim_start();
    PHRASES.iter().find_map(|(phrase, qualifier)| {
        let after = text.strip_prefix(phrase)?;
        (!after.starts_with(char::is_alphabetic)).then_some((*qualifier, after))
    })
}

/// Bytes of the digits with their separators; a space belongs to them only before another digit.
fn numeral_length(text: &str) -> usize {
    let mut length = 0;
    for (start, character) in text.char_indices() {
        let next = start + character.len_utf8();
        let belongs = match character {
            '0'..='9' | ',' | '.' => true,
            space if is_group_space(space) => {
                length > 0 && text[next..].starts_with(|c: char| c.is_ascii_digit())
            }
            _ => false,
        };
        if !belongs {
            break;
        }
        length = next;
    }
    length
}

fn is_group_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The unit word and whether it is per cent; `None` for anything else behind the number.
fn read_tail(tail: &str) -> Option<(Multiplier, bool)> {
    let multiplier = match tail {
        "" => Multiplier::One,
        "%" | "per cent" | "percent" => return Some((Multiplier::One, true)),
        "thousand" => Multiplier::Thousand,
        "lakh" | "lakhs" | "lac" => Multiplier::Lakh,
        "million" | "m" | "mn" => Multiplier::Million,
        "crore" | "crores" => Multiplier::Crore,
        "billion" | "bn" => Multiplier::Billion,
        "lakh crore" => Multiplier::LakhCrore,
        _ => return None,
    };
    Some((multiplier, false))
}

fn unknown(text: &str, word: &str) -> ReadingError {
    ReadingError::UnknownWord {
        text: text.to_owned(),
        word: word.trim().to_owned(),
    }
}

/// The numeral without separators, and its decimals.
fn plain_digits(
    numeral: &str,
    style: NumberStyle,
    text: &str,
) -> Result<(String, u8), ReadingError> {
    let (whole, decimals) = numeral.split_once('.').unwrap_or((numeral, ""));
    let is_separator = |c: char| c == ',' || is_group_space(c);
    if decimals.contains('.') {
        return Err(ReadingError::MisplacedGrouping {
            text: text.to_owned(),
        });
    }
    if decimals.contains(is_separator) {
        return Err(ReadingError::DecimalComma {
            text: text.to_owned(),
        });
    }
    if numeral.ends_with('.') {
        return Err(unknown(text, "."));
    }
    let has_groups = whole.contains(is_separator);
    if style == NumberStyle::Free && !has_groups && has_two_readings(whole, decimals) {
        let as_thousands = format!("{whole}{decimals}");
        return Err(ReadingError::Ambiguous {
            text: text.to_owned(),
            as_thousands,
        });
    }
    if has_groups && !is_grouped(whole) {
        let lone_comma = numeral.chars().filter(|c| !c.is_ascii_digit()).eq([',']);
        return Err(match lone_comma {
            true => ReadingError::DecimalComma {
                text: text.to_owned(),
            },
            false => ReadingError::MisplacedGrouping {
                text: text.to_owned(),
            },
        });
    }
    let mut digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        digits.push('0');
    }
    if !decimals.is_empty() {
        digits = format!("{digits}.{decimals}");
    }
    let places = u8::try_from(decimals.len()).map_err(|_| super::NumberError::Overflow)?;
    Ok((digits, places))
}

fn has_two_readings(whole: &str, decimals: &str) -> bool {
    decimals.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

/// Do the separators stand where the Western or the Indian way puts them?
fn is_grouped(whole: &str) -> bool {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return true;
    };
    let groups: Vec<&str> = whole.split(separator).collect();
    let all_digits = groups
        .iter()
        .all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let [first, middle @ .., last] = groups.as_slice() else {
        return false;
    };
    let western = (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3);
    let indian = separator == ','
        && (1..=2).contains(&first.len())
        && middle.iter().all(|group| group.len() == 2);
    all_digits && !first.starts_with('0') && last.len() == 3 && (western || indian)
}
