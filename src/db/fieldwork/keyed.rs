//! What the tables of field work and of findings share: the key that seals and opens what stands in it, and the number that comes next.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect, Select,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::db::key::{organisation_key, organisation_key_of};
use crate::db::{Encrypted, IdSource, Scope, StorageError};
use crate::domain::keys::{MasterKey, OrganisationKey};

/// The key that opens what stands here; there is one wherever something stands.
pub(in crate::db) async fn key_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
) -> Result<OrganisationKey, StorageError> {
    let key = organisation_key_of(conn, scope, master).await?;
    key.ok_or(StorageError::KeyMissing)
}

/// The key of the organisation, with whose part of the database it opens. A value stands at a row and a field.
pub(in crate::db) struct Keyed {
    scope: Scope,
    key: OrganisationKey,
}

impl Keyed {
    /// To write: the key is made where there is none yet.
    pub(in crate::db) async fn to_write(
        txn: &DatabaseTransaction,
        scope: Scope,
        master: &MasterKey,
        ids: &mut dyn IdSource,
    ) -> Result<Self, StorageError> {
        let key = organisation_key(txn, scope, master, ids).await?;
        Ok(Self { scope, key })
    }

    /// To read: there is a key wherever something stands.
    pub(in crate::db) async fn to_read(
        conn: &impl ConnectionTrait,
        scope: Scope,
        master: &MasterKey,
    ) -> Result<Self, StorageError> {
        let key = key_of(conn, scope, master).await?;
        Ok(Self { scope, key })
    }

    /// To look for something by an index of the key; `None` where there is no key, and so nothing to be found.
    pub(in crate::db) async fn to_seek(
        conn: &impl ConnectionTrait,
        scope: Scope,
        master: &MasterKey,
    ) -> Result<Option<Self>, StorageError> {
        let key = organisation_key_of(conn, scope, master).await?;
        Ok(key.map(|key| Self { scope, key }))
    }

    /// The key itself, from which indexes are made.
    pub(in crate::db) fn key(&self) -> &OrganisationKey {
        &self.key
    }

    /// Seals a value for its field of a row.
    pub(in crate::db) fn seal<T: Serialize + DeserializeOwned>(
        &self,
        (row, field): (Uuid, &'static str),
        value: &T,
        ids: &mut dyn IdSource,
    ) -> Encrypted<T> {
        Encrypted::seal(&self.key, &self.scope.place(row, field), value, ids.nonce())
    }

    /// Seals a value, where there is one.
    pub(in crate::db) fn seal_some<T: Serialize + DeserializeOwned>(
        &self,
        at: (Uuid, &'static str),
        value: Option<&T>,
        ids: &mut dyn IdSource,
    ) -> Option<Encrypted<T>> {
        value.map(|value| self.seal(at, value, ids))
    }

    /// Opens the value of a field of a row.
    pub(in crate::db) fn open<T: Serialize + DeserializeOwned>(
        &self,
        (row, field): (Uuid, &'static str),
        sealed: &Encrypted<T>,
    ) -> Result<T, StorageError> {
        Ok(sealed.open(&self.key, &self.scope.place(row, field))?)
    }

    /// Opens a value, where there is one.
    pub(in crate::db) fn open_some<T: Serialize + DeserializeOwned>(
        &self,
        at: (Uuid, &'static str),
        sealed: Option<&Encrypted<T>>,
    ) -> Result<Option<T>, StorageError> {
        sealed.map(|sealed| self.open(at, sealed)).transpose()
    }
}

/// Opens rows in their order. The key is fetched where there is a row.
pub(in crate::db) async fn opened<R, T>(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    rows: Vec<R>,
    open: impl Fn(R, &Keyed) -> Result<T, StorageError>,
) -> Result<Vec<T>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let keyed = Keyed::to_read(conn, scope, master).await?;
    rows.into_iter().map(|row| open(row, &keyed)).collect()
}

/// The number after the last one of these rows, counted from 1.
pub(in crate::db) async fn next_number<E: EntityTrait>(
    txn: &DatabaseTransaction,
    rows: Select<E>,
    number: E::Column,
) -> Result<i32, StorageError> {
    let last: Option<Option<i32>> = rows
        .select_only()
        .expr(number.max())
        .into_tuple()
        .one(txn)
        .await?;
    Ok(last.flatten().unwrap_or(0) + 1)
}
