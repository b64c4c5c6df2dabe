//! Somebody who was let in to reply: a link or typed code was exchanged for a pass, of which the hash alone is kept. A link
//! opens as often as it is asked; it is the asking by POST that opens, so that a scanner that follows links uses nothing up.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::rounds::opened_by;
use crate::db::columns::Instant;
use crate::db::entity::reply_pass;
use crate::db::id::ReplyPassId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};

/// What a pass opens: one round, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyPass {
    /// In whose part of the database.
    pub scope: Scope,
    /// The audit.
    pub audit: AuditId,
    /// The round, by its number in the audit.
    pub round: u32,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// Exchanges a secret (the token of a link, or a typed code, by its hash) for a pass, by its hash. Nothing where the secret
/// opens nothing. Passes that have lapsed go.
pub async fn add_pass(
    txn: &DatabaseTransaction,
    secret: [u8; 32],
    (pass, until): ([u8; 32], DateTime<Utc>),
    ids: &mut dyn IdSource,
) -> Result<Option<ReplyPass>, StorageError> {
    let Some(round) = opened_by(txn, secret).await? else {
        return Ok(None);
    };
    let scope = Scope::of(round.organisation_id);
    scope
        .removal::<reply_pass::Entity>()
        .filter(reply_pass::Column::Until.lte(Instant::from(ids.now())))
        .exec(txn)
        .await?;
    let row = reply_pass::Model {
        id: ReplyPassId::new(ids),
        organisation_id: round.organisation_id,
        audit_id: round.audit_id,
        round: round.number,
        hash: pass.to_vec(),
        until: Instant::from(until),
    };
    let made = read(&row);
    insert_all(txn, vec![row]).await?;
    Ok(Some(made))
}

/// What a pass opens, by its hash; nothing where it has lapsed.
pub async fn pass_with(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<ReplyPass>, StorageError> {
    let rows = reply_pass::Entity::find()
        .filter(reply_pass::Column::Hash.eq(hash.to_vec()))
        .filter(reply_pass::Column::Until.gt(Instant::from(now)));
    Ok(rows.one(conn).await?.as_ref().map(read))
}

/// Takes every pass of a round away: whoever was let in must show link or code again.
pub async fn close_passes(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, round): (AuditId, u32),
) -> Result<(), StorageError> {
    scope
        .removal::<reply_pass::Entity>()
        .filter(reply_pass::Column::AuditId.eq(audit))
        .filter(reply_pass::Column::Round.eq(i64::from(round)))
        .exec(txn)
        .await?;
    Ok(())
}

fn read(row: &reply_pass::Model) -> ReplyPass {
    ReplyPass {
        scope: Scope::of(row.organisation_id),
        audit: row.audit_id,
        round: row.round.unsigned_abs(),
        until: row.until.utc(),
    }
}
