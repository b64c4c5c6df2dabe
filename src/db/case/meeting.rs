//! In which cell an observation that comes to a stored audit meets others: found or made, promise by promise. Only the promises
//! that were seen are looked at.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::observations::{empty_cell, said_more};
use super::slots::SlotDays;
use super::writing::Writing;
use crate::db::StorageError;
use crate::db::columns::{Json, Scaled, SeenCode};
use crate::db::entity::{cell, obligation, observation, slice_target};
use crate::db::id::{ObligationId, ObservationId, PlaceId, VisitId};
use crate::domain::code::Code;
use crate::domain::fieldwork::{Observation, Visit, VisitPurpose};
use crate::domain::period::Period;

/// Names in one statement.
const AT_ONCE: usize = 500;

/// What decides the cell of an observation: promise, place, slot, whether it is a re-check.
type Key = (ObligationId, PlaceId, i32, bool);

/// The promises that were seen, with the cells that their observations touch.
pub(super) struct Meeting {
    promises: HashMap<Code, ObligationId>,
    slots: HashMap<ObligationId, SlotDays>,
    cells: HashMap<Key, i64>,
    /// Places and purposes whose cells are known.
    known: HashSet<(PlaceId, bool)>,
    /// Cells that were there before.
    before: BTreeSet<i64>,
    touched: BTreeSet<i64>,
}

impl Meeting {
    pub(super) async fn of(
        w: &Writing<'_>,
        codes: impl Iterator<Item = &Code>,
    ) -> Result<Self, StorageError> {
        let codes: BTreeSet<&str> = codes.map(Code::as_str).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let mut promises = HashMap::new();
        let mut slots: HashMap<ObligationId, SlotDays> = HashMap::new();
        for some in codes.chunks(AT_ONCE) {
            let named = w.scope.rows_of::<obligation::Entity>(w.audit);
            let named = named
                .filter(obligation::Column::Code.is_in(some.iter().copied()))
                .select_only()
                .columns([obligation::Column::Code, obligation::Column::Id])
                .into_tuple::<(Code, ObligationId)>();
            let named = named.all(w.txn).await?;
            let ids: Vec<ObligationId> = named.iter().map(|(_, id)| *id).collect();
            promises.extend(named);
            let targets = w.scope.rows::<slice_target::Entity>();
            let targets = targets
                .filter(slice_target::Column::ObligationId.is_in(ids))
                .filter(slice_target::Column::Slot.gt(0))
                .order_by_asc(slice_target::Column::Slot)
                .select_only()
                .columns([
                    slice_target::Column::ObligationId,
                    slice_target::Column::Slot,
                    slice_target::Column::Period,
                ])
                .distinct()
                .into_tuple::<(ObligationId, i32, Option<Json<Period>>)>();
            for (promise, slot, period) in targets.all(w.txn).await? {
                if let Some(Json(period)) = period {
                    slots.entry(promise).or_default().add(&period, slot);
                }
            }
        }
        Ok(Self {
            promises,
            slots,
            cells: HashMap::new(),
            known: HashSet::new(),
            before: BTreeSet::new(),
            touched: BTreeSet::new(),
        })
    }

    /// Learns which cells there are of the promises at a place.
    pub(super) async fn goes_to(
        &mut self,
        w: &Writing<'_>,
        place: PlaceId,
        purpose: VisitPurpose,
    ) -> Result<(), StorageError> {
        let recheck = purpose == VisitPurpose::Recheck;
        if !self.known.insert((place, recheck)) {
            return Ok(());
        }
        let promises: Vec<ObligationId> = self.promises.values().copied().collect();
        for some in promises.chunks(AT_ONCE) {
            let there = w.scope.rows_of::<cell::Entity>(w.audit);
            let there = there
                .filter(cell::Column::ObligationId.is_in(some.iter().copied()))
                .filter(cell::Column::PlaceId.eq(place))
                .filter(cell::Column::Purpose.eq(purpose))
                .select_only()
                .columns([
                    cell::Column::ObligationId,
                    cell::Column::Slot,
                    cell::Column::Id,
                ])
                .into_tuple::<(ObligationId, i32, i64)>();
            for (promise, slot, id) in there.all(w.txn).await? {
                self.cells.insert((promise, place, slot, recheck), id);
                self.before.insert(id);
            }
        }
        Ok(())
    }

    /// An observation as a row, in its cell.
    pub(super) async fn row(
        &mut self,
        w: &mut Writing<'_>,
        (visit, visit_id, place): (&Visit, VisitId, PlaceId),
        (position, seen): (i32, &Observation),
    ) -> Result<observation::Model, StorageError> {
        let promise = self.promises.get(&seen.obligation).copied();
        let promise = promise.ok_or_else(|| StorageError::Dangling {
            from: "observations",
            what: "obligation",
            code: seen.obligation.clone(),
        })?;
        let cell_id = self.cell(w, promise, place, visit).await?;
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

    /// The cell in which an observation meets others, made where it is the first.
    async fn cell(
        &mut self,
        w: &Writing<'_>,
        promise: ObligationId,
        place: PlaceId,
        visit: &Visit,
    ) -> Result<i64, StorageError> {
        let (first, last) = (visit.date.first_day(), visit.date.last_day());
        let slots = self.slots.get(&promise);
        let slot = slots.map_or(0, |slots| slots.holding(first, last));
        let key = (promise, place, slot, visit.purpose == VisitPurpose::Recheck);
        let id = match self.cells.get(&key) {
            Some(id) => *id,
            None => {
                let new = empty_cell((w.scope, w.audit), promise, place, slot, visit.purpose);
                let made = cell::Entity::insert(new).exec(w.txn).await?;
                self.cells.insert(key, made.last_insert_id);
                made.last_insert_id
            }
        };
        self.touched.insert(id);
        Ok(id)
    }

    /// The cells that were touched: those of them that were there before, and all.
    pub(super) fn touched(&self) -> (Vec<i64>, Vec<i64>) {
        let before = self.touched.intersection(&self.before);
        (
            before.copied().collect(),
            self.touched.iter().copied().collect(),
        )
    }
}
