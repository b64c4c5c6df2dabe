//! A letter ready to be signed and sent, or a badge to be cut out.

use super::TextDirection;

/// A letter as plain data. Every sentence is in the language named by `language`, names of bodies and promises perhaps not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// BCP 47 tag of the language.
    pub language: String,
    /// The direction in which that language is written.
    pub direction: TextDirection,
    /// The language of names and items, where it is another one.
    pub own_language: Option<String>,
    /// Who writes.
    pub organisation: String,
    /// The day, in words; may be empty.
    pub date_line: String,
    /// The day: `YYYY-MM-DD`.
    pub date: Option<String>,
    /// To whom, a line each.
    pub to: Vec<String>,
    /// What it is about; the only heading.
    pub subject: String,
    /// The paragraphs.
    pub paragraphs: Vec<String>,
    /// A list under them.
    pub items: Vec<String>,
    /// Paragraphs behind the list.
    pub after: Vec<String>,
    /// Words over the line for a name; empty where nobody signs.
    pub signed: String,
    /// The code of a badge, in the largest print. A badge has a frame.
    pub badge: Option<String>,
    /// Number of what it is about, for the head.
    pub number_line: String,
}
