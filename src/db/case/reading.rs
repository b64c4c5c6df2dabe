//! What every part of a case is read with: the transaction, whose it is, and the order of the file.

use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, EntityTrait, Order, QueryOrder};

use crate::db::{AuditId, Scope, StorageError};

/// One case being read.
pub(super) struct Reading<'a> {
    pub(super) txn: &'a DatabaseTransaction,
    pub(super) scope: Scope,
    pub(super) audit: AuditId,
}

impl Reading<'_> {
    /// The rows of one table that belong to the case, in the order of its file.
    pub(super) async fn rows<E: EntityTrait>(&self) -> Result<Vec<E::Model>, StorageError> {
        let position = Expr::col((E::default(), "position"));
        let rows = self
            .scope
            .rows_of::<E>(self.audit)
            .order_by(position, Order::Asc);
        Ok(rows.all(self.txn).await?)
    }
}
