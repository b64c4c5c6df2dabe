//! Visits as the evidence log is told of them, whoever recorded them: by hand, or from a table of visits made before.

use sea_orm::DatabaseTransaction;

use super::app::Ctx;
use crate::db::audit::AuditLine;
use crate::db::log::subject_named;
use crate::db::{IdSource, StorageError};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::fieldwork::{Observation, Visit};
use crate::domain::log::{EventError, Happening, Number, Subject, normal_text};

/// Why the log is told that a visit changed, or counts no more.
const BY_IMPORT: &str = "import";

/// The number of the next visit of a case: the highest there is, and one more.
#[must_use]
pub fn next_number(case: &Case) -> u32 {
    let numbers = case.visits.iter().filter_map(|visit| {
        let digits = visit.id.as_str().strip_prefix("t-")?;
        digits.parse::<u32>().ok()
    });
    numbers.max().unwrap_or(0) + 1
}

/// The name of a visit by its number: `t-007`; those that came in from the field have `v-0007`.
///
/// # Errors
/// None that a number can cause.
pub fn name_of(number: u32) -> Result<Code, StorageError> {
    Code::parse(&format!("t-{number:03}")).map_err(StorageError::Log)
}

/// Tells the evidence log of a visit: all that was recorded of it, committed to and sealed. Gives the index in the log.
pub async fn received(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, visit, observations): (&AuditLine, &Visit, &[Observation]),
    ids: &mut dyn IdSource,
) -> Result<u64, StorageError> {
    let subject = subject_of(txn, ctx, (line, &visit.id), ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    fact.record = record_of(visit, observations);
    ctx.record(txn, ids, fact, |opening| Happening::ObservationReceived {
        record: opening.record_commitment(),
        blobs: Vec::new(),
    })
    .await
}

/// Tells it that a later file says something else of a visit; what was told at `before` stays.
pub async fn corrected(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, visit, observations): (&AuditLine, &Visit, &[Observation]),
    before: u64,
    ids: &mut dyn IdSource,
) -> Result<u64, StorageError> {
    let (corrects, reason) = (number(before)?, reason()?);
    let subject = subject_of(txn, ctx, (line, &visit.id), ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    fact.record = record_of(visit, observations);
    ctx.record(txn, ids, fact, |opening| Happening::ObservationCorrected {
        corrects,
        record: opening.record_commitment(),
        blobs: Vec::new(),
        reason,
    })
    .await
}

/// Tells it that what was told at `before` counts no more.
pub async fn withdrawn(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, visit): (&AuditLine, &Code),
    before: u64,
    ids: &mut dyn IdSource,
) -> Result<u64, StorageError> {
    let (withdraws, reason) = (number(before)?, reason()?);
    let subject = subject_of(txn, ctx, (line, visit), ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    ctx.record(txn, ids, fact, |_| Happening::ObservationWithdrawn {
        withdraws,
        reason,
    })
    .await
}

async fn subject_of(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, visit): (&AuditLine, &Code),
    ids: &mut dyn IdSource,
) -> Result<Subject, StorageError> {
    let name = format!("visit/{visit}");
    subject_named(txn, ctx.scope, line.id, &name, ids).await
}

fn number(index: u64) -> Result<Number, StorageError> {
    Number::try_from(index).map_err(|error: EventError| StorageError::Log(error.to_string()))
}

fn reason() -> Result<Code, StorageError> {
    Code::parse(BY_IMPORT).map_err(StorageError::Log)
}

fn record_of(visit: &Visit, observations: &[Observation]) -> Vec<(String, String)> {
    let mut record = fields_of("visit", visit);
    for (nth, observation) in (1..).zip(observations) {
        record.extend(fields_of(&format!("observation.{nth}"), observation));
    }
    record
}

fn fields_of(prefix: &str, value: &impl serde::Serialize) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(members)) = serde_json::to_value(value) else {
        return Vec::new();
    };
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => normal_text(&text),
        other => other.to_string(),
    };
    let members = members.into_iter();
    members
        .map(|(name, value)| (format!("{prefix}.{name}"), text(value)))
        .collect()
}
