//! One table as one sheet.

use rust_xlsxwriter::{ExcelDateTime, Url, Worksheet, XlsxError};

use super::measure::{self, lines_in};
use super::style::Styles;
use super::{head, shortened};
use crate::document::SafeUrl;
use crate::export::tables::{Cell, ColumnKind, Day, Number, Table};
use crate::model::{Label, Report, TextDirection};

/// What a cell can hold, in UTF-16.
const LONGEST_TEXT: usize = 32_767;
/// What an address can be, and how many of them a sheet can hold.
const LONGEST_ADDRESS: usize = 2_079;
const MOST_ADDRESSES: usize = 65_530;
/// Letters that stand beside each other on a printed page.
const PAGE: f64 = 170.0;
/// Height of a line in points, and how many of them a row is made high for.
const LINE: f64 = 15.0;
const MOST_LINES: usize = 24;
/// Bytes of text in the margin of a page; a program takes 255 letters with its instructions.
const MARGIN: usize = 200;
/// ISO A4, by the number that the format gives it.
const A4: u8 = 9;

pub(super) fn write(
    sheet: &mut Worksheet,
    styles: &Styles,
    report: &Report,
    table: &Table,
) -> Result<(), XlsxError> {
    let mut writer = Writer {
        styles,
        cut: report.labels.get(Label::SheetCut),
        flags: [report.labels.get(Label::No), report.labels.get(Label::Yes)],
        addresses: 0,
        decimals: Vec::new(),
        widths: Vec::new(),
    };
    // Columns first: a cell without a format of its own takes that of its column.
    let width = writer.columns(sheet, table)?;
    let heads = head::write(sheet, styles, report, table)?;
    let mut lines = 1;
    for (at, column) in numbered(&table.columns) {
        let at = at?;
        sheet.write_string_with_format(heads, at, column.title.as_str(), &styles.head)?;
        lines = lines.max(writer.lines(at, &column.title));
    }
    height(sheet, heads, lines)?;
    let mut last = heads;
    for row in &table.rows {
        last += 1;
        let mut lines = 1;
        for (at, cell) in numbered(row) {
            let at = at?;
            writer.cell(sheet, last, at, cell)?;
            if let Cell::Text(words) = cell {
                lines = lines.max(writer.lines(at, words));
            }
        }
        height(sheet, last, lines)?;
    }
    let columns =
        u16::try_from(table.columns.len().max(1)).map_err(|_| XlsxError::RowColumnLimitError)?;
    sheet.autofilter(heads, 0, last, columns - 1)?;
    let frozen = frozen(table);
    sheet.set_freeze_panes(heads + 1, frozen)?;
    sheet.set_repeat_rows(0, heads)?;
    if frozen > 0 {
        sheet.set_repeat_columns(0, frozen - 1)?;
    }
    page(sheet, report, width)?;
    Ok(())
}

/// With their places, which a sheet may not have.
fn numbered<T>(list: &[T]) -> impl Iterator<Item = (Result<u16, XlsxError>, &T)> {
    list.iter().enumerate().map(|(at, one)| {
        let at = u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError);
        (at, one)
    })
}

/// Makes room for so many lines; programs differ in whether they do so themselves.
fn height(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        let lines = u32::try_from(lines.min(MOST_LINES)).unwrap_or(1);
        sheet.set_row_height(row, f64::from(lines) * LINE)?;
    }
    Ok(())
}

/// Columns that stay in sight: those that say which row it is.
fn frozen(table: &Table) -> u16 {
    let leading = table.columns.iter().take(2);
    match leading.map(|column| column.kind).collect::<Vec<_>>()[..] {
        _ if table.columns.len() < 6 => 0,
        [ColumnKind::Number, ColumnKind::Text] => 2,
        _ => 1,
    }
}

fn page(sheet: &mut Worksheet, report: &Report, width: f64) -> Result<(), XlsxError> {
    sheet.set_right_to_left(report.direction == TextDirection::Rtl);
    sheet.set_landscape();
    sheet.set_paper_size(A4);
    sheet.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    let pages = (width / PAGE).ceil().clamp(1.0, 8.0) as u16;
    sheet.set_print_fit_to_pages(pages, 0);
    // Paper has pages that the first column is not on: the stamps stand above all of them.
    let stamps: Vec<_> = report.stamps.iter().map(|s| s.text.as_str()).collect();
    sheet.set_header(format!("&L&8 {}", margin(&stamps.join(" · "))));
    sheet.set_footer(format!(
        "&L&8 {}&R&8 &P / &N",
        margin(&head::number_line(report))
    ));
    Ok(())
}

/// Words for the margin of a page, where the sign & begins an instruction: two of them are the sign.
fn margin(words: &str) -> String {
    let line: String = words.chars().filter(|sign| !sign.is_control()).collect();
    let mut out = String::new();
    for sign in line.chars() {
        if out.len() > MARGIN {
            out.push('…');
            break;
        }
        out.push(sign);
        if sign == '&' {
            out.push(sign);
        }
    }
    out
}

