//! What is asked on a visit, by version.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use crate::db::columns::{Instant, Json};
use crate::db::entity::instrument;
use crate::db::id::InstrumentId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::instrument::Instrument;
use crate::domain::log::Digest;

/// Every version of every instrument of an audit, by code and version.
pub async fn instruments_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<Instrument>, StorageError> {
    let rows = scope.rows_of::<instrument::Entity>(audit);
    let rows = rows
        .order_by_asc(instrument::Column::Code)
        .order_by_asc(instrument::Column::Version)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.body.0).collect())
}

/// One version of an instrument.
pub async fn instrument_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
    (code, version): (&Code, u32),
) -> Result<Option<Instrument>, StorageError> {
    let rows = scope.rows_of::<instrument::Entity>(audit);
    let row = rows
        .filter(instrument::Column::Code.eq(code.as_str()))
        .filter(instrument::Column::Version.eq(i64::from(version)))
        .one(conn)
        .await?;
    Ok(row.map(|row| row.body.0))
}

/// Keeps a version of an instrument, which never changes again.
pub async fn add_instrument(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, by): (AuditId, i64),
    (instrument, sha256): (&Instrument, Digest),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = instrument::Model {
        id: InstrumentId::new(ids),
        organisation_id: scope.organisation(),
        audit_id: audit,
        code: instrument.code.clone(),
        version: i32::try_from(instrument.version).unwrap_or(i32::MAX),
        body: Json(instrument.clone()),
        sha256: sha256.0.to_vec(),
        by,
        made_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}
