//! The one query that adds up: single observations by cell, and published figures in the same columns.

use chrono::NaiveDate;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, Statement, TryGetable, Value,
};
use uuid::Uuid;

use crate::db::columns::{Scaled, Section, read_count};
use crate::db::{AuditId, Db, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::number::Fixed;

use super::{PublishedFigure, SeenCounts};

/// Fewer cells than this are not worth a second reader.
const WORTH_TWO_READERS: i64 = 2_000;

/// Single observations. `observation` is read from its index alone, cell after cell.
const OBSERVED: &str = "\
SELECT c.obligation_id, c.place_id, c.slot, CASE c.purpose WHEN 'recheck' THEN 1 ELSE 0 END, \
       count(*) FILTER (WHERE o.seen = 0), count(*) FILTER (WHERE o.seen = 1), \
       count(*) FILTER (WHERE o.seen = 2), count(*) FILTER (WHERE o.seen = 3), \
       count(*) FILTER (WHERE o.seen = 4), count(*) FILTER (WHERE o.seen = 5), \
       count(*) FILTER (WHERE o.seen = 6), \
       CAST(sum(o.value) AS bigint), count(o.value), \
       c.visits, c.observers, c.first_day, c.last_day, \
       CAST(NULL AS varchar), CAST(NULL AS varchar), 0 \
FROM cell c JOIN observation o ON o.cell_id = c.id \
WHERE c.organisation_id = $1 AND c.audit_id = $2 AND c.id BETWEEN $3 AND $4 \
GROUP BY c.id";

/// The same as it is kept in the cells.
const KEPT: &str = "\
SELECT c.obligation_id, c.place_id, c.slot, CASE c.purpose WHEN 'recheck' THEN 1 ELSE 0 END, \
       c.in_order, c.partly, c.not_in_order, c.not_found, c.not_inspectable, c.refused, c.not_applicable, \
       c.value_sum, c.value_count, c.visits, c.observers, c.first_day, c.last_day, \
       CAST(NULL AS varchar), CAST(NULL AS varchar), 0 \
FROM cell c WHERE c.organisation_id = $1 AND c.audit_id = $2";

/// Claims and tallies that speak to a promise. "Several" visits are not counted.
const PUBLISHED: &str = "\
SELECT f.obligation_id, f.place_id, f.slot, 0, \
       f.in_order, f.partly, f.not_in_order, 0, f.not_inspectable, f.refused, f.not_applicable, \
       f.quantity, CASE WHEN f.quantity IS NULL THEN 0 ELSE 1 END, \
       CASE f.visits WHEN 'one' THEN 1 END, f.observers, f.first_day, f.last_day, \
       f.section, f.code, f.position \
FROM figure f \
WHERE f.organisation_id = $1 AND f.audit_id = $2 AND f.obligation_id IS NOT NULL AND f.section <> 'fact'";

/// Which part of an audit's cells a query takes. The figures go with the first part.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    All,
    UpTo(i64),
    After(i64),
}

/// One row of the query.
#[derive(Debug)]
pub(super) struct Sum {
    pub(super) obligation: Uuid,
    pub(super) place: Option<Uuid>,
    pub(super) slot: u32,
    pub(super) recheck: bool,
    pub(super) seen: SeenCounts,
    pub(super) value_sum: Option<Fixed>,
    pub(super) value_count: u64,
    pub(super) visits: Option<u64>,
    pub(super) observers: Option<u64>,
    pub(super) first_day: Option<NaiveDate>,
    pub(super) last_day: Option<NaiveDate>,
    pub(super) figure: Option<PublishedFigure>,
    /// The place of a figure in its list.
    pub(super) position: i32,
}

