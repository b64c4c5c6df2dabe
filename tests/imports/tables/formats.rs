//! A table written in each format comes back as it was.

use calamine::Reader;
use groundtruth::features::imports::tables::{CellKind, Format, Sheet};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Workbook};

use super::ods::{escaped, ods};
use super::{read, texts};

#[derive(Clone, Debug)]
enum Value {
    Empty,
    Text(String),
    Number(f64),
    Day(u16, u8, u8),
    Flag(bool),
}

fn value() -> impl Strategy<Value = Value> {
    // No blanks around, since those are not part of a value; no lone carriage return, which XML cannot keep.
    let text = "[A-Za-z0-9\u{e9}\u{4e2d}\u{1f600}<>&\"',;|%£()/-]([A-Za-z0-9 \u{e9}\u{4e2d}<>&\"',;|\t.-]{0,20}[A-Za-z0-9&<>\"])?";
    prop_oneof![
        2 => Just(Value::Empty),
        4 => text.prop_map(Value::Text),
        2 => (-1_000_000_000_i64..1_000_000_000).prop_map(|cents| Value::Number(cents as f64 / 100.0)),
        1 => any::<f64>().prop_filter("finite", |n| n.is_finite() && n.abs() < 1e15 && (*n == 0.0 || n.abs() > 1e-9)).prop_map(Value::Number),
        1 => (1950_u16..2100, 1_u8..13, 1_u8..29).prop_map(|(y, m, d)| Value::Day(y, m, d)),
        1 => any::<bool>().prop_map(Value::Flag),
    ]
}

fn table() -> impl Strategy<Value = Vec<Vec<Value>>> {
    proptest::collection::vec(proptest::collection::vec(value(), 1..8), 1..12)
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => {
            if *number == 0.0 {
                "0".to_owned()
            } else {
                number.to_string()
            }
        }
        Value::Day(y, m, d) => format!("{y:04}-{m:02}-{d:02}"),
        Value::Flag(flag) => flag.to_string(),
    }
}

fn kind_of(value: &Value) -> CellKind {
    match value {
        Value::Empty => CellKind::Empty,
        Value::Text(_) => CellKind::Text,
        Value::Number(_) => CellKind::Number,
        Value::Day(..) => CellKind::Date,
        Value::Flag(_) => CellKind::Bool,
    }
}

/// What is expected: empty cells and rows at the end are no part of a table.
fn expected(rows: &[Vec<Value>]) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(text_of).collect())
        .collect();
    for row in &mut all {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
    }
    while all.last().is_some_and(Vec::is_empty) {
        all.pop();
    }
    all
}

fn same_kinds(sheet: &Sheet, rows: &[Vec<Value>]) {
    for (at, row) in rows.iter().enumerate() {
        for (column, value) in row.iter().enumerate() {
            assert_eq!(sheet.cell(at, column).kind, kind_of(value), "{value:?}");
        }
    }
}

fn csv_of(rows: &[Vec<Value>], sign: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(sign)
        .flexible(true)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(text_of)).unwrap();
    }
    writer.into_inner().unwrap()
}

