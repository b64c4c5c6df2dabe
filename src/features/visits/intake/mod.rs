//! Taking in what comes from the field. Every door ends here: the forms of the web, paper that was keyed, pictures from a
//! folder, other programs. The id under which it is sent decides, not a lock: sent twice, it is taken once, and both times
//! the answer is the same.

mod keeping;
mod phone;

use chrono::{DateTime, NaiveTime, Utc};
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use uuid::Uuid;

use crate::db::audit::{AuditLine, audit_named};
use crate::db::counter::Series;
use crate::db::fieldwork::{
    Came, DraftFile, NewSubmission, Origin, Review, SubmissionLine, add_submission, instrument_of,
    plans_of, remove_draft, settle_sheet, submission_numbered, submission_with,
};
use crate::db::key::organisation_key_of;
use crate::db::{IdSource, SheetId, StorageError, has_place, write};
use crate::domain::actor::Permission;
use crate::domain::case::Standing;
use crate::domain::code::Code;
use crate::domain::instrument::Instrument;
use crate::domain::intake::{IntakeFault, IntakeProblem, Submission, check};
use crate::domain::keys::OrganisationKey;
use crate::domain::log::Digest;
use crate::domain::plan::Plan;
use crate::domain::review::ReviewState;
use crate::domain::typed_code::{TypedCode, slip_of};
use crate::infra::accepting::{accept, decided};
use crate::infra::action::{ActionError, FieldProblem, by, still_may};
use crate::infra::app::Ctx;
use crate::infra::checkers::others_may_check;

use keeping::{keep_files, tell};

/// Why something was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Not open to the actor, or its audit is not there: from outside, the same.
    #[error("not there")]
    NotThere,
    /// Something else came in under this id.
    #[error("something else is there, with the hash {0}")]
    Other(Digest),
    /// It came in, and was erased since.
    #[error("it was erased")]
    Erased,
    /// It cannot be read as answers to these questions. All that is wrong is told at once.
    #[error("fields: {0:?}")]
    Invalid(Vec<FieldProblem>),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The same id was taken by another request in between.
    #[error("taken in between")]
    Taken,
}

impl From<ActionError> for IntakeError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::NotThere => Self::NotThere,
            ActionError::Invalid(problems) => Self::Invalid(problems),
            ActionError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<crate::infra::app::Forbidden> for IntakeError {
    fn from(_: crate::infra::app::Forbidden) -> Self {
        Self::NotThere
    }
}

impl From<IntakeError> for ActionError {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::NotThere | IntakeError::Erased => Self::NotThere,
            IntakeError::Invalid(problems) => Self::Invalid(problems),
            IntakeError::Storage(error) => Self::Storage(error),
            IntakeError::Other(_) | IntakeError::Taken => Self::field("form", "visit-sent-already"),
        }
    }
}

/// What comes in.
#[derive(Clone, Debug)]
pub struct Coming {
    /// The id under which it is sent.
    pub client_id: Uuid,
    /// By which way.
    pub origin: Origin,
    /// What was seen.
    pub submission: Submission,
    /// The number of what it corrects, in the same audit.
    pub corrects: Option<i64>,
    /// Files that are here already. Others that the answers name may follow.
    pub files: Vec<DraftFile>,
}

/// What is said to whoever sent it. For the same id and hash it says the same, however often it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Receipt {
    /// The id under which it was sent.
    #[schemars(with = "String")]
    pub id: Uuid,
    /// Its number: V-0001.
    pub number: String,
    /// The audit.
    pub audit: Code,
    /// SHA-256 of the canonical JSON of what was sent.
    pub sha256: String,
    /// When it came in, to the minute.
    #[schemars(with = "String")]
    pub received: DateTime<Utc>,
    /// Whether it was seen before the plan was locked, or there is no locked plan.
    pub before_plan: bool,
    /// The code by which whoever sent it learns what became of it, without an account. Told to them alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slip: Option<String>,
    /// Whether it was taken in just now.
    #[serde(skip)]
    pub is_new: bool,
    /// Whether it counts already, because nobody else may check it.
    #[serde(skip)]
    pub counts: bool,
}

/// Takes in what was seen. `corrects` is the number of what it corrects.
///
/// # Errors
/// [`IntakeError`].
pub async fn receive(
    ctx: &Ctx,
    client_id: Uuid,
    origin: Origin,
    submission: Submission,
    corrects: Option<i64>,
) -> Result<Receipt, IntakeError> {
    let coming = Coming {
        client_id,
        origin,
        submission,
        corrects,
        files: Vec::new(),
    };
    receive_and(ctx, &coming, Then::Wait).await
}

