//! Obligations with their criteria and the targets for single places, periods and parties.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter};

use crate::db::StorageError;
use crate::db::columns::{Json, Scaled, days_of};
use crate::db::counter::Series;
use crate::db::entity::{criterion, obligation, slice_target};
use crate::db::id::{AgreementId, CriterionId, ObligationId, PartyId, PlaceId, SliceTargetId};
use crate::db::insert::insert_all;
use crate::domain::code::Code;
use crate::domain::obligation::{Criterion, Obligation, SliceTarget, Target};
use crate::domain::published::Stated;

use super::names::{Codes, Names};
use super::reading::Reading;
use super::slots::AllSlots;
use super::writing::{Writing, in_order};
use super::{agreements, register};

pub(super) async fn store_obligations(
    w: &mut Writing<'_>,
    obligations: &[Obligation],
    agreements: &Names<AgreementId>,
) -> Result<Names<ObligationId>, StorageError> {
    let numbers = w
        .numbers(Series::Obligation, obligations.iter().map(|o| &o.id))
        .await?;
    let mut names = Names::of("obligation");
    let mut rows = Vec::with_capacity(obligations.len());
    for ((position, obligation), number) in in_order(obligations).zip(numbers) {
        let id = ObligationId::new(w.ids);
        names.add(&obligation.id, id)?;
        let (first_day, last_day) = days_of(obligation.period.as_ref());
        rows.push(obligation::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: obligation.id.clone(),
            number,
            agreement_id: agreements.id_of("obligations", obligation.agreement.as_ref())?,
            promise: obligation.promise.clone(),
            kind: obligation.kind,
            unit: obligation.unit.clone(),
            clause: obligation.clause.clone().map(Json),
            period: obligation.period.clone().map(Json),
            first_day,
            last_day,
            places: Json(obligation.places.clone()),
            split_by: Json(obligation.split_by.clone()),
            unit_price: obligation.unit_price.clone().map(Json),
            price: price_of(obligation)?,
            paid_by_result: obligation.paid_by_result,
            tested: obligation.tested,
            penalty: obligation.penalty.clone(),
            weight: obligation.weight.clone(),
            proof: obligation.proof.clone(),
            unclear: obligation.unclear.clone(),
            note: obligation.note.clone(),
        });
    }
    insert_all(w.txn, rows).await?;
    Ok(names)
}

fn price_of(obligation: &Obligation) -> Result<Option<Scaled>, StorageError> {
    let price = obligation.unit_price.as_ref();
    price
        .map(|price| Scaled::stated("obligations.unit_price", &price.amount))
        .transpose()
}

pub(super) async fn store_criteria(
    w: &mut Writing<'_>,
    obligations: &[Obligation],
    ids: &Names<ObligationId>,
    places: &Names<PlaceId>,
    parties: &Names<PartyId>,
    slots: &AllSlots<'_>,
) -> Result<(), StorageError> {
    let (mut rows, mut targets) = (Vec::new(), Vec::new());
    for obligation in obligations {
        let obligation_id = ids.id("criteria", &obligation.id)?;
        let slots = slots.of_obligation(&obligation.id);
        let mut names = Names::of("criterion of an obligation");
        for (position, criterion) in in_order(&obligation.criteria) {
            let id = CriterionId::new(w.ids);
            names.add(&criterion.id, id)?;
            rows.push(criterion_row(w, criterion, id, obligation_id, position));
            for (position, slice) in in_order(&criterion.targets) {
                let (low, high) = ends_of(&slice.target)?;
                targets.push(slice_target::Model {
                    id: SliceTargetId::new(w.ids),
                    organisation_id: w.scope.organisation(),
                    audit_id: w.audit,
                    position,
                    obligation_id,
                    criterion_id: id,
                    place_id: places.id_of("targets", slice.place.as_ref())?,
                    party_id: parties.id_of("targets", slice.party.as_ref())?,
                    slot: slots.map_or(0, |slots| slots.of_target(slice.period.as_ref())),
                    period: slice.period.clone().map(Json),
                    target: Json(slice.target.clone()),
                    low,
                    high,
                });
            }
        }
    }
    insert_all(w.txn, rows).await?;
    insert_all(w.txn, targets).await
}

fn criterion_row(
    w: &Writing<'_>,
    criterion: &Criterion,
    id: CriterionId,
    obligation_id: ObligationId,
    position: i32,
) -> criterion::Model {
    criterion::Model {
        id,
        organisation_id: w.scope.organisation(),
        audit_id: w.audit,
        position,
        code: criterion.id.clone(),
        obligation_id,
        target: Json(criterion.target.clone()),
        of: criterion.of.clone(),
        tolerance: criterion.tolerance.clone(),
        pro_rata: criterion.pro_rata,
        rank: criterion.rank,
        counted_by: criterion.counted_by,
        reading: criterion.reading.clone(),
        held_by: Json(criterion.held_by.clone()),
        payment_basis: criterion.payment_basis,
        other_wording_of: criterion.other_wording_of.clone(),
        ended: criterion.ended.clone().map(Json),
        dated: criterion.dated,
        sources: Json(criterion.sources.clone()),
    }
}

