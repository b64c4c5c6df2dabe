//! Single observations of a case, and the cells in which they meet. There may be a million of them, so nothing
//! here works row by row.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{DbErr, Set};

use crate::db::columns::{Json, Scaled, SeenCode};
use crate::db::entity::{cell, observation};
use crate::db::id::{ObligationId, ObservationId, PlaceId, VisitId};
use crate::db::insert::{insert_all, rows_at_once};
use crate::db::{AuditId, Scope, StorageError};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::{Observation, Visit, VisitPurpose};
use crate::domain::published::Stated;

use super::figures::References;
use super::names::{Codes, Names};
use super::reading::Reading;
use super::writing::Writing;

/// Where a cell stands in the order of the case: promise, place, slot, whether it is a re-check.
type Key = (usize, usize, i32, bool);

/// Every observation has a cell, written in the same transaction.
const NO_CELL: StorageError = StorageError::NotThere { what: "cell" };

pub(super) async fn store_observations(
    w: &mut Writing<'_>,
    case: &Case,
    to: &References<'_>,
    visits: &Names<VisitId>,
) -> Result<(), StorageError> {
    let keys = Keys::of(case, to);
    let keys = case
        .observations
        .iter()
        .map(|seen| keys.key(seen))
        .collect::<Result<Vec<_>, _>>()?;
    let cells = store_cells(w, case, to, &keys).await?;

    let most = rows_at_once::<observation::Entity>();
    let mut place_in_file = 0..;
    for (observations, keys) in case.observations.chunks(most).zip(keys.chunks(most)) {
        let mut rows = Vec::with_capacity(observations.len());
        for ((observation, key), position) in
            observations.iter().zip(keys).zip(place_in_file.by_ref())
        {
            let value = observation.value.as_ref();
            let value = value
                .map(|value| Scaled::stated("observations.value", value))
                .transpose()?;
            let id = ObservationId::new(w.ids);
            let note = observation.note.as_ref();
            let note = note.map(|note| w.sealed(note, id.as_uuid(), "observation.note"));
            rows.push(observation::Model {
                organisation_id: w.scope.organisation(),
                id,
                audit_id: w.audit,
                position,
                visit_id: visits.id("observations", &observation.visit)?,
                cell_id: *cells.get(key).ok_or(NO_CELL)?,
                seen: SeenCode::of(observation.seen),
                value,
                value_text: said_more(observation.value.as_ref(), value),
                note,
                evidence: Some(observation.evidence.clone())
                    .filter(|codes| !codes.is_empty())
                    .map(Json),
            });
        }
        insert_all(w.txn, rows).await?;
    }
    w.settling().settle_all().await
}

/// The words of a number, where they are more than its digits and so must be kept.
pub(super) fn said_more(stated: Option<&Stated>, value: Option<Scaled>) -> Option<Stated> {
    let digits = value.map(|value| value.fixed().to_string());
    let says_more = |stated: &&Stated| digits.as_deref() != Some(stated.text());
    stated.filter(says_more).cloned()
}

/// What decides the cell of an observation.
struct Keys<'a> {
    visits: HashMap<&'a Code, (&'a Visit, usize)>,
    obligations: HashMap<&'a Code, usize>,
    to: &'a References<'a>,
}

impl<'a> Keys<'a> {
    fn of(case: &'a Case, to: &'a References<'a>) -> Self {
        let places: HashMap<_, _> = case
            .places
            .iter()
            .zip(0..)
            .map(|(place, at)| (&place.id, at))
            .collect();
        Self {
            // A visit to an unknown place was refused when the visits were stored.
            visits: case
                .visits
                .iter()
                .map(|visit| {
                    (
                        &visit.id,
                        (visit, places.get(&visit.place).copied().unwrap_or(0)),
                    )
                })
                .collect(),
            obligations: case
                .obligations
                .iter()
                .zip(0..)
                .map(|(promise, at)| (&promise.id, at))
                .collect(),
            to,
        }
    }

