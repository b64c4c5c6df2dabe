//! ODS: numbers as the decimals they are written in, never through a floating number; repeated, merged and hidden cells.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::packed::Parts;
use super::parts::attribute;
use super::sheet::Room;
use super::workbook::{check_sheets, hundredfold, iso_cell};
use super::{Area, Cell, CellKind, Format, Limits, Sheet, TableError, Tables};

fn broken(says: &dyn std::fmt::Display) -> TableError {
    TableError::new("table-broken").with("says", says)
}

pub(super) fn read(parts: &Parts, limits: &Limits) -> Result<Tables, TableError> {
    let locked = parts.get("meta-inf/manifest.xml").is_some_and(|part| {
        part.bytes
            .windows(b"encryption-data".len())
            .any(|seen| seen == b"encryption-data")
    });
    if locked {
        return Err(TableError::new("table-locked"));
    }
    let content = parts
        .get("content.xml")
        .ok_or_else(|| broken(&"content.xml"))?;
    let xml = std::str::from_utf8(&content.bytes).map_err(|e| broken(&e).at("content.xml"))?;
    let mut work = Work::new(limits);
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        let at = reader.buffer_position();
        match reader
            .read_event()
            .map_err(|e| broken(&e).at(format!("content.xml, {at}")))?
        {
            Event::Start(element) => {
                depth += 1;
                if depth > limits.depth {
                    return Err(TableError::new("table-too-deep")
                        .with("most", limits.depth)
                        .at("content.xml"));
                }
                work.opens(&element)?;
            }
            Event::Empty(element) => {
                work.opens(&element)?;
                work.closes(element.local_name().as_ref())?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                work.closes(element.local_name().as_ref())?;
            }
            Event::Text(text) => work.says(&text.xml10_content()),
            Event::CData(text) => work.says(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let known = match entity.resolve_char_ref().map_err(|e| broken(&e))? {
                    Some(sign) => sign.to_string(),
                    None => quick_xml::escape::resolve_xml_entity(&entity)
                        .ok_or_else(|| broken(&&*entity).at("content.xml"))?
                        .to_owned(),
                };
                work.says(&known);
            }
            Event::DocType(_) => return Err(broken(&"DOCTYPE").at("content.xml")),
            Event::Eof if depth == 0 => break,
            Event::Eof => return Err(broken(&"content.xml")),
            _ => {}
        }
    }
    Ok(Tables {
        format: Format::Ods,
        sheets: work.done,
        remarks: Vec::new(),
    })
}

/// What is known of the cell that is being read.
#[derive(Default)]
struct Now {
    kind: String,
    value: Option<String>,
    text: String,
    repeated: usize,
    spans: (usize, usize),
}

struct Work<'a> {
    limits: &'a Limits,
    room: Room,
    done: Vec<Sheet>,
    sheet: Option<Sheet>,
    hidden_styles: Vec<String>,
    style: Option<String>,
    row: Vec<Cell>,
    row_number: usize,
    row_repeated: usize,
    row_hidden: bool,
    column: usize,
    areas: Vec<Area>,
    cell: Option<Now>,
    aside: usize,
    paragraphs: usize,
}

