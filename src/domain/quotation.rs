//! Whether words are quoted as they stand on a page. Never by likeness: what is passed over is how words are set (line
//! ends and the hyphens there, ligatures, shapes of quotation marks and dashes), not a single letter of what they say.

mod over;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::page_text::PageText;

pub use over::{Over, find_over};

/// A longer quotation is no quotation.
pub const LONGEST: usize = 2_000;

/// Where words stand on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words that it touches, as places in [`PageText::words`].
    pub words: Range<usize>,
    /// The same as characters of [`PageText::text`].
    pub characters: Range<usize>,
    /// How often the words stand there; this is the first place.
    pub times: usize,
}

/// What a look at the document says of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It stands on the page that was named.
    Here(Found),
    /// It begins on the page that was named and ends on the next.
    Over(Over),
    /// It does not, but stands, or begins, on this page, counted from 1.
    OnPage(u32),
    /// It stands nowhere in the document.
    Nowhere,
    /// The page has no text that could be looked at: a picture of a page, or a file that is not read.
    NotChecked,
}

/// A character of a page as it is compared.
#[derive(Clone, Copy, Debug)]
struct Atom {
    character: char,
    word: usize,
    /// A hyphen at the end of a line, and the space after it: part of the setting, so it may be absent.
    may_be_absent: bool,
}

/// Looks for a quotation on a page: its words, from whole word to whole word.
#[must_use]
pub fn find(page: &PageText, quotation: &str) -> Option<Found> {
    let sought = sought(quotation);
    if sought.is_empty() || quotation.chars().count() > LONGEST {
        return None;
    }
    let atoms = atoms(page);
    let mut first = None;
    let mut times = 0;
    let mut from = 0;
    while from < atoms.len() {
        match matched(&atoms, from, &sought) {
            Some(end) => {
                first = first.or(Some((atoms[from].word, atoms[end - 1].word + 1)));
                times += 1;
                from = end;
            }
            None => from += 1,
        }
    }
    first.map(|(start, end)| Found {
        words: start..end,
        characters: characters(page, start..end),
        times,
    })
}

/// The end of a match that begins at an atom.
fn matched(atoms: &[Atom], from: usize, sought: &[char]) -> Option<usize> {
    if atoms[from].character != sought[0] || !may_part(atoms, from) {
        return None;
    }
    let mut at = from;
    for character in sought {
        while atoms.get(at)?.character != *character {
            if !atoms[at].may_be_absent {
                return None;
            }
            at += 1;
        }
        at += 1;
    }
    may_part(atoms, at).then_some(at)
}

/// Whether a quotation may begin or end before this atom: not inside of a word, and not inside of one that a line end
/// divides.
fn may_part(atoms: &[Atom], at: usize) -> bool {
    let is_inner = |atom: Option<&Atom>| atom.is_some_and(|atom| atom.character.is_alphanumeric());
    let before = atoms[..at].iter().rev().find(|atom| !atom.may_be_absent);
    let after = atoms[at..].iter().find(|atom| !atom.may_be_absent);
    !(is_inner(before) && is_inner(after))
}

fn atoms(page: &PageText) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut push = |character, word, may_be_absent| {
        atoms.push(Atom {
            character,
            word,
            may_be_absent,
        });
    };
    for (at, word) in page.words.iter().enumerate() {
        let next = page.words.get(at + 1);
        let ends_line = next.is_some_and(|next| next.line != word.line);
        let folded = folded(&word.text);
        let is_divided = ends_line
            && (word.text.ends_with('\u{ad}') || folded.len() > 1 && folded.ends_with('-'));
        let last = folded.chars().count().saturating_sub(1);
        for (place, character) in folded.chars().enumerate() {
            push(
                character,
                at,
                is_divided && place == last && character == '-',
            );
        }
        if next.is_some() && !folded.is_empty() {
            push(' ', at, is_divided);
        }
    }
    atoms
}

fn sought(quotation: &str) -> Vec<char> {
    let folded = folded(quotation);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().collect()
}

