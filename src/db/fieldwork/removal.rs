//! Taking away what was planned, where an audit is taken away in which nothing came in. What came in is never taken away.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, PaginatorTrait, QueryFilter};

use crate::db::entity::{
    assignment, boundary, calendar_feed, deviation, device, device_link, draft, evidence_link,
    field_code, instrument, milestone, paired_test, plan, sealed_list, sheet, spent, submission,
    substitution,
};
use crate::db::{AuditId, Scope, StorageError};

/// Whether anything came in for an audit.
pub async fn has_fieldwork(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<bool, StorageError> {
    Ok(scope
        .rows_of::<submission::Entity>(audit)
        .count(conn)
        .await?
        > 0)
}

/// Takes away what was planned for an audit.
///
/// # Errors
/// [`StorageError::HoldsFieldwork`] where something came in.
pub async fn remove_fieldwork(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<(), StorageError> {
    if has_fieldwork(txn, scope, audit).await? {
        return Err(StorageError::HoldsFieldwork);
    }
    macro_rules! remove {
        ($($table:ident),*) => {$(
            scope
                .removal::<$table::Entity>()
                .filter($table::Column::AuditId.eq(audit))
                .exec(txn)
                .await?;
        )*};
    }
    remove!(
        boundary,
        calendar_feed,
        device,
        device_link,
        evidence_link,
        draft,
        paired_test,
        sheet,
        milestone,
        spent,
        assignment,
        field_code,
        instrument,
        substitution,
        sealed_list,
        deviation,
        plan
    );
    Ok(())
}
