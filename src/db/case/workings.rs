//! Samples, sets of categories, sums and derivations of a case.

use crate::db::columns::{Json, read_count, stored_count};
use crate::db::entity::{category_set, derivation, reconciliation, sample};
use crate::db::id::{CategorySetId, DerivationId, ObligationId, ReconciliationId, SampleId};
use crate::db::insert::insert_all;
use crate::db::{AuditId, Scope, StorageError};
use crate::domain::derivation::{CategorySet, Derivation, Reconciliation};
use crate::domain::sample::Sample;

use super::names::{Codes, Names};
use super::reading::Reading;
use super::writing::{Writing, in_order};

pub(super) async fn store_samples(
    w: &mut Writing<'_>,
    samples: &[Sample],
) -> Result<Names<SampleId>, StorageError> {
    let mut names = Names::of("sample");
    let mut rows = Vec::with_capacity(samples.len());
    for (position, sample) in in_order(samples) {
        let id = SampleId::new(w.ids);
        names.add(&sample.id, id)?;
        rows.push(sample_row((w.scope, w.audit), (position, id), sample)?);
    }
    insert_all(w.txn, rows).await?;
    Ok(names)
}

/// A sample as a row.
pub(super) fn sample_row(
    (scope, audit): (Scope, AuditId),
    (position, id): (i32, SampleId),
    sample: &Sample,
) -> Result<sample::Model, StorageError> {
    let count = |count: Option<u64>| {
        count
            .map(|count| stored_count("samples", count))
            .transpose()
    };
    Ok(sample::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        position,
        code: sample.id.clone(),
        frame: sample.frame.clone(),
        unit: sample.unit.clone(),
        design: sample.design,
        universe: count(sample.universe)?,
        universe_counted_by: sample.universe_counted_by,
        seen: count(sample.seen)?,
        decision_number: count(sample.decision_number)?,
        chosen_because: sample.chosen_because.clone(),
        announced: sample.announced,
        period: sample.period.clone().map(Json),
        seed: sample.seed.clone(),
        visited: sample.visited,
        beyond: sample.beyond.clone(),
        sources: Json(sample.sources.clone()),
        note: sample.note.clone(),
    })
}

pub(super) async fn load_samples(
    r: &Reading<'_>,
) -> Result<(Vec<Sample>, Codes<SampleId>), StorageError> {
    let rows = r.rows::<sample::Entity>().await?;
    let codes = Codes::of(rows.iter().map(|row| (row.id, row.code.clone())));
    let samples = rows
        .into_iter()
        .map(|row| {
            Ok(Sample {
                id: row.code,
                frame: row.frame,
                unit: row.unit,
                design: row.design,
                universe: row.universe.map(read_count).transpose()?,
                universe_counted_by: row.universe_counted_by,
                seen: row.seen.map(read_count).transpose()?,
                decision_number: row.decision_number.map(read_count).transpose()?,
                chosen_because: row.chosen_because,
                announced: row.announced,
                period: row.period.map(|period| period.0),
                seed: row.seed,
                visited: row.visited,
                beyond: row.beyond,
                sources: row.sources.0,
                note: row.note,
            })
        })
        .collect::<Result<_, StorageError>>()?;
    Ok((samples, codes))
}

pub(super) async fn store_category_sets(
    w: &mut Writing<'_>,
    sets: &[CategorySet],
    obligations: &Names<ObligationId>,
    samples: &Names<SampleId>,
) -> Result<(), StorageError> {
    let mut names = Names::of("set of categories");
    let mut rows = Vec::with_capacity(sets.len());
    for (position, set) in in_order(sets) {
        let id = CategorySetId::new(w.ids);
        names.add(&set.id, id)?;
        rows.push(category_set::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: set.id.clone(),
            title: set.title.clone(),
            obligation_id: obligations.id_of("categories", set.obligation.as_ref())?,
            kind: set.set,
            base: stored_count("categories.base", set.base)?,
            base_title: set.base_title.clone(),
            counted_by: set.counted_by,
            how: set.how.clone(),
            sample_id: samples.id_of("categories", set.sample.as_ref())?,
            categories: Json(set.categories.clone()),
            groups: Json(set.groups.clone()),
            sources: Json(set.sources.clone()),
            note: set.note.clone(),
        });
    }
    insert_all(w.txn, rows).await
}

