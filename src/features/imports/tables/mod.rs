//! Tables as published: CSV, XLSX, XLS and ODS, told apart by their bytes, read into plain sheets of cells that keep
//! their text and their address. Not what the columns mean: that is [`super::profile`].

pub mod amounts;
mod binary;
pub mod dates;
pub mod head;
pub mod months;
mod ods;
mod packed;
mod parts;
mod sheet;
mod text;
mod trouble;
pub mod visits;
mod workbook;

pub use sheet::{Area, Cell, CellKind, Sheet, column_letters};
pub use trouble::TableError;

/// How much of a file is read before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Bytes of everything packed in the file, unpacked.
    pub unpacked_bytes: u64,
    /// Rows of one sheet.
    pub rows: usize,
    /// Columns of one sheet.
    pub columns: usize,
    /// Cells of all sheets, blank ones between filled ones included.
    pub cells: usize,
    /// Sheets.
    pub sheets: usize,
    /// How deep elements may nest.
    pub depth: usize,
}

impl Limits {
    /// For files that come through a web page.
    pub const WEB: Self = Self {
        file_bytes: 100_000_000,
        unpacked_bytes: 800_000_000,
        rows: 1_000_000,
        columns: 2_000,
        cells: 12_000_000,
        sheets: 500,
        depth: 64,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::WEB
    }
}

/// What a file is, by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with a sign between the columns.
    Csv,
    /// Office Open XML, also macro-enabled.
    Xlsx,
    /// The older binary workbook.
    Xls,
    /// OpenDocument.
    Ods,
    /// Several tables as text, packed in one file.
    Folder,
}

/// Something true of the file as a whole that a reader must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// A code of the catalogue, without `problem-import-`.
    pub code: &'static str,
    /// What it is about.
    pub about: Vec<(String, String)>,
}

/// All sheets of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Tables {
    /// What the file is.
    pub format: Format,
    /// Its sheets in order; a CSV has one, named after the file.
    pub sheets: Vec<Sheet>,
    /// What a reader must know: the encoding was guessed, quotes are odd, a sheet is hidden.
    pub remarks: Vec<Remark>,
}

impl Tables {
    /// A sheet by its name, whatever its capitals.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        let wanted = name.trim().to_lowercase();
        self.sheets
            .iter()
            .find(|sheet| sheet.name.trim().to_lowercase() == wanted)
    }
}

/// What the bytes are, whatever the file is called; `None` where they are no table that can be read.
#[must_use]
pub fn format_of(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed::format_of(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Some(Format::Xls);
    }
    text::looks_like_text(bytes).then_some(Format::Csv)
}

/// Reads all sheets of a file. `name` is what a CSV's only sheet is called; it decides nothing else.
///
/// # Errors
/// A file that is no table, is broken, is locked with a password, or goes beyond a limit.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Tables, TableError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(TableError::new("table-too-large")
            .with("bytes", bytes.len())
            .with("most", limits.file_bytes));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(TableError::new("table-empty"));
    }
    let mut tables = match format_of(bytes) {
        Some(Format::Csv) => text::read(bytes, name, limits),
        Some(Format::Xlsx) => {
            packed::unpack(bytes, limits).and_then(|parts| workbook::read_xlsx(parts, limits))
        }
        Some(Format::Ods) => {
            packed::unpack(bytes, limits).and_then(|parts| ods::read(&parts, limits))
        }
        Some(Format::Folder) => {
            packed::unpack(bytes, limits).and_then(|parts| folder(parts, limits))
        }
        Some(Format::Xls) => workbook::read_xls(bytes, limits),
        None => Err(match text::what_it_is(bytes) {
            "" => TableError::new("table-not-a-table"),
            known => TableError::new("table-other-format").with("is", known),
        }),
    }?;
    for sheet in tables.sheets.iter().filter(|sheet| sheet.is_hidden) {
        tables.remarks.push(Remark {
            code: "sheet-hidden",
            about: vec![("sheet".to_owned(), sheet.name.clone())],
        });
    }
    Ok(tables)
}

/// Tables as text that were packed together: each is a sheet named after its file.
fn folder(parts: packed::Parts, limits: &Limits) -> Result<Tables, TableError> {
    let (mut sheets, mut remarks, mut cells) = (Vec::new(), Vec::new(), limits.cells);
    for part in parts.into_values() {
        let last = part.name.rsplit(['/', '\\']).next().unwrap_or_default();
        // What a system keeps beside the files is no table.
        let Some((name, ending)) = last.rsplit_once('.').filter(|_| !last.starts_with('.')) else {
            continue;
        };
        if !matches!(ending.to_lowercase().as_str(), "csv" | "tsv")
            || part.bytes.iter().all(u8::is_ascii_whitespace)
        {
            continue;
        }
        if sheets.len() == limits.sheets {
            return Err(TableError::new("table-too-many-sheets").with("most", limits.sheets));
        }
        let limits = Limits { cells, ..*limits };
        let read = text::read(&part.bytes, name, &limits)?;
        for sheet in &read.sheets {
            let taken = sheet.height().saturating_mul(sheet.width());
            cells = cells.saturating_sub(taken);
        }
        sheets.extend(read.sheets);
        remarks.extend(read.remarks);
    }
    if sheets.is_empty() {
        return Err(TableError::new("table-empty"));
    }
    Ok(Tables {
        format: Format::Folder,
        sheets,
        remarks,
    })
}
