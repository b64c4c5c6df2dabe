//! Staff that visits found against the roster, as a rate of absence: worked out anew for the promises that a visit speaks of,
//! whenever it is accepted or no longer counts. Of unannounced visits only; nobody is named.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::DatabaseTransaction;

use super::accepting::in_force;
use super::action::ActionError;
use super::app::Ctx;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{instrument_of, submitted};
use crate::db::{IdSource, promises_named, put_derivation, remove_derivation};
use crate::domain::calculation::absence::{RosterVisit, absence};
use crate::domain::code::Code;
use crate::domain::derivation::{Derivation, Input, Operation, Step};
use crate::domain::intake::{Answer, AnswerValue, Submission, to_fieldwork};
use crate::domain::obligation::Obligation;
use crate::domain::party::Counter;
use crate::domain::published::Stated;
use crate::domain::review::ReviewState;

/// A place with the roster that was seen there.
type Seen = (Code, RosterVisit);

/// Works the rates of absence out again of every promise whose staff a submission looked at, over every accepted unannounced
/// visit that saw the roster. `without` is one that no longer counts.
///
/// # Errors
/// Those of the database.
pub(super) async fn settle_rosters(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    audit: &AuditLine,
    (changed, without): (&Submission, Option<i64>),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let of_staff = |answer: &&Answer| matches!(answer.value, Some(AnswerValue::Staff(_)));
    if !changed.answers.iter().any(|answer| of_staff(&answer)) {
        return Ok(());
    }
    let (code, version) = (&changed.instrument, changed.version);
    let asked = instrument_of(txn, ctx.scope, audit.id, (code, version)).await?;
    let answers = changed.answers.iter().filter(of_staff);
    let promises = answers.filter_map(|answer| {
        let question = asked.as_ref()?.question(&answer.question)?;
        question.promise.clone()
    });
    let promises: BTreeSet<Code> = promises.collect();
    let promises: Vec<Code> = promises.into_iter().collect();
    let held = promises_named(txn, ctx.scope, audit.id, &promises).await?;
    let mut found: BTreeMap<Code, Vec<Seen>> = BTreeMap::new();
    for came in submitted(txn, ctx.scope, &ctx.app.master, audit.id).await? {
        let counts = came.line.state == ReviewState::Accepted && Some(came.line.number) != without;
        let Some(sent) = came.submission.filter(|_| counts) else {
            continue;
        };
        // What a user of the service said is no roster that was seen.
        if sent.respondent.is_some() || !sent.answers.iter().any(|one| of_staff(&one)) {
            continue;
        }
        let (code, version) = &came.line.instrument;
        let instrument = instrument_of(txn, ctx.scope, audit.id, (code, *version)).await?;
        let Some(instrument) = instrument else {
            continue;
        };
        let promises: Vec<Obligation> = in_force(&held, sent.started.date()).cloned().collect();
        let taken = to_fieldwork(&sent, &instrument, &promises, &sent.place, |_| None);
        for (promise, roster) in taken.rosters {
            let at = (sent.place.clone(), roster);
            found.entry(promise).or_default().push(at);
        }
    }
    for promise in promises {
        let Ok(name) = Code::parse(&format!("absence-{promise}")) else {
            continue;
        };
        let seen = found.remove(&promise).unwrap_or_default();
        let title = held.iter().find(|one| one.id == promise);
        let title = title.map_or_else(|| promise.to_string(), |one| one.promise.clone());
        match rate(ctx, (&name, &promise, &title), &seen) {
            Some(rate) => put_derivation(txn, ctx.scope, (audit.id, &rate), &mut *ids).await?,
            None => remove_derivation(txn, ctx.scope, (audit.id, &name)).await?,
        }
    }
    Ok(())
}

/// Absent of due, split by whether there was leave for it, step by step. Nothing where nobody was due at any unannounced visit,
/// or what was noted contradicts itself.
fn rate(
    ctx: &Ctx,
    (name, promise, title): (&Code, &Code, &str),
    seen: &[Seen],
) -> Option<Derivation> {
    let words = &ctx.app.words;
    let judged: Vec<&Seen> = seen.iter().filter(|(_, one)| !one.announced).collect();
    let rosters: Vec<RosterVisit> = judged.iter().map(|(_, one)| *one).collect();
    absence(&rosters).ok()?.absent?;
    let mut inputs = Vec::new();
    let [mut due, mut authorised, mut unexplained] = [Vec::new(), Vec::new(), Vec::new()];
    for (nth, (place, roster)) in (1..).zip(judged) {
        let parts = [
            (
                &mut due,
                "d",
                "absence-due",
                roster.rostered - roster.off_shift,
                Counter::Provider,
            ),
            (
                &mut authorised,
                "a",
                "absence-authorised",
                roster.authorised,
                Counter::Provider,
            ),
            (
                &mut unexplained,
                "u",
                "absence-unexplained",
                roster.unexplained,
                Counter::Auditor,
            ),
        ];
        for (list, letter, key, count, counted_by) in parts {
            let id = Code::parse(&format!("{letter}-{nth}")).ok()?;
            list.push(id.clone());
            inputs.push(Input {
                id,
                title: words.say(key, &[("place", place.as_str())]),
                value: Some(Stated::parse(&count.to_string()).ok()?),
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
    let id = |text: &str| Code::parse(text).ok();
    let [all_due, leave, none, absent] = [
        id("due")?,
        id("authorised")?,
        id("unexplained")?,
        id("absent")?,
    ];
    let step = |id: &Code, key: &str, operation, percent| Step {
        id: id.clone(),
        title: words.get(key),
        operation,
        round: None,
        percent,
        unit: None,
        published: None,
    };
    let of_due = |part: &Code| Operation::Divide(vec![part.clone(), all_due.clone()]);
    let both = Operation::Add(vec![leave.clone(), none.clone()]);
    let steps = vec![
        step(&all_due, "absence-sum-due", Operation::Add(due), false),
        step(
            &leave,
            "absence-sum-authorised",
            Operation::Add(authorised),
            false,
        ),
        step(
            &none,
            "absence-sum-unexplained",
            Operation::Add(unexplained),
            false,
        ),
        step(&absent, "absence-sum-absent", both, false),
        step(
            &id("rate-authorised")?,
            "absence-rate-authorised",
            of_due(&leave),
            true,
        ),
        step(
            &id("rate-unexplained")?,
            "absence-rate-unexplained",
            of_due(&none),
            true,
        ),
        step(&id("rate")?, "absence-rate", of_due(&absent), true),
    ];
    let announced = seen.len() - rosters.len();
    let mut note = words.get("absence-present");
    if announced > 0 {
        let left_out = [("count", &*announced.to_string())];
        note = format!("{note} {}", words.say("absence-left-out", &left_out));
    }
    Some(Derivation {
        id: name.clone(),
        title: words.say("absence-title", &[("promise", title)]),
        obligation: Some(promise.clone()),
        inputs,
        steps,
        disjoint: true,
        note: Some(note),
    })
}
