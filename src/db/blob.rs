//! Stored files: whose they are, what they must hash to, and the key of each. Not the bytes: those are
//! `infra::blobs`'s.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};

use super::columns::stored_count;
use super::entity::blob;
use super::insert::insert_all;
use super::{BlobId, IdSource, Scope, StorageError};
use crate::domain::keys::{OrganisationKey, Place, SubjectKey};
use crate::domain::log::Digest;

/// A stored file.
#[derive(Clone, Debug)]
pub struct Blob {
    /// Its id, which is also its name on the disk.
    pub id: BlobId,
    /// SHA-256 of what was sent.
    pub sha256: Digest,
    /// How many bytes were sent.
    pub bytes: u64,
    /// The key that opens it.
    pub key: SubjectKey,
}

/// The place to which the content of a blob is sealed.
#[must_use]
pub fn content_place(scope: Scope, id: BlobId) -> Place {
    scope.place(id.as_uuid(), "blob.content")
}

/// Remembers a stored file, its key wrapped under the organisation's.
pub async fn add_blob(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: &OrganisationKey,
    new: &Blob,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let place = scope.place(new.id.as_uuid(), "blob.wrapped");
    let row = blob::Model {
        id: new.id,
        organisation_id: scope.organisation(),
        sha256: new.sha256.0.to_vec(),
        bytes: stored_count("blob.bytes", new.bytes)?,
        wrapped: key.wrap(&new.key, &place, ids.nonce()),
    };
    insert_all(txn, vec![row]).await
}

/// A stored file by its id.
///
/// # Errors
/// [`StorageError::NotThere`], also where it is another organisation's.
pub async fn blob_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    key: &OrganisationKey,
    id: BlobId,
) -> Result<Blob, StorageError> {
    let rows = scope.rows::<blob::Entity>().filter(blob::Column::Id.eq(id));
    let row = rows.one(conn).await?;
    let row = row.ok_or(StorageError::NotThere { what: "file" })?;
    let place = scope.place(id.as_uuid(), "blob.wrapped");
    Ok(Blob {
        id,
        sha256: digest_of(&row.sha256)?,
        bytes: bytes_of_row(row.bytes),
        key: key.unwrap(&row.wrapped, &place)?,
    })
}

/// Forgets a stored file with its key: what still lies on the disk is unreadable from then on.
pub async fn remove_blob(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: BlobId,
) -> Result<(), StorageError> {
    let rows = scope.removal::<blob::Entity>();
    rows.filter(blob::Column::Id.eq(id)).exec(txn).await?;
    Ok(())
}

/// Bytes of all files of an organisation, as they were sent.
pub async fn bytes_of(conn: &impl ConnectionTrait, scope: Scope) -> Result<u64, StorageError> {
    // A sum of whole numbers is a decimal on one of the engines.
    let sum = Expr::col((blob::Entity, blob::Column::Bytes))
        .sum()
        .cast_as("bigint");
    let sum: Option<Option<i64>> = scope
        .rows::<blob::Entity>()
        .select_only()
        .column_as(sum, "sum")
        .into_tuple()
        .one(conn)
        .await?;
    Ok(bytes_of_row(sum.flatten().unwrap_or(0)))
}

/// Every stored file of every organisation, for whoever looks after the server: id and bytes.
pub async fn every_blob(conn: &impl ConnectionTrait) -> Result<Vec<(BlobId, u64)>, StorageError> {
    let rows = blob::Entity::find().all(conn).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, bytes_of_row(row.bytes)))
        .collect())
}

pub(super) fn digest_of(bytes: &[u8]) -> Result<Digest, StorageError> {
    let bytes = bytes.try_into();
    bytes
        .map(Digest)
        .map_err(|_| StorageError::NotThere { what: "SHA-256" })
}

/// No row holds fewer than none.
fn bytes_of_row(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or(0)
}
