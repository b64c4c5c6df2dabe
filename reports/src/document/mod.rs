//! A report as blocks in reading order, without pages, markup or cells: what every edition walks. It
//! says what a piece of text is, never how large it is set.

mod card;
mod inline;
mod letter;
mod photograph;
mod promise;
mod table;

pub use card::CardBlock;
pub use inline::{Inline, Inlines, LinkTarget, SafeUrl, code, emphasis, strong, text};
pub use letter::LetterBlock;
pub use photograph::{PhotographBlock, PhotographSize};
pub use promise::{PromiseBlock, PromiseColumn, PromiseEntry, VerdictChip};
pub use table::{Column, ColumnKind, RowGroup, Table, TableCell, TableRow};

use crate::figures::Drawing;
use crate::model::TextDirection;

/// A whole report, ready to be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// BCP 47 tag of the text.
    pub language: String,
    /// Direction of the text.
    pub direction: TextDirection,
    /// Title for the window, the bookmark and the running head.
    pub title: String,
    /// Lines that every page and every section carries.
    pub stamps: Vec<String>,
    /// Report number and version, for the running head.
    pub number_line: String,
    /// Who issued it and when, for the running foot.
    pub issued_line: String,
    /// Where a reader checks this document, in words, for the running foot; empty where nobody says.
    pub check_line: String,
    /// The same for machines: an address, or the number where there is none.
    pub check_code: String,
    /// The words an edition needs around the text.
    pub words: ChromeWords,
    /// Page one: title, answer, table, boxes. Holds the only heading of level 1.
    pub front: Vec<Block>,
    /// The sections, each with a heading of level 2.
    pub sections: Vec<Section>,
}

/// Fixed words an edition needs outside the blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChromeWords {
    /// Link that jumps over the head.
    pub skip: String,
    /// Heading of the table of contents.
    pub contents: String,
    /// Heading of the annexes in it.
    pub annexes: String,
    /// Name of the region that holds the stamps.
    pub stamps: String,
    /// Link back to the top.
    pub top: String,
    /// Said of a link that leaves the document.
    pub outside_link: String,
}

/// A section with its heading of level 2.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Where links lead.
    pub anchor: String,
    /// The heading.
    pub title: String,
    /// True for what stands at the back.
    pub annex: bool,
    /// What stands under the heading.
    pub blocks: Vec<Block>,
}

/// One block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; keeps with what follows.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// The answer: each entry a sentence, the largest text of the document.
    Answer(Vec<Inlines>),
    /// Boxes side by side where there is room: title and blocks.
    KeyBoxes(Vec<TitledBlocks>),
    /// A box with a rule around it.
    Ruled(TitledBlocks),
    /// A list.
    List(List),
    /// Terms with what is said about each.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// The overview of page one: rows without their details.
    Overview(Overview),
    /// One promise in full.
    Promise(Box<PromiseBlock>),
    /// A drawing.
    Figure(FigureBlock),
    /// A photograph.
    Photograph(PhotographBlock),
    /// Quoted words.
    Quotation(Quotation),
    /// Dated events in order.
    Timeline(Vec<TimelineEntry>),
    /// A remark set apart.
    Note(Vec<Inlines>),
    /// Details behind a summary; an edition that cannot fold prints them unfolded.
    Disclosure(Disclosure),
    /// The key to the signature drawing.
    Legend(Legend),
    /// Blocks that belong together and should stand on one page.
    Together(Vec<Block>),
    /// A promise card, which is a page by itself.
    Card(Box<CardBlock>),
    /// A letter, which is the whole of its document.
    Letter(Box<LetterBlock>),
    /// Where a page may or must end.
    Break(PageBreak),
}

/// A heading inside a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 for the title of the report, 3 and below within sections.
    pub level: u8,
    /// Where links lead.
    pub anchor: Option<String>,
    /// The words.
    pub text: Inlines,
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParagraphRole {
    /// Running text.
    #[default]
    Body,
    /// Smaller, softer text under something.
    Small,
    /// Words above the title.
    Kicker,
    /// Second line of the title.
    Subtitle,
    /// A sentence in the place and size of a number.
    Figure,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// What it is for.
    pub role: ParagraphRole,
    /// The words.
    pub text: Inlines,
}

/// Blocks with a title.
#[derive(Clone, Debug, PartialEq)]
pub struct TitledBlocks {
    /// The title; a heading of the level given.
    pub title: Inlines,
    /// Level of the heading.
    pub level: u8,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Numbered.
    pub ordered: bool,
    /// The items.
    pub items: Vec<Inlines>,
}

/// A term and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Where links lead.
    pub anchor: Option<String>,
    /// The term.
    pub term: Inlines,
    /// Paragraphs.
    pub text: Vec<Inlines>,
}

/// The rows of page one with their column heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// Name of the table.
    pub caption: String,
    /// Heads: what was promised, the four words, the drawing.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<PromiseBlock>,
}

/// A drawing with its caption.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureBlock {
    /// Where links lead.
    pub anchor: Option<String>,
    /// The drawing, with its alternative text.
    pub drawing: Drawing,
    /// The caption.
    pub caption: Option<Inlines>,
}

/// Quoted words.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// BCP 47 tag where it differs from the document.
    pub language: Option<String>,
    /// Paragraphs.
    pub text: Vec<Inlines>,
    /// Who or what is quoted.
    pub by: Option<Inlines>,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// The date in words.
    pub date: Inlines,
    /// What happened.
    pub text: Inlines,
    /// Which of the four words, where it falls under one.
    pub mark: Option<String>,
}

/// Details behind a summary.
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosure {
    /// Where links lead.
    pub anchor: Option<String>,
    /// The words that open it.
    pub summary: Inlines,
    /// The same said in full, for those who hear it out of its place.
    pub spoken: Option<String>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// The key to the signature drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    /// Name of the key.
    pub name: String,
    /// A small drawing and its word, one each.
    pub entries: Vec<(Drawing, String)>,
}

/// A hint about pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageBreak {
    /// What follows begins a page.
    Before,
    /// What stands before keeps with what follows.
    KeepWithNext,
}

impl Block {
    /// A paragraph of running text.
    pub fn paragraph(text: impl Into<Inlines>) -> Self {
        Self::role(ParagraphRole::Body, text)
    }

    /// A paragraph of small text.
    pub fn small(text: impl Into<Inlines>) -> Self {
        Self::role(ParagraphRole::Small, text)
    }

    /// A paragraph with a role.
    pub fn role(role: ParagraphRole, text: impl Into<Inlines>) -> Self {
        Self::Paragraph(Paragraph {
            role,
            text: text.into(),
        })
    }

    /// A heading without anchor.
    pub fn heading(level: u8, text: impl Into<Inlines>) -> Self {
        Self::Heading(Heading {
            level,
            anchor: None,
            text: text.into(),
        })
    }

    /// A list with dots.
    pub fn list(items: Vec<Inlines>) -> Self {
        Self::List(List {
            ordered: false,
            items,
        })
    }
}
