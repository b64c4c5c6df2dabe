//! The XLSX edition: read back by another reader, cell for cell, without a formula.

use crate::everywhere::led_everywhere;
use crate::samples;
use crate::tables::every_sample;
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use groundtruth_reports::export::tables::{Cell, Day, Table, tables};
use groundtruth_reports::export::xlsx;
use groundtruth_reports::model::{Figure, Report, ReportError, Source};
use std::io::Cursor;
use std::process::Command;
use std::time::Duration;
use std::{env, fs, process, thread};

type Book = Xlsx<Cursor<Vec<u8>>>;

fn bytes(report: &Report) -> Vec<u8> {
    xlsx::write(report).expect("written")
}

fn open(bytes: Vec<u8>) -> Book {
    open_workbook_from_rs(Cursor::new(bytes)).expect("another reader opens it")
}

/// Compares every sheet with its table, and looks for formulas.
fn compare(report: &Report, book: &mut Book) {
    let tables = tables(report).expect("tables");
    let dictionary = tables.dictionary();
    let all: Vec<&Table> = tables.tables.iter().chain([&dictionary]).collect();
    let sheets = book.sheet_names();
    assert_eq!(sheets.len(), all.len());
    for (table, sheet) in all.into_iter().zip(sheets) {
        let formulas = book.worksheet_formula(&sheet).expect("a sheet");
        assert_eq!(formulas.used_cells().count(), 0, "{sheet} holds a formula");
        let range = book.worksheet_range(&sheet).expect("a sheet");
        let heads = heads(&range, table);
        for (place, column) in table.columns.iter().enumerate() {
            let title = text(value(&range, heads, place));
            assert_eq!(title, cleaned(&column.title), "{sheet}");
        }
        for (offset, row) in table.rows.iter().enumerate() {
            for (place, cell) in row.iter().enumerate() {
                let found = value(&range, heads + 1 + offset, place);
                same(cell, found, &format!("{sheet}, {offset}, {place}"));
            }
        }
    }
}

/// The row in which the heads stand: the last before as many rows as the table has.
fn heads(range: &Range<Data>, table: &Table) -> usize {
    let (end, _) = range.end().expect("cells");
    usize::try_from(end).expect("a row") - table.rows.len()
}

fn value(range: &Range<Data>, row: usize, column: usize) -> Option<&Data> {
    let (row, column) = (u32::try_from(row), u32::try_from(column));
    range.get_value((row.expect("a row"), column.expect("a column")))
}

fn text(data: Option<&Data>) -> String {
    match data {
        None | Some(Data::Empty) => String::new(),
        Some(Data::String(words)) => words.clone(),
        Some(other) => panic!("not text: {other:?}"),
    }
}

fn cleaned(words: &str) -> String {
    match Cell::text(words) {
        Cell::Text(words) => words,
        _ => String::new(),
    }
}

fn same(cell: &Cell, found: Option<&Data>, place: &str) {
    match cell {
        Cell::Empty => assert_eq!(text(found), "", "{place}"),
        Cell::Text(words) => assert_eq!(&text(found), words, "{place}"),
        Cell::Link(url) => assert_eq!(text(found), url.as_str(), "{place}"),
        Cell::Number(number) | Cell::Share(number) => match number.carried() {
            Some(value) => assert_eq!(found, Some(&Data::Float(value)), "{place}"),
            None => assert_eq!(text(found), number.as_str(), "{place}"),
        },
        Cell::Flag(flag) => {
            let word = if *flag { "yes" } else { "no" };
            assert_eq!(text(found), word, "{place}");
        }
        Cell::Day(day) => match found {
            Some(Data::DateTime(date)) => {
                let days = serial(*day);
                assert!((date.as_f64() - days).abs() < f64::EPSILON, "{place}");
            }
            other => panic!("{place}: not a day: {other:?}"),
        },
    }
}

/// Days since the end of 1899, as spreadsheets count them from March 1900 on.
fn serial(day: Day) -> f64 {
    let (year, month) = (i32::from(day.year), i32::from(day.month));
    let (y, m) = if month > 2 {
        (year, month)
    } else {
        (year - 1, month + 12)
    };
    let before = 365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5;
    f64::from(before + i32::from(day.day) - 1 - 693_899)
}

#[test]
fn every_cell_comes_back_as_it_was_written() {
    for report in every_sample() {
        compare(&report, &mut open(bytes(&report)));
    }
}

#[test]
fn text_that_tries_to_be_a_formula_stays_text() {
    for attack in [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\0x",
        "{=1}",
        "=HYPERLINK(\"https://example.org\",\"x\")",
        "=cmd|' /C calc'!A0",
        "_x003D_1",
        "</t></is></c><c><f>1+1</f></c>",
        "\u{feff}=1",
    ] {
        let report = led_everywhere(&samples::everything(), attack);
        compare(&report, &mut open(bytes(&report)));
    }
}

