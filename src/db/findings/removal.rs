//! Taking away what was written about an audit, where nobody was asked about it. What was sent and answered is never taken
//! away.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, PaginatorTrait, QueryFilter};

use crate::db::entity::{
    claim_reader, finding_draft, finding_step, hearing, letter, money_entry, money_record, problem,
    problem_step, recheck, recommendation_draft, reply_round,
};
use crate::db::{AuditId, Scope, StorageError};

/// Whether a party was asked about an audit.
pub async fn has_replies(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<bool, StorageError> {
    let sent = scope.rows_of::<reply_round::Entity>(audit);
    let sent = sent.filter(reply_round::Column::Sent.eq(true));
    Ok(sent.count(conn).await? > 0)
}

/// Takes away what was written about an audit.
///
/// # Errors
/// [`StorageError::HoldsReplies`] where a party was asked.
pub async fn remove_findings(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<(), StorageError> {
    if has_replies(txn, scope, audit).await? {
        return Err(StorageError::HoldsReplies);
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
        letter,
        hearing,
        recheck,
        claim_reader,
        problem_step,
        problem,
        reply_round,
        recommendation_draft,
        money_entry,
        money_record,
        finding_step,
        finding_draft
    );
    Ok(())
}
