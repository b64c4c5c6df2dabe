//! The CSV edition: every table a file as RFC 4180 gives it, in UTF-8, and `datapackage.json`, which
//! says what each column holds and by which hash each file is known.

mod package;
mod text;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::tables::{Cell, Table, Tables, tables};
use crate::model::{Label, Report, ReportError};

pub use package::Licence;

/// One file of the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, without a folder.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// Writes the CSV edition: `datapackage.json` first, then a file for each table.
///
/// The report does not know under which terms its data may be used: the licences are the caller's.
///
/// # Errors
/// Refuses a report that [`Report::check`] refuses.
pub fn write(report: &Report, licences: &[Licence]) -> Result<Vec<File>, ReportError> {
    write_tables(&tables(report)?, licences)
}

/// Writes tables that are made already.
///
/// # Errors
/// The description of the files could not be written.
pub fn write_tables(tables: &Tables<'_>, licences: &[Licence]) -> Result<Vec<File>, ReportError> {
    let stamps = stamps(tables.report);
    let files: Vec<_> = tables
        .tables
        .iter()
        .map(|table| File {
            name: format!("{}.csv", table.name),
            bytes: table_bytes(table, &stamps),
        })
        .collect();
    let package = package::write(tables, licences, &files)?;
    let package = File {
        name: "datapackage.json".to_owned(),
        bytes: package,
    };
    Ok([package].into_iter().chain(files).collect())
}

/// Writes the CSV edition as one file, the same bytes for the same report.
///
/// # Errors
/// Refuses a report that [`Report::check`] refuses.
pub fn packed(report: &Report, licences: &[Licence]) -> Result<Vec<u8>, ReportError> {
    let files = write(report, licences)?;
    pack(&files).map_err(|error| ReportError::Package(error.to_string()))
}

fn pack(files: &[File]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The day of a file would change its bytes; this is the earliest that the format knows.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for file in files {
        zip.start_file(file.name.as_str(), options)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The stamps in one line; each row carries them, because a file may travel without its package.
fn stamps(report: &Report) -> String {
    let stamps = report.stamps.iter().map(|stamp| stamp.text.as_str());
    stamps.collect::<Vec<_>>().join(" · ")
}

/// Name of the column that holds the stamps.
const STAMPS: &str = "stamps";

/// Its head.
fn stamps_head(report: &Report) -> &str {
    report.labels.get(Label::ColumnStamps)
}

fn table_bytes(table: &Table, stamps: &str) -> Vec<u8> {
    let mut out = String::new();
    let names = table.columns.iter().map(|column| column.name.as_str());
    let stamped = !stamps.is_empty();
    for name in names.chain(stamped.then_some(STAMPS)) {
        text::field(&mut out, name);
    }
    text::end_of_record(&mut out);
    for row in &table.rows {
        for cell in row {
            write_cell(&mut out, cell);
        }
        if stamped {
            write_cell(&mut out, &Cell::text(stamps));
        }
        text::end_of_record(&mut out);
    }
    out.into_bytes()
}

fn write_cell(out: &mut String, cell: &Cell) {
    match cell {
        Cell::Empty => text::field(out, ""),
        Cell::Text(words) => text::guarded(out, words),
        Cell::Number(number) | Cell::Share(number) => text::field(out, number.as_str()),
        Cell::Day(day) => text::field(out, &day.iso()),
        Cell::Flag(flag) => text::field(out, if *flag { "true" } else { "false" }),
        Cell::Link(url) => text::guarded(out, url.as_str()),
    }
}
