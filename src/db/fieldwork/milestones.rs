//! Days of the field work that are told: letters that were sent, the debrief, a stop.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryOrder};

use super::keyed::{Keyed, next_number, opened};
use super::words::MilestoneKind;
use crate::db::columns::Instant;
use crate::db::entity::milestone;
use crate::db::id::MilestoneId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;

/// Where the note stands.
const NOTE: &str = "milestone.note";

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
    let rows = scope.rows_of::<milestone::Entity>(audit);
    let number = next_number(txn, rows, milestone::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = MilestoneId::new(ids);
    let at = (id.as_uuid(), NOTE);
    let row = milestone::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        kind: new.kind,
        on: new.on,
        note: keyed.seal_some(at, new.note.as_ref(), ids),
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
    let open = |row: milestone::Model, keyed: &Keyed| {
        Ok(Milestone {
            kind: row.kind,
            on: row.on,
            note: keyed.open_some((row.id.as_uuid(), NOTE), row.note.as_ref())?,
        })
    };
    opened(conn, scope, master, rows, open).await
}
