//! Agreements with their versions, and the payments under them.

use std::collections::HashMap;

use crate::db::StorageError;
use crate::db::columns::{Json, Scaled, days_of};
use crate::db::counter::Series;
use crate::db::entity::{agreement, agreement_version, payment};
use crate::db::id::{AgreementId, AgreementVersionId, PaymentId};
use crate::db::insert::insert_all;
use crate::domain::agreement::{Agreement, AgreementVersion, Payment};

use super::names::{Codes, Names};
use super::reading::Reading;
use super::writing::{Writing, in_order};

pub(super) async fn store_agreements(
    w: &mut Writing<'_>,
    agreements: &[Agreement],
) -> Result<Names<AgreementId>, StorageError> {
    let numbers = w
        .numbers(Series::Agreement, agreements.iter().map(|a| &a.id))
        .await?;
    let mut names = Names::of("agreement");
    let (mut rows, mut versions) = (Vec::with_capacity(agreements.len()), Vec::new());
    for ((position, agreement), number) in in_order(agreements).zip(numbers) {
        let id = AgreementId::new(w.ids);
        names.add(&agreement.id, id)?;
        rows.push(row_of(w, agreement, id, position, number)?);
        versions.extend(version_rows(w, agreement, id)?);
    }
    insert_all(w.txn, rows).await?;
    insert_all(w.txn, versions).await?;
    Ok(names)
}

fn row_of(
    w: &Writing<'_>,
    agreement: &Agreement,
    id: AgreementId,
    position: i32,
    number: i64,
) -> Result<agreement::Model, StorageError> {
    let (first_day, last_day) = days_of(agreement.period.as_ref());
    Ok(agreement::Model {
        id,
        organisation_id: w.scope.organisation(),
        audit_id: w.audit,
        position,
        code: agreement.id.clone(),
        number,
        title: agreement.title.clone(),
        kind: agreement.kind,
        funders: Json(agreement.funders.clone()),
        providers: Json(agreement.providers.clone()),
        subcontractors: Json(agreement.subcontractors.clone()),
        currency: agreement.currency,
        value: agreement
            .value
            .as_ref()
            .map(|value| Scaled::stated("agreements.value", value))
            .transpose()?,
        value_text: agreement.value.clone(),
        period: agreement.period.clone().map(Json),
        first_day,
        last_day,
        payment_basis: agreement.payment_basis,
        covers: agreement.covers.clone(),
        obtained: agreement.obtained.clone(),
        sources: Json(agreement.sources.clone()),
        note: agreement.note.clone(),
    })
}

fn version_rows(
    w: &mut Writing<'_>,
    agreement: &Agreement,
    agreement_id: AgreementId,
) -> Result<Vec<agreement_version::Model>, StorageError> {
    let mut names = Names::of("version of an agreement");
    let mut rows = Vec::with_capacity(agreement.versions.len());
    for (position, version) in in_order(&agreement.versions) {
        let id = AgreementVersionId::new(w.ids);
        names.add(&version.id, id)?;
        rows.push(agreement_version::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: version.id.clone(),
            agreement_id,
            effective: version.effective,
            changed: version.changed.clone(),
            supersedes: version.supersedes.clone(),
            rate: version.rate.clone().map(Json),
        });
    }
    Ok(rows)
}

pub(super) async fn load_agreements(
    r: &Reading<'_>,
) -> Result<(Vec<Agreement>, Codes<AgreementId>), StorageError> {
    let mut versions: HashMap<AgreementId, Vec<AgreementVersion>> = HashMap::new();
    for row in r.rows::<agreement_version::Entity>().await? {
        versions
            .entry(row.agreement_id)
            .or_default()
            .push(AgreementVersion {
                id: row.code,
                effective: row.effective,
                changed: row.changed,
                supersedes: row.supersedes,
                rate: row.rate.map(|rate| rate.0),
            });
    }
    let rows = r.rows::<agreement::Entity>().await?;
    let codes = Codes::of(rows.iter().map(|row| (row.id, row.code.clone())));
    let agreements = rows
        .into_iter()
        .map(|row| Agreement {
            versions: versions.remove(&row.id).unwrap_or_default(),
            id: row.code,
            title: row.title,
            kind: row.kind,
            funders: row.funders.0,
            providers: row.providers.0,
            subcontractors: row.subcontractors.0,
            currency: row.currency,
            value: row.value_text,
            period: row.period.map(|period| period.0),
            payment_basis: row.payment_basis,
            covers: row.covers,
            obtained: row.obtained,
            sources: row.sources.0,
            note: row.note,
        })
        .collect();
    Ok((agreements, codes))
}

pub(super) async fn store_payments(
    w: &mut Writing<'_>,
    payments: &[Payment],
    agreements: &Names<AgreementId>,
) -> Result<(), StorageError> {
    let mut names = Names::of("payment");
    let mut rows = Vec::with_capacity(payments.len());
    for (position, payment) in in_order(payments) {
        let id = PaymentId::new(w.ids);
        names.add(&payment.id, id)?;
        let (first_day, last_day) = days_of(payment.period.as_ref());
        rows.push(payment::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: payment.id.clone(),
            agreement_id: agreements.id("payments", &payment.agreement)?,
            title: payment.title.clone(),
            amount: Scaled::stated("payments.amount", &payment.amount)?,
            amount_text: payment.amount.clone(),
            period: payment.period.clone().map(Json),
            first_day,
            last_day,
            coverage: payment.coverage,
            covers: payment.covers.clone(),
            counted_by: payment.counted_by,
            sources: Json(payment.sources.clone()),
            note: payment.note.clone(),
        });
    }
    insert_all(w.txn, rows).await
}

pub(super) async fn load_payments(
    r: &Reading<'_>,
    agreements: &Codes<AgreementId>,
) -> Result<Vec<Payment>, StorageError> {
    let rows = r.rows::<payment::Entity>().await?;
    rows.into_iter()
        .map(|row| {
            Ok(Payment {
                id: row.code,
                agreement: agreements.code(row.agreement_id)?,
                title: row.title,
                amount: row.amount_text,
                period: row.period.map(|period| period.0),
                coverage: row.coverage,
                covers: row.covers,
                counted_by: row.counted_by,
                sources: row.sources.0,
                note: row.note,
            })
        })
        .collect()
}
