//! What every ability does when something that came in is accepted, or no longer counts: it enters the audit as a visit with
//! what was seen, its pictures as evidence, its recounts as a verification factor, its rosters as a rate of absence, and it leaves the same way. Who may
//! decide, and what the decision says, is for whoever calls.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::action::ActionError;
use super::app::Ctx;
use super::own_questions::settle_own_questions;
use super::planned::{follow, planned_to_follow};
use super::recounts::settle_recounts;
use super::rosters::settle_rosters;
use super::users::settle_users;
use crate::db::audit::{AuditLine, places_of};
use crate::db::counter::Series;
use crate::db::fieldwork::{
    Came, FileLine, Review, add_review, files_of, first_lock_of, instrument_of, set_state,
    submission_numbered,
};
use crate::db::log::{lock, subject_named};
use crate::db::{
    IdSource, StorageError, add_evidence, add_visit, promises_named, remove_evidence,
    remove_visits, visit_at, visited_more_than, was_missing,
};
use crate::domain::code::Code;
use crate::domain::fieldwork::{Evidence, EvidenceType};
use crate::domain::instrument::Instrument;
use crate::domain::intake::{EvidenceRef, FileKind, Submission, to_fieldwork};
use crate::domain::log::{EventError, Happening, Number, Subject};
use crate::domain::obligation::Obligation;
use crate::domain::review::ReviewState;

/// Promises that are in force on a day: what a visit of that day is held against.
pub fn in_force(promises: &[Obligation], day: NaiveDate) -> impl Iterator<Item = &Obligation> {
    promises.iter().filter(move |one| {
        one.period.as_ref().is_none_or(|period| {
            period.from.is_none_or(|from| from.first_day() <= day)
                && period.to.is_none_or(|to| day <= to.last_day())
        })
    })
}

/// The subject of a submission in the evidence log, by the id under which it was sent. All that happens to it is told of
/// this one.
///
/// # Errors
/// Those of the database.
pub async fn subject_of(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (audit, client_id): (&AuditLine, Uuid),
    ids: &mut dyn IdSource,
) -> Result<Subject, StorageError> {
    let name = format!("submission/{client_id}");
    subject_named(txn, ctx.scope, audit.id, &name, ids).await
}

/// The name in the audit of the visit that a submission becomes: `v-0001`.
///
/// # Errors
/// Where there is no such name, which there is for every number.
pub fn visit_name(number: i64) -> Result<Code, ActionError> {
    let name = Series::Submission.label(number).to_lowercase();
    Code::parse(&name).map_err(|_| ActionError::NotThere)
}

/// The name in the audit of a file of a submission, as a piece of evidence: `v-0001-2`.
#[must_use]
pub fn evidence_name(number: i64, file: u32) -> Option<Code> {
    let label = Series::Submission.label(number).to_lowercase();
    Code::parse(&format!("{label}-{file}")).ok()
}

/// The pieces of evidence that a submission brings: each picture that has a public copy, and each recording or paper of which
/// somebody wrote down what it says; nothing that is withheld. The file and its hash are those of the public copy. Of words there
/// is no file, and the hash is that of the original.
#[must_use]
pub fn evidence_of(
    (submission, number): (&Submission, i64),
    files: &[FileLine],
    title: impl Fn(&FileLine) -> String,
) -> Vec<Evidence> {
    let shown = files.iter().filter(|file| !file.withheld);
    shown
        .filter_map(|file| {
            let words = file.about.described.clone();
            let (copy, sha256) = match &file.copy {
                Some(copy) => {
                    let label = Series::Submission.label(number);
                    (Some(format!("{label}/{}.jpg", file.number)), copy.sha256)
                }
                None if words.is_some() => (None, file.sha256),
                None => return None,
            };
            Some(Evidence {
                id: evidence_name(number, file.number)?,
                kind: match file.about.said.kind {
                    FileKind::Photograph | FileKind::Video => EvidenceType::Physical,
                    FileKind::Sound => EvidenceType::Testimonial,
                    FileKind::Document | FileKind::Archive => EvidenceType::Documentary,
                },
                title: title(file),
                described: words.or_else(|| file.about.said.caption.clone()),
                file: copy,
                sha256: Some(sha256.to_string()),
                date: Some(submission.started.date().into()),
                place: Some(submission.place.clone()),
                by: submission.observers.first().cloned(),
            })
        })
        .collect()
}

