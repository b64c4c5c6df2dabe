//! Visits and places added to an audit that is stored, with what was seen on them. Nothing else is touched.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::fieldwork::visit_rows;
use super::meeting::Meeting;
use super::writing::Writing;
use crate::db::entity::{observation, place, sample, visit};
use crate::db::id::{PlaceId, VisitId};
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::log::lock;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::fieldwork::{Observation, Place, Visit};
use crate::domain::keys::MasterKey;

/// Adds a visit with its observations, and counts its place among those that were visited. The name of the visit must be
/// new in the audit; the observations must be of this visit.
pub async fn add_visit(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, visit, observations): (AuditId, &Visit, &[Observation]),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let one = [(visit.clone(), observations.to_vec())];
    add_visits(txn, scope, master, (audit, &one), ids).await
}

/// The same for many visits at once.
pub async fn add_visits(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, visits): (AuditId, &[(Visit, Vec<Observation>)]),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let key = organisation_key(txn, scope, master, ids).await?;
    let mut w = Writing {
        txn,
        scope,
        audit,
        ids,
        numbers: super::numbers::Numbers::default(),
        key,
    };
    lock(txn, scope).await?;
    let promised = visits.iter().flat_map(|(_, seen)| seen);
    let mut meeting = Meeting::of(&w, promised.map(|one| &one.obligation)).await?;
    let mut seen = Vec::new();
    let mut further = false;
    let mut observation = next_observation(&w).await?;
    for (position, (visit, observations)) in (next_visit(txn, scope, audit).await?..).zip(visits) {
        let place = place_id(txn, scope, audit, &visit.place).await?;
        let there = scope
            .rows_of::<visit::Entity>(audit)
            .filter(visit::Column::Code.eq(visit.id.as_str()));
        if there.count(txn).await? > 0 {
            return Err(StorageError::Twice {
                what: "visits",
                code: visit.id.clone(),
            });
        }
        further |= !was_visited(txn, scope, place).await?;
        let (row, observers) = visit_rows(&mut w, visit, (position, place));
        let id = row.id;
        insert_all(txn, vec![row]).await?;
        insert_all(txn, observers).await?;
        meeting.goes_to(&w, place, visit.purpose).await?;
        for one in observations {
            let at = (visit, id, place);
            let row = meeting.row(&mut w, at, (observation, one)).await?;
            seen.push(row);
            observation += 1;
        }
    }
    let (before, all) = meeting.touched();
    w.settling().take_out(&before).await?;
    insert_all(txn, seen).await?;
    w.settling().settle(&all).await?;
    // Another visit to a place changes nothing of the sample that the places are.
    match further {
        true => settle_samples(txn, scope, audit).await,
        false => Ok(()),
    }
}

/// Adds places to an audit, at the end of its list, and to the frame of its visits. Their names must be new in the audit.
pub async fn add_places(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, places): (AuditId, &[Place]),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let last: Option<Option<i32>> = scope
        .rows_of::<place::Entity>(audit)
        .select_only()
        .expr(place::Column::Position.max())
        .into_tuple()
        .one(txn)
        .await?;
    let first = last.flatten().map_or(0, |last| last + 1);
    let row = |(position, place): (i32, &Place)| place::Model {
        id: PlaceId::new(ids),
        organisation_id: scope.organisation(),
        audit_id: audit,
        position,
        code: place.id.clone(),
        name: place.name.clone(),
        stratum: place.stratum.clone(),
        note: place.note.clone(),
    };
    let rows: Vec<_> = (first..).zip(places).map(row).collect();
    insert_all(txn, rows).await?;
    let more = i64::try_from(places.len()).unwrap_or(0);
    frame_grows(txn, scope, (audit, more)).await
}

pub(super) async fn frame_grows(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, more): (AuditId, i64),
) -> Result<(), StorageError> {
    scope
        .changes::<sample::Entity>()
        .filter(sample::Column::AuditId.eq(audit))
        .filter(sample::Column::Visited.eq(true))
        .filter(sample::Column::Universe.is_not_null())
        .col_expr(
            sample::Column::Universe,
            Expr::col(sample::Column::Universe).add(more),
        )
        .exec(txn)
        .await?;
    Ok(())
}

async fn place_id(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    code: &Code,
) -> Result<PlaceId, StorageError> {
    let found = scope
        .rows_of::<place::Entity>(audit)
        .filter(place::Column::Code.eq(code.as_str()));
    let found = found.select_only().column(place::Column::Id);
    let id = found.into_tuple::<PlaceId>().one(txn).await?;
    id.ok_or(StorageError::Dangling {
        from: "visits",
        what: "place",
        code: code.clone(),
    })
}

/// Whether a visit was made to a place.
pub(super) async fn was_visited(
    txn: &DatabaseTransaction,
    scope: Scope,
    place: PlaceId,
) -> Result<bool, StorageError> {
    let one = scope
        .rows::<visit::Entity>()
        .filter(visit::Column::PlaceId.eq(place))
        .select_only()
        .column(visit::Column::Id)
        .limit(1)
        .into_tuple::<VisitId>();
    Ok(one.one(txn).await?.is_some())
}

async fn next_visit(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<i32, StorageError> {
    let last: Option<i32> = scope
        .rows_of::<visit::Entity>(audit)
        .select_only()
        .column(visit::Column::Position)
        .order_by_desc(visit::Column::Position)
        .limit(1)
        .into_tuple()
        .one(txn)
        .await?;
    Ok(last.map_or(0, |last| last + 1))
}

async fn next_observation(w: &Writing<'_>) -> Result<i32, StorageError> {
    let last: Option<i32> = w
        .scope
        .rows_of::<observation::Entity>(w.audit)
        .select_only()
        .column(observation::Column::Position)
        .order_by_desc(observation::Column::Position)
        .limit(1)
        .into_tuple()
        .one(w.txn)
        .await?;
    Ok(last.map_or(0, |last| last + 1))
}

/// Counts the places that were visited into the sample that they are. Place after place asks whether there is a visit, however
/// many there are.
pub(super) async fn settle_samples(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<(), StorageError> {
    let visited = visited_places(txn, scope, audit).await?;
    let seen = crate::db::columns::stored_count("visits", visited.len() as u64)?;
    scope
        .changes::<sample::Entity>()
        .filter(sample::Column::AuditId.eq(audit))
        .filter(sample::Column::Visited.eq(true))
        .col_expr(sample::Column::Seen, Expr::value(seen))
        .exec(txn)
        .await?;
    Ok(())
}

/// The names of the places of an audit to which a visit was made.
pub async fn visited_places(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<Code>, StorageError> {
    let visits = Query::select()
        .expr(Expr::val(1))
        .from(visit::Entity)
        .and_where(
            Expr::col((visit::Entity, visit::Column::PlaceId))
                .equals((place::Entity, place::Column::Id)),
        )
        .to_owned();
    let visited = scope
        .rows_of::<place::Entity>(audit)
        .filter(Expr::exists(visits))
        .select_only()
        .column(place::Column::Code)
        .into_tuple::<Code>();
    Ok(visited.all(conn).await?)
}

/// How many visits of an audit were made before a day.
pub async fn visits_before(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
    day: NaiveDate,
) -> Result<u64, StorageError> {
    let early = scope
        .rows_of::<visit::Entity>(audit)
        .filter(visit::Column::LastDay.lt(day));
    Ok(early.count(conn).await?)
}
