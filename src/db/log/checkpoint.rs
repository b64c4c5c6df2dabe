//! Signed heads of the log. Every one is kept, so that any two that outsiders hold can be compared.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::{
    Address, Digest, begin, lock, missing, node_at, number, place_of_key, size_of, unsigned,
    verifier_in,
};
use crate::db::entity::log_checkpoint;
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::keys::{OrganisationKey, Secret};
use crate::domain::log::note::{NoteError, Verifier};
use crate::domain::log::tree::{Run, consistency, verify_consistency, whole};
use crate::domain::log::{Checkpoint, Origin};

/// A signed head as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// How many leaves it covers.
    pub size: u64,
    /// The signed note.
    pub note: String,
}

/// Signs the head of the log as it is in this transaction; the one that is there already where the log has not grown.
pub async fn checkpoint_now(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: &OrganisationKey,
    ids: &mut dyn IdSource,
) -> Result<StoredCheckpoint, StorageError> {
    lock(txn, scope).await?;
    let log = begin(txn, scope, key, ids).await?;
    let size = size_of(txn, scope).await?;
    if let Some(there) = checkpoint_at(txn, scope, size).await? {
        return Ok(there);
    }
    let origin = Origin::parse(&log.origin).ok_or_else(|| unsigned(NoteError::NotAKey))?;
    let root = hash_of(txn, scope, whole(size)).await?;
    if let Some(earlier) = latest_checkpoint(txn, scope).await? {
        continues(txn, scope, &earlier, (size, &root), &verifier_in(&log)?).await?;
    }
    let secret = Secret::new(log.signing_key.open(key, &place_of_key(scope))?);
    let checkpoint = Checkpoint { origin, size, root };
    let note = checkpoint.sign(&secret).map_err(unsigned)?;
    // A key that does not fit the published one would make a note that nobody can check.
    Checkpoint::open(&note, &verifier_in(&log)?).map_err(unsigned)?;
    let row = log_checkpoint::Model {
        organisation_id: scope.organisation(),
        size: number(size)?,
        note: note.clone(),
    };
    insert_all(txn, vec![row]).await?;
    Ok(StoredCheckpoint { size, note })
}

/// Refuses a head that would contradict the one before it: whoever holds that one would take it for a rewrite.
async fn continues(
    txn: &DatabaseTransaction,
    scope: Scope,
    earlier: &StoredCheckpoint,
    (size, root): (u64, &Digest),
    verifier: &Verifier,
) -> Result<(), StorageError> {
    let earlier = Checkpoint::open(&earlier.note, verifier).map_err(unsigned)?;
    if earlier.size == 0 {
        return Ok(());
    }
    let mut hashes = Vec::new();
    for run in consistency(earlier.size, size).unwrap_or_default() {
        hashes.push(hash_of(txn, scope, run).await?);
    }
    verify_consistency(earlier.size, size, &hashes, &earlier.root, root).map_err(|_| {
        StorageError::Log(
            "what is kept does not continue the head that was signed last; nothing is signed. `groundtruth log verify` \
             says what was changed"
                .to_owned(),
        )
    })
}

/// Every signed head, the oldest first.
pub async fn checkpoints_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<StoredCheckpoint>, StorageError> {
    let rows = scope
        .rows::<log_checkpoint::Entity>()
        .order_by_asc(log_checkpoint::Column::Size)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(stored).collect())
}

/// The newest signed head.
pub async fn latest_checkpoint(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Option<StoredCheckpoint>, StorageError> {
    let rows = scope.rows::<log_checkpoint::Entity>();
    let rows = rows.order_by_desc(log_checkpoint::Column::Size);
    Ok(rows.one(conn).await?.map(stored))
}

async fn checkpoint_at(
    conn: &impl ConnectionTrait,
    scope: Scope,
    size: u64,
) -> Result<Option<StoredCheckpoint>, StorageError> {
    let rows = scope.rows::<log_checkpoint::Entity>();
    let rows = rows.filter(log_checkpoint::Column::Size.eq(number(size)?));
    Ok(rows.one(conn).await?.map(stored))
}

fn stored(row: log_checkpoint::Model) -> StoredCheckpoint {
    StoredCheckpoint {
        size: row.size.unsigned_abs(),
        note: row.note,
    }
}

/// The hash of a run of leaves, from the complete subtrees that are kept.
pub(super) async fn hash_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    run: Run,
) -> Result<Digest, StorageError> {
    let mut hashes: Vec<(Address, Digest)> = Vec::new();
    for address in run.cover() {
        let hash = node_at(conn, scope, address).await?;
        hashes.push((address, hash.ok_or_else(|| missing(address))?));
    }
    let found = |address| {
        hashes
            .iter()
            .find(|(at, _)| *at == address)
            .map(|(_, h)| *h)
    };
    run.hash(found)
        .ok_or_else(|| StorageError::Log("a hash is missing".to_owned()))
}
