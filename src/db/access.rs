//! The access log: who read, exported or changed what about people, to the minute. By numbers and words, never by name.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect,
};

use super::columns::Instant;
use super::entity::access_entry;
use super::id::AccessEntryId;
use super::{IdSource, Scope, StorageError};

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessEntry {
    /// When, to the minute.
    pub at: DateTime<Utc>,
    /// Who: the number of the member; 0 is whoever runs the program on its machine.
    pub number: i64,
    /// What was done: `people-read`.
    pub what: String,
    /// To what: `P-0002`, or nothing.
    pub subject: String,
}

/// Notes what somebody did; the same in the same minute once.
pub async fn note(
    txn: &DatabaseTransaction,
    scope: Scope,
    (number, what, subject): (i64, &str, &str),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let now = ids.now();
    let minute = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
    let row = access_entry::Model {
        id: AccessEntryId::new(ids),
        organisation_id: scope.organisation(),
        at: Instant::from(minute),
        number,
        what: what.to_owned(),
        subject: subject.to_owned(),
    };
    access_entry::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// The last lines, the newest first.
pub async fn entries_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    most: u64,
) -> Result<Vec<AccessEntry>, StorageError> {
    let rows = scope
        .rows::<access_entry::Entity>()
        .order_by_desc(access_entry::Column::At)
        .order_by_desc(access_entry::Column::Number)
        .limit(most)
        .all(conn)
        .await?;
    let read = |row: access_entry::Model| AccessEntry {
        at: row.at.utc(),
        number: row.number,
        what: row.what,
        subject: row.subject,
    };
    Ok(rows.into_iter().map(read).collect())
}
