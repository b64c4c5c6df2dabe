//! Audits and their promises as lists: which there are. An audit as a whole is a case.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, Select, SelectGetableTuple,
    Selector,
};

use super::columns::{Instant, Json, StandingWord};
use super::entity::{audit, obligation, party, place};
use super::{AuditId, ObligationId, Scope, StorageError};
use crate::domain::case::{RestatedFrom, Standing};
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;

/// One line of the list of audits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its id.
    pub id: AuditId,
    /// Its number in the organisation.
    pub number: i64,
    /// Its name in addresses and file names.
    pub code: Code,
    /// Its title.
    pub title: String,
    /// Whose audit it is.
    pub standing: Standing,
    /// When it was stored.
    pub stored_at: DateTime<Utc>,
}

/// The audits of an organisation, by number.
pub async fn audits_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<AuditLine>, StorageError> {
    let rows = scope
        .rows::<audit::Entity>()
        .order_by_asc(audit::Column::Number);
    let lines = of_lines(rows).all(conn).await?;
    Ok(lines.into_iter().map(line).collect())
}

/// The audits in which one of these names is a party, by number.
pub async fn audits_with_party(
    conn: &impl ConnectionTrait,
    scope: Scope,
    codes: &[Code],
) -> Result<Vec<AuditLine>, StorageError> {
    let codes = codes.iter().map(Code::as_str);
    let parties = scope
        .rows::<party::Entity>()
        .filter(party::Column::Code.is_in(codes))
        .select_only()
        .column(party::Column::AuditId)
        .distinct();
    let audits: Vec<AuditId> = parties.into_tuple().all(conn).await?;
    let all = audits_of(conn, scope).await?;
    Ok(all
        .into_iter()
        .filter(|line| audits.contains(&line.id))
        .collect())
}

/// The audit of this name.
pub async fn audit_named(
    conn: &impl ConnectionTrait,
    scope: Scope,
    code: &Code,
) -> Result<Option<AuditLine>, StorageError> {
    let found = scope
        .rows::<audit::Entity>()
        .filter(audit::Column::Code.eq(code.as_str()));
    Ok(of_lines(found).one(conn).await?.map(line))
}

/// The audit of this id.
pub async fn audit_with(
    conn: &impl ConnectionTrait,
    scope: Scope,
    id: AuditId,
) -> Result<Option<AuditLine>, StorageError> {
    let found = scope
        .rows::<audit::Entity>()
        .filter(audit::Column::Id.eq(id));
    Ok(of_lines(found).one(conn).await?.map(line))
}

/// What a line is made of. What an audit says of its method is long, and no line needs it.
type LineRow = (
    AuditId,
    i64,
    Code,
    String,
    StandingWord,
    Json<Vec<RestatedFrom>>,
    Instant,
);

fn of_lines(rows: Select<audit::Entity>) -> Selector<SelectGetableTuple<LineRow>> {
    use audit::Column as C;
    rows.select_only()
        .columns([
            C::Id,
            C::Number,
            C::Code,
            C::Title,
            C::Standing,
            C::RestatedFrom,
            C::StoredAt,
        ])
        .into_tuple()
}

fn line((id, number, code, title, standing, restated_from, stored_at): LineRow) -> AuditLine {
    AuditLine {
        id,
        number,
        code,
        title,
        standing: standing_of(standing, restated_from.0),
        stored_at: stored_at.utc(),
    }
}

/// Whose audit it is, from its two columns.
pub(super) fn standing_of(word: StandingWord, restated_from: Vec<RestatedFrom>) -> Standing {
    match word {
        StandingWord::Own => Standing::Own,
        StandingWord::Practice => Standing::Practice,
        StandingWord::Restated => Standing::Restated(restated_from),
    }
}

/// One line of the list of promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseLine {
    /// Its id.
    pub id: ObligationId,
    /// Its number in the organisation: 7 for O-07.
    pub number: i64,
    /// Its name in the case.
    pub code: Code,
    /// The promise as a sentence.
    pub promise: String,
}

/// The promises of an audit, in the order of its case.
pub async fn promises_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<PromiseLine>, StorageError> {
    let rows = scope.rows_of::<obligation::Entity>(audit);
    let rows = rows
        .order_by_asc(obligation::Column::Position)
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| PromiseLine {
            id: row.id,
            number: row.number,
            code: row.code,
            promise: row.promise,
        })
        .collect())
}

/// The places of an audit, in the order of its case.
pub async fn places_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<Place>, StorageError> {
    let rows = scope.rows_of::<place::Entity>(audit);
    let rows = rows.order_by_asc(place::Column::Position).all(conn).await?;
    let place = |row: place::Model| Place {
        id: row.code,
        name: row.name,
        stratum: row.stratum,
        note: row.note,
    };
    Ok(rows.into_iter().map(place).collect())
}
