//! Addresses that calendars subscribe to: each shows the due visits of one audit to whoever has it, and nothing else. Kept by
//! the hash of its token; taken back, it is gone.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::db::columns::Instant;
use crate::db::entity::{calendar_feed, member};
use crate::db::id::CalendarFeedId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::actor::Role;

/// An address, without its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// What it is taken back by.
    pub id: Uuid,
    /// Who made it: the number of a member.
    pub by: i64,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// What an address shows, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fed {
    /// In whose part of the database.
    pub scope: Scope,
    /// The audit.
    pub audit: AuditId,
    /// The number of the member who made it.
    pub number: i64,
    /// What that member is now.
    pub role: Role,
}

/// The addresses of an audit, oldest first.
pub async fn feeds_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<Feed>, StorageError> {
    let rows = scope.rows_of::<calendar_feed::Entity>(audit);
    let rows = rows
        .order_by_asc(calendar_feed::Column::MadeAt)
        .all(conn)
        .await?;
    let feed = |row: calendar_feed::Model| Feed {
        id: row.id.as_uuid(),
        by: row.by,
        made_at: row.made_at.utc(),
    };
    Ok(rows.into_iter().map(feed).collect())
}

/// Keeps an address.
pub async fn add_feed(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, hash, by): (AuditId, [u8; 32], i64),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = calendar_feed::Model {
        id: CalendarFeedId::new(ids),
        organisation_id: scope.organisation(),
        audit_id: audit,
        hash: hash.to_vec(),
        by,
        made_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}

/// Takes an address of an audit back.
///
/// # Errors
/// [`StorageError::NotThere`] where there is none.
pub async fn remove_feed(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, id): (AuditId, Uuid),
) -> Result<(), StorageError> {
    let removed = scope
        .removal::<calendar_feed::Entity>()
        .filter(calendar_feed::Column::AuditId.eq(audit))
        .filter(calendar_feed::Column::Id.eq(id))
        .exec(txn)
        .await?;
    match removed.rows_affected {
        0 => Err(StorageError::NotThere { what: "feed" }),
        _ => Ok(()),
    }
}

/// What an address shows; nothing where it is none, was taken back, or whoever made it is out.
pub async fn feed_with(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
) -> Result<Option<Fed>, StorageError> {
    // The address itself says of which organisation it is.
    let row = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::Hash.eq(hash.to_vec()))
        .one(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let scope = Scope::of(row.organisation_id);
    let member = scope
        .rows::<member::Entity>()
        .filter(member::Column::Number.eq(row.by))
        .filter(member::Column::DisabledAt.is_null())
        .one(conn)
        .await?;
    Ok(member.map(|member| Fed {
        scope,
        audit: row.audit_id,
        number: member.number,
        role: member.role,
    }))
}
