//! Replies, findings, recommendations and the chronology of a case.

use crate::db::StorageError;
use crate::db::columns::Json;
use crate::db::counter::Series;
use crate::db::entity::{event, finding, recommendation, response};
use crate::db::id::{EventId, FindingId, PartyId, RecommendationId, ResponseId};
use crate::db::insert::insert_all;
use crate::domain::finding::{Cause, Finding, Recommendation};
use crate::domain::reply::{Event, Response};

use super::names::{Codes, Names};
use super::reading::Reading;
use super::writing::{Writing, in_order};

pub(super) async fn store_responses(
    w: &mut Writing<'_>,
    responses: &[Response],
    parties: &Names<PartyId>,
) -> Result<(), StorageError> {
    let rows = response_rows(w, (responses, 0), parties)?;
    insert_all(w.txn, rows).await
}

/// Replies as rows, from a place in the list on.
pub(super) fn response_rows(
    w: &mut Writing<'_>,
    (responses, from): (&[Response], i32),
    parties: &Names<PartyId>,
) -> Result<Vec<response::Model>, StorageError> {
    let mut names = Names::of("response");
    let mut rows = Vec::with_capacity(responses.len());
    for (position, response) in (from..).zip(responses) {
        let id = ResponseId::new(w.ids);
        names.add(&response.id, id)?;
        rows.push(response::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: response.id.clone(),
            party_id: parties.id("responses", &response.party)?,
            state: response.state,
            state_derived: response.state_derived,
            date: response.date,
            obligations: Json(response.obligations.clone()),
            findings: Json(response.findings.clone()),
            recommendations: Json(response.recommendations.clone()),
            sent: Json(response.sent.clone()),
            points: Json(response.points.clone()),
            sources: Json(response.sources.clone()),
            note: response.note.clone(),
        });
    }
    Ok(rows)
}

pub(super) async fn load_responses(
    r: &Reading<'_>,
    parties: &Codes<PartyId>,
) -> Result<Vec<Response>, StorageError> {
    let rows = r.rows::<response::Entity>().await?;
    rows.into_iter()
        .map(|row| {
            Ok(Response {
                id: row.code,
                party: parties.code(row.party_id)?,
                state: row.state,
                state_derived: row.state_derived,
                date: row.date,
                obligations: row.obligations.0,
                findings: row.findings.0,
                recommendations: row.recommendations.0,
                sent: row.sent.0,
                points: row.points.0,
                sources: row.sources.0,
                note: row.note,
            })
        })
        .collect()
}

pub(super) async fn store_findings(
    w: &mut Writing<'_>,
    findings: &[Finding],
) -> Result<(), StorageError> {
    let numbers = w
        .numbers(Series::Finding, findings.iter().map(|f| &f.id))
        .await?;
    let rows = finding_rows(w, (findings, 0), numbers)?;
    insert_all(w.txn, rows).await
}

/// Findings as rows with their numbers, from a place in the list on.
pub(super) fn finding_rows(
    w: &mut Writing<'_>,
    (findings, from): (&[Finding], i32),
    numbers: Vec<i64>,
) -> Result<Vec<finding::Model>, StorageError> {
    let mut names = Names::of("finding");
    let mut rows = Vec::with_capacity(findings.len());
    for ((position, finding), number) in (from..).zip(findings).zip(numbers) {
        let id = FindingId::new(w.ids);
        names.add(&finding.id, id)?;
        rows.push(finding::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: finding.id.clone(),
            number,
            title: finding.title.clone(),
            obligations: Json(finding.obligations.clone()),
            criteria: finding.criteria.clone(),
            condition: finding.condition.clone(),
            cause_certainty: finding.cause.certainty,
            cause: finding.cause.says.clone(),
            effect: finding.effect.clone(),
            positive: finding.positive,
            addressees: Json(finding.addressees.clone()),
            counted_by: finding.counted_by,
            evidence: Json(finding.evidence.clone()),
            repeat_of: finding.repeat_of.clone(),
            sources: Json(finding.sources.clone()),
        });
    }
    Ok(rows)
}

pub(super) async fn load_findings(r: &Reading<'_>) -> Result<Vec<Finding>, StorageError> {
    let rows = r.rows::<finding::Entity>().await?;
    Ok(rows
        .into_iter()
        .map(|row| Finding {
            id: row.code,
            title: row.title,
            obligations: row.obligations.0,
            criteria: row.criteria,
            condition: row.condition,
            cause: Cause {
                certainty: row.cause_certainty,
                says: row.cause,
            },
            effect: row.effect,
            positive: row.positive,
            addressees: row.addressees.0,
            counted_by: row.counted_by,
            evidence: row.evidence.0,
            repeat_of: row.repeat_of,
            sources: row.sources.0,
        })
        .collect())
}

pub(super) async fn store_recommendations(
    w: &mut Writing<'_>,
    recommendations: &[Recommendation],
    parties: &Names<PartyId>,
) -> Result<(), StorageError> {
    let rows = recommendation_rows(w, (recommendations, 0), parties)?;
    insert_all(w.txn, rows).await
}

/// Recommendations as rows, from a place in the list on.
pub(super) fn recommendation_rows(
    w: &mut Writing<'_>,
    (recommendations, from): (&[Recommendation], i32),
    parties: &Names<PartyId>,
) -> Result<Vec<recommendation::Model>, StorageError> {
    let mut names = Names::of("recommendation");
    let mut rows = Vec::with_capacity(recommendations.len());
    for (position, recommendation) in (from..).zip(recommendations) {
        let id = RecommendationId::new(w.ids);
        names.add(&recommendation.id, id)?;
        rows.push(recommendation::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: recommendation.id.clone(),
            party_id: parties.id("recommendations", &recommendation.to)?,
            office: recommendation.office.clone(),
            action: recommendation.action.clone(),
            due: recommendation.due,
            findings: Json(recommendation.findings.clone()),
        });
    }
    Ok(rows)
}

pub(super) async fn load_recommendations(
    r: &Reading<'_>,
    parties: &Codes<PartyId>,
) -> Result<Vec<Recommendation>, StorageError> {
    let rows = r.rows::<recommendation::Entity>().await?;
    rows.into_iter()
        .map(|row| {
            Ok(Recommendation {
                id: row.code,
                to: parties.code(row.party_id)?,
                office: row.office,
                action: row.action,
                due: row.due,
                findings: row.findings.0,
            })
        })
        .collect()
}

pub(super) async fn store_events(
    w: &mut Writing<'_>,
    events: &[Event],
) -> Result<(), StorageError> {
    let mut rows = Vec::with_capacity(events.len());
    for (position, event) in in_order(events) {
        rows.push(event::Model {
            id: EventId::new(w.ids),
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            date: event.date,
            to: event.to,
            what: event.what.clone(),
            since: event.since,
            obligations: Json(event.obligations.clone()),
            counted_by: event.counted_by,
            sources: Json(event.sources.clone()),
        });
    }
    insert_all(w.txn, rows).await
}

pub(super) async fn load_events(r: &Reading<'_>) -> Result<Vec<Event>, StorageError> {
    let rows = r.rows::<event::Entity>().await?;
    Ok(rows
        .into_iter()
        .map(|row| Event {
            date: row.date,
            to: row.to,
            what: row.what,
            since: row.since,
            obligations: row.obligations.0,
            counted_by: row.counted_by,
            sources: row.sources.0,
        })
        .collect())
}
