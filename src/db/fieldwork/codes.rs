//! Codes of people in an audit (W-07) and, sealed, who stands behind them. Codes of different audits cannot be joined.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::keyed::{Keyed, opened};
use super::words::Who;
use crate::db::entity::field_code;
use crate::db::id::FieldCodeId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;

/// Where stands who is behind a code.
const WHO: &str = "field_code.who";

/// The codes of an audit and who stands behind them. For the lead alone.
pub async fn codes_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<BTreeMap<String, Who>, StorageError> {
    let rows = scope.rows_of::<field_code::Entity>(audit);
    let rows = rows
        .order_by_asc(field_code::Column::Code)
        .all(conn)
        .await?;
    let open = |row: field_code::Model, keyed: &Keyed| {
        let who = keyed.open((row.id.as_uuid(), WHO), &row.who)?;
        Ok((row.code, who))
    };
    let codes = opened(conn, scope, master, rows, open).await?;
    Ok(codes.into_iter().collect())
}

/// A code that nobody in the audit has: two digits drawn by chance while there is room, then three, then four. It follows
/// from nothing about the person, not even from the order in which people came.
pub fn next_code(taken: &BTreeMap<String, Who>, ids: &mut dyn IdSource) -> String {
    let digits = match taken.len() {
        0..60 => 2,
        60..700 => 3,
        _ => 4,
    };
    let most = 10_u64.pow(digits) - 1;
    loop {
        let bytes = ids.random_bytes();
        let drawn = bytes.iter().fold(0_u64, |sum, byte| {
            sum.wrapping_mul(251).wrapping_add(u64::from(*byte))
        });
        let code = format!("W-{:0width$}", drawn % most + 1, width = digits as usize);
        if !taken.contains_key(&code) {
            return code;
        }
    }
}

/// Keeps who stands behind a code.
pub async fn add_code(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, code, who): (AuditId, &str, &Who),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = FieldCodeId::new(ids);
    let row = field_code::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        code: code.to_owned(),
        who: keyed.seal((id.as_uuid(), WHO), who, ids),
        retired_on: None,
    };
    insert_all(txn, vec![row]).await
}

/// Says that nobody goes under a code any more. Who stood behind it stays sealed.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such code.
pub async fn retire_code(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, code): (AuditId, &str),
    on: NaiveDate,
) -> Result<(), StorageError> {
    let retired = scope
        .changes::<field_code::Entity>()
        .filter(field_code::Column::AuditId.eq(audit))
        .filter(field_code::Column::Code.eq(code))
        .col_expr(field_code::Column::RetiredOn, Expr::value(on))
        .exec(txn)
        .await?;
    match retired.rows_affected {
        0 => Err(StorageError::NotThere { what: "code" }),
        _ => Ok(()),
    }
}

/// The codes of an audit under which nobody goes any more.
pub async fn retired_codes(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<BTreeSet<String>, StorageError> {
    let rows = scope.rows_of::<field_code::Entity>(audit);
    let rows = rows
        .filter(field_code::Column::RetiredOn.is_not_null())
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.code).collect())
}
