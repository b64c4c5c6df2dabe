//! Why a file cannot be read as a table: a code of the catalogue with its figures. Not a refused row.

use std::fmt::{self, Display};

use crate::domain::exchange::{Note, Pointer};

/// A file that cannot be read, and where reading stopped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct TableError {
    /// The sentence, without `problem-import-`: `table-too-large`.
    pub code: &'static str,
    /// The sheet, row or cell, where one is known.
    pub at: Option<Pointer>,
    /// What the sentence is about.
    pub about: Vec<(String, String)>,
}

impl TableError {
    pub(super) fn new(code: &'static str) -> Self {
        Self {
            code,
            at: None,
            about: Vec::new(),
        }
    }

    pub(super) fn with(mut self, name: &str, value: impl Display) -> Self {
        let value: String = value.to_string().chars().take(200).collect();
        self.about.push((name.to_owned(), value));
        self
    }

    pub(super) fn at(mut self, place: impl Into<String>) -> Self {
        self.at = Some(Pointer(place.into()));
        self
    }

    /// The same as a note, for a report of the import.
    #[must_use]
    pub fn note(&self) -> Note {
        Note {
            code: self.code.to_owned(),
            at: self.at.clone().unwrap_or_else(|| Pointer(String::new())),
            about: self.about.clone(),
        }
    }
}

impl Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        if let Some(Pointer(at)) = &self.at {
            write!(f, " at {at}")?;
        }
        for (name, value) in &self.about {
            write!(f, ", {name}: {value}")?;
        }
        Ok(())
    }
}
