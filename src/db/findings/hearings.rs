//! Hearings with who came and what was promised there.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use crate::db::entity::hearing;
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::HearingId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::follow_up::Hearing;
use crate::domain::keys::MasterKey;

/// Where a hearing stands.
const BODY: &str = "hearing.body";

/// A hearing with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHearing {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// When, where, who came, what was promised.
    pub hearing: Hearing,
}

/// Adds a hearing; gives its number.
pub async fn add_hearing(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, &Hearing),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<hearing::Entity>(audit);
    let number = next_number(txn, rows, hearing::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = HearingId::new(ids);
    let row = hearing::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        code: new.id.clone(),
        body: keyed.seal((id.as_uuid(), BODY), new, ids),
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// The hearings of an audit, by number.
pub async fn hearings_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptHearing>, StorageError> {
    let rows = scope.rows_of::<hearing::Entity>(audit);
    let rows = rows.order_by_asc(hearing::Column::Number).all(conn).await?;
    let kept = |row: hearing::Model, keyed: &Keyed| {
        Ok(KeptHearing {
            number: row.number.unsigned_abs(),
            hearing: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
        })
    };
    opened(conn, scope, master, rows, kept).await
}

/// Saves a hearing, with more who came or more that was promised.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such hearing.
pub async fn save_hearing(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, number, now): (AuditId, u32, &Hearing),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<hearing::Entity>(audit);
    let row = rows
        .filter(hearing::Column::Number.eq(i64::from(number)))
        .one(txn)
        .await?
        .ok_or(StorageError::NotThere { what: "hearing" })?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let body = keyed.seal((row.id.as_uuid(), BODY), now, ids);
    scope
        .changes::<hearing::Entity>()
        .filter(hearing::Column::Id.eq(row.id))
        .col_expr(hearing::Column::Body, Expr::value(body))
        .exec(txn)
        .await?;
    Ok(())
}
