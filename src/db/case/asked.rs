//! A set of categories that is worked out from what came in: how often each answer was given to a question that speaks to no
//! promise. Nothing else in the audit is touched.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use crate::db::columns::{Json, read_count, stored_count};
use crate::db::entity::{category_set, sample};
use crate::db::id::CategorySetId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::derivation::CategorySet;

/// Puts a set that names no promise in the place of the one of its name, or at the end of the list. It is of the sample that
/// the visits of the audit are of, where `set.sample` names one.
pub async fn put_category_set(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, set): (AuditId, &CategorySet),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<category_set::Entity>(audit);
    let rows = rows.all(txn).await?;
    let known = rows.iter().find(|row| row.code == set.id);
    let next = rows.iter().map(|row| row.position + 1).max().unwrap_or(0);
    let position = known.map_or(next, |row| row.position);
    let mut of = None;
    if let Some(code) = &set.sample {
        let samples = scope.rows_of::<sample::Entity>(audit);
        let found = samples.filter(sample::Column::Code.eq(code.as_str()));
        of = found.one(txn).await?.map(|row| row.id);
    }
    if known.is_some() {
        remove_category_set(txn, scope, (audit, &set.id)).await?;
    }
    let row = category_set::Model {
        id: CategorySetId::new(ids),
        organisation_id: scope.organisation(),
        audit_id: audit,
        position,
        code: set.id.clone(),
        title: set.title.clone(),
        obligation_id: None,
        kind: set.set,
        base: stored_count("categories.base", set.base)?,
        base_title: set.base_title.clone(),
        counted_by: set.counted_by,
        how: set.how.clone(),
        sample_id: of,
        categories: Json(set.categories.clone()),
        groups: Json(set.groups.clone()),
        sources: Json(set.sources.clone()),
        note: set.note.clone(),
    };
    insert_all(txn, vec![row]).await
}

/// Takes a set of this name out of an audit; nothing happens where it has none.
pub async fn remove_category_set(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, code): (AuditId, &Code),
) -> Result<(), StorageError> {
    scope
        .removal::<category_set::Entity>()
        .filter(category_set::Column::AuditId.eq(audit))
        .filter(category_set::Column::Code.eq(code.as_str()))
        .exec(txn)
        .await?;
    Ok(())
}

/// The sets of an audit that belong to no promise and whose names begin so, in their order; without their samples.
pub async fn category_sets_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (audit, begins): (AuditId, &str),
) -> Result<Vec<CategorySet>, StorageError> {
    let rows = scope
        .rows_of::<category_set::Entity>(audit)
        .order_by_asc(category_set::Column::Position);
    let rows = rows.all(conn).await?.into_iter();
    let ours = rows.filter(|row| row.code.as_str().starts_with(begins));
    ours.map(|row| {
        Ok(CategorySet {
            id: row.code,
            title: row.title,
            obligation: None,
            set: row.kind,
            base: read_count(row.base)?,
            base_title: row.base_title,
            counted_by: row.counted_by,
            how: row.how,
            sample: None,
            categories: row.categories.0,
            groups: row.groups.0,
            sources: row.sources.0,
            note: row.note,
        })
    })
    .collect()
}

/// The name of the sample that the visits of an audit are of.
pub async fn visited_sample(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Option<Code>, StorageError> {
    let visited = scope
        .rows_of::<sample::Entity>(audit)
        .filter(sample::Column::Visited.eq(true));
    Ok(visited.one(conn).await?.map(|row| row.code))
}
