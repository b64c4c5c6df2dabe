//! A text as words and signs with their places in it, and phrases looked for among them.

use serde::Serialize;

/// A place in a text, in bytes: from the first to before the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The words in the text that this is a place of; nothing where it is of another text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A word, a number or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// In small letters.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether it is written in digits.
    pub digits: bool,
}

/// Signs that are told apart; every other one only separates words.
const SIGNS: &str = "/%$€£¥₹()";

/// Reads a text into words and signs. Digits keep the points and commas between them.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, letter)) = rest.next() {
        let mut end = start + letter.len_utf8();
        let digits = letter.is_ascii_digit();
        if letter.is_alphanumeric() {
            while let Some(&(at, next)) = rest.peek() {
                let after = text
                    .get(at + next.len_utf8()..)
                    .and_then(|t| t.chars().next());
                let joins = if digits {
                    next.is_ascii_digit()
                        || (matches!(next, '.' | ',') && after.is_some_and(|c| c.is_ascii_digit()))
                } else {
                    next.is_alphanumeric() && !next.is_ascii_digit()
                };
                if !joins {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
        } else if !SIGNS.contains(letter) {
            continue;
        }
        let span = Span { start, end };
        found.push(Token {
            text: span.of(text).to_lowercase(),
            span,
            capital: letter.is_uppercase(),
            digits,
        });
    }
    found
}

/// Every place of a phrase. The phrase is read as the text is; a word that ends in `*` stands for every word that begins
/// so.
#[must_use]
pub fn places(tokens: &[Token], phrase: &str) -> Vec<Span> {
    let parts: Vec<&str> = phrase.split(' ').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let fits = |token: &Token, part: &str| match part.strip_suffix('*') {
        Some(begins) => token.text.starts_with(begins),
        None => token.text == part,
    };
    let windows = tokens.windows(parts.len());
    windows
        .filter(|window| {
            window
                .iter()
                .zip(&parts)
                .all(|(token, part)| fits(token, part))
        })
        .filter_map(|window| {
            Some(Span {
                start: window.first()?.span.start,
                end: window.last()?.span.end,
            })
        })
        .collect()
}

/// Every place of any of the phrases, in the order of the text; a place inside a longer one is left out.
#[must_use]
pub fn any_of(tokens: &[Token], phrases: &[&str]) -> Vec<Span> {
    let mut all: Vec<Span> = phrases
        .iter()
        .flat_map(|phrase| places(tokens, phrase))
        .collect();
    all.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut kept: Vec<Span> = Vec::new();
    for span in all {
        if kept.last().is_none_or(|last| span.start >= last.end) {
            kept.push(span);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_the_bytes_of_the_text() {
        let text = "İn Śląsk: clean and/or 1,500.50 m, as  appropriate.";
        let tokens = tokens(text);
        let found = any_of(&tokens, &["and / or", "as appropriate", "śl*"]);
        let words: Vec<&str> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["Śląsk", "and/or", "as  appropriate"]);
        assert!(tokens.iter().any(|t| t.digits && t.text == "1,500.50"));
    }

    #[test]
    fn a_place_within_a_longer_one_is_not_told_twice() {
        let text = "best endeavours";
        let found = any_of(&tokens(text), &["endeavours", "best endeavours", "best"]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].of(text), text);
    }
}
