//! One more visit in an audit that is stored, with what was seen on it. Nothing that is there is touched.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, NotSet, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::fieldwork::visit_rows;
use super::obligations::load_obligations;
use super::observations::{said_more, settle_cells};
use super::reading::Reading;
use super::slots::Slots;
use super::writing::Writing;
use super::{agreements, register};
use crate::db::columns::{Json, Scaled, SeenCode};
use crate::db::entity::{cell, obligation, observation, place, sample, visit};
use crate::db::id::{ObservationId, VisitId};
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::fieldwork::{Observation, Visit};
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
    let key = organisation_key(txn, scope, master, ids).await?;
    let r = Reading {
        txn,
        scope,
        audit,
        key: Some(key.clone()),
    };
    let mut w = Writing {
        txn,
        scope,
        audit,
        ids,
        numbers: super::numbers::Numbers::default(),
        key,
    };
    let position = next_visit(txn, scope, audit).await?;
    let (row, observers) = visit_rows(&mut w, visit, (position, place));
    let id = row.id;
    insert_all(txn, vec![row]).await?;
    insert_all(txn, observers).await?;
    add_observations(&mut w, &r, (visit, id, place), observations).await?;
    settle_cells(&mut w).await?;
    settle_samples(txn, scope, audit).await
}

async fn place_id(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    code: &Code,
) -> Result<crate::db::PlaceId, StorageError> {
    let found = scope
        .rows_of::<place::Entity>(audit)
        .filter(place::Column::Code.eq(code.as_str()));
    let row = found.one(txn).await?;
    row.map(|row| row.id).ok_or(StorageError::Dangling {
        from: "visits",
        what: "place",
        code: code.clone(),
    })
}

async fn next_visit(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<i32, StorageError> {
    let last: Option<Option<i32>> = scope
        .rows_of::<visit::Entity>(audit)
        .select_only()
        .expr(visit::Column::Position.max())
        .into_tuple()
        .one(txn)
        .await?;
    Ok(last.flatten().map_or(0, |last| last + 1))
}

async fn add_observations(
    w: &mut Writing<'_>,
    r: &Reading<'_>,
    (visit, visit_id, place): (&Visit, VisitId, crate::db::PlaceId),
    observations: &[Observation],
) -> Result<(), StorageError> {
    let (_, agreements) = agreements::load_agreements(r).await?;
    let (_, parties) = register::load_parties(r).await?;
    let (_, places) = register::load_places(r).await?;
    let (promises, _) = load_obligations(r, &agreements, &places, &parties).await?;
    let rows = w
        .scope
        .rows_of::<obligation::Entity>(w.audit)
        .all(w.txn)
        .await?;
    let mut position = next_observation(w).await?;
    let mut new = Vec::new();
    for seen in observations {
        let dangling = || StorageError::Dangling {
            from: "observations",
            what: "obligation",
            code: seen.obligation.clone(),
        };
        let row = rows.iter().find(|row| row.code == seen.obligation);
        let row = row.ok_or_else(dangling)?;
        let promise = promises.iter().find(|one| one.id == seen.obligation);
        let slots = Slots::of(promise.ok_or_else(dangling)?);
        let slot = slots.holding(visit.date.first_day(), visit.date.last_day());
        let cell_id = cell_of(w, (row.id, place, slot, visit)).await?;
        let value = seen.value.as_ref();
        let value = value
            .map(|value| Scaled::stated("observations.value", value))
            .transpose()?;
        let id = ObservationId::new(w.ids);
        let note = seen.note.as_ref();
        let note = note.map(|note| w.sealed(note, id.as_uuid(), "observation.note"));
        new.push(observation::Model {
            organisation_id: w.scope.organisation(),
            id,
            audit_id: w.audit,
            position,
            visit_id,
            cell_id,
            seen: SeenCode::of(seen.seen),
            value,
            value_text: said_more(seen.value.as_ref(), value),
            note,
            evidence: Some(seen.evidence.clone())
                .filter(|codes| !codes.is_empty())
                .map(Json),
        });
        position += 1;
    }
    insert_all(w.txn, new).await
}

async fn next_observation(w: &Writing<'_>) -> Result<i32, StorageError> {
    let last: Option<Option<i32>> = w
        .scope
        .rows_of::<observation::Entity>(w.audit)
        .select_only()
        .expr(observation::Column::Position.max())
        .into_tuple()
        .one(w.txn)
        .await?;
    Ok(last.flatten().map_or(0, |last| last + 1))
}

/// The cell in which an observation meets others, made where it is the first.
async fn cell_of(
    w: &Writing<'_>,
    (promise, place, slot, visit): (crate::db::ObligationId, crate::db::PlaceId, i32, &Visit),
) -> Result<i64, StorageError> {
    let there = w
        .scope
        .rows_of::<cell::Entity>(w.audit)
        .filter(cell::Column::ObligationId.eq(promise))
        .filter(cell::Column::PlaceId.eq(place))
        .filter(cell::Column::Slot.eq(slot))
        .filter(cell::Column::Purpose.eq(visit.purpose));
    if let Some(row) = there.one(w.txn).await? {
        return Ok(row.id);
    }
    let made = cell::Entity::insert(cell::ActiveModel {
        id: NotSet,
        organisation_id: Set(w.scope.organisation()),
        audit_id: Set(w.audit),
        obligation_id: Set(promise),
        place_id: Set(place),
        slot: Set(slot),
        purpose: Set(visit.purpose),
        visits: Set(0),
        observers: Set(0),
        first_day: Set(None),
        last_day: Set(None),
    });
    Ok(made.exec_with_returning(w.txn).await?.id)
}

/// Counts the places that were visited into the sample that they are.
pub(super) async fn settle_samples(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<(), StorageError> {
    let visited: Vec<crate::db::PlaceId> = scope
        .rows_of::<visit::Entity>(audit)
        .order_by_asc(visit::Column::PlaceId)
        .select_only()
        .column(visit::Column::PlaceId)
        .distinct()
        .into_tuple()
        .all(txn)
        .await?;
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
