//! One promise as a block: the sentence, the verdict, the four columns, the drawing, the details.

use super::{Block, Inlines};
use crate::figures::Drawing;
use crate::model::VerdictCode;

/// One row of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseBlock {
    /// Where links to this row lead.
    pub anchor: String,
    /// Number people use: `O-01`.
    pub number: String,
    /// The promise as a sentence.
    pub sentence: String,
    /// Reading, place, period, provider: what tells rows of one promise apart.
    pub slices: Vec<String>,
    /// Clause and page in one line.
    pub clause: Option<Inlines>,
    /// The verdict.
    pub verdict: Option<VerdictChip>,
    /// The proof grade in words.
    pub grade: String,
    /// What the grade answers: "How well proven".
    pub grade_term: String,
    /// The four words, in order.
    pub columns: [PromiseColumn; 4],
    /// What happened since then in one paragraph; only at a glance, where a column would be too narrow.
    pub since: Option<Inlines>,
    /// The drawing.
    pub drawing: Option<Drawing>,
    /// Stands in place of the drawing.
    pub instead: Option<Inlines>,
    /// Gap, over-claim and interval in words.
    pub gaps: Vec<Inlines>,
    /// What opens from the row: quotation, refusals, money, working. Empty on page one.
    pub details: Vec<Block>,
}

/// A verdict told by shape and word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictChip {
    /// Which of the seven; decides shape and colour.
    pub code: VerdictCode,
    /// The words.
    pub label: String,
    /// The reason, printed beside the words.
    pub reason: Option<String>,
    /// Words printed as large as the verdict: "by the funder's own count".
    pub qualifier: Option<String>,
    /// The verdict as a sentence.
    pub sentence: String,
}

/// One of the four columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PromiseColumn {
    /// Its word.
    pub title: String,
    /// What stands in it.
    pub entries: Vec<PromiseEntry>,
}

/// One figure in a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PromiseEntry {
    /// The number or the sentence in its place.
    pub main: Inlines,
    /// False where a sentence stands in place of a number.
    pub is_figure: bool,
    /// The exact value as decimal text, for editions that calculate.
    pub exact: Option<String>,
    /// Unit in words.
    pub unit: Option<String>,
    /// n of N, who counted, how, when, notes: small lines under it.
    pub lines: Vec<Inlines>,
}
