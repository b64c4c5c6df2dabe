//! Versions with where they came from: the import that brought one, what its file said by itself, and where in the file.

use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};

use super::words::Pointers;
use crate::db::entity::dossier_version;
use crate::db::id::{DossierId, ImportId};
use crate::db::{Scope, StorageError};
use crate::domain::register::{Terms, Version};

/// A version, and where it came from.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The version.
    pub version: Version,
    /// Where its fields stand in the file.
    pub pointers: Pointers,
    /// The import that brought it.
    pub import: Option<ImportId>,
    /// What the file said, where what people entered stands beside it in the version.
    said: Option<Terms>,
}

impl Recorded {
    /// What the file of an imported version said by itself.
    #[must_use]
    pub fn said(&self) -> &Terms {
        self.said.as_ref().unwrap_or(&self.version.terms)
    }
}

pub(super) fn version_of(row: dossier_version::Model) -> Version {
    Version {
        number: u32::try_from(row.number).unwrap_or(0),
        code: row.code,
        effective: row.effective,
        changed: row.changed,
        terms: row.terms.0,
    }
}

/// The versions of a dossier, by number, with where each came from.
///
/// # Errors
/// Where the database cannot be read.
pub async fn recorded_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<Recorded>, StorageError> {
    let rows = scope
        .rows::<dossier_version::Entity>()
        .filter(dossier_version::Column::DossierId.eq(dossier))
        .order_by_asc(dossier_version::Column::Number)
        .all(conn)
        .await?;
    let read = |mut row: dossier_version::Model| Recorded {
        pointers: std::mem::take(&mut row.pointers.0),
        import: row.import_id,
        said: row.said.take().map(|said| said.0),
        version: version_of(row),
    };
    Ok(rows.into_iter().map(read).collect())
}
