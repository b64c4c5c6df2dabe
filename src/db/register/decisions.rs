//! What is decided about bodies: identifiers, and which of two of one name are not one. Nothing is merged.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter};

use crate::db::columns::Json;
use crate::db::entity::body::{self, Apart};
use crate::db::entity::body_identifier;
use crate::db::id::{BodyId, BodyIdentifierId};
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::exchange::OrgId;

/// Adds an identifier to a body.
pub async fn add_identifier(
    txn: &DatabaseTransaction,
    scope: Scope,
    body: BodyId,
    identifier: &OrgId,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = body_identifier::Model {
        id: BodyIdentifierId::new(ids),
        organisation_id: scope.organisation(),
        body_id: body,
        normal: identifier.normal.clone(),
        original: identifier.original.clone(),
    };
    insert_all(txn, vec![row]).await
}

/// Takes an identifier from a body; gives whether it was there.
pub async fn drop_identifier(
    txn: &DatabaseTransaction,
    scope: Scope,
    (body, normal): (BodyId, &str),
) -> Result<bool, StorageError> {
    let removal = scope
        .removal::<body_identifier::Entity>()
        .filter(body_identifier::Column::BodyId.eq(body))
        .filter(body_identifier::Column::Normal.eq(normal));
    Ok(removal.exec(txn).await?.rows_affected > 0)
}

/// Says which other bodies a body is not, by their numbers, each with the member who said so.
pub async fn decide_apart(
    txn: &DatabaseTransaction,
    scope: Scope,
    body: BodyId,
    apart: &[(i64, i64)],
) -> Result<(), StorageError> {
    let apart = apart.iter().map(|(body, by)| Apart {
        body: *body,
        by: *by,
    });
    let apart: Vec<Apart> = apart.collect();
    scope
        .changes::<body::Entity>()
        .filter(body::Column::Id.eq(body))
        .col_expr(body::Column::Apart, Expr::value(Json(apart)))
        .exec(txn)
        .await?;
    Ok(())
}
