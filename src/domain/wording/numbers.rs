//! Numbers in a text, in digits and in words, and numbers that are said twice and differ: `thirty (20)`.

use super::lexicon::Lexicon;
use super::tokens::{Span, Token};

/// A number that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it stands.
    pub span: Span,
    /// Its value, where it is whole and below a billion.
    pub value: Option<u64>,
    /// Its first and last word, by their places among the tokens.
    pub tokens: (usize, usize),
    /// Whether it is written in digits.
    pub digits: bool,
}

/// A number above this is not told in words in any agreement.
const LARGEST: u64 = 999_999_999;

/// The numbers of a text in order.
#[must_use]
pub fn numbers(tokens: &[Token], lexicon: &Lexicon) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (last, value) = if token.digits {
            (at, in_digits(&token.text))
        } else if let Some((last, value)) = in_words(tokens, at, lexicon) {
            (last, Some(value))
        } else {
            at += 1;
            continue;
        };
        let end = tokens.get(last).map_or(token.span.end, |t| t.span.end);
        found.push(Number {
            span: Span {
                start: token.span.start,
                end,
            },
            value,
            tokens: (at, last),
            digits: token.digits,
        });
        at = last + 1;
    }
    found
}

/// Numbers that are said twice, once in brackets, and do not agree.
#[must_use]
pub fn disagreements(tokens: &[Token], numbers: &[Number]) -> Vec<Span> {
    let sign = |at: usize, sign: &str| tokens.get(at).is_some_and(|token| token.text == sign);
    let mut found = Vec::new();
    for pair in numbers.windows(2) {
        let [outside, inside] = pair else { continue };
        let bracketed = inside.tokens.0 == outside.tokens.1 + 2
            && sign(outside.tokens.1 + 1, "(")
            && (sign(inside.tokens.1 + 1, ")") || inside.digits && sign(inside.tokens.1 + 2, ")"));
        if bracketed
            && outside.digits != inside.digits
            && let (Some(one), Some(other)) = (outside.value, inside.value)
            && one != other
        {
            let end = tokens
                .get(inside.tokens.1 + 1)
                .filter(|t| t.text == ")")
                .map_or(inside.span.end, |t| t.span.end);
            found.push(Span {
                start: outside.span.start,
                end,
            });
        }
    }
    found
}

/// `1,500` and `1.500` are one thousand five hundred; `3.5` is no whole number.
fn in_digits(text: &str) -> Option<u64> {
    let mut groups = text.split(['.', ',']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    if rest.iter().any(|group| group.len() != 3) {
        return None;
    }
    let digits = first.to_owned() + &rest.concat();
    digits.parse().ok().filter(|value| *value <= LARGEST)
}

fn in_words(tokens: &[Token], from: usize, lexicon: &Lexicon) -> Option<(usize, u64)> {
    let value_of = |at: usize| {
        let word = tokens.get(at)?.text.as_str();
        let known = lexicon.number_words.iter().find(|(name, _)| *name == word);
        known.map(|(_, value)| *value)
    };
    let joins = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| lexicon.number_joins.contains(&token.text.as_str()))
    };
    let (mut whole, mut part) = (0_u64, value_of(from)?);
    let mut before = part;
    let mut last = from;
    loop {
        let next = if joins(last + 1) { last + 2 } else { last + 1 };
        let Some(value) = value_of(next) else { break };
        // "two three" is two numbers; "twenty three", "three hundred", "four thousand" are one.
        match value {
            1_000.. => {
                whole = whole.checked_add(part.max(1).checked_mul(value)?)?;
                part = 0;
            }
            100 => part = part.max(1).checked_mul(100)?,
            20 if before == 4 && lexicon.counts_by_twenties => part += 76,
            _ if before >= 100 && before > value => part += value,
            _ if before >= 20 && value < 10 => part += value,
            _ if before >= 20 && value < 20 && lexicon.counts_by_twenties => part += value,
            _ => break,
        }
        before = value;
        last = next;
        if whole > LARGEST || part > LARGEST {
            return None;
        }
    }
    Some((last, whole + part))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Language;
    use super::super::tokens::tokens;
    use super::*;

    fn values(text: &str, language: Language) -> Vec<Option<u64>> {
        let found = numbers(&tokens(text), language.lexicon());
        found.iter().map(|number| number.value).collect()
    }

    #[test]
    fn numbers_are_read_in_words_and_in_digits() {
        for (text, value) in [
            ("thirty", 30),
            ("twenty-five", 25),
            ("one hundred and twenty", 120),
            ("three thousand four hundred", 3_400),
            ("1,500", 1_500),
            ("1.500", 1_500),
            ("12", 12),
        ] {
            assert_eq!(values(text, Language::English), [Some(value)], "{text}");
        }
        assert_eq!(values("3.5", Language::English), [None]);
        assert_eq!(values("two three", Language::English), [Some(2), Some(3)]);
        assert_eq!(values("treinta y cinco", Language::Spanish), [Some(35)]);
        assert_eq!(values("doscientos diez", Language::Spanish), [Some(210)]);
        assert_eq!(values("quatre-vingt-dix", Language::French), [Some(90)]);
        assert_eq!(values("soixante-douze", Language::French), [Some(72)]);
    }

    #[test]
    fn a_number_said_twice_must_be_the_same() {
        for (text, differs) in [
            ("thirty (30) days", false),
            ("thirty (20) days", true),
            ("20 (thirty) days", true),
            ("twenty-five (25) visits", false),
            ("one hundred (1000)", true),
            ("two (2 days)", false),
            ("two (3 days)", true),
            ("Annex 3 (two pages)", false),
            ("the year 2026 (12 months)", false),
        ] {
            let tokens = tokens(text);
            let numbers = numbers(&tokens, Language::English.lexicon());
            assert_eq!(
                !disagreements(&tokens, &numbers).is_empty(),
                differs,
                "{text}"
            );
        }
    }
}
