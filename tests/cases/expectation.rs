//! What each shipped audit must come out as, read from `tests/cases/expected/`.

use std::path::PathBuf;

use serde::Deserialize;

/// The expectation of one audit.
#[derive(Debug, Default, Deserialize)]
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
    pub verdict: Option<String>,
    pub reason: Option<String>,
    pub grade: Option<String>,
    #[serde(default)]
    pub codes: Vec<String>,
    #[serde(default)]
    pub counted: Counted,
    #[serde(default)]
    pub money: String,
    /// Value of what is missing, as printed.
    pub at_risk: Option<String>,
}

/// Who counted.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Absent says nothing; empty says that nothing was found.
    pub found: Option<Vec<String>>,
    #[serde(default)]
    pub claimed: Vec<String>,
    /// Who counted the target.
    pub promised: Option<String>,
}

/// A shipped audit with something changed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Name, from the file's.
    #[serde(skip)]
    pub id: String,
    /// Which audit.
    pub case: String,
    /// What is changed.
    pub set: Vec<Change>,
    /// What must come out.
    pub rows: Vec<ExpectedRow>,
}

/// One change: the value at `section/id/key`; null takes the key away.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Where.
    pub path: String,
    /// What stands there now.
    pub to: serde_json::Value,
}

/// Every expectation, by name.
pub fn expectations() -> Vec<Expectation> {
    let named = files_in("expected").into_iter();
    named
        .map(|(id, text)| Expectation { id, ..parse(&text) })
        .collect()
}

/// Every variant, by name.
pub fn variants() -> Vec<Variant> {
    let named = files_in("variants").into_iter();
    named
        .map(|(id, text)| Variant { id, ..parse(&text) })
        .collect()
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_saphyr::from_str(text).unwrap_or_else(|e| panic!("{e}"))
}

fn files_in(folder: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    let named = |path: PathBuf| {
        (
            path.file_stem().unwrap().to_string_lossy().into_owned(),
            std::fs::read_to_string(&path).unwrap(),
        )
    };
    files.into_iter().map(named).collect()
}
