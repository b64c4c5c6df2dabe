//! A sheet of cells, each with its text and its address. Not the file it came from.

use std::sync::LazyLock;

use crate::domain::exchange::Pointer;

use super::{Limits, TableError};

/// What a cell holds, by its format; a CSV knows text alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// Nothing, or blanks.
    #[default]
    Empty,
    /// Words.
    Text,
    /// A number: digits with a point as decimal sign, no separators.
    Number,
    /// A day, written `2024-05-13`, with `T09:30:00` behind it where there is a time.
    Date,
    /// `true` or `false`.
    Bool,
    /// An error of the spreadsheet: `#DIV/0!`.
    Error,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text, without blanks around it.
    pub text: Box<str>,
    /// What it holds.
    pub kind: CellKind,
}

impl Cell {
    /// A cell of this kind; empty when there is no text.
    #[must_use]
    pub fn new(text: &str, kind: CellKind) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::default();
        }
        Self {
            text: text.into(),
            kind,
        }
    }

    /// Nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kind == CellKind::Empty
    }
}

/// Cells from one corner to the other, both counted, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: usize,
    /// First column.
    pub left: usize,
    /// Last row.
    pub bottom: usize,
    /// Last column.
    pub right: usize,
}

/// The cells of one sheet. Rows and columns count from 0; row 0 is the row a reader calls 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The publisher hid it.
    pub is_hidden: bool,
    /// Rows that the publisher hid, in order.
    pub hidden_rows: Vec<usize>,
    /// Cells that were merged; each cell of an area has the text of its first.
    pub merged: Vec<Area>,
    rows: Vec<Vec<Cell>>,
}

