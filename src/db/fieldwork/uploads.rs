//! Files that are on their way: how much of each is on the disk, and the key that seals it there. Not the bytes: those are
//! `infra::blobs`'s.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter};
use uuid::Uuid;

use super::keyed::Keyed;
use crate::db::blob::digest_of;
use crate::db::columns::{Instant, stored_count};
use crate::db::entity::upload;
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError, UploadId};
use crate::domain::keys::{MasterKey, SubjectKey};
use crate::domain::log::Digest;

/// Where it stands who sends it.
const BY: &str = "upload.by";
/// Where it stands what was said of it.
const SAID: &str = "upload.metadata";

/// A file that is on its way.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its id, which is also its name on the disk and in its address.
    pub id: UploadId,
    /// Who sends it.
    pub by: i64,
    /// The id under which the observation was sent that it belongs to.
    pub client_id: Uuid,
    /// What it must hash to.
    pub sha256: Digest,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many of them are on the disk.
    pub arrived: u64,
    /// How many bytes they take there, sealed.
    pub sealed: u64,
    /// What was said of it when it began, as it was said.
    pub metadata: String,
    /// The key that opens what is on the disk.
    pub key: SubjectKey,
    /// Until when it is waited for.
    pub until: DateTime<Utc>,
    /// Whether it is whole and kept.
    pub done: bool,
}

/// A file that begins to come.
#[derive(Clone, Debug)]
pub struct NewUpload<'a> {
    /// Its id.
    pub id: UploadId,
    /// Who sends it.
    pub by: i64,
    /// What it belongs to.
    pub client_id: Uuid,
    /// What it must hash to.
    pub sha256: Digest,
    /// How many bytes it has.
    pub bytes: u64,
    /// What is said of it.
    pub metadata: &'a str,
    /// The key that seals it on the disk.
    pub key: SubjectKey,
    /// Until when it is waited for.
    pub until: DateTime<Utc>,
}

/// Remembers a file that begins to come.
pub async fn add_upload(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    new: &NewUpload<'_>,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let row = new.id.as_uuid();
    let wrapped = scope.place(row, "upload.wrapped");
    let row = upload::Model {
        id: new.id,
        organisation_id: scope.organisation(),
        by: keyed.seal((row, BY), &new.by, ids),
        client_id: new.client_id,
        sha256: new.sha256.0.to_vec(),
        bytes: stored_count("upload.bytes", new.bytes)?,
        arrived: 0,
        sealed: 0,
        metadata: keyed.seal((row, SAID), &new.metadata.to_owned(), ids),
        wrapped: keyed.key().wrap(&new.key, &wrapped, ids.nonce()),
        until: new.until.into(),
        done: false,
    };
    insert_all(txn, vec![row]).await
}

/// A file that is on its way.
pub async fn upload_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    id: UploadId,
) -> Result<Option<Upload>, StorageError> {
    let rows = scope.rows::<upload::Entity>();
    let Some(row) = rows.filter(upload::Column::Id.eq(id)).one(conn).await? else {
        return Ok(None);
    };
    let keyed = Keyed::to_read(conn, scope, master).await?;
    let wrapped = scope.place(row.id.as_uuid(), "upload.wrapped");
    Ok(Some(Upload {
        id: row.id,
        by: keyed.open((row.id.as_uuid(), BY), &row.by)?,
        client_id: row.client_id,
        sha256: digest_of(&row.sha256)?,
        bytes: row.bytes.unsigned_abs(),
        arrived: row.arrived.unsigned_abs(),
        sealed: row.sealed.unsigned_abs(),
        metadata: keyed.open((row.id.as_uuid(), SAID), &row.metadata)?,
        key: keyed.key().unwrap(&row.wrapped, &wrapped)?,
        until: row.until.utc(),
        done: row.done,
    }))
}

/// Remembers that more of it is on the disk; false where it is not as far as was thought.
pub async fn upload_grew(
    txn: &DatabaseTransaction,
    scope: Scope,
    (id, from): (UploadId, u64),
    (arrived, sealed): (u64, u64),
    until: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let count = |bytes| stored_count("upload.arrived", bytes);
    let changed = scope
        .changes::<upload::Entity>()
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::Arrived.eq(count(from)?))
        .col_expr(upload::Column::Arrived, Expr::value(count(arrived)?))
        .col_expr(upload::Column::Sealed, Expr::value(count(sealed)?))
        .col_expr(upload::Column::Until, Expr::value(Instant::from(until)))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Remembers that it is whole and kept.
pub async fn upload_done(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: UploadId,
) -> Result<(), StorageError> {
    scope
        .changes::<upload::Entity>()
        .filter(upload::Column::Id.eq(id))
        .col_expr(upload::Column::Done, Expr::value(true))
        .exec(txn)
        .await?;
    Ok(())
}

/// Forgets one with its key: what still lies on the disk is unreadable from then on.
pub async fn remove_upload(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: UploadId,
) -> Result<bool, StorageError> {
    let rows = scope.removal::<upload::Entity>();
    let removed = rows.filter(upload::Column::Id.eq(id)).exec(txn).await?;
    Ok(removed.rows_affected == 1)
}

/// Others of the same file of the same observation that are not done. Whoever sent the observation sends its files, and nobody else.
pub async fn uploads_like(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (client_id, sha256): (Uuid, Digest),
) -> Result<Vec<UploadId>, StorageError> {
    let rows = scope.rows::<upload::Entity>();
    let rows = rows
        .filter(upload::Column::ClientId.eq(client_id))
        .filter(upload::Column::Sha256.eq(sha256.0.to_vec()))
        .filter(upload::Column::Done.eq(false))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Those of an organisation that nobody waits for any more.
pub async fn lapsed_uploads(
    conn: &impl ConnectionTrait,
    scope: Scope,
    now: DateTime<Utc>,
) -> Result<Vec<UploadId>, StorageError> {
    let rows = scope.rows::<upload::Entity>();
    let rows = rows
        .filter(upload::Column::Until.lte(Instant::from(now)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