/// The lowest and the highest number that a target admits, where it names them; a percentage is no such number.
fn ends_of(target: &Target) -> Result<(Option<Scaled>, Option<Scaled>), StorageError> {
    let scaled = |number: &Stated| match number.is_percent() {
        true => Ok(None),
        false => Scaled::stated("targets", number).map(Some),
    };
    Ok(match target {
        Target::AtLeast(number) | Target::MoreThan(number) => (scaled(number)?, None),
        Target::AtMost(number) | Target::FewerThan(number) => (None, scaled(number)?),
        Target::Exactly(number) => (scaled(number)?, scaled(number)?),
        Target::Between { low, high } => (scaled(low)?, scaled(high)?),
        _ => (None, None),
    })
}

pub(super) async fn load_obligations(
    r: &Reading<'_>,
    agreements: &Codes<AgreementId>,
    places: &Codes<PlaceId>,
    parties: &Codes<PartyId>,
) -> Result<(Vec<Obligation>, Codes<ObligationId>), StorageError> {
    let targets = r.rows::<slice_target::Entity>().await?;
    let criteria = r.rows::<criterion::Entity>().await?;
    let criteria = criteria_of(criteria, targets, places, parties)?;
    let rows = r.rows::<obligation::Entity>().await?;
    let codes = Codes::of(rows.iter().map(|row| (row.id, row.code.clone())));
    Ok((named_obligations(rows, criteria, agreements)?, codes))
}

/// The same of some promises alone, in their order. What they point to is looked up where they do.
pub(super) async fn load_some_obligations(
    r: &Reading<'_>,
    codes: &[Code],
) -> Result<Vec<Obligation>, StorageError> {
    let (mut rows, mut criteria, mut targets) = (Vec::new(), Vec::new(), Vec::new());
    for some in codes.chunks(AT_ONCE) {
        let found = r.scope.rows_of::<obligation::Entity>(r.audit);
        let found = found.filter(obligation::Column::Code.is_in(some.iter().map(Code::as_str)));
        let found = found.all(r.txn).await?;
        let ids: Vec<ObligationId> = found.iter().map(|row| row.id).collect();
        rows.extend(found);
        let of = r.scope.rows::<criterion::Entity>();
        let of = of.filter(criterion::Column::ObligationId.is_in(ids.iter().copied()));
        criteria.extend(of.all(r.txn).await?);
        let of = r.scope.rows::<slice_target::Entity>();
        let of = of.filter(slice_target::Column::ObligationId.is_in(ids));
        targets.extend(of.all(r.txn).await?);
    }
    rows.sort_by_key(|row| row.position);
    criteria.sort_by_key(|row| row.position);
    targets.sort_by_key(|row| row.position);
    let (_, agreements) = agreements::load_agreements(r).await?;
    let places = match targets.iter().any(|row| row.place_id.is_some()) {
        true => register::load_places(r).await?.1,
        false => Codes::of([]),
    };
    let parties = match targets.iter().any(|row| row.party_id.is_some()) {
        true => register::load_parties(r).await?.1,
        false => Codes::of([]),
    };
    let criteria = criteria_of(criteria, targets, &places, &parties)?;
    named_obligations(rows, criteria, &agreements)
}

/// Names in one statement.
const AT_ONCE: usize = 500;

/// Promises of their rows, with their criteria.
pub(super) fn named_obligations(
    rows: Vec<obligation::Model>,
    mut criteria: HashMap<ObligationId, Vec<Criterion>>,
    agreements: &Codes<AgreementId>,
) -> Result<Vec<Obligation>, StorageError> {
    let promise = |row: obligation::Model| {
        Ok(Obligation {
            criteria: criteria.remove(&row.id).unwrap_or_default(),
            id: row.code,
            agreement: agreements.code_of(row.agreement_id)?,
            promise: row.promise,
            kind: row.kind,
            unit: row.unit,
            clause: row.clause.map(|clause| clause.0),
            period: row.period.map(|period| period.0),
            places: row.places.0,
            split_by: row.split_by.0,
            unit_price: row.unit_price.map(|price| price.0),
            paid_by_result: row.paid_by_result,
            tested: row.tested,
            penalty: row.penalty,
            weight: row.weight,
            proof: row.proof,
            unclear: row.unclear,
            note: row.note,
        })
    };
    rows.into_iter().map(promise).collect()
}

fn criteria_of(
    criteria: Vec<criterion::Model>,
    slices: Vec<slice_target::Model>,
    places: &Codes<PlaceId>,
    parties: &Codes<PartyId>,
) -> Result<HashMap<ObligationId, Vec<Criterion>>, StorageError> {
    let mut targets: HashMap<CriterionId, Vec<SliceTarget>> = HashMap::new();
    for row in slices {
        targets
            .entry(row.criterion_id)
            .or_default()
            .push(SliceTarget {
                place: places.code_of(row.place_id)?,
                period: row.period.map(|period| period.0),
                party: parties.code_of(row.party_id)?,
                target: row.target.0,
            });
    }
    let mut of: HashMap<ObligationId, Vec<Criterion>> = HashMap::new();
    for row in criteria {
        of.entry(row.obligation_id).or_default().push(Criterion {
            targets: targets.remove(&row.id).unwrap_or_default(),
            id: row.code,
            target: row.target.0,
            of: row.of,
            tolerance: row.tolerance,
            pro_rata: row.pro_rata,
            rank: row.rank,
            counted_by: row.counted_by,
            reading: row.reading,
            held_by: row.held_by.0,
            payment_basis: row.payment_basis,
            other_wording_of: row.other_wording_of,
            ended: row.ended.map(|ended| ended.0),
            dated: row.dated,
            sources: row.sources.0,
        });
    }
    Ok(of)
}
