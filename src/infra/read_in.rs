//! Where the fields of an agreement were read: the import, its file, and the cell, JSON Pointer or XPath of each.

use super::app::Ctx;
use crate::db::counter::Series;
use crate::db::register::{READ_BY, import_numbered, terms_of};
use crate::db::{DossierId, StorageError};

/// A field that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRead {
    /// The field of the terms: `obligations[o-01].target`.
    pub path: String,
    /// The cell, the JSON Pointer or the XPath.
    pub at: String,
    /// The text as published.
    pub text: String,
}

/// What of a version was read from a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadIn {
    /// The number of the import: I-0001.
    pub import: String,
    /// What its file was called; absent where the import is gone.
    pub file: Option<String>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The fields, in the order of their paths.
    pub fields: Vec<FieldRead>,
}

impl ReadIn {
    /// The fields of one promise.
    pub fn of_promise(&self, code: &str) -> impl Iterator<Item = &FieldRead> {
        let begins = format!("obligations[{code}].");
        self.fields
            .iter()
            .filter(move |one| one.path.starts_with(&begins))
    }

    /// The fields of the agreement itself.
    pub fn of_agreement(&self) -> impl Iterator<Item = &FieldRead> {
        self.fields
            .iter()
            .filter(|one| !one.path.starts_with("obligations["))
    }
}

/// Where the fields of a version were read. `None` for one of which nothing was.
pub async fn read_in(
    ctx: &Ctx,
    (dossier, version): (DossierId, u32),
) -> Result<Option<ReadIn>, StorageError> {
    let conn = ctx.app.db.reads();
    let Some((_, mut pointers)) = terms_of(conn, ctx.scope, dossier, version).await? else {
        return Ok(None);
    };
    let Some((import, sha256)) = pointers.remove(READ_BY) else {
        return Ok(None);
    };
    let run = match Series::Import.number_of(&import) {
        Some(number) => import_numbered(conn, ctx.scope, &ctx.app.master, number).await?,
        None => None,
    };
    let fields = pointers.into_iter();
    // What names a promise in its file is no field of it.
    let fields = fields.filter(|(path, _)| !path.ends_with(".source_id"));
    let field = |(path, (at, text))| FieldRead { path, at, text };
    Ok(Some(ReadIn {
        import,
        file: run.map(|run| run.file_name).filter(|name| !name.is_empty()),
        sha256,
        fields: fields.map(field).collect(),
    }))
}