/// What is done more with what comes in, in the same transaction: all of it happens, or none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Wait,
    /// It counts at once, by the decision of whoever sends it, where nobody else may check; else it waits.
    AcceptAlone {
        /// The version of the rules by which it is decided.
        rules: u32,
    },
    /// The draft that it was goes.
    DropDraft,
    /// The sheet that it stood on is done.
    SettleSheet(SheetId),
}

/// The same, and does something more with it in the same transaction.
///
/// # Errors
/// [`IntakeError`], and those of what is done more.
pub async fn receive_and(ctx: &Ctx, coming: &Coming, then: Then) -> Result<Receipt, IntakeError> {
    receive_of(ctx, by(ctx), coming, then).await
}

/// The same of what somebody hands over for another: `whose` is the number under which it is kept who sent it.
///
/// # Errors
/// As [`receive_and`].
pub async fn receive_of(
    ctx: &Ctx,
    whose: i64,
    coming: &Coming,
    then: Then,
) -> Result<Receipt, IntakeError> {
    ctx.require(Permission::SendVisits)?;
    let unreadable = |_| ActionError::field("form", "intake-wrong-kind");
    let content = coming.submission.content_hash().map_err(unreadable)?;
    if let Some(receipt) = received_before(ctx, whose, (coming.client_id, content)).await? {
        return Ok(receipt);
    }
    let taken = write(&ctx.app.db, async |txn| {
        taken_in(txn, ctx, (coming, content, whose), then).await
    });
    match taken.await {
        // Whoever was first has it on the disk by now.
        Err(IntakeError::Taken) => received_before(ctx, whose, (coming.client_id, content))
            .await?
            .ok_or(IntakeError::Taken),
        other => other,
    }
}

async fn received_before(
    ctx: &Ctx,
    whose: i64,
    (client_id, content): (Uuid, Digest),
) -> Result<Option<Receipt>, IntakeError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let Some(came) = submission_with(conn, ctx.scope, master, client_id).await? else {
        return Ok(None);
    };
    let (line, sent_by) = (came.line, came.by);
    let submission = came.submission.ok_or(IntakeError::Erased)?;
    if line.content != content {
        return Err(IntakeError::Other(line.content));
    }
    let key = organisation_key_of(conn, ctx.scope, master).await?;
    let slip = key
        .filter(|_| sent_by == Some(whose))
        .map(|key| slip(&key, &line));
    Ok(Some(receipt(&line, submission.audit, slip.as_ref(), false)))
}

fn receipt(line: &SubmissionLine, audit: Code, slip: Option<&TypedCode>, is_new: bool) -> Receipt {
    Receipt {
        id: line.client_id,
        number: line.label(),
        audit,
        sha256: line.content.to_string(),
        received: line.received_at,
        before_plan: line.before_plan,
        slip: slip.map(TypedCode::written),
        is_new,
        counts: false,
    }
}

/// The code of a slip follows from the key of the organisation and from what was sent: nobody else can work it out, and the
/// answer to a request that is sent again has the same one.
fn slip(key: &OrganisationKey, line: &SubmissionLine) -> TypedCode {
    slip_of(key, (line.client_id, line.content))
}

/// An audit where it is the organisation's own.
///
/// # Errors
/// [`ActionError::NotThere`].
pub fn own(line: Option<AuditLine>) -> Result<AuditLine, ActionError> {
    line.filter(|one| one.standing == Standing::Own)
        .ok_or(ActionError::NotThere)
}

async fn taken_in(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (coming, content, whose): (&Coming, Digest, i64),
    then: Then,
) -> Result<Receipt, IntakeError> {
    still_may(txn, ctx, Permission::SendVisits).await?;
    let mut ids = ctx.ids();
    let submission = &coming.submission;
    let audit = own(audit_named(txn, ctx.scope, &submission.audit).await?)?;
    let named = (&submission.instrument, submission.version);
    let instrument = instrument_of(txn, ctx.scope, audit.id, named).await?;
    let plans = plans_of(txn, ctx.scope, &ctx.app.master, audit.id).await?;
    let locked = plans.iter().rev().find(|plan| plan.locked.is_some());
    let mut wrong = faults(
        ctx,
        submission,
        instrument.as_ref(),
        locked.map(|p| &p.plan),
    );
    wrong.extend(phone::not_its_own(txn, ctx, &audit, submission).await?);
    if !has_place(txn, ctx.scope, audit.id, &submission.place).await? {
        wrong.push(FieldProblem {
            field: "place".to_owned(),
            why: "field-choice",
            about: Vec::new(),
        });
    }
    if !wrong.is_empty() {
        return Err(IntakeError::Invalid(wrong));
    }
    let first = locked.and_then(|plan| plan.locked);
    let before_plan = first.is_none_or(|(at, _)| {
        // At midnight, nobody wrote the hour down: then the day decides.
        match submission.started.time() == NaiveTime::MIN {
            true => submission.started.date() < at.date_naive(),
            false => submission.started < at.naive_utc(),
        }
    });
    let corrected = match coming.corrects {
        None => None,
        Some(number) => Some(corrected(txn, ctx, &audit, (number, whose)).await?),
    };
    let key = ctx.organisation_key(txn, &mut ids).await?;
    let told = (&audit, coming, &key);
    let log_seq = tell(txn, ctx, told, corrected.as_ref(), &mut ids).await?;
    let slip = slip_of(&key, (coming.client_id, content));
    let new = NewSubmission {
        client_id: coming.client_id,
        content,
        origin: coming.origin,
        submission,
        before_plan,
        slip: Digest(slip.hash()),
        by: whose,
        log_seq,
        corrects: coming.corrects,
    };
    let line = add_submission(txn, ctx.scope, &key, (audit.id, new), &mut ids).await?;
    let came = Came {
        line: line.ok_or(IntakeError::Taken)?,
        submission: Some(submission.clone()),
        by: Some(whose),
    };
    keep_files(txn, ctx, (&came, &coming.files), &mut ids).await?;
    // The evidence log tells of it, sealed. A line of who did what and when would say who was there.
    let counts = and_then(txn, ctx, (&audit, &came), then, &mut ids).await?;
    Ok(Receipt {
        counts,
        ..receipt(&came.line, audit.code, Some(&slip), true)
    })
}