impl<'a> Work<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            room: Room::new(limits),
            done: Vec::new(),
            sheet: None,
            hidden_styles: Vec::new(),
            style: None,
            row: Vec::new(),
            row_number: 0,
            row_repeated: 1,
            row_hidden: false,
            column: 0,
            areas: Vec::new(),
            cell: None,
            aside: 0,
            paragraphs: 0,
        }
    }

    fn opens(&mut self, element: &BytesStart<'_>) -> Result<(), TableError> {
        let many = |name: &str| -> usize {
            attribute(element, name)
                .and_then(|text| text.parse().ok())
                .unwrap_or(1)
                .max(1)
        };
        match element.local_name().as_ref() {
            // Notes beside a cell and drawings are not its text.
            "annotation" | "shapes" | "frame" => self.aside += 1,
            _ if self.aside > 0 => {}
            "style" => self.style = attribute(element, "name"),
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden_styles.extend(self.style.clone());
            }
            "table" if self.sheet.is_none() => {
                check_sheets(self.done.len() + 1, self.limits)?;
                let mut sheet = Sheet::new(&attribute(element, "name").unwrap_or_default());
                let style = attribute(element, "style-name");
                sheet.is_hidden = style.is_some_and(|style| self.hidden_styles.contains(&style));
                self.sheet = Some(sheet);
                self.row_number = 0;
                self.areas.clear();
            }
            "table-row" => {
                self.row.clear();
                self.column = 0;
                self.row_repeated = many("number-rows-repeated");
                self.row_hidden = matches!(
                    attribute(element, "visibility").as_deref(),
                    Some("collapse" | "filter")
                );
            }
            "table-cell" | "covered-table-cell" => {
                let kind = attribute(element, "value-type").unwrap_or_default();
                let value = match kind.as_str() {
                    "date" => attribute(element, "date-value"),
                    "time" => attribute(element, "time-value"),
                    "boolean" => attribute(element, "boolean-value"),
                    "string" => attribute(element, "string-value"),
                    _ => attribute(element, "value"),
                };
                self.paragraphs = 0;
                self.cell = Some(Now {
                    kind,
                    value,
                    text: String::new(),
                    repeated: many("number-columns-repeated"),
                    spans: (many("number-rows-spanned"), many("number-columns-spanned")),
                });
            }
            "p" => {
                if self.paragraphs > 0 {
                    self.says("\n");
                }
                self.paragraphs += 1;
            }
            "s" => self.says(&" ".repeat(many("c").min(100))),
            "tab" => self.says("\t"),
            "line-break" => self.says("\n"),
            _ => {}
        }
        Ok(())
    }

    fn says(&mut self, text: &str) {
        if let (0, true, Some(cell)) = (self.aside, self.paragraphs > 0, &mut self.cell) {
            cell.text.push_str(text);
        }
    }

    fn closes(&mut self, name: &str) -> Result<(), TableError> {
        match name {
            "annotation" | "shapes" | "frame" => self.aside = self.aside.saturating_sub(1),
            _ if self.aside > 0 => {}
            "style" => self.style = None,
            "table-cell" | "covered-table-cell" => self.cell_ends()?,
            "table-row" => self.row_ends()?,
            "table" => {
                if let Some(mut sheet) = self.sheet.take() {
                    sheet.trim();
                    sheet.fill_merged(std::mem::take(&mut self.areas), &mut self.room)?;
                    sheet.trim_hidden();
                    self.done.push(sheet);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell_ends(&mut self) -> Result<(), TableError> {
        let (Some(now), Some(sheet)) = (self.cell.take(), &self.sheet) else {
            return Ok(());
        };
        let cell = cell_of(&now);
        let first = self.column;
        self.column = self.column.saturating_add(now.repeated);
        if now.spans != (1, 1) {
            self.areas.push(Area {
                top: self.row_number,
                left: first,
                bottom: self.row_number.saturating_add(now.spans.0 - 1),
                right: first.saturating_add(now.spans.1 - 1),
            });
        }
        if cell.is_empty() {
            return Ok(());
        }
        let name = &sheet.name;
        self.room.column(self.column - 1, name, self.row_number)?;
        self.room
            .take(self.column - self.row.len(), name, self.row_number)?;
        self.row.resize(first, Cell::default());
        self.row.resize(self.column, cell);
        Ok(())
    }

    fn row_ends(&mut self) -> Result<(), TableError> {
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        let first = self.row_number;
        self.row_number = first.saturating_add(self.row_repeated);
        if self.row_hidden {
            let last = self.row_number.min(self.limits.rows);
            sheet.hidden_rows.extend(first..last.max(first));
        }
        if self.row.is_empty() {
            return Ok(());
        }
        self.room.row(self.row_number - 1, &sheet.name)?;
        self.room.take(
            self.row.len().saturating_mul(self.row_repeated - 1),
            &sheet.name,
            first,
        )?;
        while sheet.height() < first {
            sheet.push_row(Vec::new());
        }
        for _ in 1..self.row_repeated {
            sheet.push_row(self.row.clone());
        }
        sheet.push_row(std::mem::take(&mut self.row));
        Ok(())
    }
}

fn cell_of(now: &Now) -> Cell {
    let value = now.value.as_deref().map(str::trim);
    match (now.kind.as_str(), value) {
        ("float" | "currency", Some(value)) => number(value, false),
        ("percentage", Some(value)) => number(value, true),
        ("date", Some(value)) => iso_cell(value),
        ("boolean", Some(value)) => Cell::new(value, CellKind::Bool),
        ("string", Some(value)) if now.text.is_empty() => Cell::new(value, CellKind::Text),
        _ if now.text.starts_with("#DIV/0") || now.text.starts_with("Err:") => {
            Cell::new(&now.text, CellKind::Error)
        }
        _ => Cell::new(&now.text, CellKind::Text),
    }
}

/// The decimal as written. One with an exponent is written out; digits are never lost.
fn number(text: &str, percent: bool) -> Cell {
    let Some(plain) = super::amounts::without_exponent(text) else {
        return Cell::new(text, CellKind::Text);
    };
    if percent {
        return Cell::new(&format!("{}%", hundredfold(&plain)), CellKind::Number);
    }
    Cell::new(&plain, CellKind::Number)
}
