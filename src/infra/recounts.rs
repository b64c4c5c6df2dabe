//! Registers of the provider that visits counted again, as a verification factor: worked out anew for the promises that a visit
//! recounts, whenever it is accepted or no longer counts.

use std::collections::BTreeSet;

use sea_orm::DatabaseTransaction;

use super::action::ActionError;
use super::app::Ctx;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{instrument_of, submitted};
use crate::db::{IdSource, put_derivation, remove_derivation};
use crate::domain::code::Code;
use crate::domain::derivation::{Derivation, Input, Operation, Step};
use crate::domain::instrument::Asks;
use crate::domain::intake::{AnswerValue, Submission};
use crate::domain::party::Counter;
use crate::domain::published::Stated;
use crate::domain::review::ReviewState;

/// One register of the provider, counted again at a place.
struct Recounted {
    place: Code,
    recorded: String,
    recounted: String,
}

/// Works the verification factors out again of every promise that a submission recounts: recounted of reported, added up over
/// every accepted visit that saw the source documents. `without` is one that no longer counts.
pub(super) async fn settle_recounts(
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
    let (code, version) = (&changed.instrument, changed.version);
    let asked = instrument_of(txn, ctx.scope, audit.id, (code, version)).await?;
    let mut promises = BTreeSet::new();
    for answer in changed.answers.iter().filter(|answer| recounts(answer)) {
        let question = asked
            .as_ref()
            .and_then(|one| one.question(&answer.question));
        promises.extend(question.and_then(|question| question.promise.clone()));
    }
    let all = submitted(txn, ctx.scope, &ctx.app.master, audit.id).await?;
    let counting = all.iter().filter(|came| {
        came.line.state == ReviewState::Accepted && Some(came.line.number) != without
    });
    let mut found: Vec<(Code, String, Vec<Recounted>, usize)> = Vec::new();
    for promise in promises {
        found.push((promise, String::new(), Vec::new(), 0));
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
