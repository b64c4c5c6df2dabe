//! A visit that no longer counts, taken out of the audit with what was seen on it. What came in stays where it came in.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter, QuerySelect};

use super::adding::settle_samples;
use super::observations::settle_cells;
use super::writing::Writing;
use crate::db::entity::{cell, observation, visit, visit_observer};
use crate::db::id::VisitId;
use crate::db::key::organisation_key;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::MasterKey;

/// Takes a visit out of an audit; the comparison is as if it had never been in.
///
/// # Errors
/// [`StorageError::NotThere`] where the audit has no such visit.
pub async fn remove_visit(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, code): (AuditId, &Code),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let found: Option<VisitId> = scope
        .rows_of::<visit::Entity>(audit)
        .filter(visit::Column::Code.eq(code.as_str()))
        .select_only()
        .column(visit::Column::Id)
        .into_tuple()
        .one(txn)
        .await?;
    let id = found.ok_or(StorageError::NotThere { what: "visit" })?;
    scope
        .removal::<observation::Entity>()
        .filter(observation::Column::VisitId.eq(id))
        .exec(txn)
        .await?;
    scope
        .removal::<visit_observer::Entity>()
        .filter(visit_observer::Column::VisitId.eq(id))
        .exec(txn)
        .await?;
    scope
        .removal::<visit::Entity>()
        .filter(visit::Column::Id.eq(id))
        .exec(txn)
        .await?;
    // A cell in which nothing is left is as one that never was.
    let held = Query::select()
        .column(observation::Column::CellId)
        .from(observation::Entity)
        .and_where(Expr::col(observation::Column::AuditId).eq(audit.as_uuid()))
        .take();
    scope
        .removal::<cell::Entity>()
        .filter(cell::Column::AuditId.eq(audit))
        .filter(cell::Column::Id.not_in_subquery(held))
        .exec(txn)
        .await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let mut w = Writing {
        txn,
        scope,
        audit,
        ids,
        numbers: super::numbers::Numbers::default(),
        key,
    };
    settle_cells(&mut w).await?;
    settle_samples(txn, scope, audit).await
}