/// Lets what came in enter the audit, and gives the name of the visit that it became. Says so of it in the queue; the decision
/// itself is recorded with [`decided`].
///
/// # Errors
/// [`ActionError::NotThere`] where it was erased or its instrument is not there; [`ActionError::Invalid`] where it cannot
/// count now.
pub async fn accept(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    came: &Came,
    ids: &mut dyn IdSource,
) -> Result<Code, ActionError> {
    lock(txn, ctx.scope).await?;
    let submission = came.submission.as_ref().ok_or(ActionError::NotThere)?;
    if !came.line.state.can_become(ReviewState::Accepted) {
        return Err(ActionError::field("form", "review-cannot-become"));
    }
    let (code, version) = &came.line.instrument;
    let instrument = instrument_of(txn, ctx.scope, audit.id, (code, *version)).await?;
    let instrument = instrument.ok_or(ActionError::NotThere)?;
    let asked = instrument.questions.iter();
    let asked: BTreeSet<Code> = asked.filter_map(|one| one.promise.clone()).collect();
    let asked: Vec<Code> = asked.into_iter().collect();
    let promises = promises_named(txn, ctx.scope, audit.id, &asked).await?;
    let promises: Vec<Obligation> = in_force(&promises, submission.started.date())
        .cloned()
        .collect();
    if let Some(first) = came.line.corrects {
        replaced(txn, ctx, (audit, first), &mut *ids).await?;
    }
    let visit = visit_name(came.line.number)?;
    let mut files = files_of(txn, ctx.scope, &ctx.app.master, &[came.line.id]).await?;
    let files = files.remove(&came.line.id).unwrap_or_default();
    let place = places_of(txn, ctx.scope, audit.id).await?;
    let place = place.into_iter().find(|one| one.id == submission.place);
    let place = place.map_or_else(|| submission.place.to_string(), |place| place.name);
    let titled = |file: &FileLine| titled(ctx, (&instrument, &promises), &place, file);
    let pieces = evidence_of((submission, came.line.number), &files, titled);
    let named = |piece: &EvidenceRef| {
        let file = files
            .iter()
            .find(|file| file.sha256.to_string() == piece.sha256)?;
        let name = evidence_name(came.line.number, file.number)?;
        pieces.iter().find(|one| one.id == name).map(|_| name)
    };
    let mut taken = to_fieldwork(submission, &instrument, &promises, &visit, named);
    // Midnight stands for a day whose hour nobody wrote down.
    if submission.started.time() == NaiveTime::MIN {
        taken.visit.time = None;
    }
    add_evidence(
        txn,
        ctx.scope,
        &ctx.app.master,
        (audit.id, &pieces),
        &mut *ids,
    )
    .await?;
    let becomes = (ReviewState::Accepted, Some(&visit));
    set_state(txn, ctx.scope, came.line.id, becomes).await?;
    settle_own_questions(txn, ctx, audit, (submission, None), &mut *ids).await?;
    if submission.respondent.is_some() {
        // Whose words these are: a user said it, nobody of ours saw it.
        settle_users(txn, ctx, (audit, None), &mut *ids).await?;
        return Ok(visit);
    }
    let seen = (audit.id, &taken.visit, taken.observations.as_slice());
    add_visit(txn, ctx.scope, &ctx.app.master, seen, &mut *ids).await?;
    settle_recounts(txn, ctx, audit, (submission, None), &mut *ids).await?;
    settle_rosters(txn, ctx, audit, (submission, None), &mut *ids).await?;
    let made = (submission.place.clone(), taken.visit.date.last_day());
    follow_plan(txn, ctx, audit, (&made, 1), ids).await?;
    Ok(visit)
}

/// What is corrected counts no more: it stays to be read, as what was taken back.
async fn replaced(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (audit, number): (&AuditLine, i64),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let numbered = (audit.id, number);
    let first = submission_numbered(txn, ctx.scope, &ctx.app.master, numbered).await?;
    let Some(first) = first.filter(|one| one.line.state != ReviewState::Withdrawn) else {
        return Ok(());
    };
    take_back(txn, ctx, audit, &first, ids).await?;
    set_state(
        txn,
        ctx.scope,
        first.line.id,
        (ReviewState::Withdrawn, None),
    )
    .await?;
    Ok(())
}

