//! The promises and places of an audit in their order, by which sums are named and sorted.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::db::entity::{obligation, place};
use crate::db::{AuditId, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::fieldwork::VisitPurpose;

use super::sums::Sum;
use super::{Cell, Section};

/// Name and position by id.
type List = HashMap<Uuid, (i32, Code)>;

/// The promises and the places of an audit.
pub(super) struct Lists {
    promises: List,
    places: List,
}

impl Lists {
    pub(super) async fn read(
        txn: &DatabaseTransaction,
        scope: Scope,
        audit: AuditId,
        named: Option<&[Code]>,
    ) -> Result<Self, StorageError> {
        use obligation::Column as Promise;
        use place::Column as Place;
        let mut promises = scope.rows_of::<obligation::Entity>(audit);
        if let Some(named) = named {
            promises = promises.filter(Promise::Code.is_in(named.iter().map(Code::as_str)));
        }
        let promises = promises
            .select_only()
            .columns([Promise::Id, Promise::Position, Promise::Code])
            .into_tuple::<(Uuid, i32, Code)>();
        let places = scope
            .rows_of::<place::Entity>(audit)
            .select_only()
            .columns([Place::Id, Place::Position, Place::Code])
            .into_tuple::<(Uuid, i32, Code)>();
        Ok(Self {
            promises: list(promises.all(txn).await?),
            places: list(places.all(txn).await?),
        })
    }

    /// The ids of the promises.
    pub(super) fn promises(&self) -> Vec<Uuid> {
        self.promises.keys().copied().collect()
    }

    /// Sums with their names, in the order of the case.
    pub(super) fn cells(&self, sums: Vec<Sum>) -> Result<Vec<Cell>, StorageError> {
        let mut placed = sums
            .into_iter()
            .map(|sum| self.placed(sum))
            .collect::<Result<Vec<_>, _>>()?;
        placed.sort_by_key(|(place, _)| *place);
        Ok(placed.into_iter().map(|(_, cell)| cell).collect())
    }

    fn placed(&self, sum: Sum) -> Result<(Key, Cell), StorageError> {
        let (promise, obligation) = named(&self.promises, sum.obligation)?;
        let place = sum
            .place
            .map(|place| named(&self.places, place))
            .transpose()?;
        let is_tally = sum
            .figure
            .as_ref()
            .map(|figure| figure.section == Section::Tally);
        let key = (
            *promise,
            place.map(|(at, _)| *at),
            sum.slot,
            sum.recheck,
            is_tally,
            sum.position,
        );
        let cell = Cell {
            obligation_id: sum.obligation.into(),
            obligation: obligation.clone(),
            figure: sum.figure,
            place: place.map(|(_, code)| code.clone()),
            slot: sum.slot,
            purpose: if sum.recheck {
                VisitPurpose::Recheck
            } else {
                VisitPurpose::Audit
            },
            seen: sum.seen,
            value_sum: sum.value_sum,
            value_count: sum.value_count,
            visits: sum.visits,
            observers: sum.observers,
            first_day: sum.first_day,
            last_day: sum.last_day,
        };
        Ok((key, cell))
    }
}

/// Promise, place, slot, whether a re-check; then sums before claims before tallies, these by their place.
type Key = (i32, Option<i32>, u32, bool, Option<bool>, i32);

fn list(rows: Vec<(Uuid, i32, Code)>) -> List {
    rows.into_iter()
        .map(|(id, position, code)| (id, (position, code)))
        .collect()
}

/// A foreign key holds every id that a sum refers to, so each is in its list.
fn named(list: &List, id: Uuid) -> Result<&(i32, Code), StorageError> {
    list.get(&id)
        .ok_or_else(|| DbErr::RecordNotFound(format!("{id} is not in this audit")).into())
}
