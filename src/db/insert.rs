//! Many rows at once. Never one statement for each row.

use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Iterable};

use super::StorageError;

/// How many values one statement may carry: the limit of SQLite, which is the lower one.
const MOST_VALUES: usize = 32_766;
/// Beyond this, longer statements gain nothing.
const MOST_ROWS: usize = 2_000;

/// How many rows of a table go into one statement.
pub(super) fn rows_at_once<E: EntityTrait>() -> usize {
    (MOST_VALUES / E::Column::iter().count().max(1)).clamp(1, MOST_ROWS)
}

/// Inserts rows in their order.
pub(super) async fn insert_all<M, A>(
    txn: &DatabaseTransaction,
    rows: Vec<M>,
) -> Result<(), StorageError>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    let most = rows_at_once::<A::Entity>();
    let mut rows = rows
        .into_iter()
        .map(IntoActiveModel::into_active_model)
        .peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(most).collect();
        <A::Entity as EntityTrait>::insert_many(chunk)
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}
