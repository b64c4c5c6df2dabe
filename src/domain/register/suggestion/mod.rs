//! From a sentence to something measurable: what a promise in plain words seems to ask for, in English, Spanish or French.
//! Nothing is decided here. Whatever was read is told with the words it was read from, what is only taken for granted is
//! told as that, and what cannot be read is left open.

mod dates;
mod lexicon;
mod measuring;
mod numbers;
mod phrases;
mod reading;
#[cfg(test)]
mod tests;
mod tokens;

use crate::domain::obligation::{Kind, Target};
use crate::domain::period::PartialDate;

/// The languages in which sentences are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
    /// French.
    French,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::French];

    /// The language of a code such as `es`; English for others.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        match code {
            "es" => Self::Spanish,
            "fr" => Self::French,
            _ => Self::English,
        }
    }
}

/// What some words of a sentence were read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// How a number is meant: at least, at most.
    Comparator,
    /// A number.
    Number,
    /// Two ends of a range.
    Range,
    /// How often.
    Times,
    /// Every one.
    Every,
    /// A span of time in which it is due.
    Within,
    /// A last day.
    Date,
    /// What is counted.
    Unit,
    /// What kind of promise it is.
    Kind,
    /// A number that has no room beside how often something is done: another promise.
    Left,
    /// Not read but taken for granted: the words are those of the number that says no more.
    Assumed,
}

impl What {
    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comparator => "comparator",
            Self::Number => "number",
            Self::Range => "range",
            Self::Times => "times",
            Self::Every => "every",
            Self::Within => "within",
            Self::Date => "date",
            Self::Unit => "unit",
            Self::Kind => "kind",
            Self::Left => "left",
            Self::Assumed => "assumed",
        }
    }
}

/// Some words of the sentence, as they stand there, and what they were read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What they were read as.
    pub what: What,
    /// The words.
    pub words: String,
}

/// What a sentence seems to ask for. Everything may be absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestion {
    /// What kind of promise it is.
    pub kind: Option<Kind>,
    /// What is counted or measured.
    pub unit: Option<String>,
    /// What must be reached.
    pub target: Option<Target>,
    /// What a share is of.
    pub of: Option<String>,
    /// The last day, where a number is asked for as well.
    pub until: Option<PartialDate>,
    /// What was read from which words, in the order of the sentence.
    pub heard: Vec<Heard>,
}

/// The longest sentence that is read, in letters. What is longer is no sentence.
pub const LONGEST: usize = 2_000;

/// Reads a sentence. The language is the one whose small words it uses; where that is open, the one that is given.
#[must_use]
pub fn suggest(sentence: &str, otherwise: Language) -> Suggestion {
    if sentence.chars().count() > LONGEST {
        return Suggestion::default();
    }
    let tokens = tokens::tokens(sentence);
    let mut language = otherwise;
    let mut most = lexicon::small_words(&tokens, otherwise);
    for other in Language::ALL {
        let count = lexicon::small_words(&tokens, other);
        if count > most {
            (language, most) = (other, count);
        }
    }
    reading::read(sentence, &tokens, language)
}
