//! What people can do with findings: draft them from the comparison, write them sentence by sentence, have them checked,
//! publish them; record money, and ask somebody to act. Nothing here knows of pages of the web.

pub mod attacked;
mod desk;
pub mod documents;
pub mod drafting;
pub mod money;
pub mod printing;
pub mod publishing;
pub mod recommending;
pub mod saying;
pub mod steps;
pub mod writing;

use sea_orm::DatabaseTransaction;

use crate::db::IdSource;
use crate::db::audit::AuditLine;
use crate::db::counter::Series;
use crate::db::findings::{KeptFinding, StepTaken, StepWord, add_step, finding_numbered};
use crate::db::log::subject_named;
use crate::domain::actor::Permission;
use crate::domain::finding::{Draft, WrongStep};
use crate::domain::log::Happening;
use crate::infra::action::{ActionError, by, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::own_audit;

pub use desk::{Asked, Desk, desk};

/// What is needed to work on findings.
pub const WRITES: Permission = Permission::WriteFindings;

/// The number of a finding as addresses name it: `F-01`.
///
/// # Errors
/// [`ActionError::NotThere`] where it is none.
pub fn numbered(label: &str) -> Result<u32, ActionError> {
    let number = Series::Finding.number_of(label);
    let number = number.and_then(|number| u32::try_from(number).ok());
    number.ok_or(ActionError::NotThere)
}

/// Who acts, as findings name people: P-0001.
#[must_use]
pub fn who(ctx: &Ctx) -> String {
    Series::who(by(ctx))
}

/// An audit of one's own inside a transaction, where the actor still may work on its findings.
async fn opened(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    code: &str,
) -> Result<AuditLine, ActionError> {
    still_may(txn, ctx, WRITES).await?;
    own_audit(txn, ctx, code).await
}

/// A finding inside a transaction, as it was when it was looked at.
///
/// # Errors
/// [`ActionError::NotThere`]; told on the form where somebody changed it meanwhile.
async fn unchanged(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, seen): (&AuditLine, &KeptFinding),
) -> Result<(), ActionError> {
    let at = (line.id, seen.number);
    let now = finding_numbered(txn, ctx.scope, &ctx.app.master, at).await?;
    match now {
        Some(now) if now == *seen => Ok(()),
        Some(_) => Err(ActionError::field("form", "finding-changed-meanwhile")),
        None => Err(ActionError::NotThere),
    }
}

/// Notes a step of the work on a finding.
async fn taken(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, finding): (&AuditLine, u32),
    (step, note, said): (StepWord, Option<String>, Option<&Draft>),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let taken = StepTaken {
        step,
        by: who(ctx),
        on: ctx.now.date_naive(),
        note,
        said: said.cloned(),
    };
    let one = (line.id, finding, &taken);
    Ok(add_step(txn, ctx.scope, &ctx.app.master, one, ids).await?)
}

/// Tells the evidence log something of a finding, with what it says.
async fn told(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, name): (&AuditLine, &str),
    record: Vec<(String, String)>,
    what: impl FnOnce(crate::domain::log::Commitment) -> Happening,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let subject = subject_named(txn, ctx.scope, line.id, name, ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    fact.record = record;
    let told = ctx.record(txn, ids, fact, |opening| what(opening.record_commitment()));
    let _seq: u64 = told.await?;
    Ok(())
}

/// What a value of the domain says, as one field of a record.
fn record_of(name: &str, value: &impl serde::Serialize) -> Vec<(String, String)> {
    let text = serde_json::to_string(value).unwrap_or_default();
    vec![(name.to_owned(), text)]
}

/// What the evidence log tells of a finding by.
fn name_of(finding: &KeptFinding) -> String {
    format!("finding/{}", finding.draft.id)
}

/// A step that cannot be taken, told on the form.
fn refused(wrong: WrongStep) -> ActionError {
    ActionError::field("form", wrong.key())
}
