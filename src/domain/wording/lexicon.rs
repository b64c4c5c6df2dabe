//! The word lists by which clauses are read, one for each language. English is complete; what another language lacks is
//! not found there, and a clause in it may pass less often than it should.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A language that the rules can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// French.
    #[serde(rename = "fr")]
    French,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::French];

    /// Its code: `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }

    /// The language of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Its words.
    #[must_use]
    pub fn lexicon(self) -> &'static Lexicon {
        match self {
            Self::English => &ENGLISH,
            Self::Spanish => &SPANISH,
            Self::French => &FRENCH,
        }
    }
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("words/en.txt")));
static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("words/es.txt")));
static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("words/fr.txt")));

/// Phrases in small letters, their words and signs separated by single spaces; `*` ends a word that goes on.
#[derive(Debug)]
pub struct Lexicon {
    /// What makes a sentence a promise.
    pub duties: Vec<&'static str>,
    /// What looks like a duty and is none: definitions, permissions, the last will.
    pub no_duties: Vec<&'static str>,
    /// Efforts without a result.
    pub efforts: Vec<&'static str>,
    /// Qualities that nobody can measure.
    pub vague_qualities: Vec<&'static str>,
    /// Amounts that are none.
    pub vague_amounts: Vec<&'static str>,
    /// Before a number, what makes it none: `about`.
    pub approximations: Vec<&'static str>,
    /// Before a number, a ceiling, which nothing at all would keep.
    pub ceilings: Vec<&'static str>,
    /// A floor.
    pub floors: Vec<&'static str>,
    /// Every unit.
    pub every: Vec<&'static str>,
    /// Times that are none.
    pub vague_times: Vec<&'static str>,
    /// Times: how often, by when, for how long.
    pub times: Vec<&'static str>,
    /// Units of time, which with a number are a time.
    pub time_units: Vec<&'static str>,
    /// Names of months, which beside a number are a date.
    pub months: Vec<&'static str>,
    /// Places that are none.
    pub vague_places: Vec<&'static str>,
    /// Kinds of places.
    pub places: Vec<&'static str>,
    /// What begins with a capital letter and is no place: parties, days, documents.
    pub no_places: Vec<&'static str>,
    /// Words that may stand between those and the name.
    pub articles: Vec<&'static str>,
    /// Words after which a duty belongs to something inside the promise: `staff who must`.
    pub inside: Vec<&'static str>,
    /// Words before the name of a place.
    pub before_names: Vec<&'static str>,
    /// Prices that are none.
    pub vague_prices: Vec<&'static str>,
    /// Prices without an amount that say what is paid all the same.
    pub prices: Vec<&'static str>,
    /// Currencies, which with a number are a price.
    pub currencies: Vec<&'static str>,
    /// Words with more than one meaning, or none.
    pub unclear: Vec<&'static str>,
    /// Words that join a second promise to the first.
    pub joins: Vec<&'static str>,
    /// Records by which somebody can show that it was done.
    pub proofs: Vec<&'static str>,
    /// Proofs that are none.
    pub vague_proofs: Vec<&'static str>,
    /// What follows when it is not done.
    pub consequences: Vec<&'static str>,
    /// Consequences that may come or not.
    pub vague_consequences: Vec<&'static str>,
    /// States that an eye can see, yes or no.
    pub visible: Vec<&'static str>,
    /// Promises about paper, which happen at no place and have no price of their own.
    pub paper: Vec<&'static str>,
    /// Numbers in words.
    pub number_words: Vec<(&'static str, u64)>,
    /// Words inside a number: `one hundred and twenty`.
    pub number_joins: Vec<&'static str>,
    /// Whether the word for one is an article too, and so no amount by itself.
    pub one_is_an_article: bool,
    /// Whether eighty is four twenties.
    pub counts_by_twenties: bool,
    /// Words before a number that is a name: `clause 4`.
    pub number_names: Vec<&'static str>,
    /// Short words with a point that ends no sentence.
    pub abbreviations: Vec<&'static str>,
    /// In a report: words that accuse of a crime.
    pub accusations: Vec<&'static str>,
    /// In a report: words that make questioned money lost money.
    pub losses: Vec<&'static str>,
    /// In a report: words by which somebody else says it.
    pub hedges: Vec<&'static str>,
    /// In a report: words that speak of more than was seen.
    pub generalities: Vec<&'static str>,
    /// Words between a count and what it is of: `12 of 30`.
    pub bases: Vec<&'static str>,
    /// Words after a number that are no unit.
    pub no_units: Vec<&'static str>,
    /// Words that make a number a percentage.
    pub percents: Vec<&'static str>,
}

impl Lexicon {
    /// Reads the lists of a language. A list that is not there is empty.
    fn read(text: &'static str) -> Self {
        let mut lists: HashMap<&str, Vec<&'static str>> = HashMap::new();
        let mut open = Vec::new();
        let mut name = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(next) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                lists.insert(name, std::mem::take(&mut open));
                name = next;
            } else {
                let phrases = line.split(';').map(str::trim);
                open.extend(phrases.filter(|phrase| !phrase.is_empty()));
            }
        }
        lists.insert(name, open);
        let mut take = |name| lists.remove(name).unwrap_or_default();
        let valued = |entry: &'static str| {
            let (word, value) = entry.rsplit_once(' ')?;
            Some((word, value.parse().ok()?))
        };
        Self {
            duties: take("duties"),
            no_duties: take("no_duties"),
            efforts: take("efforts"),
            vague_qualities: take("vague_qualities"),
            vague_amounts: take("vague_amounts"),
            approximations: take("approximations"),
            ceilings: take("ceilings"),
            floors: take("floors"),
            every: take("every"),
            vague_times: take("vague_times"),
            times: take("times"),
            time_units: take("time_units"),
            months: take("months"),
            vague_places: take("vague_places"),
            places: take("places"),
            no_places: take("no_places"),
            articles: take("articles"),
            inside: take("inside"),
            before_names: take("before_names"),
            vague_prices: take("vague_prices"),
            prices: take("prices"),
            currencies: take("currencies"),
            unclear: take("unclear"),
            joins: take("joins"),
            proofs: take("proofs"),
            vague_proofs: take("vague_proofs"),
            consequences: take("consequences"),
            vague_consequences: take("vague_consequences"),
            visible: take("visible"),
            paper: take("paper"),
            number_joins: take("number_joins"),
            number_names: take("number_names"),
            abbreviations: take("abbreviations"),
            accusations: take("accusations"),
            losses: take("losses"),
            hedges: take("hedges"),
            generalities: take("generalities"),
            bases: take("bases"),
            no_units: take("no_units"),
            percents: take("percents"),
            number_words: take("number_words")
                .into_iter()
                .filter_map(valued)
                .collect(),
            one_is_an_article: !take("one_is_an_article").is_empty(),
            counts_by_twenties: !take("counts_by_twenties").is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_that_a_file_holds_is_one_that_is_read() {
        let english = include_str!("words/en.txt");
        for text in [
            english,
            include_str!("words/es.txt"),
            include_str!("words/fr.txt"),
        ] {
            for line in text.lines().filter(|line| line.starts_with('[')) {
                let read = include_str!("lexicon.rs")
                    .contains(&format!("take({:?})", line.trim_matches(['[', ']'])));
                assert!(read, "{line}");
                let flag = line.contains("article]") || line.contains("twenties]");
                assert!(flag || english.contains(line), "{line}");
            }
        }
        for language in Language::ALL {
            let lexicon = language.lexicon();
            assert!(lexicon.duties.len() > 10 && lexicon.number_words.len() > 20);
            assert!(
                lexicon
                    .number_words
                    .contains(&(lexicon.number_words[0].0, 0))
            );
        }
    }
}
