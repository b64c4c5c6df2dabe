//! What is done with the log apart from saying what happened.

use crate::db::log::{StoredCheckpoint, latest_checkpoint, size_of};
use crate::db::{StorageError, write};
use crate::infra::app::Ctx;

/// Signs the head of the organisation's log where it has grown since it was signed last; says what was signed.
///
/// # Errors
/// Where the database or the key fails.
pub async fn sign_growth(ctx: &Ctx) -> Result<Option<StoredCheckpoint>, StorageError> {
    let reads = ctx.app.db.reads();
    let size = size_of(reads, ctx.scope).await?;
    let signed = latest_checkpoint(reads, ctx.scope).await?;
    if size <= signed.map_or(0, |checkpoint| checkpoint.size) {
        return Ok(None);
    }
    let mut ids = ctx.ids();
    let signed = write(&ctx.app.db, async |txn| ctx.checkpoint(txn, &mut ids).await);
    signed.await.map(Some)
}