pub(super) async fn load_category_sets(
    r: &Reading<'_>,
    obligations: &Codes<ObligationId>,
    samples: &Codes<SampleId>,
) -> Result<Vec<CategorySet>, StorageError> {
    let rows = r.rows::<category_set::Entity>().await?;
    rows.into_iter()
        .map(|row| {
            Ok(CategorySet {
                id: row.code,
                title: row.title,
                obligation: obligations.code_of(row.obligation_id)?,
                set: row.kind,
                base: read_count(row.base)?,
                base_title: row.base_title,
                counted_by: row.counted_by,
                how: row.how,
                sample: samples.code_of(row.sample_id)?,
                categories: row.categories.0,
                groups: row.groups.0,
                sources: row.sources.0,
                note: row.note,
            })
        })
        .collect()
}

pub(super) async fn store_reconciliations(
    w: &mut Writing<'_>,
    sums: &[Reconciliation],
) -> Result<(), StorageError> {
    let mut names = Names::of("reconciliation");
    let mut rows = Vec::with_capacity(sums.len());
    for (position, sum) in in_order(sums) {
        let id = ReconciliationId::new(w.ids);
        names.add(&sum.id, id)?;
        rows.push(reconciliation::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: sum.id.clone(),
            title: sum.title.clone(),
            counted_by: sum.counted_by,
            unit: sum.unit.clone(),
            parts: Json(sum.parts.clone()),
            total: sum.total.clone(),
            disjoint: sum.disjoint,
            sources: Json(sum.sources.clone()),
            note: sum.note.clone(),
        });
    }
    insert_all(w.txn, rows).await
}

pub(super) async fn load_reconciliations(
    r: &Reading<'_>,
) -> Result<Vec<Reconciliation>, StorageError> {
    let rows = r.rows::<reconciliation::Entity>().await?;
    Ok(rows
        .into_iter()
        .map(|row| Reconciliation {
            id: row.code,
            title: row.title,
            counted_by: row.counted_by,
            unit: row.unit,
            parts: row.parts.0,
            total: row.total,
            disjoint: row.disjoint,
            sources: row.sources.0,
            note: row.note,
        })
        .collect())
}

pub(super) async fn store_derivations(
    w: &mut Writing<'_>,
    derivations: &[Derivation],
    obligations: &Names<ObligationId>,
) -> Result<Names<DerivationId>, StorageError> {
    let mut names = Names::of("derivation");
    let mut rows = Vec::with_capacity(derivations.len());
    for (position, derivation) in in_order(derivations) {
        let id = DerivationId::new(w.ids);
        names.add(&derivation.id, id)?;
        rows.push(derivation::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: derivation.id.clone(),
            title: derivation.title.clone(),
            obligation_id: obligations.id_of("derivations", derivation.obligation.as_ref())?,
            inputs: Json(derivation.inputs.clone()),
            steps: Json(derivation.steps.clone()),
            disjoint: derivation.disjoint,
            note: derivation.note.clone(),
        });
    }
    insert_all(w.txn, rows).await?;
    Ok(names)
}

pub(super) async fn load_derivations(
    r: &Reading<'_>,
    obligations: &Codes<ObligationId>,
) -> Result<(Vec<Derivation>, Codes<DerivationId>), StorageError> {
    let rows = r.rows::<derivation::Entity>().await?;
    let codes = Codes::of(rows.iter().map(|row| (row.id, row.code.clone())));
    let derivations = rows
        .into_iter()
        .map(|row| {
            Ok(Derivation {
                id: row.code,
                title: row.title,
                obligation: obligations.code_of(row.obligation_id)?,
                inputs: row.inputs.0,
                steps: row.steps.0,
                disjoint: row.disjoint,
                note: row.note,
            })
        })
        .collect::<Result<_, StorageError>>()?;
    Ok((derivations, codes))
}
