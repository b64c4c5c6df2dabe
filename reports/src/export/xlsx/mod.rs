//! The XLSX edition: every table a sheet. Text is only ever written as text and numbers as numbers, so
//! that no cell of the file is a formula whatever the words say.

mod head;
mod measure;
mod sheet;
mod style;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::tables::{Day, Tables, tables};
use crate::model::{Label, Report, ReportError};

use style::Styles;

/// Stands in the properties of a report whose date is not known to the day.
const UNDATED: Day = Day {
    year: 2000,
    month: 1,
    day: 1,
};

/// Letters that the name of a sheet can hold.
const SHEET_NAME: usize = 31;

/// Writes the XLSX edition.
///
/// # Errors
/// Refuses a report that [`Report::check`] refuses, and a table with more rows or columns than a sheet
/// can hold.
pub fn write(report: &Report) -> Result<Vec<u8>, ReportError> {
    write_tables(&tables(report)?)
}

/// Writes tables that are made already, and after them a table of their columns.
///
/// # Errors
/// A table with more rows or columns than a sheet can hold.
pub fn write_tables(tables: &Tables<'_>) -> Result<Vec<u8>, ReportError> {
    workbook(tables).map_err(|error| ReportError::Workbook(error.to_string()))
}

fn workbook(tables: &Tables<'_>) -> Result<Vec<u8>, XlsxError> {
    let report = tables.report;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    let styles = Styles::new();
    let dictionary = tables.dictionary();
    let mut names = BTreeSet::new();
    for table in tables.tables.iter().chain([&dictionary]) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&table.title, &mut names))?;
        sheet::write(sheet, &styles, report, table)?;
    }
    workbook.save_to_buffer()
}

/// The properties of the file: nothing in them comes from the machine or the clock.
fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let day = report.date.iso.as_deref().and_then(Day::parse);
    let day = day.filter(|day| day.year >= 1900).unwrap_or(UNDATED);
    let stamps: Vec<_> = report.stamps.iter().map(|s| s.text.as_str()).collect();
    let kicker = report.labels.get(Label::Kicker);
    Ok(DocProperties::new()
        .set_title(property(&report.title))
        .set_subject(property(&head::number_line(report)))
        .set_author(property(&report.organisation))
        .set_category(property(kicker))
        .set_comment(property(&stamps.join(" · ")))
        .set_creation_datetime(&ExcelDateTime::from_ymd(day.year, day.month, day.day)?))
}

/// A property is one short line.
fn property(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars()
        .filter(|sign| !sign.is_control())
        .take(255)
        .collect()
}

/// A name that a sheet can have and no other sheet has.
fn sheet_name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let clean: String = title
        .chars()
        .map(|sign| match sign {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
            sign if sign.is_control() => ' ',
            sign => sign,
        })
        .collect();
    let clean = match clean.trim() {
        "" => "·",
        clean => clean,
    };
    for count in 1.. {
        let end = if count == 1 {
            String::new()
        } else {
            format!(" {count}")
        };
        let name = format!("{}{end}", shortened(clean, SHEET_NAME - end.len()));
        // Programs do not tell large letters from small ones here.
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    unreachable!("counting ends at a name that is free")
}

/// The beginning of a text, as long as it may be in UTF-16.
fn shortened(text: &str, most: usize) -> &str {
    let mut length = 0;
    for (at, sign) in text.char_indices() {
        length += sign.len_utf16();
        if length > most {
            return text.get(..at).unwrap_or_default().trim_end();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_short_proper_and_unlike_each_other() {
        let mut taken = BTreeSet::new();
        let mut name = |title: &str| sheet_name(title, &mut taken);
        assert_eq!(name("Money"), "Money");
        assert_eq!(name("money"), "money 2");
        assert_eq!(name("'a/b:c*[d]?\\'"), "a b c  d");
        assert_eq!(name(""), "·");
        let long = "How the numbers were worked out, step by step";
        assert_eq!(name(long), "How the numbers were worked out");
        assert_eq!(name(long), "How the numbers were worked o 2");
        assert_eq!(name(&"😀".repeat(40)).chars().count(), 15);
    }
}
