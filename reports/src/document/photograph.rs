//! A photograph as a block. The bytes come from the source that the edition is given.

use super::Inlines;

/// How large a photograph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotographSize {
    /// As wide as the text.
    Large,
    /// A thumbnail in a table.
    Small,
}

/// A photograph, or the words that stand where its bytes are missing.
#[derive(Clone, Debug, PartialEq)]
pub struct PhotographBlock {
    /// Number of the evidence, by which its bytes are found.
    pub evidence: String,
    /// Where links to the photograph lead.
    pub anchor: String,
    /// True where it stands under the same anchor further up already. An edition that would have to
    /// write the bytes twice writes `again` instead, which leads there.
    pub repeated: bool,
    /// How large it stands.
    pub size: PhotographSize,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What can be seen, in words.
    pub alt: String,
    /// What is printed under it, with its number as a link; empty in a table.
    pub caption: Inlines,
    /// Stands in its place where the bytes are missing: that it is missing, and what it shows.
    pub missing: Inlines,
    /// A link to where the photograph stands.
    pub again: Inlines,
}
