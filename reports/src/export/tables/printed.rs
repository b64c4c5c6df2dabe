//! The numbers inside printed words.

use super::number::Number;

/// A number found inside words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) number: Number,
    pub(super) is_percent: bool,
}

/// The numbers inside words, in order. A digit within a word or a code is not one.
pub(super) fn printed(words: &str) -> Vec<Printed> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut rest = words;
    while let Some(sign) = rest.chars().next() {
        let length = number_length(rest);
        let apart = !before.is_alphanumeric() && !matches!(before, '-' | '_' | '/' | '.');
        if length > 0 && apart {
            let (text, after) = rest.split_at(length);
            let follows = after.chars().next();
            let apart = !follows.is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '/' | '-'));
            let percent = after.trim_start_matches(['\u{a0}', '\u{202f}', ' ']);
            found.extend(Number::parse(text).filter(|_| apart).map(|number| Printed {
                number,
                is_percent: percent.starts_with('%'),
            }));
        }
        let step = length.max(sign.len_utf8());
        before = rest[..step].chars().next_back().unwrap_or(' ');
        rest = &rest[step..];
    }
    found
}

/// How many bytes at the beginning of `text` are one number: digits, grouped or not, and decimals.
fn number_length(text: &str) -> usize {
    let signs = text.as_bytes();
    let digit = |at: usize| signs.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) || (end > 0 && matches!(signs.get(end), Some(b',' | b'.')) && digit(end + 1)) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_inside_words_are_found() {
        let found: Vec<_> = printed("10,560 of 12,000.50 meals (88.0 %), E-001, O-7, 3rd, 5%.")
            .into_iter()
            .map(|one| (one.number.as_str().to_owned(), one.is_percent))
            .collect();
        let wanted = [
            ("10560", false),
            ("12000.50", false),
            ("88.0", true),
            ("5", true),
        ];
        assert_eq!(found, wanted.map(|(n, p)| (n.to_owned(), p)));
    }
}
