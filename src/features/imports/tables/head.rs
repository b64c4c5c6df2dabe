//! Where the headings of a sheet are, and which rows below are totals. Not what the headings mean.

use super::months::{plain_words, time_in};
use super::{CellKind, Sheet};
use crate::features::imports::profile::is_heading;

/// Rows in which headings are looked for.
const LOOKED_AT: usize = 20;

/// The headings of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The first row with headings, from 0.
    pub row: usize,
    /// How many rows they take: 1 or 2.
    pub rows: usize,
    /// A heading for each column; empty where there is none. Two rows are joined with `: `.
    pub headings: Vec<String>,
}

impl Head {
    /// The first row below.
    #[must_use]
    pub fn below(&self) -> usize {
        self.row + self.rows
    }
}

/// Finds the headings in the first twenty rows: the row of words that names most of the columns filled below it.
#[must_use]
pub fn find(sheet: &Sheet) -> Option<Head> {
    let mut best: Option<(usize, usize)> = None;
    for row in 0..sheet.height().min(LOOKED_AT) {
        let score = score(sheet, row);
        if score > best.map_or(0, |(score, _)| score) {
            best = Some((score, row));
        }
    }
    let (_, row) = best?;
    if row > 0 && is_pair(sheet, row - 1) {
        return Some(at(sheet, row - 1, 2));
    }
    let rows = if row + 1 < sheet.height() && is_pair(sheet, row) {
        2
    } else {
        1
    };
    Some(at(sheet, row, rows))
}

