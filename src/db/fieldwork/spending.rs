//! Hours and cost of an audit.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryOrder};

use super::keyed::{Keyed, next_number, opened};
use super::words::Spent;
use crate::db::entity::spent;
use crate::db::id::SpentId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;

/// Where what was spent stands.
const BODY: &str = "spent.body";

/// What was spent on an audit, in the order in which it was written down.
pub async fn spent_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Spent>, StorageError> {
    let rows = scope.rows_of::<spent::Entity>(audit);
    let rows = rows.order_by_asc(spent::Column::Number).all(conn).await?;
    let open = |row: spent::Model, keyed: &Keyed| keyed.open((row.id.as_uuid(), BODY), &row.body);
    opened(conn, scope, master, rows, open).await
}

/// Writes down what was spent.
pub async fn add_spent(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, &Spent),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<spent::Entity>(audit);
    let number = next_number(txn, rows, spent::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = SpentId::new(ids);
    let row = spent::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        body: keyed.seal((id.as_uuid(), BODY), new, ids),
    };
    insert_all(txn, vec![row]).await
}
