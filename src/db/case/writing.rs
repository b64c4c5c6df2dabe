//! What every part of a case is written with: the transaction, whose it is, where ids and numbers come from.

use sea_orm::DatabaseTransaction;

use super::numbers::Numbers;
use crate::db::counter::Series;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;

/// One case being written.
pub(super) struct Writing<'a> {
    pub(super) txn: &'a DatabaseTransaction,
    pub(super) scope: Scope,
    pub(super) audit: AuditId,
    pub(super) ids: &'a mut dyn IdSource,
    pub(super) numbers: Numbers,
}

impl Writing<'_> {
    pub(super) async fn audit_number(&self) -> Result<i64, StorageError> {
        self.numbers.of_audit(self.txn, self.scope).await
    }

    /// A number for each name, in their order.
    pub(super) async fn numbers(
        &self,
        series: Series,
        codes: impl Iterator<Item = &Code> + Clone + Send,
    ) -> Result<Vec<i64>, StorageError> {
        self.numbers.of(self.txn, self.scope, series, codes).await
    }
}

/// Items with their places in a list, as the column `position` holds them.
pub(super) fn in_order<T>(items: &[T]) -> impl Iterator<Item = (i32, &T)> {
    (0..).zip(items)
}
