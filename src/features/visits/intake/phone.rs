//! What holds for what the phone of an observer sends, and for nobody else: it speaks for its own code in its own audit, and
//! tells what its clock showed.

use sea_orm::DatabaseTransaction;

use super::IntakeError;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Came, Device, device_numbered};
use crate::domain::intake::Submission;
use crate::infra::action::{FieldProblem, by};
use crate::infra::app::Ctx;

/// The phone that is kept under this number, where it is one.
async fn device(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    whose: i64,
) -> Result<Option<Device>, IntakeError> {
    let Some(number) = whose.checked_neg().filter(|number| *number > 0) else {
        return Ok(None);
    };
    let device = device_numbered(txn, ctx.scope, number).await?;
    device.map(Some).ok_or(IntakeError::NotThere)
}

/// What a phone sends that is not for it to send.
///
/// # Errors
/// [`IntakeError::NotThere`] where it is for another audit.
pub(super) async fn not_its_own(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    submission: &Submission,
) -> Result<Vec<FieldProblem>, IntakeError> {
    let Some(device) = device(txn, ctx, by(ctx)).await? else {
        return Ok(Vec::new());
    };
    if device.audit != audit.id {
        return Err(IntakeError::NotThere);
    }
    let wrong = |field: &str, why| FieldProblem {
        field: field.to_owned(),
        why,
        about: Vec::new(),
    };
    let mut all = Vec::new();
    if submission.observers != [device.code] {
        all.push(wrong("observers", "intake-other-observer"));
    }
    if submission.clock.is_none() {
        all.push(wrong("clock", "intake-no-clock"));
    }
    Ok(all)
}

/// Whether something that came in is of the observer whose phone is kept under this number, though another phone of theirs may
/// have sent it.
pub(super) async fn was_its_own(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    (came, whose): (&Came, i64),
) -> Result<bool, IntakeError> {
    let device = device(txn, ctx, whose).await?;
    let device = device.filter(|device| device.audit == audit.id);
    let sent = came.submission.as_ref();
    Ok(device.is_some_and(|device| sent.is_some_and(|sent| sent.observers == [device.code])))
}
