//! The block of a promise card: the whole sheet, since it fills one page and chooses its size by what it holds.

use super::Inlines;

/// A promise card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardBlock {
    /// What this sheet is.
    pub kind: Inlines,
    /// The title; the only heading of level 1.
    pub title: Inlines,
    /// Lines under it.
    pub lines: Vec<Inlines>,
    /// The promises, each with what stands under it.
    pub promises: Vec<(Inlines, Inlines)>,
    /// What is said where so many are left out for want of room, from one on.
    pub more: Vec<Inlines>,
    /// Heading over whom to tell.
    pub tell_title: Inlines,
    /// Whom to tell.
    pub tell: Vec<Inlines>,
    /// Heading over the blank lines.
    pub notes_title: Inlines,
}