/// Adds up one part.
pub(super) async fn sums_of(
    txn: &DatabaseTransaction,
    part: Part,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<Sum>, StorageError> {
    let (sql, first, last) = match part {
        Part::All => (
            format!("{OBSERVED} UNION ALL {PUBLISHED}"),
            i64::MIN,
            i64::MAX,
        ),
        Part::UpTo(middle) => (
            format!("{OBSERVED} UNION ALL {PUBLISHED}"),
            i64::MIN,
            middle,
        ),
        Part::After(middle) => (OBSERVED.to_owned(), middle + 1, i64::MAX),
    };
    let values = [
        scope.organisation().into(),
        audit.into(),
        first.into(),
        last.into(),
    ];
    let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    txn.query_all_raw(statement)
        .await?
        .iter()
        .map(read_sum)
        .collect()
}

/// What is kept of all promises, or of some.
pub(super) async fn kept_sums_of(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    promises: Option<Vec<Uuid>>,
) -> Result<Vec<Sum>, StorageError> {
    let mut values: Vec<Value> = vec![scope.organisation().into(), audit.into()];
    let sql = match promises {
        None => format!("{KEPT} UNION ALL {PUBLISHED}"),
        Some(promises) if promises.is_empty() => return Ok(Vec::new()),
        Some(promises) => {
            let names: Vec<String> = (3..promises.len() + 3).map(|n| format!("${n}")).collect();
            let names = names.join(", ");
            values.extend(promises.into_iter().map(Value::from));
            format!(
                "{KEPT} AND c.obligation_id IN ({names}) \
                 UNION ALL {PUBLISHED} AND f.obligation_id IN ({names})"
            )
        }
    };
    let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    let rows = txn.query_all_raw(statement).await?;
    rows.iter().map(read_sum).collect()
}

/// Two views of one moment and the cell that divides the work between them, where that is worth it.
pub(super) async fn halves_of(
    db: &Db,
    scope: Scope,
    audit: AuditId,
) -> Result<Option<(i64, [DatabaseTransaction; 2])>, StorageError> {
    let statement = Statement::from_sql_and_values(
        db.reads().get_database_backend(),
        "SELECT count(*), min(id), max(id) FROM cell WHERE organisation_id = $1 AND audit_id = $2",
        [scope.organisation().into(), audit.into()],
    );
    let Some(row) = db.reads().query_one_raw(statement).await? else {
        return Ok(None);
    };
    let (cells, first, last): (i64, Option<i64>, Option<i64>) =
        (at(&row, 0)?, at(&row, 1)?, at(&row, 2)?);
    match (first, last) {
        (Some(first), Some(last)) if cells >= WORTH_TWO_READERS => {
            let middle = first + (last - first) / 2;
            Ok(db.twin_views().await?.map(|twins| (middle, twins)))
        }
        _ => Ok(None),
    }
}

fn at<T: TryGetable>(row: &QueryResult, index: usize) -> Result<T, DbErr> {
    row.try_get_by_index(index)
}

fn read_sum(row: &QueryResult) -> Result<Sum, StorageError> {
    let count = |index| read_count(at(row, index)?);
    let count_if = |index| at::<Option<i64>>(row, index)?.map(read_count).transpose();
    let figure = match at::<Option<Section>>(row, 17)? {
        Some(section) => Some(PublishedFigure {
            section,
            code: at::<Code>(row, 18)?,
        }),
        None => None,
    };
    Ok(Sum {
        obligation: at(row, 0)?,
        place: at(row, 1)?,
        slot: u32::try_from(at::<i32>(row, 2)?).unwrap_or(0),
        recheck: at::<i32>(row, 3)? == 1,
        seen: SeenCounts {
            in_order: count(4)?,
            partly: count(5)?,
            not_in_order: count(6)?,
            not_found: count(7)?,
            not_inspectable: count(8)?,
            refused: count(9)?,
            not_applicable: count(10)?,
        },
        value_sum: at::<Option<Scaled>>(row, 11)?.map(Scaled::fixed),
        value_count: count(12)?,
        visits: count_if(13)?,
        observers: count_if(14)?,
        first_day: at(row, 15)?,
        last_day: at(row, 16)?,
        figure,
        position: at(row, 19)?,
    })
}
