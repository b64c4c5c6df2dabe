//! Where a word may be divided, for languages that divide words with a hyphen.

use hypher::{Lang, hyphenate};

/// The rules of one language.
#[derive(Clone, Copy)]
pub(crate) struct Hyphens(Option<Lang>);

/// Shorter words stay whole.
const SHORTEST: usize = 6;

impl Hyphens {
    /// The rules of a language given by its BCP 47 tag; none where it has none.
    pub(crate) fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let code = match primary.as_bytes() {
            &[a, b] => Some([a.to_ascii_lowercase(), b.to_ascii_lowercase()]),
            _ => None,
        };
        let lang = code.and_then(Lang::from_iso);
        Self(lang.filter(|lang| lang.hyphenation_character().is_some()))
    }

    /// Byte offsets inside a word, after which a hyphen may stand.
    pub(crate) fn points(self, word: &str) -> Vec<usize> {
        let Some(lang) = self.0 else {
            return Vec::new();
        };
        let core = word.trim_matches(|letter: char| !letter.is_alphabetic());
        let plain = core.chars().all(char::is_alphabetic);
        if !plain || core.chars().count() < SHORTEST {
            return Vec::new();
        }
        let start = core.as_ptr() as usize - word.as_ptr() as usize;
        let mut at = start;
        let mut points: Vec<usize> = hyphenate(core, lang)
            .map(|syllable| {
                at += syllable.len();
                at
            })
            .collect();
        points.pop();
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_english_word_divides_at_its_syllables() {
        assert_eq!(Hyphens::of("en-GB").points("(extensive),"), [3, 6]);
    }

    #[test]
    fn short_words_numbers_and_codes_stay_whole() {
        for word in ["house", "R-2026-0001", "9f86d081884c", "1,200,000"] {
            assert!(Hyphens::of("en").points(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn languages_without_hyphens_get_none() {
        for tag in ["ar", "hi", "xx", "", "english"] {
            assert!(Hyphens::of(tag).points("extensive").is_empty(), "{tag}");
        }
    }
}
