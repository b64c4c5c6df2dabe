//! How wide columns are and how many lines words take in them, in letters of usual width.

use crate::export::tables::{Cell, Column, ColumnKind};

/// Rows that show how long the rest will be.
const LOOKED_AT: usize = 200;
/// Columns with which a table leaves room for wide ones.
const FEW: usize = 3;

/// Wide enough for its words, narrow enough for the next column.
pub(super) fn width<'a>(
    column: &Column,
    cells: impl Iterator<Item = &'a Cell>,
    columns: usize,
) -> usize {
    let (least, most) = match column.kind {
        ColumnKind::Text if columns <= FEW => (10, 90),
        ColumnKind::Text => (10, 44),
        ColumnKind::Code => (14, 36),
        ColumnKind::Number | ColumnKind::Share => (10, 20),
        ColumnKind::Day | ColumnKind::Flag => (11, 14),
        ColumnKind::Link => (14, 40),
    };
    // A head may be broken between its words; the mark of the filter stands beside it.
    let words = column.title.split_whitespace();
    let head = words.map(letters).max().unwrap_or(0) + 3;
    let longest = cells.take(LOOKED_AT).map(length).max().unwrap_or(0) + 2;
    head.max(longest).clamp(least, most)
}

/// Lines that words take in a column of a width.
pub(super) fn lines_in(words: &str, width: usize) -> usize {
    if words.len() <= width && !words.contains('\n') {
        return 1;
    }
    // Lines end between words, so a line is seldom full; but most letters are narrower than a digit.
    let room = width.max(1);
    let lines = words.split('\n');
    lines.map(|line| letters(line).div_ceil(room).max(1)).sum()
}

fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Empty | Cell::Flag(_) => 0,
        Cell::Text(words) => words.split('\n').map(letters).max().unwrap_or(0),
        Cell::Number(number) | Cell::Share(number) => number.as_str().len() * 4 / 3,
        Cell::Day(_) => 10,
        Cell::Link(url) => url.as_str().len(),
    }
}

/// Letters of a text; those of East Asia are twice as wide.
fn letters(words: &str) -> usize {
    words
        .chars()
        .map(|sign| if sign < '\u{2E80}' { 1 } else { 2 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_by_breaks_and_by_width() {
        assert_eq!(lines_in("one line", 20), 1);
        assert_eq!(lines_in("a\nb\n\nc", 20), 4);
        assert_eq!(lines_in(&"word ".repeat(20), 20), 5);
    }
}