static BLANK: LazyLock<Cell> = LazyLock::new(Cell::default);

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// A sheet of texts, for tables that come from elsewhere than a file.
    #[must_use]
    pub fn of_texts(name: &str, rows: &[&[&str]]) -> Self {
        let mut sheet = Self::new(name);
        sheet.rows = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|text| Cell::new(text, CellKind::Text))
                    .collect()
            })
            .collect();
        sheet
    }

    /// How many rows there are up to the last that holds something.
    #[must_use]
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many columns the widest row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// A cell; an empty one beyond the edge.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .unwrap_or(&BLANK)
    }

    /// The cells of a row; nothing beyond the edge.
    #[must_use]
    pub fn row(&self, row: usize) -> &[Cell] {
        self.rows.get(row).map_or(&[], Vec::as_slice)
    }

    /// Nothing stands in this row.
    #[must_use]
    pub fn is_blank(&self, row: usize) -> bool {
        self.row(row).iter().all(Cell::is_empty)
    }

    /// The address of a cell: `Grants!F12`.
    #[must_use]
    pub fn pointer(&self, row: usize, column: usize) -> Pointer {
        Pointer(format!(
            "{}!{}{}",
            self.name,
            column_letters(column),
            row + 1
        ))
    }

    /// The address of a row: `Grants!12`.
    #[must_use]
    pub fn row_pointer(&self, row: usize) -> Pointer {
        Pointer(format!("{}!{}", self.name, row + 1))
    }

    pub(super) fn push_row(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// Gives every cell of the merged areas the text of the first; areas beyond the filled part are cut.
    pub(super) fn fill_merged(
        &mut self,
        areas: Vec<Area>,
        room: &mut Room,
    ) -> Result<(), TableError> {
        let (height, width) = (self.height(), self.width());
        for area in areas {
            if area.top > area.bottom
                || area.left > area.right
                || area.top >= height
                || area.left >= width
            {
                continue;
            }
            let first = self.cell(area.top, area.left).clone();
            let area = Area {
                bottom: area.bottom.min(height - 1),
                right: area.right.min(width - 1),
                ..area
            };
            if !first.is_empty() {
                // Areas that lie over each other would take their time again and again.
                let cells = (area.bottom + 1 - area.top).saturating_mul(area.right + 1 - area.left);
                room.take(cells, &self.name, area.top)?;
                for row in &mut self.rows[area.top..=area.bottom] {
                    if row.len() <= area.right {
                        room.take(area.right + 1 - row.len(), &self.name, area.top)?;
                        row.resize(area.right + 1, Cell::default());
                    }
                    for cell in &mut row[area.left..=area.right] {
                        if cell.is_empty() {
                            *cell = first.clone();
                        }
                    }
                }
            }
            self.merged.push(area);
        }
        Ok(())
    }

    /// Drops blanks at the end of rows and rows at the end of the sheet.
    pub(super) fn trim(&mut self) {
        for row in &mut self.rows {
            let filled = row
                .iter()
                .rposition(|cell| !cell.is_empty())
                .map_or(0, |last| last + 1);
            row.truncate(filled);
        }
        let filled = self
            .rows
            .iter()
            .rposition(|row| !row.is_empty())
            .map_or(0, |last| last + 1);
        self.rows.truncate(filled);
    }

    /// Forgets hidden rows below the last that holds something.
    pub(super) fn trim_hidden(&mut self) {
        let height = self.height();
        self.hidden_rows.retain(|row| *row < height);
    }

    /// Puts a cell where it belongs, in any order of cells.
    pub(super) fn put(
        &mut self,
        row: usize,
        column: usize,
        cell: Cell,
        room: &mut Room,
    ) -> Result<(), TableError> {
        if row >= self.rows.len() {
            room.row(row, &self.name)?;
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if column >= cells.len() {
            room.column(column, &self.name, row)?;
            room.take(column + 1 - cells.len(), &self.name, row)?;
            if column > cells.len() {
                cells.resize(column, Cell::default());
            }
            cells.push(cell);
        } else {
            cells[column] = cell;
        }
        Ok(())
    }
}

/// How many cells may still come.
pub(super) struct Room {
    limits: Limits,
    taken: usize,
}

impl Room {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            taken: 0,
        }
    }

    /// Refuses a row beyond the last.
    pub(super) fn row(&self, row: usize, sheet: &str) -> Result<(), TableError> {
        if row < self.limits.rows {
            return Ok(());
        }
        Err(TableError::new("table-too-many-rows")
            .with("most", self.limits.rows)
            .at(format!("{sheet}!{}", row + 1)))
    }

    /// Refuses a column beyond the last.
    pub(super) fn column(&self, column: usize, sheet: &str, row: usize) -> Result<(), TableError> {
        if column < self.limits.columns {
            return Ok(());
        }
        Err(TableError::new("table-too-many-columns")
            .with("most", self.limits.columns)
            .at(format!("{sheet}!{}{}", column_letters(column), row + 1)))
    }

    /// Takes room for so many cells.
    pub(super) fn take(&mut self, cells: usize, sheet: &str, row: usize) -> Result<(), TableError> {
        self.taken = self.taken.saturating_add(cells);
        if self.taken <= self.limits.cells {
            return Ok(());
        }
        Err(TableError::new("table-too-many-cells")
            .with("most", self.limits.cells)
            .at(format!("{sheet}!{}", row + 1)))
    }
}

/// The letters of a column from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(b'A' + u8::try_from(digit).unwrap_or(0));
        rest = (rest - 1) / 26;
    }
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_a_spreadsheet_shows() {
        for (column, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16383, "XFD"),
        ] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn a_cell_far_away_is_refused_before_room_is_made_for_it() {
        let mut sheet = Sheet::new("S");
        let mut room = Room::new(&Limits {
            rows: 10,
            columns: 5,
            cells: 7,
            ..Limits::WEB
        });
        let mut put =
            |row, column| sheet.put(row, column, Cell::new("x", CellKind::Text), &mut room);
        assert_eq!(
            put(10, 0).unwrap_err().to_string(),
            "table-too-many-rows at S!11, most: 10"
        );
        assert_eq!(put(0, 5).unwrap_err().code, "table-too-many-columns");
        assert!(put(0, 4).is_ok());
        assert_eq!(
            put(9, 4).unwrap_err().to_string(),
            "table-too-many-cells at S!10, most: 7"
        );
    }
}