    fn key(&self, observation: &Observation) -> Result<Key, StorageError> {
        let from = "observations";
        let dangling = |what, code: &Code| StorageError::Dangling {
            from,
            what,
            code: code.clone(),
        };
        let visit = self.visits.get(&observation.visit);
        let (visit, place) = *visit.ok_or_else(|| dangling("visit", &observation.visit))?;
        let promise = self.obligations.get(&observation.obligation);
        let promise = *promise.ok_or_else(|| dangling("obligation", &observation.obligation))?;
        let slots = self.to.slots.of_obligation(&observation.obligation);
        let slot = slots.map_or(0, |slots| {
            slots.holding(visit.date.first_day(), visit.date.last_day())
        });
        Ok((promise, place, slot, visit.purpose == VisitPurpose::Recheck))
    }
}

/// Stores the cells in the order in which the comparison reads them, and gives the id of each.
async fn store_cells(
    w: &mut Writing<'_>,
    case: &Case,
    to: &References<'_>,
    keys: &[Key],
) -> Result<HashMap<Key, i64>, StorageError> {
    let distinct: BTreeSet<Key> = keys.iter().copied().collect();
    let mut rows = Vec::with_capacity(distinct.len());
    for (promise, place, slot, recheck) in &distinct {
        rows.push(empty_cell(
            (w.scope, w.audit),
            to.obligations
                .id("observations", &case.obligations[*promise].id)?,
            to.places.id("visits", &case.places[*place].id)?,
            *slot,
            if *recheck {
                VisitPurpose::Recheck
            } else {
                VisitPurpose::Audit
            },
        ));
    }
    insert_all(w.txn, rows).await?;
    let stored = w.scope.rows_of::<cell::Entity>(w.audit).all(w.txn).await?;
    let ids: HashMap<_, _> = stored
        .into_iter()
        .map(|row| {
            (
                (
                    row.obligation_id,
                    row.place_id,
                    row.slot,
                    row.purpose == VisitPurpose::Recheck,
                ),
                row.id,
            )
        })
        .collect();
    let mut by_key = HashMap::with_capacity(distinct.len());
    for key @ (promise, place, slot, recheck) in distinct {
        let obligation = to
            .obligations
            .id("observations", &case.obligations[promise].id)?;
        let place = to.places.id("visits", &case.places[place].id)?;
        let id = ids
            .get(&(obligation, place, slot, recheck))
            .ok_or(NO_CELL)?;
        by_key.insert(key, *id);
    }
    Ok(by_key)
}

/// A cell in which nothing meets yet.
pub(super) fn empty_cell(
    (scope, audit): (Scope, AuditId),
    promise: ObligationId,
    place: PlaceId,
    slot: i32,
    purpose: VisitPurpose,
) -> cell::ActiveModel {
    cell::ActiveModel {
        organisation_id: Set(scope.organisation()),
        audit_id: Set(audit),
        obligation_id: Set(promise),
        place_id: Set(place),
        slot: Set(slot),
        purpose: Set(purpose),
        visits: Set(0),
        observers: Set(0),
        // The sums begin with nothing, as the table says.
        ..Default::default()
    }
}

pub(super) async fn load_observations(
    r: &Reading<'_>,
    visits: &Codes<VisitId>,
    obligations: &Codes<ObligationId>,
) -> Result<Vec<Observation>, StorageError> {
    let cells = r.scope.rows_of::<cell::Entity>(r.audit).all(r.txn).await?;
    let promised: HashMap<_, _> = cells
        .into_iter()
        .map(|cell| Ok((cell.id, obligations.code(cell.obligation_id)?)))
        .collect::<Result<_, StorageError>>()?;
    let rows = r.rows::<observation::Entity>().await?;
    rows.into_iter()
        .map(|row| {
            let value = match (row.value_text, row.value) {
                (Some(words), _) => Some(words),
                (None, Some(value)) => Some(stated(value)?),
                (None, None) => None,
            };
            let note = row.note.as_ref();
            let note = note.map(|note| r.opened(note, row.id.as_uuid(), "observation.note"));
            Ok(Observation {
                visit: visits.code(row.visit_id)?,
                obligation: promised.get(&row.cell_id).cloned().ok_or(NO_CELL)?,
                seen: row.seen.read()?,
                value,
                note: note.transpose()?,
                evidence: row.evidence.map(|codes| codes.0).unwrap_or_default(),
            })
        })
        .collect()
}

/// The number as it was stated where only its digits were kept.
fn stated(value: Scaled) -> Result<Stated, StorageError> {
    Stated::parse(&value.fixed().to_string()).map_err(|reason| DbErr::Type(reason).into())
}
