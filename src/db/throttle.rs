//! Tries that failed, by a hash of whose they were. In the database, so that a restart forgives nothing.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::columns::Instant;
use super::entity::throttle;
use super::id::ThrottleId;
use super::{IdSource, Scope, StorageError};
use crate::domain::patience::{FORGOTTEN, wait_until};

/// Counts a try before it is made, as one that failed; or gives until when none is made. Counting first leaves no time
/// between looking and counting.
pub async fn admit(
    txn: &DatabaseTransaction,
    home: Scope,
    whose: [u8; 32],
    ids: &mut dyn IdSource,
) -> Result<Option<DateTime<Utc>>, StorageError> {
    let now = ids.now();
    let long_ago = Instant::from(now - FORGOTTEN);
    let forgotten = home.removal::<throttle::Entity>();
    forgotten
        .filter(throttle::Column::LastAt.lt(long_ago))
        .exec(txn)
        .await?;
    let row = throttle::Model {
        id: ThrottleId::new(ids),
        organisation_id: home.organisation(),
        whose: whose.to_vec(),
        failed: 0,
        last_at: now.into(),
    };
    let mut there =
        OnConflict::columns([throttle::Column::OrganisationId, throttle::Column::Whose]);
    throttle::Entity::insert(row.into_active_model())
        .on_conflict(there.do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    let found = home
        .rows::<throttle::Entity>()
        .filter(throttle::Column::Whose.eq(whose.to_vec()))
        .lock_exclusive()
        .one(txn)
        .await?;
    let failed = found.as_ref().map_or(0, |row| row.failed);
    let last = found.map_or(now, |row| row.last_at.utc());
    if let Some(until) = wait_until(failed, last).filter(|until| *until > now) {
        return Ok(Some(until));
    }
    home.changes::<throttle::Entity>()
        .filter(throttle::Column::Whose.eq(whose.to_vec()))
        .col_expr(
            throttle::Column::Failed,
            Expr::value(failed.saturating_add(1)),
        )
        .col_expr(throttle::Column::LastAt, Expr::value(Instant::from(now)))
        .exec(txn)
        .await?;
    Ok(None)
}

/// Forgets what failed, because a try did not; gives how many had failed before it.
pub async fn forgive(
    txn: &DatabaseTransaction,
    home: Scope,
    whose: [u8; 32],
) -> Result<i32, StorageError> {
    let found = home
        .rows::<throttle::Entity>()
        .filter(throttle::Column::Whose.eq(whose.to_vec()))
        .one(txn)
        .await?;
    let removal = home.removal::<throttle::Entity>();
    removal
        .filter(throttle::Column::Whose.eq(whose.to_vec()))
        .exec(txn)
        .await?;
    // The one that did not fail was counted before it was made.
    Ok(found.map_or(0, |row| row.failed.saturating_sub(1)))
}
