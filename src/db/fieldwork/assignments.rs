//! Who goes where and when, by code. The code stands sealed, as who went does: where and when alone tell of nobody.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::keyed::{Keyed, next_number, opened};
use super::words::AssignmentState;
use crate::db::entity::assignment;
use crate::db::id::AssignmentId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::MasterKey;

/// Where the code of whoever goes stands.
const CODE: &str = "assignment.code";

/// One visit that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// How far it is.
    pub state: AssignmentState,
    /// What is to be done.
    pub task: NewAssignment,
}

/// What is to be done: where, with which instrument, by whom, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAssignment {
    /// The place by its name in the audit.
    pub place: Code,
    /// The instrument by its code; its newest version is used.
    pub instrument: Code,
    /// Who goes, by code; anyone where there is none.
    pub code: Option<String>,
    /// By which day.
    pub due: Option<NaiveDate>,
    /// At what time of day, where that was drawn.
    pub slot: Option<String>,
}

/// The assignments of an audit, by number.
pub async fn assignments_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Assignment>, StorageError> {
    let rows = scope.rows_of::<assignment::Entity>(audit);
    let rows = rows
        .order_by_asc(assignment::Column::Number)
        .all(conn)
        .await?;
    let assignment = |row: assignment::Model, keyed: &Keyed| {
        let code = keyed.open_some((row.id.as_uuid(), CODE), row.code.as_ref())?;
        Ok(Assignment {
            number: row.number.unsigned_abs(),
            state: row.state,
            task: NewAssignment {
                place: row.place,
                instrument: row.instrument,
                code,
                due: row.due,
                slot: row.slot,
            },
        })
    };
    opened(conn, scope, master, rows, assignment).await
}

/// Adds assignments; gives the number of the first.
pub async fn add_assignments(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, tasks): (AuditId, &[NewAssignment]),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<assignment::Entity>(audit);
    let first = next_number(txn, rows, assignment::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let mut rows = Vec::with_capacity(tasks.len());
    for (number, task) in (first..).zip(tasks) {
        let id = AssignmentId::new(ids);
        let code = keyed.seal_some((id.as_uuid(), CODE), task.code.as_ref(), ids);
        rows.push(assignment::Model {
            id,
            organisation_id: scope.organisation(),
            audit_id: audit,
            number,
            place: task.place.clone(),
            instrument: task.instrument.clone(),
            code,
            due: task.due,
            slot: task.slot.clone(),
            state: AssignmentState::Open,
        });
    }
    insert_all(txn, rows).await?;
    Ok(first.unsigned_abs())
}

/// Says how far an assignment is.
pub async fn settle_assignment(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, number): (AuditId, u32),
    state: AssignmentState,
) -> Result<(), StorageError> {
    scope
        .changes::<assignment::Entity>()
        .filter(assignment::Column::AuditId.eq(audit))
        .filter(assignment::Column::Number.eq(i64::from(number)))
        .col_expr(assignment::Column::State, Expr::value(state))
        .exec(txn)
        .await?;
    Ok(())
}
