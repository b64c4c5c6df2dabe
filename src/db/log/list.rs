//! Events as lists: which there are.

use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{number, place_of_opening, refused};
use crate::db::entity::log_event;
use crate::db::{Scope, StorageError};
use crate::domain::keys::OrganisationKey;
use crate::domain::log::{Event, Subject};

/// One line of the list of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The index of the leaf.
    pub seq: u64,
    /// What it is about.
    pub subject: Subject,
    /// The event; nothing where its subject was erased.
    pub event: Option<Event>,
}

/// Events from an index on, at most so many.
pub async fn events_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    from: u64,
    most: u64,
) -> Result<Vec<LogLine>, StorageError> {
    let rows = scope
        .rows::<log_event::Entity>()
        .filter(log_event::Column::Seq.gte(number(from)?))
        .order_by_asc(log_event::Column::Seq)
        .limit(most)
        .all(conn)
        .await?;
    rows.into_iter().map(line).collect()
}

/// The events about one subject, the oldest first.
pub async fn events_of_subject(
    conn: &impl ConnectionTrait,
    scope: Scope,
    subject: Subject,
) -> Result<Vec<LogLine>, StorageError> {
    let rows = scope
        .rows::<log_event::Entity>()
        .filter(log_event::Column::Subject.eq(Uuid::from_bytes(subject.0)))
        .order_by_asc(log_event::Column::Seq)
        .all(conn)
        .await?;
    rows.into_iter().map(line).collect()
}

/// The fields that the last event about a subject recorded; nothing where there is none, where it was erased, and where
/// they are sealed with the key of a person.
pub async fn last_record_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    key: &OrganisationKey,
    subject: Subject,
) -> Result<Option<Vec<(String, String)>>, StorageError> {
    let row = scope
        .rows::<log_event::Entity>()
        .filter(log_event::Column::Subject.eq(Uuid::from_bytes(subject.0)))
        .order_by_desc(log_event::Column::Seq)
        .one(conn)
        .await?;
    let row = row.filter(|row| row.subject_key_id.is_none());
    let Some((seq, sealed)) = row.and_then(|row| Some((row.seq, row.opening?))) else {
        return Ok(None);
    };
    let opening = sealed.open(key, &place_of_opening(scope, seq.unsigned_abs()))?;
    let fields = opening.record.into_iter();
    Ok(Some(
        fields.map(|field| (field.name, field.value)).collect(),
    ))
}

fn line(row: log_event::Model) -> Result<LogLine, StorageError> {
    let event = row.body.map(|body| Event::read(&body)).transpose();
    Ok(LogLine {
        seq: row.seq.unsigned_abs(),
        subject: Subject(row.subject.into_bytes()),
        event: event.map_err(refused)?,
    })
}
