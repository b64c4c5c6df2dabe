//! Visits and places taken out of an audit that is stored, with what was seen on them; the comparison is as if they had
//! never been in. What came in from the field stays where it came in.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, DatabaseTransaction, PaginatorTrait, QueryFilter, QuerySelect};

use super::adding::{frame_grows, settle_samples, was_visited};
use super::settling::Settling;
use crate::db::entity::{observation, place, visit};
use crate::db::log::lock;
use crate::db::{AuditId, Scope, StorageError};
use crate::domain::code::Code;

/// Takes visits out of an audit, with what was seen on them. A name that is not there is passed over.
pub async fn remove_visits(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, visits): (AuditId, &[Code]),
) -> Result<(), StorageError> {
    lock(txn, scope).await?;
    let settling = Settling { txn, scope, audit };
    let (mut touched, mut left) = (BTreeSet::new(), Vec::new());
    let mut gone = Vec::new();
    for name in visits {
        let found = scope
            .rows_of::<visit::Entity>(audit)
            .filter(visit::Column::Code.eq(name.as_str()));
        let Some(row) = found.one(txn).await? else {
            continue;
        };
        let cells = scope
            .rows::<observation::Entity>()
            .filter(observation::Column::VisitId.eq(row.id))
            .select_only()
            .column(observation::Column::CellId)
            .into_tuple::<i64>();
        touched.extend(cells.all(txn).await?);
        left.push(row.place_id);
        gone.push(row.id);
    }
    let touched: Vec<i64> = touched.into_iter().collect();
    settling.take_out(&touched).await?;
    for id in gone {
        scope
            .removal::<observation::Entity>()
            .filter(observation::Column::VisitId.eq(id))
            .exec(txn)
            .await?;
        scope
            .removal::<visit::Entity>()
            .filter(visit::Column::Id.eq(id))
            .exec(txn)
            .await?;
    }
    settling.settle(&touched).await?;
    for place in left {
        if !was_visited(txn, scope, place).await? {
            return settle_samples(txn, scope, audit).await;
        }
    }
    Ok(())
}

/// Takes places out of an audit, and out of the frame of its visits, where no visit was made to them.
pub async fn remove_unvisited(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, places): (AuditId, &[Code]),
) -> Result<(), StorageError> {
    let mut fewer = 0;
    for name in places {
        let found = scope
            .rows_of::<place::Entity>(audit)
            .filter(place::Column::Code.eq(name.as_str()));
        let Some(row) = found.one(txn).await? else {
            continue;
        };
        let visits = scope
            .rows_of::<visit::Entity>(audit)
            .filter(visit::Column::PlaceId.eq(row.id));
        if visits.count(txn).await? == 0 {
            let removal = scope.removal::<place::Entity>();
            let removal = removal.filter(place::Column::Id.eq(row.id));
            removal.exec(txn).await?;
            fewer += 1;
        }
    }
    frame_grows(txn, scope, (audit, -fewer)).await
}
