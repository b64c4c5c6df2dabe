//! How long clocks run in an organisation: the usual times until it says otherwise.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::db::columns::{Instant, Json};
use crate::db::entity::clock_rules;
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::follow_up::ClockRules;

/// The rules of an organisation.
pub async fn clock_rules_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<ClockRules, StorageError> {
    let row = scope.rows::<clock_rules::Entity>().one(conn).await?;
    Ok(row.map(|row| row.body.0).unwrap_or_default())
}

/// Sets them. What is running keeps the days that it was given.
pub async fn set_clock_rules(
    txn: &DatabaseTransaction,
    scope: Scope,
    (rules, by): (&ClockRules, i64),
    ids: &dyn IdSource,
) -> Result<(), StorageError> {
    let removal = scope.removal::<clock_rules::Entity>();
    removal.exec(txn).await?;
    let row = clock_rules::Model {
        organisation_id: scope.organisation(),
        body: Json(rules.clone()),
        by,
        saved_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}
