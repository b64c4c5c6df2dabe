//! Workload: 100,000 rows of 12 cells written as a workbook by the XLSX edition, beside the same cells
//! written by bare rust_xlsxwriter without formats, widths or anything else.
//!
//! The rounds are interleaved, the order of the two changes from round to round.
//! `cargo bench -p groundtruth-reports --bench sheets -- [ROWS] [ROUNDS]`
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench measures time, and one that cannot go on stops"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use groundtruth_reports::export::tables::{Cell, Column, ColumnKind, Number, Table, Tables};
use groundtruth_reports::export::{csv, xlsx};
use groundtruth_reports::model::{Label, Labels, Report};
use rust_xlsxwriter::Workbook;

/// The columns, by the names of an export of observations.
const COLUMNS: [(&str, ColumnKind); 12] = [
    ("id", ColumnKind::Code),
    ("agreement", ColumnKind::Text),
    ("commitment", ColumnKind::Text),
    ("site", ColumnKind::Text),
    ("observed_at", ColumnKind::Text),
    ("lat", ColumnKind::Number),
    ("lon", ColumnKind::Number),
    ("outcome", ColumnKind::Text),
    ("units_promised", ColumnKind::Number),
    ("units_delivered", ColumnKind::Number),
    ("wait_minutes", ColumnKind::Number),
    ("note", ColumnKind::Text),
];

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let rows = sizes.first().copied().unwrap_or(100_000);
    let rounds = sizes.get(1).copied().unwrap_or(7);
    let report = report();
    let tables = Tables {
        report: &report,
        tables: vec![table(rows)],
    };
    println!("{rows} rows of {} cells, {rounds} rounds", COLUMNS.len());
    let ours = || xlsx::write_tables(&tables).unwrap().len();
    let plain = plain(&tables.tables[0]);
    let bare = || bare(&plain).len();
    let data = || {
        let files = csv::write_tables(&tables, &[]).unwrap();
        files.iter().map(|file| file.bytes.len()).sum::<usize>()
    };
    println!(
        "bytes: XLSX edition {}, bare {}, CSV edition {}",
        ours(),
        bare(),
        data()
    );
    let mut times: [Vec<Duration>; 3] = Default::default();
    for round in 0..rounds {
        let (first, second): (&dyn Fn() -> usize, &dyn Fn() -> usize) = if round % 2 == 0 {
            (&ours, &bare)
        } else {
            (&bare, &ours)
        };
        let (a, b) = (time(first), time(second));
        let (a, b) = if round % 2 == 0 { (a, b) } else { (b, a) };
        times[0].push(a);
        times[1].push(b);
        times[2].push(time(&data));
        println!(
            "round {}: ratio {:.2}",
            round + 1,
            a.as_secs_f64() / b.as_secs_f64()
        );
    }
    let [ours, bare, data] = times.map(median);
    println!("XLSX edition {ours:.3} s, bare {bare:.3} s, CSV edition {data:.3} s (medians)");
    println!(
        "ratio of the medians {:.2}, at most 1.20 wanted",
        ours / bare
    );
}

fn time(run: &dyn Fn() -> usize) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn report() -> Report {
    Report {
        number: "R-2026-0001".into(),
        version: "1".into(),
        title: "One hundred thousand observations".into(),
        labels: Labels::new(Label::ALL.iter().map(|label| (label.key(), label.key()))),
        ..Report::default()
    }
}

fn table(rows: usize) -> Table {
    let column = |(name, kind): (&str, ColumnKind)| Column {
        name: name.to_owned(),
        title: name.replace('_', " "),
        kind,
        unit: None,
        meaning: None,
    };
    Table {
        name: "observations",
        title: "Observations".into(),
        text: "One row for each observation.".into(),
        columns: COLUMNS.map(column).into(),
        rows: (0..rows).map(row).collect(),
    }
}

fn row(i: usize) -> Vec<Cell> {
    let k = i * 7919 % 2000;
    let outcomes = ["delivered", "partial", "not_delivered", "unable"];
    let text = |words: String| Cell::text(&words);
    let number = |digits: String| Cell::number(Number::parse(&digits));
    vec![
        text(format!("00000000-0000-4000-8000-{i:012x}")),
        text(format!("AG-{:03}", k % 200)),
        text(format!("CM-{k:04}")),
        text(format!("SITE-{:03}", k % 350)),
        text(format!(
            "2025-{:02}-{:02}T09:{:02}:00Z",
            i % 12 + 1,
            i % 28 + 1,
            i % 60
        )),
        number(format!("51.{:04}", i % 1000 * 2)),
        number(format!("-0.{:04}", 5000 - i % 997 * 2)),
        text(outcomes[i % 4].to_owned()),
        number((10 + i % 30).to_string()),
        number((i % 25).to_string()),
        number((i % 240).to_string()),
        text(format!(
            "Clinic door locked at opening time, visit {i}; sign says open."
        )),
    ]
}

/// A cell as the bare crate takes it.
enum Plain<'a> {
    Words(&'a str),
    Value(f64),
}

/// The same cells, made ready beforehand.
fn plain(table: &Table) -> Vec<Vec<Plain<'_>>> {
    let rows = table.rows.iter();
    rows.map(|row| row.iter().map(plain_cell).collect())
        .collect()
}

fn plain_cell(cell: &Cell) -> Plain<'_> {
    match cell {
        Cell::Text(words) => Plain::Words(words),
        Cell::Number(number) => Plain::Value(number.as_str().parse().unwrap()),
        _ => Plain::Words(""),
    }
}

/// The same cells by the crate alone.
fn bare(rows: &[Vec<Plain<'_>>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, (name, _)) in COLUMNS.into_iter().enumerate() {
        sheet
            .write_string(0, u16::try_from(at).unwrap(), name)
            .unwrap();
    }
    for (line, row) in rows.iter().enumerate() {
        let line = u32::try_from(line + 1).unwrap();
        for (at, cell) in row.iter().enumerate() {
            let at = u16::try_from(at).unwrap();
            match cell {
                Plain::Words(words) => sheet.write_string(line, at, *words).unwrap(),
                Plain::Value(value) => sheet.write_number(line, at, *value).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}
