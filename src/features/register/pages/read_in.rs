//! Where what is shown was read: the import, its file, and the place of each field in it.

use serde::Serialize;

use super::differing::label_of;
use crate::domain::case::Source;
use crate::domain::obligation::Clause;
use crate::infra::read_in::{FieldRead, ReadIn};
use crate::infra::words::Words;

/// A field and its place.
#[derive(Clone, Debug, Serialize)]
pub struct FieldLine {
    /// The field, in words.
    pub field: String,
    /// The cell, the JSON Pointer or the XPath.
    pub at: String,
    /// The text as published.
    pub text: String,
}

/// The fields that were read from a file.
#[derive(Clone, Debug, Serialize)]
pub struct ReadLines {
    /// The number of the import: I-0001.
    pub import: String,
    /// What its file was called; absent where the import is gone.
    pub file: Option<String>,
    /// The fields.
    pub fields: Vec<FieldLine>,
}

impl ReadLines {
    /// The fields of the agreement itself; `None` where none was read.
    pub(super) fn of_agreement(words: Words, read: &ReadIn) -> Option<Self> {
        Self::of(words, read, read.of_agreement())
    }

    /// The fields of one promise; `None` where none was read.
    pub(super) fn of_promise(words: Words, read: &ReadIn, code: &str) -> Option<Self> {
        Self::of(words, read, read.of_promise(code))
    }

    fn of<'a>(
        words: Words,
        read: &ReadIn,
        fields: impl Iterator<Item = &'a FieldRead>,
    ) -> Option<Self> {
        let line = |one: &FieldRead| FieldLine {
            field: field_of(words, &one.path),
            at: one.at.clone(),
            text: one.text.clone(),
        };
        let fields: Vec<_> = fields.map(line).collect();
        (!fields.is_empty()).then(|| Self {
            import: read.import.clone(),
            file: read.file.clone(),
            fields,
        })
    }
}

/// A field in words: what the file gives for itself has words of its own, everything else those of changes.
fn field_of(words: Words, path: &str) -> String {
    let last = path.rsplit('.').next().unwrap_or_default();
    let own = match path.split(['[', '.']).next().unwrap_or_default() {
        "source_id" => "read-source-id",
        "signed" => "read-signed",
        "other_amounts" => "read-other-amount",
        "funders" => "register-path-agreement-funders",
        "providers" => "register-path-agreement-providers",
        "obligations" if last == "target" => "register-path-criteria-target",
        "obligations" if last == "baseline" => "read-baseline",
        "obligations" if last == "group" => "read-group",
        _ => return label_of(words, &plain(path)),
    };
    words.get(own)
}

/// A path without the names in brackets.
fn plain(path: &str) -> String {
    match (path.find('['), path.find(']')) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &path[..from], &path[to + 1..]),
        _ => path.to_owned(),
    }
}

/// The address of the page of a stored document that a clause stands on; without a page, of the document.
pub(super) fn page_of_document(sources: &[Source], clause: &Clause) -> Option<String> {
    let id = clause.document.as_ref()?;
    let source = sources.iter().find(|one| one.id == *id)?;
    // A source of ours bears the number of its document and its hash.
    let label = id.as_str().to_uppercase();
    let is_stored = crate::db::counter::Series::Document
        .number_of(&label)
        .is_some();
    let held = source.sha256.is_some() && is_stored;
    held.then(|| match clause.page {
        Some(page) => format!("/documents/{label}/pages/{page}"),
        None => format!("/documents/{label}"),
    })
}
