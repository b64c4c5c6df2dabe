//! Tables: columns that know what they hold, rows in groups.

use super::{Inlines, PhotographBlock};
use crate::figures::Drawing;

/// What a column holds, which decides how it is aligned and written in a spreadsheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    #[default]
    Text,
    /// Numbers, aligned on the decimal.
    Number,
    /// Drawings.
    Figure,
    /// Hashes and other long codes.
    Code,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub title: Inlines,
    /// What it holds.
    pub kind: ColumnKind,
    /// Its share of the width, in twelfths; 0 leaves it to the edition.
    pub share: u8,
}

/// A table. The first cell of each row is the head of that row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Where links lead.
    pub anchor: Option<String>,
    /// What the table shows.
    pub caption: Inlines,
    /// True where a heading right above says the same; then the caption is for those who listen.
    pub named_above: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, in groups that stay together where they can.
    pub groups: Vec<RowGroup>,
    /// What must be read with it, under it.
    pub notes: Vec<Inlines>,
}

/// Rows under a common head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowGroup {
    /// The head of the group; none for a table of one group.
    pub title: Option<Inlines>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// Where links lead.
    pub anchor: Option<String>,
    /// A row that sums up the ones above it.
    pub total: bool,
    /// As many cells as there are columns.
    pub cells: Vec<TableCell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableCell {
    /// Lines of text.
    pub lines: Vec<Inlines>,
    /// The exact value as decimal text, for editions that calculate.
    pub exact: Option<String>,
    /// A drawing.
    pub drawing: Option<Drawing>,
    /// A small photograph.
    pub photograph: Option<Box<PhotographBlock>>,
}

impl TableCell {
    /// A cell of one line.
    pub fn line(line: impl Into<Inlines>) -> Self {
        Self {
            lines: vec![line.into()],
            ..Self::default()
        }
    }

    /// A cell of several lines; empty ones are left out.
    pub fn lines(lines: impl IntoIterator<Item = Inlines>) -> Self {
        Self {
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            ..Self::default()
        }
    }

    /// A number as printed, with its exact value.
    pub fn number(shown: impl Into<Inlines>, exact: Option<String>) -> Self {
        Self {
            lines: vec![shown.into()],
            exact,
            ..Self::default()
        }
    }

    /// True when it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.drawing.is_none() && self.photograph.is_none()
    }
}

impl Column {
    /// A column of words.
    pub fn text(title: impl Into<Inlines>) -> Self {
        Self {
            title: title.into(),
            kind: ColumnKind::Text,
            share: 0,
        }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<Inlines>) -> Self {
        Self {
            kind: ColumnKind::Number,
            ..Self::text(title)
        }
    }

    /// A column of codes.
    pub fn code(title: impl Into<Inlines>) -> Self {
        Self {
            kind: ColumnKind::Code,
            ..Self::text(title)
        }
    }
}

impl Table {
    /// A table of one group.
    pub fn new(caption: impl Into<Inlines>, columns: Vec<Column>, rows: Vec<TableRow>) -> Self {
        Self {
            anchor: None,
            caption: caption.into(),
            named_above: false,
            columns,
            groups: vec![RowGroup { title: None, rows }],
            notes: Vec::new(),
        }
    }
}

impl Table {
    /// The same table under a heading that names it.
    #[must_use]
    pub fn under_heading(mut self) -> Self {
        self.named_above = true;
        self
    }

    /// The same table without the columns that hold nothing in any row.
    #[must_use]
    pub fn without_empty_columns(mut self) -> Self {
        let rows = || self.groups.iter().flat_map(|group| &group.rows);
        let filled: Vec<bool> = (0..self.columns.len())
            .map(|at| rows().any(|row| row.cells.get(at).is_some_and(|cell| !cell.is_empty())))
            .collect();
        let mut keep = filled.iter();
        self.columns.retain(|_| *keep.next().unwrap_or(&true));
        for row in self.groups.iter_mut().flat_map(|group| &mut group.rows) {
            let mut keep = filled.iter();
            row.cells.retain(|_| *keep.next().unwrap_or(&true));
        }
        self
    }
}

impl TableRow {
    /// A row of cells.
    pub fn new(cells: Vec<TableCell>) -> Self {
        Self {
            anchor: None,
            total: false,
            cells,
        }
    }
}
