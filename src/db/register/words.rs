//! What stands in single columns of the register.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where in its file each field of a version was read: the path of the field, the pointer, the text as published.
pub type Pointers = BTreeMap<String, (String, String)>;

/// In pointers: the label of the import that read the fields, and the SHA-256 of its file.
pub const READ_BY: &str = "import";

/// Whether an import still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Its file came in, and nothing of it was taken yet.
    Waiting,
    /// It counts.
    Done,
    /// It was taken back.
    Undone,
}

/// What an import did with one agreement or row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineOutcome {
    /// A new agreement.
    Made,
    /// A new version of one that was there.
    Updated,
    /// It says what is known already.
    Unchanged,
    /// Not taken.
    Refused,
    /// Something to know.
    Note,
}

impl LineOutcome {
    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
            Self::Note => "note",
        }
    }
}

/// What of a request may name people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestWords {
    /// Which document.
    pub what: String,
    /// Which body was asked.
    pub asked_of: String,
    /// By which way.
    pub how: String,
    /// The law it rests on.
    pub law: Option<String>,
    /// What they said.
    pub answer: Option<String>,
}

/// A name for finding: small letters, single spaces, without dots and commas. Two names with one key may be one body, and
/// may be two.
pub fn name_key(name: &str) -> String {
    let words = name.to_lowercase().replace(['.', ',', '\'', '"'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
