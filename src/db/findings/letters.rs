//! Letters of an audit that were kept, with the day on which each was sent.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use crate::db::columns::Instant;
use crate::db::entity::letter;
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::LetterId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::letter::Letter;

/// Where a letter stands.
const BODY: &str = "letter.body";

/// A letter with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLetter {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// The letter.
    pub is: Letter,
    /// The number of the member who kept it.
    pub by: i64,
    /// When.
    pub kept_at: DateTime<Utc>,
}

/// Keeps a letter; gives its number.
pub async fn add_letter(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new, by): (AuditId, &Letter, i64),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<letter::Entity>(audit);
    let number = next_number(txn, rows, letter::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = LetterId::new(ids);
    let row = letter::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        body: keyed.seal((id.as_uuid(), BODY), new, ids),
        by,
        kept_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// The letters of an audit, by number.
pub async fn letters_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptLetter>, StorageError> {
    let rows = scope.rows_of::<letter::Entity>(audit);
    let rows = rows.order_by_asc(letter::Column::Number).all(conn).await?;
    let kept = |row: letter::Model, keyed: &Keyed| {
        Ok(KeptLetter {
            number: row.number.unsigned_abs(),
            is: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
            by: row.by,
            kept_at: row.kept_at.utc(),
        })
    };
    opened(conn, scope, master, rows, kept).await
}

/// Saves a letter that was sent.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such letter.
pub async fn save_letter(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, number, now): (AuditId, u32, &Letter),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<letter::Entity>(audit);
    let row = rows
        .filter(letter::Column::Number.eq(i64::from(number)))
        .one(txn)
        .await?
        .ok_or(StorageError::NotThere { what: "letter" })?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let body = keyed.seal((row.id.as_uuid(), BODY), now, ids);
    scope
        .changes::<letter::Entity>()
        .filter(letter::Column::Id.eq(row.id))
        .col_expr(letter::Column::Body, Expr::value(body))
        .exec(txn)
        .await?;
    Ok(())
}
