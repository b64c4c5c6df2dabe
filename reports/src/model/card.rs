//! A promise card: what people are owed, on one page, in large print, before any fieldwork.

use super::TextDirection;

/// A promise card as plain data. Every sentence is in the language named by `language`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// BCP 47 tag of the language.
    pub language: String,
    /// The direction in which that language is written.
    pub direction: TextDirection,
    /// Lines that nobody can switch off: whose audit it restates, that it is invented.
    pub stamps: Vec<String>,
    /// Name of the stamps for those who listen.
    pub stamps_name: String,
    /// What this sheet is: "Promise card".
    pub kind: String,
    /// The title, the largest words.
    pub title: String,
    /// Lines under it: who promised, where, where it is written.
    pub lines: Vec<String>,
    /// The promises, most important first.
    pub promises: Vec<CardPromise>,
    /// What is said where the last promises do not fit on the page: the first entry where one is left out, the second
    /// where two are, and so on; as many entries as promises.
    pub more: Vec<String>,
    /// Heading over whom to tell.
    pub tell_title: String,
    /// Whom to tell when something is missing.
    pub tell: Vec<String>,
    /// Heading over the blank lines.
    pub notes_title: String,
    /// Who issued it and when, for the foot.
    pub issued_line: String,
    /// Name or number of the card, for the head.
    pub number_line: String,
    /// Who issued it, for the metadata.
    pub organisation: String,
    /// Date of the card: `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Link that jumps over the head.
    pub skip: String,
    /// Link back to the top.
    pub top: String,
}

/// One promise on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardPromise {
    /// The promise as a plain sentence.
    pub text: String,
    /// How many, when, where it is written, where that is not said for all; may be empty.
    pub under: String,
}
