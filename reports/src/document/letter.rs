//! The block of a letter: the whole sheet, and further ones where it is long.

use super::Inlines;

/// A letter, or a badge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LetterBlock {
    /// Who writes, and the day.
    pub head: Vec<Inlines>,
    /// To whom.
    pub to: Vec<Inlines>,
    /// What it is about; the only heading of level 1.
    pub subject: Inlines,
    /// The code of a badge, in the largest print.
    pub badge: Option<Inlines>,
    /// The paragraphs.
    pub paragraphs: Vec<Inlines>,
    /// A list under them.
    pub items: Vec<Inlines>,
    /// Paragraphs behind the list.
    pub after: Vec<Inlines>,
    /// Words over the line for a name, and the name of who writes under it; empty where nobody signs.
    pub signed: Vec<Inlines>,
}
