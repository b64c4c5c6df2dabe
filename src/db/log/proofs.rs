//! Proofs as files, from the hashes that are kept. Checking them needs none of this.

use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

use super::checkpoint::{StoredCheckpoint, hash_of, latest_checkpoint};
use super::{digest, number};
use crate::db::entity::log_event;
use crate::db::{Scope, StorageError};
use crate::domain::log::tree::{Run, consistency, inclusion};
use crate::domain::log::{Consistency, Digest, Proof, Salt};

/// The proof that an event is in the log, under the newest signed head.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such event, where no signed head covers it yet, or where it was erased.
pub async fn proof_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    seq: u64,
) -> Result<Proof, StorageError> {
    let head = head_of(conn, scope).await?;
    let rows = scope.rows::<log_event::Entity>();
    let rows = rows.filter(log_event::Column::Seq.eq(number(seq)?));
    let row = rows.one(conn).await?.ok_or(NO_EVENT)?;
    let (Some(salt), Some(body)) = (row.salt.as_deref().and_then(digest), row.body) else {
        return Err(StorageError::NotThere {
            what: "event any more: its subject was erased; its leaf stays",
        });
    };
    let runs = inclusion(seq, head.size).ok_or(StorageError::NotThere {
        what: "signed head that covers this event",
    })?;
    Ok(Proof {
        salt: Salt(salt),
        body,
        index: seq,
        hashes: hashes_of(conn, scope, runs).await?,
        checkpoint: head.note,
    })
}

/// The proof that the newest signed head continues the log as it was when it had `old` leaves.
///
/// # Errors
/// [`StorageError::NotThere`] where the log never had so many leaves, and for none, of which nothing can be shown.
pub async fn consistency_from(
    conn: &impl ConnectionTrait,
    scope: Scope,
    old: u64,
) -> Result<Consistency, StorageError> {
    let head = head_of(conn, scope).await?;
    let runs = consistency(old, head.size).ok_or(StorageError::NotThere {
        what: "earlier head of this size",
    })?;
    Ok(Consistency {
        old,
        hashes: hashes_of(conn, scope, runs).await?,
        checkpoint: head.note,
    })
}

const NO_EVENT: StorageError = StorageError::NotThere {
    what: "event in the log",
};

async fn head_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<StoredCheckpoint, StorageError> {
    let head = latest_checkpoint(conn, scope).await?;
    head.ok_or(StorageError::NotThere {
        what: "signed head of the log",
    })
}

async fn hashes_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    runs: Vec<Run>,
) -> Result<Vec<Digest>, StorageError> {
    let mut hashes = Vec::with_capacity(runs.len());
    for run in runs {
        hashes.push(hash_of(conn, scope, run).await?);
    }
    Ok(hashes)
}
