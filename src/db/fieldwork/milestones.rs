//! Days of the field work that are told: letters that were sent, the debrief, a stop.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryOrder, QuerySelect};

use super::words::MilestoneKind;
use super::{after, key_of};
use crate::db::columns::Instant;
use crate::db::entity::milestone;
use crate::db::id::MilestoneId;
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{AuditId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;

/// A day that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// What happened.
    pub kind: MilestoneKind,
    /// On which day.
    pub on: NaiveDate,
    /// To whom, how, why: for the lead alone.
    pub note: Option<String>,
}

/// Records a day.
pub async fn add_milestone(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new, by): (AuditId, &Milestone, i64),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let last = scope
        .rows_of::<milestone::Entity>(audit)
        .select_only()
        .expr(milestone::Column::Number.max())
        .into_tuple()
        .one(txn)
        .await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let id = MilestoneId::new(ids);
    let place = scope.place(id.as_uuid(), "milestone.note");
    let note = new.note.as_ref();
    let row = milestone::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number: after(last),
        kind: new.kind,
        on: new.on,
        note: note.map(|note| Encrypted::seal(&key, &place, note, ids.nonce())),
        by,
        recorded_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}

/// The days of an audit, in the order in which they were recorded.
pub async fn milestones_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Milestone>, StorageError> {
    let rows = scope.rows_of::<milestone::Entity>(audit);
    let rows = rows
        .order_by_asc(milestone::Column::Number)
        .all(conn)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = key_of(conn, scope, master).await?;
    let opened = rows.into_iter().map(|row| {
        let place = scope.place(row.id.as_uuid(), "milestone.note");
        Ok(Milestone {
            kind: row.kind,
            on: row.on,
            note: row.note.map(|note| note.open(&key, &place)).transpose()?,
        })
    });
    opened.collect()
}
