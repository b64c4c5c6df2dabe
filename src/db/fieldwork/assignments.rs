//! Who goes where and when, by code. The code stands sealed, as who went does: where and when alone tell of nobody.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder, QuerySelect,
};

use super::words::AssignmentState;
use super::{after, key_of};
use crate::db::entity::assignment;
use crate::db::id::AssignmentId;
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{AuditId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::MasterKey;

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
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = key_of(conn, scope, master).await?;
    let assignment = |row: assignment::Model| {
        let place = scope.place(row.id.as_uuid(), "assignment.code");
        let code = row.code.map(|code| code.open(&key, &place)).transpose()?;
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
    rows.into_iter().map(assignment).collect()
}

/// Adds assignments; gives the number of the first.
pub async fn add_assignments(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, tasks): (AuditId, &[NewAssignment]),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let key = organisation_key(txn, scope, master, ids).await?;
    let last = scope
        .rows_of::<assignment::Entity>(audit)
        .select_only()
        .expr(assignment::Column::Number.max())
        .into_tuple()
        .one(txn)
        .await?;
    let first = after(last);
    let mut rows = Vec::with_capacity(tasks.len());
    for (number, task) in (first..).zip(tasks) {
        let id = AssignmentId::new(ids);
        let place = scope.place(id.as_uuid(), "assignment.code");
        let code = task.code.as_ref();
        let code = code.map(|code| Encrypted::seal(&key, &place, code, ids.nonce()));
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