#[test]
fn stamps_stand_first_on_every_sheet() {
    let report = samples::everything();
    let mut book = open(bytes(&report));
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        for (row, stamp) in report.stamps.iter().enumerate() {
            assert_eq!(text(value(&range, row, 0)), stamp.text, "{sheet}");
        }
        let which = text(value(&range, report.stamps.len(), 0));
        assert!(which.contains(&report.number) && which.contains(&report.title));
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_at_any_time() {
    let first: Vec<_> = every_sample().iter().map(bytes).collect();
    // Longer than the second in which times of files are told.
    thread::sleep(Duration::from_millis(2100));
    let second: Vec<_> = every_sample().iter().map(bytes).collect();
    assert!(first == second);
}

#[test]
fn a_number_too_long_to_be_carried_is_text_and_is_told() {
    let mut report = samples::everything();
    report.promises[0].found.figures = vec![Figure {
        text: "a very long number".into(),
        exact: Some("1234567890123456789.5".into()),
        ..Figure::default()
    }];
    let mut book = open(bytes(&report));
    compare(&report, &mut book);
    let range = book.worksheet_range("Comparison").expect("the sheet");
    let told = (0..8).any(|row| text(value(&range, row, 0)).contains("15 digits"));
    assert!(told);
    let range = book.worksheet_range("Findings").expect("the sheet");
    let told = (0..4).any(|row| text(value(&range, row, 0)).contains("15 digits"));
    assert!(!told);
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_says_so() {
    let mut report = samples::everything();
    report.responses[0].text = vec!["word 😀 ".repeat(8000)];
    let mut book = open(bytes(&report));
    let range = book.worksheet_range("Responses in full").expect("a sheet");
    let longest = range
        .used_cells()
        .map(|(_, _, data)| data.to_string())
        .max_by_key(String::len)
        .expect("cells");
    assert!(longest.encode_utf16().count() <= 32_767);
    assert!(longest.starts_with("word 😀 word"));
    assert!(longest.ends_with("CSV and HTML editions)"));
}

#[test]
fn every_address_is_written_as_a_link_or_as_text() {
    let mut report = samples::everything();
    let long = format!("https://example.org/{}", "a".repeat(3000));
    let addresses = [
        "HTTP://Example.org/A",
        "mailto:someone@example.org",
        "https://example.org/a?b=1&c=2#d",
        "https://example.org/%3C%E2%80%A6",
        "file:///etc/hosts",
        "internal:Sheet1!A1",
        "https://example.org/ and more",
        long.as_str(),
    ];
    let given = report.sources[0].clone();
    for (count, address) in addresses.into_iter().enumerate() {
        report.sources.push(Source {
            id: format!("more-{count}"),
            url: Some(address.to_owned()),
            ..given.clone()
        });
    }
    compare(&report, &mut open(bytes(&report)));
}

#[test]
fn a_report_that_cannot_be_printed_whole_is_refused() {
    let mut report = samples::mshengu();
    report.promises[0].workings.push("W-99".into());
    assert!(matches!(
        xlsx::write(&report),
        Err(ReportError::BrokenReference { .. })
    ));
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the test opens the file in another program"
)]
fn libreoffice_opens_it_and_finds_the_same_cells() {
    let office = Command::new("soffice").arg("--version").output();
    if office.is_err() {
        let must = env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!must, "LibreOffice is missing (install libreoffice-calc)");
        eprintln!("skipped: the round trip through LibreOffice (install libreoffice-calc)");
        return;
    }
    let folder = env::temp_dir().join(format!("groundtruth-sheets-{}", process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let report = led_everywhere(&samples::everything(), "=1+1 ");
    let file = folder.join("report.xlsx");
    fs::write(&file, bytes(&report)).expect("written");
    let out = folder.join("out");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir"])
        .args([&out, &file])
        .output()
        .expect("LibreOffice runs");
    assert!(run.status.success(), "{run:?}");
    let told = String::from_utf8_lossy(&run.stderr).to_lowercase();
    // That there is no Java on the machine has nothing to do with the file.
    let told: Vec<&str> = told.lines().filter(|line| !line.contains("java")).collect();
    let told = told.join("\n");
    for bad in ["warn", "error", "repair", "corrupt"] {
        assert!(!told.contains(bad), "LibreOffice says: {told}");
    }
    let again = fs::read(out.join("report.xlsx")).expect("it saved the file again");
    fs::remove_dir_all(&folder).expect("tidied");
    compare(&report, &mut open(again));
}
