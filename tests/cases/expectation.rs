//! What each shipped audit must come out as, read from `tests/cases/expected/`.

use std::path::PathBuf;

use serde::Deserialize;

/// The expectation of one audit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Which audit; from the file's name.
    #[serde(skip)]
    pub id: String,
    /// Lines that every page carries.
    #[serde(default)]
    pub stamps: Vec<String>,
    /// Rows.
    pub rows: Vec<ExpectedRow>,
    /// The audit as a whole.
    #[serde(default)]
    pub whole: Whole,
    /// Texts that every edition shows.
    #[serde(default)]
    pub figures: Vec<String>,
    /// Exact figures that the data edition carries.
    #[serde(default)]
    pub derived: Vec<String>,
    /// Texts that no edition shows.
    #[serde(default)]
    pub never: Vec<String>,
}

/// Refusals of the audit as a whole.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    /// Codes that appear somewhere.
    #[serde(default)]
    pub codes: Vec<String>,
}

/// One row.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedRow {
    pub obligation: String,
    pub criterion: Option<String>,
    pub place: Option<String>,
    pub period: Option<String>,
    pub party: Option<String>,
    pub stage: Option<String>,
    pub verdict: String,
    pub reason: Option<String>,
    pub grade: String,
    #[serde(default)]
    pub codes: Vec<String>,
    #[serde(default)]
    pub counted: Counted,
    #[serde(default)]
    pub money: String,
}

/// Who counted.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    #[serde(default)]
    pub found: Vec<String>,
    #[serde(default)]
    pub claimed: Vec<String>,
}

/// Every expectation, by name.
pub fn expectations() -> Vec<Expectation> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/expected");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let expectation: Expectation =
            serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Expectation {
            id: path.file_stem().unwrap().to_string_lossy().into_owned(),
            ..expectation
        }
    };
    files.into_iter().map(read).collect()
}
