//! What stands above every table: the stamps first, then which report it is, what the table is and what
//! must be known to read it.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::style::Styles;
use crate::export::tables::{Cell, Table};
use crate::model::{Label, Report};

/// Report number with version.
pub(super) fn number_line(report: &Report) -> String {
    let values = [
        ("number", report.number.as_str()),
        ("version", report.version.as_str()),
    ];
    report.labels.fill(Label::NumberAndVersion, &values)
}

/// Writes the lines above a table; gives the row of the heads.
pub(super) fn write(
    sheet: &mut Worksheet,
    styles: &Styles,
    report: &Report,
    table: &Table,
) -> Result<u32, XlsxError> {
    let mut row = 0;
    let mut line = |words: &str, format: &Format| {
        let Cell::Text(words) = Cell::text(words) else {
            return Ok(());
        };
        sheet.write_string_with_format(row, 0, words.replace('\n', " "), format)?;
        row += 1;
        Ok::<(), XlsxError>(())
    };
    for stamp in &report.stamps {
        line(&stamp.text, &styles.stamp)?;
    }
    let which = format!("{} · {}", number_line(report), report.title);
    line(&which, &styles.report)?;
    line(&table.title, &styles.title)?;
    line(&table.text, &styles.note)?;
    if has_long_number(table) {
        line(report.labels.get(Label::SheetLongNumbers), &styles.note)?;
    }
    Ok(row)
}

fn has_long_number(table: &Table) -> bool {
    let mut cells = table.rows.iter().flatten();
    cells.any(|cell| match cell {
        Cell::Number(number) | Cell::Share(number) => number.carried().is_none(),
        _ => false,
    })
}
