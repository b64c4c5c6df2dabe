//! Workload: reading a workbook of 100,000 rows by 12 columns into sheets of cells, beside calamine alone reading the
//! same bytes into its own range. The rounds are interleaved.
//!
//! `cargo bench --bench tables -- [ROWS] [ROUNDS]`
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench measures time, and one that cannot go on stops"
)]

use std::io::Cursor;
use std::time::Instant;

use calamine::{Data, Reader, Xlsx};
use groundtruth::features::imports::tables::{self, CellKind, Limits};
use rust_xlsxwriter::Workbook;

const COLUMNS: usize = 12;

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let rows = sizes.first().copied().unwrap_or(100_000);
    let rounds = sizes.get(1).copied().unwrap_or(7).max(5);
    let bytes = workbook(rows);
    println!(
        "{rows} rows of {COLUMNS} columns, {} bytes, {rounds} rounds",
        bytes.len()
    );
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        // The one that goes second has warmer memory: they take turns.
        let (a, b) = if round % 2 == 0 {
            let a = timed(&mut ours, || read(&bytes));
            (a, timed(&mut theirs, || read_alone(&bytes)))
        } else {
            let b = timed(&mut theirs, || read_alone(&bytes));
            (timed(&mut ours, || read(&bytes)), b)
        };
        assert_eq!(a, b, "both must see the same cells and the same sum");
    }
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    let (ours, theirs) = (ours[rounds / 2], theirs[rounds / 2]);
    println!("read into sheets   {ours:8.1} ms (median)");
    println!("calamine alone     {theirs:8.1} ms (median)");
    println!(
        "ratio              {:8.2} (goal: 1.20 or less)",
        ours / theirs
    );
}

fn timed<T>(times: &mut Vec<f64>, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    times.push(start.elapsed().as_secs_f64() * 1000.0);
    result
}

/// Filled cells, and the sum of the tenth column.
fn read(bytes: &[u8]) -> (usize, i64) {
    let tables = tables::read(bytes, "bench", &Limits::WEB).unwrap();
    let sheet = &tables.sheets[0];
    let (mut cells, mut sum) = (0, 0);
    for row in 0..sheet.height() {
        cells += sheet
            .row(row)
            .iter()
            .filter(|cell| !cell.is_empty())
            .count();
        let cell = sheet.cell(row, 9);
        if cell.kind == CellKind::Number {
            sum += cell.text.parse::<i64>().unwrap();
        }
    }
    (cells, sum)
}

fn read_alone(bytes: &[u8]) -> (usize, i64) {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    let (mut cells, mut sum) = (0, 0);
    for row in range.rows() {
        cells += row.iter().filter(|cell| **cell != Data::Empty).count();
        if let Data::Float(number) = row[9] {
            sum += number as i64;
        }
    }
    (cells, sum)
}

/// Visits as a group would send them: names and notes as text, places and counts as numbers.
fn workbook(rows: usize) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = [
        "id",
        "agreement",
        "promise",
        "site",
        "observed at",
        "lat",
        "lon",
        "outcome",
        "promised",
        "delivered",
        "minutes",
        "note",
    ];
    sheet.write_row(0, 0, heads).unwrap();
    for at in 0..u32::try_from(rows).unwrap() {
        let (row, promise) = (at + 1, u64::from(at) * 7919 % 2000);
        let texts = [
            (0, format!("00000000-0000-4000-8000-{at:012x}")),
            (1, format!("AG-{:03}", promise % 200)),
            (2, format!("CM-{promise:04}")),
            (3, format!("SITE-{:03}", promise % 350)),
            (
                4,
                format!(
                    "2025-{:02}-{:02}T09:{:02}:00Z",
                    at % 12 + 1,
                    at % 28 + 1,
                    at % 60
                ),
            ),
            (
                7,
                ["delivered", "partial", "not_delivered", "unable"][at as usize % 4].to_owned(),
            ),
            (
                11,
                format!("Clinic door locked at opening time, visit {at}; sign says open."),
            ),
        ];
        for (column, text) in texts {
            sheet.write_string(row, column, text).unwrap();
        }
        let numbers = [
            (5, 51.0 + f64::from(at % 1000) / 5000.0),
            (6, f64::from(at % 997) / 5000.0 - 0.5),
            (8, f64::from(10 + at % 30)),
            (9, f64::from(at % 25)),
            (10, f64::from(at % 240)),
        ];
        for (column, number) in numbers {
            sheet.write_number(row, column, number).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
