//! Paired tests: two who ask for the same. Their records are submissions like others; here stands which two belong together.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::keyed::{Keyed, next_number, opened};
use super::words::PairedSetup;
use crate::db::entity::paired_test;
use crate::db::id::PairedTestId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;

/// Where stands who tests.
const BODY: &str = "paired_test.body";

/// A paired test and the records that are in.
#[derive(Clone, Debug, PartialEq)]
pub struct PairedLine {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// Who tests, and what differs between them.
    pub test: PairedSetup,
    /// The number of the first one's record.
    pub first: Option<i64>,
    /// The number of the second one's record.
    pub second: Option<i64>,
}

/// Adds a paired test; gives its number.
pub async fn add_paired(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, test): (AuditId, &PairedSetup),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<paired_test::Entity>(audit);
    let number = next_number(txn, rows, paired_test::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = PairedTestId::new(ids);
    let row = paired_test::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        body: keyed.seal((id.as_uuid(), BODY), test, ids),
        first: None,
        second: None,
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// The paired tests of an audit.
pub async fn paired_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<PairedLine>, StorageError> {
    let rows = scope.rows_of::<paired_test::Entity>(audit);
    let rows = rows
        .order_by_asc(paired_test::Column::Number)
        .all(conn)
        .await?;
    let open = |row: paired_test::Model, keyed: &Keyed| {
        Ok(PairedLine {
            number: row.number.unsigned_abs(),
            test: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
            first: row.first,
            second: row.second,
        })
    };
    opened(conn, scope, master, rows, open).await
}

/// Says that one of the two records is in: the first one's where `first`, else the second one's.
pub async fn fill_paired(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, number): (AuditId, u32),
    (first, submission): (bool, i64),
) -> Result<(), StorageError> {
    let column = if first {
        paired_test::Column::First
    } else {
        paired_test::Column::Second
    };
    scope
        .changes::<paired_test::Entity>()
        .filter(paired_test::Column::AuditId.eq(audit))
        .filter(paired_test::Column::Number.eq(i64::from(number)))
        .col_expr(column, Expr::value(submission))
        .exec(txn)
        .await?;
    Ok(())
}
