//! Visits and places taken out of an audit that is stored, with what was seen on them; the comparison is as if they had
//! never been in. What came in from the field stays where it came in.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, DatabaseTransaction, PaginatorTrait, QueryFilter};

use super::adding::{frame_grows, settle_samples};
use super::observations::settle_cells;
use super::writing::Writing;
use crate::db::entity::{cell, observation, place, visit};
use crate::db::key::organisation_key;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::MasterKey;

/// Takes visits out of an audit, with what was seen on them. A name that is not there is passed over.
pub async fn remove_visits(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, visits): (AuditId, &[Code]),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    for name in visits {
        let found = scope
            .rows_of::<visit::Entity>(audit)
            .filter(visit::Column::Code.eq(name.as_str()));
        let Some(row) = found.one(txn).await? else {
            continue;
        };
        scope
            .removal::<observation::Entity>()
            .filter(observation::Column::VisitId.eq(row.id))
            .exec(txn)
            .await?;
        scope
            .removal::<visit::Entity>()
            .filter(visit::Column::Id.eq(row.id))
            .exec(txn)
            .await?;
    }
    // A cell in which nothing meets any more is none.
    let filled = Query::select()
        .column(observation::Column::CellId)
        .from(observation::Entity)
        .and_where(observation::Column::AuditId.eq(audit))
        .to_owned();
    scope
        .removal::<cell::Entity>()
        .filter(cell::Column::AuditId.eq(audit))
        .filter(cell::Column::Id.not_in_subquery(filled))
        .exec(txn)
        .await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let mut w = Writing {
        txn,
        scope,
        audit,
        ids,
        numbers: super::numbers::Numbers::default(),
        key,
    };
    settle_cells(&mut w).await?;
    settle_samples(txn, scope, audit).await
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
