//! Rounds: the same questions again, in an audit of its own of the same agreement; and what may be compared.

use super::begin::{agreement_of, case_of};
use crate::db::audit::audit_named;
use crate::db::fieldwork::{add_instrument, save_plan};
use crate::db::{store_case, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::fieldwork::SeenAs;
use crate::domain::instrument::{Instrument, Question};
use crate::domain::log::Digest;
use crate::domain::plan::{NotComparable, RoundAsked, comparable};
use crate::infra::action::{ActionError, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, follow, planned, planned_to_change};

/// Begins the next round of an audit, and gives its name.
pub async fn next_round(ctx: &Ctx, code: &str) -> Result<Code, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let before = planned_to_change(txn, ctx, code).await?;
        let line = agreement_of(txn, ctx, &before.case).await?;
        let mut case = case_of(txn, ctx, &line).await?;
        let mut plan = before.plan().next_round(&before.case.id);
        let first = case.id.clone();
        let mut number = plan.round.as_ref().map_or(2, |round| round.number);
        // A round that was begun twice from the same audit is a round of its own.
        case.id = loop {
            let name =
                Code::parse(&format!("{first}-r{number}")).map_err(|_| ActionError::NotThere)?;
            if audit_named(txn, ctx.scope, &name).await?.is_none() {
                break name;
            }
            number += 1;
        };
        if let Some(round) = plan.round.as_mut() {
            round.number = number;
        }
        let about = [("title", &*case.title), ("number", &*number.to_string())];
        case.title = ctx.app.words.say("round-title", &about);
        for place in &before.case.places {
            if case.place(&place.id).is_none() {
                case.places.push(place.clone());
            }
        }
        let master = &ctx.app.master;
        let audit = store_case(txn, ctx.scope, master, &case, &mut ids).await?;
        for instrument in before.newest_instruments() {
            let bytes = serde_json_canonicalizer::to_vec(&instrument);
            let bytes = bytes.map_err(|_| ActionError::NotThere)?;
            let kept = (&instrument, Digest::of(&[&bytes]));
            add_instrument(txn, ctx.scope, (audit, by(ctx)), kept, &mut ids).await?;
        }
        // Codes of different audits cannot be joined: the people of the next round get codes of their own.
        plan.team.clear();
        save_plan(txn, ctx.scope, master, (audit, &plan, by(ctx)), &mut ids).await?;
        let mut planned = planned_to_change(txn, ctx, case.id.as_str()).await?;
        follow(txn, ctx, &mut planned, &mut ids).await?;
        noted(txn, ctx, ("round-begun", case.id.as_str()), &mut ids).await?;
        Ok(case.id)
    })
    .await
}

/// How many were in order of how many that could be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// In order.
    pub in_order: usize,
    /// Judged.
    pub of: usize,
}

/// One promise in two rounds.
#[derive(Clone, Debug)]
pub struct Trend {
    /// The promise.
    pub asked: String,
    /// Why the rounds cannot be compared on it.
    pub differs: Option<NotComparable>,
    /// What each round found of the promise, the earlier one first.
    pub counted: (Counted, Counted),
}

/// A round and the one before it, promise by promise.
#[derive(Debug)]
pub struct Rounds {
    /// The later one.
    pub planned: Planned,
    /// The earlier one, where there is one.
    pub earlier: Option<Code>,
    /// What may be compared.
    pub trends: Vec<Trend>,
}

/// What may be compared between a round and the one before it.
pub async fn rounds(ctx: &Ctx, code: &str) -> Result<Rounds, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let later = planned(ctx, code).await?;
    let plan = later.plan();
    let Some(round) = &plan.round else {
        return Ok(Rounds {
            planned: later,
            earlier: None,
            trends: Vec::new(),
        });
    };
    let earlier = planned(ctx, round.of.as_str()).await?;
    let instruments = (earlier.newest_instruments(), later.newest_instruments());
    let (before, after) = (earlier.plan(), plan.clone());
    let told = comparable(
        RoundAsked {
            plan: &before,
            instruments: &instruments.0,
        },
        RoundAsked {
            plan: &after,
            instruments: &instruments.1,
        },
    );
    let question = |id: &Code| -> Option<&Question> {
        let all = instruments.1.iter();
        all.filter_map(|one: &Instrument| one.question(id)).next()
    };
    // What was found is counted by promise: where one of its questions differs, nothing can be said of it.
    let mut promises: Vec<(Code, Option<NotComparable>)> = Vec::new();
    for (id, verdict) in told {
        let Some(promise) = question(&id).and_then(|one| one.promise.clone()) else {
            continue;
        };
        match promises.iter_mut().find(|(known, _)| *known == promise) {
            Some((_, differs)) => *differs = differs.or(verdict.err()),
            None => promises.push((promise, verdict.err())),
        }
    }
    let trend = |(promise, differs): (Code, Option<NotComparable>)| {
        let asked = later.case.obligation(&promise)?.promise.clone();
        let counted = (counted(&earlier, &promise), counted(&later, &promise));
        Some(Trend {
            asked,
            differs,
            counted,
        })
    };
    let trends = promises.into_iter().filter_map(trend).collect();
    Ok(Rounds {
        earlier: Some(round.of.clone()),
        planned: later,
        trends,
    })
}

/// What was seen of a promise: those that could not be looked at, were refused or do not apply stay out.
fn counted(planned: &Planned, promise: &Code) -> Counted {
    let seen = planned.case.observations.iter();
    let seen = seen.filter(|one| one.obligation == *promise);
    let judged = |seen: SeenAs| {
        matches!(
            seen,
            SeenAs::InOrder | SeenAs::Partly | SeenAs::NotInOrder | SeenAs::NotFound
        )
    };
    let judged: Vec<SeenAs> = seen
        .map(|one| one.seen)
        .filter(|seen| judged(*seen))
        .collect();
    Counted {
        in_order: judged
            .iter()
            .filter(|seen| **seen == SeenAs::InOrder)
            .count(),
        of: judged.len(),
    }
}
