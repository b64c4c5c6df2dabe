//! Who looks again at which problem, with which instrument, and what came of it.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::words::{RecheckState, RecheckTask};
use crate::db::entity::recheck;
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::RecheckId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;

/// Where it stands who looks.
const BODY: &str = "recheck.body";

/// A look that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRecheck {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// The problem, by its number.
    pub problem: u32,
    /// The assignment that the observer was given, by its number.
    pub assignment: Option<u32>,
    /// How far it is.
    pub state: RecheckState,
    /// By which day.
    pub due: Option<NaiveDate>,
    /// Who looks, with what.
    pub task: RecheckTask,
}

/// Adds a look at a problem; gives its number.
pub async fn add_recheck(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, problem, assignment, due): (AuditId, u32, Option<u32>, Option<NaiveDate>),
    task: &RecheckTask,
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<recheck::Entity>(audit);
    let number = next_number(txn, rows, recheck::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = RecheckId::new(ids);
    let stored = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let row = recheck::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        problem: stored(problem),
        assignment: assignment.map(stored),
        state: RecheckState::Open,
        due,
        body: keyed.seal((id.as_uuid(), BODY), task, ids),
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// The looks of an audit, by number.
pub async fn rechecks_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptRecheck>, StorageError> {
    let rows = scope.rows_of::<recheck::Entity>(audit);
    let rows = rows.order_by_asc(recheck::Column::Number).all(conn).await?;
    let kept = |row: recheck::Model, keyed: &Keyed| {
        Ok(KeptRecheck {
            number: row.number.unsigned_abs(),
            problem: row.problem.unsigned_abs(),
            assignment: row.assignment.map(i32::unsigned_abs),
            state: row.state,
            due: row.due,
            task: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
        })
    };
    opened(conn, scope, master, rows, kept).await
}

/// Says what came of a look: done with its visit, or called off.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such look that is open.
pub async fn settle_recheck(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, number, state): (AuditId, u32, RecheckState),
    task: &RecheckTask,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<recheck::Entity>(audit);
    let row = rows
        .filter(recheck::Column::Number.eq(i64::from(number)))
        .filter(recheck::Column::State.eq(RecheckState::Open))
        .one(txn)
        .await?
        .ok_or(StorageError::NotThere { what: "re-check" })?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let body = keyed.seal((row.id.as_uuid(), BODY), task, ids);
    scope
        .changes::<recheck::Entity>()
        .filter(recheck::Column::Id.eq(row.id))
        .col_expr(recheck::Column::State, Expr::value(state))
        .col_expr(recheck::Column::Body, Expr::value(body))
        .exec(txn)
        .await?;
    Ok(())
}