struct Writer<'a> {
    styles: &'a Styles,
    cut: &'a str,
    /// The words for false and true.
    flags: [&'a str; 2],
    addresses: usize,
    /// Decimals of each column, which its numbers take where they have as many.
    decimals: Vec<usize>,
    /// Width of each column in letters.
    widths: Vec<usize>,
}

impl Writer<'_> {
    /// Widths and formats; gives the width of all columns together.
    fn columns(&mut self, sheet: &mut Worksheet, table: &Table) -> Result<f64, XlsxError> {
        let mut all = 0.0;
        for (at, column) in numbered(&table.columns) {
            let at = at?;
            let cells = || table.rows.iter().filter_map(|row| row.get(usize::from(at)));
            let decimals = most_decimals(cells());
            let width = measure::width(column, cells(), table.columns.len());
            self.widths.push(width);
            let width = f64::from(u32::try_from(width).unwrap_or_default());
            sheet.set_column_width(at, width)?;
            sheet.set_column_format(at, self.styles.of_column(column.kind, decimals))?;
            self.decimals.push(decimals);
            all += width;
        }
        Ok(all)
    }

    /// Lines that words take in a column.
    fn lines(&self, at: u16, words: &str) -> usize {
        let width = self.widths.get(usize::from(at));
        lines_in(words, width.copied().unwrap_or(usize::MAX))
    }

    fn cell(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        at: u16,
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(words) => {
                sheet.write_string(row, at, fitting(words, self.cut))?;
            }
            Cell::Number(number) => self.number(sheet, row, at, number)?,
            Cell::Share(number) => match number.carried() {
                Some(value) => {
                    sheet.write_number_with_format(row, at, value, &self.styles.share)?;
                }
                None => self.words(sheet, row, at, number.as_str())?,
            },
            Cell::Day(day) => self.day(sheet, row, at, *day)?,
            // Words: LibreOffice makes formulas of the cells that hold true and false.
            Cell::Flag(flag) => {
                let [no, yes] = self.flags;
                sheet.write_string(row, at, if *flag { yes } else { no })?;
            }
            Cell::Link(url) => self.link(sheet, row, at, url)?,
        }
        Ok(())
    }

    fn number(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        at: u16,
        number: &Number,
    ) -> Result<(), XlsxError> {
        let Some(value) = number.carried() else {
            return self.words(sheet, row, at, number.as_str());
        };
        let decimals = number.decimals();
        if self.decimals.get(usize::from(at)) == Some(&decimals) {
            sheet.write_number(row, at, value)?;
        } else {
            let format = self.styles.of_number(decimals);
            sheet.write_number_with_format(row, at, value, format)?;
        }
        Ok(())
    }

    /// Words in a column of another kind.
    fn words(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        at: u16,
        words: &str,
    ) -> Result<(), XlsxError> {
        let format = self.styles.of_words();
        sheet.write_string_with_format(row, at, fitting(words, self.cut), format)?;
        Ok(())
    }

    fn day(&self, sheet: &mut Worksheet, row: u32, at: u16, day: Day) -> Result<(), XlsxError> {
        // Programs count days from 1900 and differ on its first two months.
        if day.year == 1900 && day.month < 3 || day.year < 1900 {
            return self.words(sheet, row, at, &day.iso());
        }
        let date = ExcelDateTime::from_ymd(day.year, day.month, day.day)?;
        sheet.write_datetime(row, at, &date)?;
        Ok(())
    }

    fn link(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        at: u16,
        url: &SafeUrl,
    ) -> Result<(), XlsxError> {
        let address = url.as_str();
        let length: usize = address.chars().map(char::len_utf16).sum();
        if length > LONGEST_ADDRESS || self.addresses >= MOST_ADDRESSES {
            return self.words(sheet, row, at, address);
        }
        self.addresses += 1;
        let link = Url::new(address).set_text(address);
        sheet.write_url_with_format(row, at, link, &self.styles.link)?;
        Ok(())
    }
}

/// A text as long as a cell can hold; one that is longer is cut, and says so.
fn fitting(words: &str, cut: &str) -> String {
    if words.len() <= LONGEST_TEXT || words.encode_utf16().count() <= LONGEST_TEXT {
        return words.to_owned();
    }
    let room = LONGEST_TEXT - cut.encode_utf16().count().min(LONGEST_TEXT);
    format!("{}{cut}", shortened(words, room))
}

/// The decimals that most numbers of a column have; the fewer where two are as frequent.
fn most_decimals<'a>(cells: impl Iterator<Item = &'a Cell>) -> usize {
    let mut counts = [0usize; 16];
    for cell in cells {
        if let Cell::Number(number) = cell
            && let Some(count) = counts.get_mut(number.decimals())
        {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    counts.iter().position(|count| *count == most).unwrap_or(0)
}
