//! What every part of a case is read with: the transaction, whose it is, and the order of the file.

use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, EntityTrait, Order, QueryOrder};
use uuid::Uuid;

use crate::db::{AuditId, Encrypted, Scope, StorageError};
use crate::domain::keys::OrganisationKey;

/// One case being read.
pub(super) struct Reading<'a> {
    pub(super) txn: &'a DatabaseTransaction,
    pub(super) scope: Scope,
    pub(super) audit: AuditId,
    /// The key of the organisation; one without any has sealed nothing.
    pub(super) key: Option<OrganisationKey>,
}

impl Reading<'_> {
    /// The key, for what cannot be read without it.
    pub(super) fn key(&self) -> Result<&OrganisationKey, StorageError> {
        self.key.as_ref().ok_or(StorageError::KeyMissing)
    }

    /// A text that was sealed with the key of the organisation.
    pub(super) fn opened(
        &self,
        sealed: &Encrypted<String>,
        record: Uuid,
        field: &'static str,
    ) -> Result<String, StorageError> {
        let place = self.scope.place(record, field);
        Ok(sealed.open(self.key()?, &place)?)
    }

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