/// Takes what was accepted out of the audit: its visit, what was seen, its evidence. What it became instead is for whoever
/// calls to say, with `set_state`. Nothing happens where it is no visit of the audit.
///
/// # Errors
/// Those of the database.
pub async fn take_back(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    came: &Came,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let Some(visit) = &came.line.visit else {
        return Ok(());
    };
    lock(txn, ctx.scope).await?;
    let made = visit_at(txn, ctx.scope, audit.id, visit).await?;
    let master = &ctx.app.master;
    let told = came.submission.as_ref();
    if told.is_some_and(|sent| sent.respondent.is_some()) {
        let without = (audit, Some(came.line.number));
        settle_users(txn, ctx, without, &mut *ids).await?;
    } else {
        let gone = std::slice::from_ref(visit);
        remove_visits(txn, ctx.scope, (audit.id, gone)).await?;
    }
    let files = files_of(txn, ctx.scope, master, &[came.line.id]).await?;
    let numbers = files.values().flatten().map(|file| file.number);
    let names: Vec<Code> = numbers
        .filter_map(|file| evidence_name(came.line.number, file))
        .collect();
    remove_evidence(txn, ctx.scope, audit.id, &names).await?;
    if let Some(submission) = &came.submission {
        let gone = (submission, Some(came.line.number));
        settle_own_questions(txn, ctx, audit, gone, &mut *ids).await?;
        settle_recounts(txn, ctx, audit, gone, &mut *ids).await?;
        settle_rosters(txn, ctx, audit, gone, &mut *ids).await?;
    }
    match made {
        Some(made) => follow_plan(txn, ctx, audit, (&made, 0), ids).await,
        None => Ok(()),
    }
}

/// Lets an accepted submission enter the audit anew, because what may be shown of it changed.
///
/// # Errors
/// As [`accept`].
pub async fn refresh(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    came: &Came,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    take_back(txn, ctx, audit, came, &mut *ids).await?;
    let mut again = came.clone();
    again.line.state = ReviewState::Received;
    again.line.corrects = None;
    accept(txn, ctx, audit, &again, ids).await?;
    Ok(())
}

/// Keeps a decision about a submission, and tells the evidence log of it.
///
/// # Errors
/// Those of the database and of the log.
pub async fn decided(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (audit, came): (&AuditLine, &Came),
    review: &Review,
    ids: &mut dyn IdSource,
) -> Result<u64, ActionError> {
    let unfit = |reason: String| StorageError::Log(reason);
    let decision = Code::parse(&review.to.word().replace('_', "-")).map_err(unfit)?;
    let reason = serde_json::to_value(review.reason).ok();
    let reason = reason.as_ref().and_then(|reason| reason.as_str());
    let reason = reason.unwrap_or("none").replace('_', "-");
    let reason = Code::parse(&reason).map_err(unfit)?;
    let rules = Number::try_from(u64::from(review.rules));
    let rules = rules.map_err(|error: EventError| unfit(error.to_string()))?;
    add_review(
        txn,
        ctx.scope,
        &ctx.app.master,
        (came.line.id, review),
        &mut *ids,
    )
    .await?;
    let subject = subject_of(txn, ctx, (audit, came.line.client_id), &mut *ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(audit.code.as_str());
    let told = ctx.record(txn, ids, fact, |_| Happening::ReviewDecided {
        decision,
        reason,
        rules,
    });
    Ok(told.await?)
}

/// What a picture shows, as far as anybody said: its caption, else the question it was taken for.
fn titled(
    ctx: &Ctx,
    (instrument, promises): (&Instrument, &[Obligation]),
    place: &str,
    file: &FileLine,
) -> String {
    if let Some(caption) = &file.about.said.caption {
        return caption.clone();
    }
    let question = file.about.question.as_ref();
    let promise = question
        .and_then(|question| instrument.question(question))
        .and_then(|question| question.promise.as_ref())
        .and_then(|promise| promises.iter().find(|one| one.id == *promise));
    match promise {
        Some(promise) => {
            let names = [("place", place), ("promise", promise.promise.as_str())];
            ctx.app.words.say("evidence-title-promise", &names)
        }
        None => (ctx.app.words).say("evidence-title-place", &[("place", place)]),
    }
}

/// What the plan says of the sample and of the limits of the method follows what was visited, where there is a plan. It speaks of
/// which places were visited or missed, and of how many visits were made before it was locked: a further visit to a place that
/// was seen, after the lock, changes nothing of it. `there` is how many of the visits to the place are the one that came or went.
async fn follow_plan(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    ((place, day), there): (&(Code, NaiveDate), u64),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let Some(locked) = first_lock_of(txn, ctx.scope, audit.id).await? else {
        return Ok(());
    };
    let is_early = locked.is_some_and(|at| *day < at.date_naive());
    let at = (audit.id, place, there);
    if !is_early
        && visited_more_than(txn, ctx.scope, at).await?
        && !was_missing(txn, ctx.scope, (audit.id, place)).await?
    {
        return Ok(());
    }
    let mut planned = planned_to_follow(txn, ctx, audit).await?;
    follow(txn, ctx, &mut planned, ids).await
}