fn xlsx_of(rows: &[Vec<Value>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Look::new().set_num_format("yyyy-mm-dd");
    for (row, values) in (0_u32..).zip(rows) {
        for (column, value) in (0_u16..).zip(values) {
            match value {
                Value::Empty => {}
                Value::Text(text) => {
                    sheet.write_string(row, column, text).unwrap();
                }
                Value::Number(number) => {
                    sheet.write_number(row, column, *number).unwrap();
                }
                Value::Day(y, m, d) => {
                    sheet
                        .write_datetime_with_format(
                            row,
                            column,
                            ExcelDateTime::from_ymd(*y, *m, *d).unwrap(),
                            &day,
                        )
                        .unwrap();
                }
                Value::Flag(flag) => {
                    sheet.write_boolean(row, column, *flag).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn ods_of(rows: &[Vec<Value>]) -> Vec<u8> {
    let cell = |value: &Value| match value {
        Value::Empty => "<table:table-cell/>".to_owned(),
        Value::Text(text) => {
            let text = escaped(text)
                .replace('\t', "<text:tab/>")
                .replace("  ", " <text:s/>");
            format!(
                r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
            )
        }
        Value::Number(number) => format!(
            r#"<table:table-cell office:value-type="float" office:value="{number}"><text:p>about it</text:p></table:table-cell>"#
        ),
        Value::Day(y, m, d) => format!(
            r#"<table:table-cell office:value-type="date" office:date-value="{y:04}-{m:02}-{d:02}"><text:p>x</text:p></table:table-cell>"#
        ),
        Value::Flag(flag) => format!(
            r#"<table:table-cell office:value-type="boolean" office:boolean-value="{flag}"><text:p>x</text:p></table:table-cell>"#
        ),
    };
    let rows: String = rows
        .iter()
        .map(|row| {
            format!(
                "<table:table-row>{}</table:table-row>",
                row.iter().map(cell).collect::<String>()
            )
        })
        .collect();
    ods(&rows)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_table_in_xlsx_comes_back(rows in table()) {
        let tables = read(&xlsx_of(&rows), "t");
        prop_assert_eq!(tables.format, Format::Xlsx);
        prop_assert_eq!(texts(&tables.sheets[0]), expected(&rows));
        same_kinds(&tables.sheets[0], &rows);
    }

    #[test]
    fn a_table_in_ods_comes_back(rows in table()) {
        let tables = read(&ods_of(&rows), "t");
        prop_assert_eq!(tables.format, Format::Ods);
        prop_assert_eq!(texts(&tables.sheets[0]), expected(&rows));
        same_kinds(&tables.sheets[0], &rows);
    }

    #[test]
    fn a_table_in_csv_comes_back(rows in table(), sign in prop::sample::select(vec![b',', b';', b'\t', b'|'])) {
        // The sign is only certain where rows have more than one column and the same number of them, and one of them, the head,
        // holds no other sign: `;a,,b;` alone is three cells by semicolons and three by commas.
        let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(3);
        let head = (0..width).map(|column| Value::Text(format!("Column {column}"))).collect();
        let mut rows: Vec<Vec<Value>> = std::iter::once(head).chain(rows).collect();
        for row in &mut rows {
            row.resize(width, Value::Empty);
        }
        let expected = expected(&rows);
        let tables = read(&csv_of(&rows, sign), "t");
        prop_assert_eq!(tables.format, Format::Csv);
        prop_assert_eq!(texts(&tables.sheets[0]), expected);
    }

    #[test]
    fn an_ods_reads_as_calamine_reads_it(rows in table()) {
        let bytes = ods_of(&rows);
        let ours = read(&bytes, "t");
        let mut book: calamine::Ods<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let theirs = book.worksheet_range("Sheet1").unwrap();
        for (row, column, value) in theirs.used_cells() {
            let (top, left) = theirs.start().unwrap();
            let cell = ours.sheets[0].cell(top as usize + row, left as usize + column);
            if let calamine::Data::Float(number) = value {
                prop_assert_eq!(cell.text.parse::<f64>().unwrap(), *number);
            }
            if let calamine::Data::String(text) = value {
                prop_assert_eq!(&*cell.text, text.trim());
            }
        }
    }
}

#[test]
fn merged_hidden_and_percent_cells_are_read_in_xlsx() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Look::new();
    sheet.merge_range(0, 0, 0, 2, "Target", &plain).unwrap();
    sheet
        .write_number_with_format(1, 0, 0.85, &Look::new().set_num_format("0%"))
        .unwrap();
    sheet
        .write_number_with_format(1, 1, 0.075, &Look::new().set_num_format("0.0%"))
        .unwrap();
    sheet.write_number(1, 2, 41133.770000000004).unwrap();
    sheet
        .write_formula(2, 0, rust_xlsxwriter::Formula::new("=1+1").set_result("2"))
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    let hidden = book.add_worksheet();
    hidden.set_hidden(true).write_string(0, 0, "x").unwrap();
    let tables = read(&book.save_to_buffer().unwrap(), "t");
    assert_eq!(
        texts(&tables.sheets[0])[..2],
        [
            ["Target", "Target", "Target"],
            ["85%", "7.5%", "41133.770000000004"]
        ]
    );
    assert_eq!(&*tables.sheets[0].cell(2, 0).text, "2");
    assert_eq!(tables.sheets[0].hidden_rows, [2]);
    assert!(tables.sheets[1].is_hidden);
    assert_eq!(tables.remarks[0].code, "sheet-hidden");
    assert_eq!(tables.sheets[0].pointer(1, 2).0, "Sheet1!C2");
}

#[test]
fn repeated_merged_hidden_cells_and_long_decimals_are_read_in_ods() {
    let table = r#"
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        <table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>Sum</text:p><text:p>in all</text:p></table:table-cell><table:covered-table-cell/>
          <table:table-cell office:value-type="currency" office:currency="GBP" office:value="12345678901234567.89"><text:p>£1</text:p></table:table-cell>
          <table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85%</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="2" table:visibility="collapse"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1.5E3"><text:p>1500</text:p>
          </table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>a &amp; b<text:s text:c="2"/>c</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#;
    let tables = read(&ods(table), "t");
    let sheet = &tables.sheets[0];
    assert_eq!(
        texts(sheet),
        [
            vec![],
            vec![],
            vec![
                "Sum\nin all".to_owned(),
                "Sum\nin all".to_owned(),
                "12345678901234567.89".to_owned(),
                "85%".to_owned()
            ],
            vec!["1500".to_owned(), "1500".to_owned(), "a & b  c".to_owned()],
            vec!["1500".to_owned(), "1500".to_owned(), "a & b  c".to_owned()],
        ]
    );
    assert_eq!(sheet.hidden_rows, [3, 4]);
}
