//! Sums as they are kept: each cell with what was seen in it, and each agreement with the sum of its cells. Whatever adds or
//! takes away observations keeps them in the same transaction, so they say what adding up anew would.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement};

use super::lists::Lists;
use super::sums::kept_sums_of;
use super::{Cell, SeenCounts};
use crate::db::columns::read_count;
use crate::db::connection::read;
use crate::db::{AuditId, Db, Scope, StorageError};
use crate::domain::code::Code;

/// The same as [`super::cells_of`] from the sums that are kept; `promises` names those that are asked for, or all.
pub async fn kept_cells_of(
    db: &Db,
    scope: Scope,
    audit: AuditId,
    promises: Option<&[Code]>,
) -> Result<Vec<Cell>, StorageError> {
    read(db, async |txn| {
        let lists = Lists::read(txn, scope, audit, promises).await?;
        let sums = kept_sums_of(txn, scope, audit, promises.map(|_| lists.promises())).await?;
        lists.cells(sums)
    })
    .await
}

/// What was seen of the promises of one agreement, found and not looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenOfAgreement {
    /// Its name in the case, and its title; nothing of promises that come from none.
    pub agreement: Option<(Code, String)>,
    /// In how many promises, places and periods something was seen.
    pub cells: u64,
    /// Units by what was seen of them.
    pub seen: SeenCounts,
}

/// What was seen of each agreement of an audit, in the order of the case; promises that come from none stand last.
pub async fn seen_by_agreement(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<SeenOfAgreement>, StorageError> {
    const SQL: &str = "\
SELECT a.position, a.code, a.title, s.cells, s.in_order, s.partly, s.not_in_order, s.not_found, \
       s.not_inspectable, s.refused, s.not_applicable \
FROM seen_sum s LEFT JOIN agreement a ON a.id = s.agreement_id \
WHERE s.organisation_id = $1 AND s.audit_id = $2 AND s.cells > 0";
    let values = [scope.organisation().into(), audit.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), SQL, values);
    let rows = conn.query_all_raw(statement).await?;
    let mut all = rows.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|(position, _)| *position);
    Ok(all.into_iter().map(|(_, one)| one).collect())
}

fn one(row: &QueryResult) -> Result<(i32, SeenOfAgreement), StorageError> {
    let count = |index| -> Result<u64, StorageError> {
        let count: Result<i64, DbErr> = row.try_get_by_index(index);
        read_count(count?)
    };
    let position: Option<i32> = row.try_get_by_index(0)?;
    let code: Option<Code> = row.try_get_by_index(1)?;
    let title: Option<String> = row.try_get_by_index(2)?;
    let seen = SeenCounts {
        in_order: count(4)?,
        partly: count(5)?,
        not_in_order: count(6)?,
        not_found: count(7)?,
        not_inspectable: count(8)?,
        refused: count(9)?,
        not_applicable: count(10)?,
    };
    let one = SeenOfAgreement {
        agreement: code.zip(title),
        cells: count(3)?,
        seen,
    };
    Ok((position.unwrap_or(i32::MAX), one))
}
