//! XLSX and XLS by way of calamine, inside walls: sizes are checked before it makes room, and what it cannot bear
//! becomes a refusal. Numbers leave as the shortest decimal that names the stored number.

use std::collections::HashMap;
use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xls, Xlsx};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::packed::Parts;
use super::sheet::Room;
use super::{Area, Cell, CellKind, Format, Limits, Sheet, TableError, Tables, parts};

/// Reads an XLSX from its unpacked parts.
pub(super) fn read_xlsx(unpacked: Parts, limits: &Limits) -> Result<Tables, TableError> {
    check_strings(&unpacked)?;
    let mut around = HashMap::new();
    for (name, path) in parts::sheet_parts(&unpacked) {
        if let Some(part) = unpacked.get(&path) {
            let areas = parts::merged(&part.bytes, &name)?;
            around.insert(name, (parts::hidden_rows(&part.bytes), areas));
        }
    }
    let stored = store(unpacked)?;
    walled("XLSX", || {
        let mut book = Xlsx::new(Cursor::new(stored)).map_err(|e| broken(&e))?;
        let listed: Vec<_> = book.sheets_metadata().to_vec();
        check_sheets(listed.len(), limits)?;
        let mut room = Room::new(limits);
        let mut sheets = Vec::new();
        for listed in listed
            .into_iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        {
            let mut sheet = Sheet::new(&listed.name);
            sheet.is_hidden = listed.visible != SheetVisible::Visible;
            read_cells(&mut book, &mut sheet, &mut room)?;
            sheet.trim();
            if let Some((hidden, areas)) = around.remove(&listed.name) {
                sheet.hidden_rows = hidden;
                sheet.trim_hidden();
                sheet.fill_merged(areas, &mut room)?;
            }
            sheets.push(sheet);
        }
        Ok(Tables {
            format: Format::Xlsx,
            sheets,
            remarks: Vec::new(),
        })
    })
}

fn read_cells(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    sheet: &mut Sheet,
    room: &mut Room,
) -> Result<(), TableError> {
    let name = sheet.name.clone();
    let wrong = |error: &calamine::XlsxError| broken(error).at(name.clone());
    let mut cells = match book.worksheet_cells_reader(&name) {
        Ok(cells) => cells,
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(wrong(&error)),
    };
    let percent: Vec<bool> = cells.styles().iter().map(is_percent).collect();
    while let Some((found, style)) = cells.next_cell_with_style_id().map_err(|e| wrong(&e))? {
        let (row, column) = found.get_position();
        let percent = percent.get(style).copied().unwrap_or(false);
        let cell = match found.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(text) => Cell::new(text, CellKind::Text),
            DataRef::String(text) => Cell::new(text, CellKind::Text),
            DataRef::Int(number) => Cell::new(&number.to_string(), CellKind::Number),
            DataRef::Float(number) => number_cell(*number, percent),
            DataRef::Bool(flag) => bool_cell(*flag),
            DataRef::DateTime(date) => date_cell(date),
            DataRef::DateTimeIso(text) => iso_cell(text),
            DataRef::DurationIso(text) => Cell::new(text, CellKind::Text),
            DataRef::Error(error) => Cell::new(&error.to_string(), CellKind::Error),
        };
        if !cell.is_empty() {
            sheet.put(row as usize, column as usize, cell, room)?;
        }
    }
    Ok(())
}

fn is_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| {
        matches!(format.format_id, Some(9 | 10)) || format.format_code.contains('%')
    })
}

/// Reads an XLS: the older binary workbook.
pub(super) fn read_xls(bytes: &[u8], limits: &Limits) -> Result<Tables, TableError> {
    let plan = super::binary::survey(bytes, limits)?;
    walled("XLS", || {
        let mut book = Xls::new(Cursor::new(bytes)).map_err(|e| match e {
            calamine::XlsError::Password => TableError::new("table-locked"),
            error => broken(&error),
        })?;
        let listed: Vec<_> = book.sheets_metadata().to_vec();
        let mut room = Room::new(limits);
        let mut sheets = Vec::new();
        for (index, listed) in listed
            .iter()
            .enumerate()
            .filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet)
        {
            let mut sheet = Sheet::new(&listed.name);
            sheet.is_hidden = listed.visible != SheetVisible::Visible;
            let range = book
                .worksheet_range(&listed.name)
                .map_err(|e| broken(&e).at(listed.name.clone()))?;
            let (top, left) = range.start().unwrap_or((0, 0));
            for (row, column, value) in range.used_cells() {
                let cell = data_cell(value);
                if !cell.is_empty() {
                    sheet.put(top as usize + row, left as usize + column, cell, &mut room)?;
                }
            }
            sheet.trim();
            sheet.hidden_rows = plan.hidden_rows(index);
            sheet.trim_hidden();
            let areas = book
                .merge_cells_by_sheet_name(&listed.name)
                .unwrap_or_default();
            let areas = areas.iter().map(|area| Area {
                top: area.start.0 as usize,
                left: area.start.1 as usize,
                bottom: area.end.0 as usize,
                right: area.end.1 as usize,
            });
            sheet.fill_merged(areas.collect(), &mut room)?;
            sheets.push(sheet);
        }
        Ok(Tables {
            format: Format::Xls,
            sheets,
            remarks: Vec::new(),
        })
    })
}

