//! The areas that the map of an audit shows: one set at a time, as it was brought last.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter};

use super::keyed::{Keyed, opened};
use crate::db::columns::Instant;
use crate::db::entity::boundary;
use crate::db::id::BoundaryId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::boundary::Area;
use crate::domain::keys::MasterKey;

/// Where the areas stand.
const AREAS: &str = "boundary.areas";

/// Keeps the areas of an audit in the place of those that were there; none takes them away.
pub async fn set_boundaries(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, areas, by): (AuditId, &Vec<Area>, i64),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    scope
        .removal::<boundary::Entity>()
        .filter(boundary::Column::AuditId.eq(audit))
        .exec(txn)
        .await?;
    if areas.is_empty() {
        return Ok(());
    }
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = BoundaryId::new(ids);
    let row = boundary::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        areas: keyed.seal((id.as_uuid(), AREAS), areas, ids),
        by,
        given_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}

/// The areas of an audit.
pub async fn boundaries_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Area>, StorageError> {
    let rows = scope.rows_of::<boundary::Entity>(audit).all(conn).await?;
    let open =
        |row: boundary::Model, keyed: &Keyed| keyed.open((row.id.as_uuid(), AREAS), &row.areas);
    let sets = opened(conn, scope, master, rows, open).await?;
    Ok(sets.into_iter().flatten().collect())
}