/// Words as they are compared: compatibility forms taken apart and put together again (NFKC), one shape of quotation
/// mark, apostrophe, dash and space, nothing that is not seen.
fn folded(text: &str) -> String {
    let shape = |character: char| match character {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => {
            Some('\'')
        }
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => {
            Some('"')
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        other if other.is_whitespace() => Some(' '),
        other => Some(other),
    };
    // Shapes first: the compatibility form of an accent that stands alone is a space with an accent.
    text.chars()
        .filter_map(shape)
        .nfkc()
        .filter_map(shape)
        .collect()
}

/// The characters of the text that words are.
fn characters(page: &PageText, words: Range<usize>) -> Range<usize> {
    let length = |words: &[super::page_text::Word]| -> usize {
        words.iter().map(|word| word.text.chars().count() + 1).sum()
    };
    let start = length(&page.words[..words.start]);
    let inside = length(&page.words[words]);
    start..start + inside.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::page_text::Word;
    use super::*;

    fn page(lines: &[&str]) -> PageText {
        let lines = (0..).zip(lines.iter().copied());
        let words = lines.flat_map(|(line, text)| {
            let word = move |text: &str| Word {
                text: text.to_owned(),
                line,
                at: None,
            };
            text.split(' ').map(word).collect::<Vec<_>>()
        });
        PageText {
            words: words.collect(),
            ..PageText::default()
        }
    }

    #[test]
    fn how_words_are_set_does_not_matter() {
        let page = page(&[
            "The Provider shall deliver 40 \u{201c}\u{fb01}tted\u{201d} toi-",
            "lets, state-",
            "owned, at 10\u{2013}12 sites \u{2014} the City\u{2019}s \u{fb03}ce per\u{ad}",
            "manently.",
        ]);
        for quotation in [
            "deliver 40 \"fitted\" toilets, state-owned",
            "deliver 40 \u{ab}\u{fb01}tted\u{bb} toi-\nlets",
            "  toilets,   stateowned, at 10-12 sites - the City's",
            "toi- lets",
            "permanently",
            "The Provider",
        ] {
            assert!(find(&page, quotation).is_some(), "{quotation}");
        }
    }

    #[test]
    fn what_words_say_matters_to_the_letter() {
        let page = page(&[
            "The Provider shall deliver 40 undelivered toi-",
            "lets per site.",
        ]);
        for quotation in [
            "shall deliver 400",
            "shall deliver 4",
            "deliver 40 toilets",
            "delivered",
            "the provider",
            "Provider should deliver",
            "lets per site",
            "toi",
            "toi-",
            "",
            " \n",
            "\u{ad}",
        ] {
            assert_eq!(find(&page, quotation), None, "{quotation}");
        }
    }

    #[test]
    fn a_find_names_words_characters_and_how_often() {
        let page = page(&["a site, a", "site and a site"]);
        let found = find(&page, "a site").unwrap();
        assert_eq!((found.words, found.times), (0..2, 3));
        let text: String = page.text().chars().take(found.characters.end).collect();
        assert_eq!(text, "a site,");
        assert!(find(&page, &"a ".repeat(LONGEST)).is_none());
    }

    proptest! {
        #[test]
        fn every_run_of_whole_words_is_found(
            lines in prop::collection::vec("[a-z\u{e9}\u{fb01}]{1,6}( [a-zA-Z0-9,.'-]{1,5}){0,4}", 1..6),
            from in 0_usize..20,
            length in 1_usize..9,
        ) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let page = page(&lines);
            let from = from % page.words.len();
            let end = (from + length).min(page.words.len());
            let chosen: Vec<&str> = page.words[from..end].iter().map(|w| w.text.as_str()).collect();
            let found = find(&page, &chosen.join(" "));
            // A run that ends inside of a word that the line end divides is not whole.
            let is_divided = |at: usize| at > 0 && at < page.words.len() && page.words[at - 1].text.ends_with('-');
            if !is_divided(from) && !is_divided(end) {
                let found = found.expect("it stands there");
                prop_assert!(found.words.start <= from);
            }
        }

        #[test]
        fn a_changed_letter_is_not_found(at in 0_usize..30) {
            let page = page(&["payment of one hundred thousand", "rand for thirty toilets"]);
            let mut changed: Vec<char> = page.text().chars().collect();
            let at = at % changed.len();
            if changed[at].is_alphabetic() {
                changed[at] = 'Q';
                let changed: String = changed.into_iter().collect();
                prop_assert_eq!(find(&page, &changed), None);
            }
        }

        #[test]
        fn no_text_makes_it_fail(page_text in "\\PC{0,60}", quotation in "\\PC{0,20}") {
            let page = PageText::of_plain_text(&page_text);
            for page in page {
                if let Some(found) = find(&page, &quotation) {
                    prop_assert!(found.words.end <= page.words.len());
                    prop_assert!(found.characters.end <= page.text().chars().count());
                }
            }
        }
    }
}
