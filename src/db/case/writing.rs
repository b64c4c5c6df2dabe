//! What every part of a case is written with: the transaction, whose it is, where ids and numbers come from.

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::numbers::Numbers;
use super::settling::Settling;
use crate::db::counter::Series;
use crate::db::{AuditId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::OrganisationKey;

/// One case being written.
pub(super) struct Writing<'a> {
    pub(super) txn: &'a DatabaseTransaction,
    pub(super) scope: Scope,
    pub(super) audit: AuditId,
    pub(super) ids: &'a mut dyn IdSource,
    pub(super) numbers: Numbers,
    pub(super) key: OrganisationKey,
}

impl Writing<'_> {
    /// The sums of this audit.
    pub(super) fn settling(&self) -> Settling<'_> {
        Settling {
            txn: self.txn,
            scope: self.scope,
            audit: self.audit,
        }
    }

    /// Seals a text with the key of the organisation, for the row that it stands in.
    pub(super) fn sealed(
        &mut self,
        text: &String,
        record: Uuid,
        field: &'static str,
    ) -> Encrypted<String> {
        let place = self.scope.place(record, field);
        Encrypted::seal(&self.key, &place, text, self.ids.nonce())
    }

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
