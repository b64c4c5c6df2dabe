//! Visits and places added to an audit that is stored, with what was seen on them. Nothing else is touched.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
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
use crate::db::id::{ObligationId, ObservationId, PlaceId, VisitId};
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::fieldwork::{Observation, Place, Visit};
use crate::domain::keys::MasterKey;
use crate::domain::obligation::Obligation;

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
    let meeting = Meeting::of(&r).await?;
    let mut seen = Vec::new();
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
        let (row, observers) = visit_rows(&mut w, visit, (position, place));
        let id = row.id;
        insert_all(txn, vec![row]).await?;
        insert_all(txn, observers).await?;
        for one in observations {
            let at = (visit, id, place);
            let row = meeting.row(&mut w, at, (observation, one)).await?;
            seen.push(row);
            observation += 1;
        }
    }
    insert_all(txn, seen).await?;
    settle_cells(&mut w).await?;
    settle_samples(txn, scope, audit).await
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

/// What decides in which cell an observation meets others.
struct Meeting {
    promises: HashMap<Code, (ObligationId, Obligation)>,
}

impl Meeting {
    async fn of(r: &Reading<'_>) -> Result<Self, StorageError> {
        let (_, agreements) = agreements::load_agreements(r).await?;
        let (_, parties) = register::load_parties(r).await?;
        let (_, places) = register::load_places(r).await?;
        let (promises, _) = load_obligations(r, &agreements, &places, &parties).await?;
        let rows = r.scope.rows_of::<obligation::Entity>(r.audit);
        let rows = rows.all(r.txn).await?;
        let ids: HashMap<Code, ObligationId> =
            rows.into_iter().map(|row| (row.code, row.id)).collect();
        let known = promises.into_iter().filter_map(|promise| {
            let id = *ids.get(&promise.id)?;
            Some((promise.id.clone(), (id, promise)))
        });
        Ok(Self {
            promises: known.collect(),
        })
    }

    async fn row(
        &self,
        w: &mut Writing<'_>,
        (visit, visit_id, place): (&Visit, VisitId, PlaceId),
        (position, seen): (i32, &Observation),
    ) -> Result<observation::Model, StorageError> {
        let known = self.promises.get(&seen.obligation);
        let (promise, obligation) = known.ok_or_else(|| StorageError::Dangling {
            from: "observations",
            what: "obligation",
            code: seen.obligation.clone(),
        })?;
        let slots = Slots::of(obligation);
        let slot = slots.holding(visit.date.first_day(), visit.date.last_day());
        let cell_id = cell_of(w, (*promise, place, slot, visit)).await?;
        let value = seen.value.as_ref();
        let value = value
            .map(|value| Scaled::stated("observations.value", value))
            .transpose()?;
        let id = ObservationId::new(w.ids);
        let note = seen.note.as_ref();
        let note = note.map(|note| w.sealed(note, id.as_uuid(), "observation.note"));
        Ok(observation::Model {
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
        })
    }
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
    (promise, place, slot, visit): (ObligationId, PlaceId, i32, &Visit),
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
    let visited: Vec<PlaceId> = scope
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
