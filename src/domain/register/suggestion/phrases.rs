//! Finding phrases of the lexicon in a sentence.

use super::tokens::Token;

/// The piece behind a phrase, where it stands at a place.
pub fn phrase_at(tokens: &[Token], at: usize, phrase: &str) -> Option<usize> {
    let mut next = at;
    for word in phrase.split(' ') {
        if !tokens.get(next)?.is(word) {
            // `jusqu'à`, `d'ici`: the sign between is no word.
            let apostrophe = tokens.get(next)?;
            let is_sign = next > at && (apostrophe.is("'") || apostrophe.is("\u{2019}"));
            if !is_sign || !tokens.get(next + 1)?.is(word) {
                return None;
            }
            next += 1;
        }
        next += 1;
    }
    Some(next)
}

/// The longest of some phrases at a place: what it means, and the piece behind it.
pub fn longest_at<T: Copy>(
    tokens: &[Token],
    at: usize,
    phrases: &[(&'static str, T)],
) -> Option<(T, usize)> {
    let found = phrases
        .iter()
        .filter_map(|(phrase, meaning)| Some((*meaning, phrase_at(tokens, at, phrase)?)));
    found.max_by_key(|(_, next)| *next)
}

/// The same of phrases that all mean one thing.
pub fn any_at(tokens: &[Token], at: usize, phrases: &[&str]) -> Option<usize> {
    let found = phrases
        .iter()
        .filter_map(|phrase| phrase_at(tokens, at, phrase));
    found.max()
}
