//! What every ability does when something that came in is accepted, or no longer counts: it enters the audit as a visit with
//! what was seen, its pictures as evidence, its recounts as a verification factor, and it leaves the same way. Who may
//! decide, and what the decision says, is for whoever calls.

use chrono::{NaiveDate, NaiveTime};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::action::ActionError;
use super::app::Ctx;
use super::planned::{follow, planned_to_change};
use super::users::settle_users;
use crate::db::audit::AuditLine;
use crate::db::counter::Series;
use crate::db::fieldwork::{
    Came, FileLine, Review, add_review, files_of, instrument_of, set_state, submission_numbered,
    submitted,
};
use crate::db::log::subject_named;
use crate::db::{
    IdSource, StorageError, add_evidence, add_visit, load_case_within, promises_of, put_derivation,
    remove_derivation, remove_evidence, remove_visits,
};
use crate::domain::code::Code;
use crate::domain::derivation::{Derivation, Input, Operation, Step};
use crate::domain::fieldwork::{Evidence, EvidenceType};
use crate::domain::instrument::{Asks, Instrument};
use crate::domain::intake::{AnswerValue, EvidenceRef, FileKind, Submission, to_fieldwork};
use crate::domain::log::{EventError, Happening, Number, Subject};
use crate::domain::obligation::Obligation;
use crate::domain::party::Counter;
use crate::domain::published::Stated;
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
    let submission = came.submission.as_ref().ok_or(ActionError::NotThere)?;
    if !came.line.state.can_become(ReviewState::Accepted) {
        return Err(ActionError::field("form", "review-cannot-become"));
    }
    let (code, version) = &came.line.instrument;
    let instrument = instrument_of(txn, ctx.scope, audit.id, (code, *version)).await?;
    let instrument = instrument.ok_or(ActionError::NotThere)?;
    let promises = promises_of(txn, ctx.scope, &ctx.app.master, audit.id).await?;
    let promises: Vec<Obligation> = in_force(&promises, submission.started.date())
        .cloned()
        .collect();
    if let Some(first) = came.line.corrects {
        replaced(txn, ctx, (audit, first), &mut *ids).await?;
    }
    let visit = visit_name(came.line.number)?;
    let mut files = files_of(txn, ctx.scope, &ctx.app.master, &[came.line.id]).await?;
    let files = files.remove(&came.line.id).unwrap_or_default();
    let titled = |file: &FileLine| titled(ctx, &instrument, submission, file);
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
    if submission.respondent.is_some() {
        // Whose words these are: a user said it, nobody of ours saw it.
        settle_users(txn, ctx, (audit, None), &mut *ids).await?;
        return Ok(visit);
    }
    let seen = (audit.id, &taken.visit, taken.observations.as_slice());
    add_visit(txn, ctx.scope, &ctx.app.master, seen, &mut *ids).await?;
    settle_recounts(txn, ctx, audit, (submission, None), &mut *ids).await?;
    follow_plan(txn, ctx, audit, ids).await?;
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
    let master = &ctx.app.master;
    let told = came.submission.as_ref();
    if told.is_some_and(|sent| sent.respondent.is_some()) {
        let without = (audit, Some(came.line.number));
        settle_users(txn, ctx, without, &mut *ids).await?;
    } else {
        let gone = std::slice::from_ref(visit);
        remove_visits(txn, ctx.scope, master, (audit.id, gone), &mut *ids).await?;
    }
    let files = files_of(txn, ctx.scope, master, &[came.line.id]).await?;
    let numbers = files.values().flatten().map(|file| file.number);
    let names: Vec<Code> = numbers
        .filter_map(|file| evidence_name(came.line.number, file))
        .collect();
    remove_evidence(txn, ctx.scope, audit.id, &names).await?;
    if let Some(submission) = &came.submission {
        settle_recounts(
            txn,
            ctx,
            audit,
            (submission, Some(came.line.number)),
            &mut *ids,
        )
        .await?;
    }
    follow_plan(txn, ctx, audit, ids).await
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
fn titled(ctx: &Ctx, instrument: &Instrument, submission: &Submission, file: &FileLine) -> String {
    if let Some(caption) = &file.about.said.caption {
        return caption.clone();
    }
    let question = file.about.question.as_ref();
    let promise = question
        .and_then(|question| instrument.question(question))
        .and_then(|question| question.promise.as_ref());
    let place = submission.place.as_str();
    match promise {
        Some(promise) => {
            let names = [("place", place), ("promise", promise.as_str())];
            ctx.app.words.say("evidence-title-promise", &names)
        }
        None => (ctx.app.words).say("evidence-title-place", &[("place", place)]),
    }
}

/// One register of the provider, counted again at a place.
struct Recounted {
    place: Code,
    recorded: String,
    recounted: String,
}

