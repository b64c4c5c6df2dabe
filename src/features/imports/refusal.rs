//! Why a whole file is not taken: a reason with its place. What is wrong with one part of a file goes to the harvest.

use std::io;

use crate::domain::exchange::{Note, Pointer};

/// A file that could not be read as a whole.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The file could not be read from where it lies.
    #[error("the file could not be read: {0}")]
    Io(#[from] io::Error),
    /// The file itself is the reason.
    #[error("{} at {}", .0.code, .0.at.0)]
    Refused(Note),
}

impl Unreadable {
    pub(super) fn because(code: &str, at: &str) -> Self {
        Self::Refused(note(code, at, &[]))
    }
}

/// A note with what it is about.
pub(super) fn note(code: &str, at: &str, about: &[(&str, &str)]) -> Note {
    Note {
        code: code.to_owned(),
        at: Pointer(at.to_owned()),
        about: about
            .iter()
            .map(|(key, value)| ((*key).to_owned(), shortened(value)))
            .collect(),
    }
}

/// At most 200 characters: a note is read by people.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(200) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