/// The headings in rows that are known.
#[must_use]
pub fn at(sheet: &Sheet, row: usize, rows: usize) -> Head {
    let width = sheet.width();
    let words = |row: usize, column: usize| {
        sheet
            .cell(row, column)
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut upper: Vec<String> = (0..width).map(|column| words(row, column)).collect();
    if rows < 2 {
        return Head {
            row,
            rows: 1,
            headings: upper,
        };
    }
    // In a CSV a heading over several columns stands over the first of them alone.
    for column in 1..width {
        if upper[column].is_empty()
            && !words(row + 1, column).is_empty()
            && !is_alone(sheet, row, column - 1)
        {
            upper[column] = upper[column - 1].clone();
        }
    }
    let headings = upper.into_iter().enumerate().map(|(column, upper)| {
        match (upper, words(row + 1, column)) {
            (upper, lower) if lower.is_empty() || lower == upper => upper,
            (upper, lower) if upper.is_empty() => lower,
            (upper, lower) => format!("{upper}: {lower}"),
        }
    });
    Head {
        row,
        rows: 2,
        headings: headings.collect(),
    }
}

/// How well a row would do as headings: different words, no sums, over columns that hold something.
fn score(sheet: &Sheet, row: usize) -> usize {
    let mut seen = std::collections::BTreeSet::new();
    let (mut against, mut known) = (0, 0);
    for (column, cell) in sheet.row(row).iter().enumerate() {
        match cell.kind {
            CellKind::Empty => {}
            CellKind::Error | CellKind::Bool => against += 1,
            _ if time_in(&cell.text)
                .is_some_and(|time| time.span.is_some() || time.month.is_some()) =>
            {
                seen.insert(cell.text.to_lowercase());
            }
            CellKind::Number | CellKind::Date => against += 1,
            CellKind::Text if is_figure(&cell.text) || cell.text.len() > 200 => against += 1,
            CellKind::Text => {
                known += usize::from(is_heading(&cell.text));
                let filled = (row + 1..sheet.height().min(row + 30))
                    .any(|below| !sheet.cell(below, column).is_empty());
                if filled || row + 1 == sheet.height() {
                    seen.insert(cell.text.to_lowercase());
                }
            }
        }
    }
    // A heading without anything below is the head of an empty table.
    if seen.is_empty() && row + 1 >= sheet.height() {
        return usize::from(against == 0 && !sheet.is_blank(row));
    }
    (seen.len() + known * 2).saturating_sub(against * 2)
}

fn is_figure(text: &str) -> bool {
    super::amounts::read_figure(text, None).is_ok()
        || matches!(
            super::dates::read_date(text, None),
            Ok(_) | Err("date-ambiguous")
        )
}

/// A cell of the upper row that is a heading of one column: merged downwards, or with nothing under it.
fn is_alone(sheet: &Sheet, row: usize, column: usize) -> bool {
    let (upper, lower) = (sheet.cell(row, column), sheet.cell(row + 1, column));
    !upper.is_empty() && (lower.is_empty() || lower.text == upper.text)
}

/// Are this row and the next one head in two rows? The upper has a heading over several columns, the lower names
/// each of them, and under headings of one column the lower says nothing of its own.
fn is_pair(sheet: &Sheet, row: usize) -> bool {
    let width = sheet.row(row).len().max(sheet.row(row + 1).len());
    let filled = (0..width)
        .filter(|column| !sheet.cell(row + 1, *column).is_empty())
        .count();
    let (mut groups, mut column) = (0, 0);
    while column < width {
        let upper = sheet.cell(row, column);
        let lower = sheet.cell(row + 1, column);
        let names_time = |cell: &super::Cell| time_in(&cell.text).is_some();
        if matches!(lower.kind, CellKind::Number | CellKind::Date) && !names_time(lower)
            || lower.kind == CellKind::Bool
        {
            return false;
        }
        if lower.kind == CellKind::Text && is_figure(&lower.text) && !names_time(lower) {
            return false;
        }
        if upper.is_empty() || is_alone(sheet, row, column) {
            column += 1;
            continue;
        }
        let mut last = column;
        while last + 1 < width {
            let next = sheet.cell(row, last + 1);
            let goes_on = next.is_empty() && !sheet.cell(row + 1, last + 1).is_empty()
                || next.text == upper.text;
            if !goes_on {
                break;
            }
            last += 1;
        }
        let under: std::collections::BTreeSet<_> = (column..=last)
            .map(|c| sheet.cell(row + 1, c).text.to_lowercase())
            .collect();
        let merged = sheet.merged.iter().any(|area| {
            area.top <= row
                && row <= area.bottom
                && area.left <= column
                && column <= area.right
                && area.left < area.right
        });
        if last > column
            && under.len() == last - column + 1
            && !(column == 0 && last + 1 >= filled && filled == under.len())
        {
            groups += 1;
        } else if !merged {
            return false;
        }
        column = last + 1;
    }
    groups > 0
}

/// Words that begin a row of sums.
const TOTALS: [&str; 16] = [
    "total",
    "totals",
    "grand total",
    "sub total",
    "subtotal",
    "subtotals",
    "sum",
    "overall total",
    "total general",
    "suma",
    "suma total",
    "somme",
    "total generale",
    "sous total",
    "totales",
    "totaux",
];

/// A row of sums: its first words say so, and most of it is empty or figures.
#[must_use]
pub fn is_totals(sheet: &Sheet, row: usize) -> bool {
    let mut filled = sheet.row(row).iter().filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else {
        return false;
    };
    if first.kind != CellKind::Text {
        return false;
    }
    let words = plain_words(&first.text);
    let named = TOTALS.contains(&words.as_str());
    let begins = words
        .split(' ')
        .next()
        .is_some_and(|word| matches!(word, "total" | "totals" | "subtotal"));
    let texts = filled
        .filter(|cell| cell.kind == CellKind::Text && !is_figure(&cell.text))
        .count();
    let figures = sheet
        .row(row)
        .iter()
        .filter(|cell| cell.kind == CellKind::Number || is_figure(&cell.text))
        .count();
    named && texts <= 1 || begins && texts == 0 && figures > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(rows: &[&[&str]]) -> (usize, usize, Vec<String>) {
        let head = find(&Sheet::of_texts("S", rows)).unwrap();
        (head.row, head.rows, head.headings)
    }

    #[test]
    fn headings_are_found_below_titles() {
        let (row, rows, names) = headings(&[
            &["Grants paid in 2024"],
            &[],
            &["Prepared by", "the Trust"],
            &["Id", "Provider", "Amount", "Date"],
            &["1", "St Mary's", "500", "2024-01-02"],
            &["2", "Hill House", "700", "2024-01-05"],
        ]);
        assert_eq!((row, rows), (3, 1));
        assert_eq!(names, ["Id", "Provider", "Amount", "Date"]);
    }

    #[test]
    fn the_first_row_wins_over_rows_of_words() {
        let (row, rows, _) = headings(&[
            &["Name", "Town", "State"],
            &["St Mary's", "Leeds", "open"],
            &["Hill House", "York", "shut"],
        ]);
        assert_eq!((row, rows), (0, 1));
    }

    #[test]
    fn known_headings_win_over_rows_that_are_fuller() {
        let (row, _, names) = headings(&[
            &["Recipient", "Amount"],
            &["St Mary's", "five", "note", "another", "more"],
            &["Hill House", "six", "note", "another", "most"],
        ]);
        assert_eq!((row, names.len()), (0, 5));
    }

    #[test]
    fn two_rows_of_headings_are_joined() {
        let (row, rows, names) = headings(&[
            &["Id", "Provider", "Target", "", "", "Actual", ""],
            &[
                "", "", "Jan 2024", "Feb 2024", "Mar 2024", "Jan 2024", "Feb 2024",
            ],
            &["1", "St Mary's", "5", "6", "7", "5", "4"],
        ]);
        assert_eq!((row, rows), (0, 2));
        assert_eq!(
            names,
            [
                "Id",
                "Provider",
                "Target: Jan 2024",
                "Target: Feb 2024",
                "Target: Mar 2024",
                "Actual: Jan 2024",
                "Actual: Feb 2024"
            ]
        );
        let (row, rows, names) = headings(&[
            &["Report"],
            &["Recipient", "", "Award", ""],
            &["Name", "Number", "Amount", "Date"],
            &["St Mary's", "12", "500", "2024-01-02"],
        ]);
        assert_eq!((row, rows), (1, 2));
        assert_eq!(
            names,
            [
                "Recipient: Name",
                "Recipient: Number",
                "Award: Amount",
                "Award: Date"
            ]
        );
    }

    #[test]
    fn months_of_one_year_are_headings() {
        let (_, rows, names) = headings(&[
            &["Service", "Unit", "Jan 2024", "Feb 2024"],
            &["Meals", "meals", "100", "110"],
        ]);
        assert_eq!((rows, names.len()), (1, 4));
    }

    #[test]
    fn sums_are_known_by_their_words() {
        let sheet = Sheet::of_texts(
            "S",
            &[
                &["Total", "", "1,200"],
                &["", "Grand total:", "5"],
                &["Total Wash Ltd", "Leeds", "7"],
                &["Total (GBP)", "", "9"],
                &["1", "Total", "9"],
                &["Total", "care", "for all", "5"],
            ],
        );
        let totals: Vec<bool> = (0..6).map(|row| is_totals(&sheet, row)).collect();
        assert_eq!(totals, [true, true, false, true, false, false]);
    }
}