/// Works the verification factors out again of every promise that a submission recounts: recounted of reported, added up over
/// every accepted visit that saw the source documents. `without` is one that no longer counts.
async fn settle_recounts(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    (changed, without): (&Submission, Option<i64>),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let recounts = |answer: &crate::domain::intake::Answer| {
        matches!(answer.value, Some(AnswerValue::Recount { .. }))
    };
    if !changed.answers.iter().any(recounts) {
        return Ok(());
    }
    let case = load_case_within(txn, ctx.scope, &ctx.app.master, audit.id).await?;
    let all = submitted(txn, ctx.scope, &ctx.app.master, audit.id).await?;
    let counting = all.iter().filter(|came| {
        came.line.state == ReviewState::Accepted && Some(came.line.number) != without
    });
    let mut found: Vec<(Code, String, Vec<Recounted>, usize)> = Vec::new();
    for promise in &case.obligations {
        found.push((promise.id.clone(), String::new(), Vec::new(), 0));
    }
    for came in counting {
        let (code, version) = &came.line.instrument;
        let instrument = instrument_of(txn, ctx.scope, audit.id, (code, *version)).await?;
        let (Some(instrument), Some(submission)) = (instrument, &came.submission) else {
            continue;
        };
        for answer in submission.answers.iter().filter(|answer| recounts(answer)) {
            let question = instrument.question(&answer.question);
            let Some((question, promise)) = question.and_then(|q| Some((q, q.promise.as_ref()?)))
            else {
                continue;
            };
            let Some(AnswerValue::Recount {
                recorded,
                recounted,
                documents_seen,
            }) = &answer.value
            else {
                continue;
            };
            let Some(entry) = found.iter_mut().find(|entry| entry.0 == *promise) else {
                continue;
            };
            if let Asks::Recount { register, .. } = &question.asks {
                entry.1.clone_from(register);
            }
            if *documents_seen {
                entry.2.push(Recounted {
                    place: submission.place.clone(),
                    recorded: recorded.to_string(),
                    recounted: recounted.to_string(),
                });
            } else {
                entry.3 += 1;
            }
        }
    }
    for (promise, register, seen, unseen) in found {
        let Ok(name) = Code::parse(&format!("recount-{promise}")) else {
            continue;
        };
        match factor(ctx, (&name, &promise), (&register, &seen, unseen)) {
            Some(derivation) => {
                put_derivation(txn, ctx.scope, (audit.id, &derivation), &mut *ids).await?;
            }
            None => remove_derivation(txn, ctx.scope, (audit.id, &name)).await?,
        }
    }
    Ok(())
}

/// Recounted of reported, step by step; nothing where nothing was reported or no source document was seen.
fn factor(
    ctx: &Ctx,
    (name, promise): (&Code, &Code),
    (register, seen, unseen): (&str, &[Recounted], usize),
) -> Option<Derivation> {
    let words = &ctx.app.words;
    let (mut inputs, mut reported, mut recounted) = (Vec::new(), Vec::new(), Vec::new());
    let mut nothing_reported = true;
    for (nth, one) in (1..).zip(seen) {
        let place = [("place", one.place.as_str())];
        for (letter, key, value, counted_by) in [
            ("r", "recount-reported", &one.recorded, Counter::Provider),
            ("c", "recount-recounted", &one.recounted, Counter::Auditor),
        ] {
            let id = Code::parse(&format!("{letter}-{nth}")).ok()?;
            let value = Stated::parse(value).ok()?;
            nothing_reported &= letter == "c" || value.value().is_zero();
            match letter {
                "r" => reported.push(id.clone()),
                _ => recounted.push(id.clone()),
            }
            inputs.push(Input {
                id,
                title: words.say(key, &place),
                value: Some(value),
                from: None,
                days_of: None,
                unit: None,
                counted_by,
                tested: None,
                period: None,
                sources: Vec::new(),
            });
        }
    }
    if nothing_reported {
        return None;
    }
    let [sum_reported, sum_recounted, factor] =
        ["reported", "recounted", "factor"].map(|id| Code::parse(id).ok());
    let step = |id: &Code, key: &str, operation, percent| Step {
        id: id.clone(),
        title: words.get(key),
        operation,
        round: None,
        percent,
        unit: None,
        published: None,
    };
    let (sum_reported, sum_recounted, factor) = (sum_reported?, sum_recounted?, factor?);
    let of = Operation::Divide(vec![sum_recounted.clone(), sum_reported.clone()]);
    let left_out = unseen.to_string();
    Some(Derivation {
        id: name.clone(),
        title: words.say("recount-title", &[("register", register)]),
        obligation: Some(promise.clone()),
        inputs,
        steps: vec![
            step(
                &sum_reported,
                "recount-sum-reported",
                Operation::Add(reported),
                false,
            ),
            step(
                &sum_recounted,
                "recount-sum-recounted",
                Operation::Add(recounted),
                false,
            ),
            step(&factor, "recount-factor", of, true),
        ],
        disjoint: true,
        note: (unseen > 0).then(|| words.say("recount-left-out", &[("count", &left_out)])),
    })
}

/// What the plan says of the sample and of the limits of the method follows what was visited, where there is a plan.
async fn follow_plan(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let mut planned = planned_to_change(txn, ctx, audit.code.as_str()).await?;
    if planned.versions.is_empty() {
        return Ok(());
    }
    follow(txn, ctx, &mut planned, ids).await
}
