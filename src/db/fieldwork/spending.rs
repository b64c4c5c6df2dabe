//! Hours and cost of an audit.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryOrder, QuerySelect};

use super::words::Spent;
use super::{after, key_of};
use crate::db::entity::spent;
use crate::db::id::SpentId;
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{AuditId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;

/// What was spent on an audit, in the order in which it was written down.
pub async fn spent_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Spent>, StorageError> {
    let rows = scope.rows_of::<spent::Entity>(audit);
    let rows = rows.order_by_asc(spent::Column::Number).all(conn).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = key_of(conn, scope, master).await?;
    let opened = rows.into_iter().map(|row| {
        let place = scope.place(row.id.as_uuid(), "spent.body");
        Ok(row.body.open(&key, &place)?)
    });
    opened.collect()
}

/// Writes down what was spent.
pub async fn add_spent(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, &Spent),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let last = scope
        .rows_of::<spent::Entity>(audit)
        .select_only()
        .expr(spent::Column::Number.max())
        .into_tuple()
        .one(txn)
        .await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let id = SpentId::new(ids);
    let place = scope.place(id.as_uuid(), "spent.body");
    let row = spent::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number: after(last),
        body: Encrypted::seal(&key, &place, new, ids.nonce()),
    };
    insert_all(txn, vec![row]).await
}