fn data_cell(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::default(),
        Data::String(text) => Cell::new(text, CellKind::Text),
        Data::Int(number) => Cell::new(&number.to_string(), CellKind::Number),
        Data::Float(number) => number_cell(*number, false),
        Data::Bool(flag) => bool_cell(*flag),
        Data::DateTime(date) => date_cell(date),
        Data::DateTimeIso(text) => iso_cell(text),
        Data::DurationIso(text) => Cell::new(text, CellKind::Text),
        Data::Error(error) => Cell::new(&error.to_string(), CellKind::Error),
    }
}

/// The shortest decimal that names this number, never with an exponent; in per cent where it is shown so.
pub(super) fn number_cell(number: f64, percent: bool) -> Cell {
    if !number.is_finite() {
        return Cell::new("#NUM!", CellKind::Error);
    }
    let text = number.to_string();
    let text = if text == "-0" { "0".to_owned() } else { text };
    if percent {
        return Cell::new(&format!("{}%", hundredfold(&text)), CellKind::Number);
    }
    Cell::new(&text, CellKind::Number)
}

/// A decimal times a hundred, by moving its point.
pub(super) fn hundredfold(decimal: &str) -> String {
    let (sign, digits) = decimal
        .strip_prefix('-')
        .map_or(("", decimal), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let moved = format!("{whole}{part:0<2}");
    let (whole, part) = moved.split_at(whole.len() + 2);
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{part}")
}

fn bool_cell(flag: bool) -> Cell {
    Cell::new(if flag { "true" } else { "false" }, CellKind::Bool)
}

fn date_cell(date: &ExcelDateTime) -> Cell {
    let value = date.as_f64();
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    if date.is_duration() || !(1.0..2_958_466.0).contains(&value) {
        // A time without a day, or a stretch of time: words, not a date.
        let text = if (0.0..1.0).contains(&value) {
            clock
        } else {
            value.to_string()
        };
        return Cell::new(&text, CellKind::Text);
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        Cell::new(&day, CellKind::Date)
    } else {
        Cell::new(&format!("{day}T{clock}"), CellKind::Date)
    }
}

/// A date that is stored as text in the form of ISO 8601.
pub(super) fn iso_cell(text: &str) -> Cell {
    let text = text
        .trim()
        .trim_end_matches("T00:00:00")
        .trim_end_matches("T00:00:00Z");
    let is_day = text.len() >= 10
        && text.is_char_boundary(10)
        && super::dates::iso_day(&text[..10]).is_some();
    Cell::new(
        text,
        if is_day {
            CellKind::Date
        } else {
            CellKind::Text
        },
    )
}

/// The parts as an archive that needs no unpacking, so that nothing is unpacked twice or beyond the limit.
fn store(unpacked: Parts) -> Result<Vec<u8>, TableError> {
    let room = unpacked.values().map(|part| part.bytes.len() + 256).sum();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(room)));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    // Each part is let go as soon as it is stored.
    for part in unpacked.into_values() {
        archive
            .start_file(part.name.as_str(), options)
            .map_err(|e| broken(&e))?;
        archive.write_all(&part.bytes).map_err(|e| broken(&e))?;
    }
    Ok(archive.finish().map_err(|e| broken(&e))?.into_inner())
}

/// A number of strings that the part could not hold would make the reader ask for that much memory.
fn check_strings(unpacked: &Parts) -> Result<(), TableError> {
    for part in unpacked
        .values()
        .filter(|part| part.name.to_lowercase().contains("sharedstrings"))
    {
        let start = String::from_utf8_lossy(&part.bytes[..part.bytes.len().min(8192)]);
        let said = start.split_once("uniqueCount").and_then(|(_, rest)| {
            let digits: String = rest
                .trim_start_matches(['=', '"', '\'', ' '])
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            digits.parse::<u128>().ok()
        });
        if said.is_some_and(|said| said > part.bytes.len() as u128) {
            return Err(TableError::new("table-broken")
                .with("says", "uniqueCount")
                .at(part.name.clone()));
        }
    }
    Ok(())
}

pub(super) fn check_sheets(sheets: usize, limits: &Limits) -> Result<(), TableError> {
    if sheets <= limits.sheets {
        return Ok(());
    }
    Err(TableError::new("table-too-many-sheets").with("most", limits.sheets))
}

fn broken(error: &dyn std::fmt::Display) -> TableError {
    TableError::new("table-broken").with("says", error)
}

/// Reads inside a wall: a file that breaks the reader is a broken file.
fn walled(
    format: &str,
    read: impl FnOnce() -> Result<Tables, TableError>,
) -> Result<Tables, TableError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broken(&format)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_leave_as_the_shortest_decimal() {
        for (number, text) in [
            (41_133.770_000_000_004, "41133.770000000004"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1000000000000000000000"),
            (-0.0, "0"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(&*number_cell(number, false).text, text);
        }
        for (number, text) in [
            (0.85, "85%"),
            (1.0, "100%"),
            (0.075, "7.5%"),
            (-0.005, "-0.5%"),
            (0.0, "0%"),
            (12.0, "1200%"),
            (0.29, "29%"),
        ] {
            assert_eq!(&*number_cell(number, true).text, text);
        }
    }
}
