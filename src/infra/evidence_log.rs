//! Saying what happened: the evidence log as a feature meets it, with the key, the actor and the scope of the
//! operation filled in.

use sea_orm::DatabaseTransaction;

use super::app::Ctx;
use crate::db::key::organisation_key;
use crate::db::log::{Fact, StoredCheckpoint, checkpoint_now, record};
use crate::db::{IdSource, StorageError};
use crate::domain::keys::OrganisationKey;
use crate::domain::log::{Happening, Opening, Subject};

impl Ctx {
    /// The key of the operation's organisation.
    ///
    /// # Errors
    /// Where the master key is not the one that wrapped it.
    pub async fn organisation_key(
        &self,
        txn: &DatabaseTransaction,
        ids: &mut dyn IdSource,
    ) -> Result<OrganisationKey, StorageError> {
        organisation_key(txn, self.scope, &self.app.master, ids).await
    }

    /// A fact about a subject, by whoever acts.
    #[must_use]
    pub fn fact(&self, subject: Subject) -> Fact<'static> {
        Fact::about(subject, self.actor.code())
    }

    /// Records what happened, in the transaction of the change; gives the index in the log. A failure must fail the
    /// change: hand it on.
    ///
    /// # Errors
    /// As [`record`].
    pub async fn record(
        &self,
        txn: &DatabaseTransaction,
        ids: &mut dyn IdSource,
        fact: Fact<'_>,
        what: impl FnOnce(&Opening) -> Happening,
    ) -> Result<u64, StorageError> {
        let key = self.organisation_key(txn, ids).await?;
        record(txn, self.scope, &key, fact, ids, what).await
    }

    /// Signs the head of the log as it is in this transaction.
    ///
    /// # Errors
    /// As [`checkpoint_now`].
    pub async fn checkpoint(
        &self,
        txn: &DatabaseTransaction,
        ids: &mut dyn IdSource,
    ) -> Result<StoredCheckpoint, StorageError> {
        let key = self.organisation_key(txn, ids).await?;
        checkpoint_now(txn, self.scope, &key, ids).await
    }
}