async fn and_then(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (audit, came): (&AuditLine, &Came),
    then: Then,
    ids: &mut dyn IdSource,
) -> Result<bool, ActionError> {
    match then {
        Then::Wait => {}
        Then::AcceptAlone { .. } if others_may_check(txn, ctx).await? => {}
        Then::AcceptAlone { rules } => {
            still_may(txn, ctx, Permission::CheckVisits).await?;
            accept(txn, ctx, audit, came, &mut *ids).await?;
            let review = Review {
                to: ReviewState::Accepted,
                reason: None,
                note: None,
                by: by(ctx),
                rules,
                decided_at: ctx.now,
            };
            decided(txn, ctx, (audit, came), &review, ids).await?;
            return Ok(true);
        }
        Then::DropDraft => {
            remove_draft(txn, ctx.scope, (audit.id, came.line.client_id)).await?;
        }
        Then::SettleSheet(sheet) => {
            settle_sheet(txn, ctx.scope, sheet, came.line.number).await?;
        }
    }
    Ok(false)
}

/// What is wrong with a submission so that it cannot be taken in. Anything else that does not fit is told to whoever checks it.
fn faults(
    ctx: &Ctx,
    submission: &Submission,
    instrument: Option<&Instrument>,
    plan: Option<&Plan>,
) -> Vec<FieldProblem> {
    let Some(instrument) = instrument else {
        return vec![FieldProblem {
            field: "instrument".to_owned(),
            why: IntakeFault::OtherInstrument.key(),
            about: Vec::new(),
        }];
    };
    let plan = plan.cloned().unwrap_or_default();
    let problems = check(submission, instrument, &plan, ctx.now.date_naive());
    problems
        .into_iter()
        .filter(IntakeProblem::stops)
        .map(told)
        .collect()
}

/// A fault of a submission as a problem of a field.
#[must_use]
pub fn told(problem: IntakeProblem) -> FieldProblem {
    let about = match &problem.fault {
        IntakeFault::UnknownChoice(choice) => vec![("choice", choice.to_string())],
        IntakeFault::PhotographMissing { wanted, got } => {
            vec![("wanted", wanted.to_string()), ("got", got.to_string())]
        }
        _ => Vec::new(),
    };
    FieldProblem {
        field: problem.path,
        why: problem.fault.key(),
        about,
    }
}

/// What is corrected: of the same audit, by whoever sent it or by somebody who checks. What is handed over for somebody else
/// corrects what is theirs.
async fn corrected(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    (number, whose): (i64, i64),
) -> Result<Came, IntakeError> {
    let numbered = (audit.id, number);
    let came = submission_numbered(txn, ctx.scope, &ctx.app.master, numbered).await?;
    let wrong = || ActionError::field("corrects", "visit-corrects-what");
    let came = came.ok_or_else(wrong)?;
    let own = came.by == Some(whose)
        || (whose == by(ctx) && ctx.actor.may(Permission::CheckVisits))
        || phone::was_its_own(txn, ctx, audit, (&came, whose)).await?;
    if own && came.line.state != ReviewState::Withdrawn {
        Ok(came)
    } else {
        Err(wrong().into())
    }
}

/// The number of a label, of something that came in: `V-0001` is 1.
#[must_use]
pub fn number_of(label: &str) -> Option<i64> {
    Series::Submission.number_of(label)
}
