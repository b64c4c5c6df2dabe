//! How places are chosen: the design of the plan, what it was drawn to, who goes there, and what stands in for what.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;

use super::plan::{Change, changed};
use super::second::second_visits;
use crate::db::fieldwork::{
    AssignmentState, NewAssignment, Substitution, add_assignments, add_substitution, retired_codes,
    settle_assignment,
};
use crate::db::{IdSource, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::plan::{Follows, Member, TeamRole, conflicts};
use crate::domain::sampling::{DrawnSample, NotSeen, substitute, to_be_seen};
use crate::features::audits::forms::Given;
use crate::features::audits::forms::sampling as form;
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, follow, planned_to_change};
use crate::infra::telling::{News, tell_soon};

/// The instrument of an audit that has none of its own yet.
const FIRST_INSTRUMENT: &str = "visit";

/// Saves how places are chosen.
pub async fn save(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let mut plan = planned.plan();
        let before = plan.sampling.take();
        let today = ctx.now.date_naive();
        plan.sampling = Some(form::read(given, &planned.case, before, today)?);
        let change = Change::of(plan, given.field("reason"));
        changed(txn, ctx, &mut planned, change, &mut ids).await?;
        noted(txn, ctx, ("sampling-saved", code), &mut ids).await
    })
    .await
}

/// Parties that the audit is about: whoever pays and whoever delivers.
#[must_use]
pub fn parties_of(planned: &Planned) -> Vec<Code> {
    use crate::domain::party::Role;
    let of = |party: &&crate::domain::party::Party| {
        let roles = [Role::Funder, Role::Provider];
        party.roles.iter().any(|role| roles.contains(role))
    };
    let parties = planned.case.parties.iter().filter(of);
    parties.map(|party| party.id.clone()).collect()
}

/// Who may go to a place: observers of the team whose ties do not keep them away.
fn may_go<'m>(
    team: &'m [Member],
    ties: &[crate::domain::plan::Conflict],
    place: &Code,
) -> Vec<&'m str> {
    let kept_away = |code: &str| {
        ties.iter().any(|tie| {
            tie.member == code
                && match &tie.follows {
                    Follows::MustNotGo => true,
                    Follows::MustNotGoThere(there) => there == place,
                    Follows::NotDeclared | Follows::Printed => false,
                }
        })
    };
    let observers = team.iter().filter(|one| {
        let goes = [TeamRole::Observer, TeamRole::Lead];
        one.roles.iter().any(|role| goes.contains(role))
    });
    let codes = observers.map(|one| one.code.as_str());
    codes.filter(|code| !kept_away(code)).collect()
}

/// Makes assignments for the places that are to be seen and that nobody has been sent to, and for second observers at some of
/// them; gives how many.
pub async fn assign(ctx: &Ctx, code: &str, given: &Given) -> Result<usize, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let planned = planned_to_change(txn, ctx, code).await?;
        if planned.stopped().is_some() {
            return Err(ActionError::field("form", "sampling-assign-stopped"));
        }
        let mut fields = Fields::default();
        let due = fields.day("due", given.field("due"));
        let instrument = match given.field("instrument") {
            "" => planned
                .newest_instruments()
                .first()
                .map(|one| one.code.clone()),
            word => fields.choice("instrument", word, |word| Code::parse(word).ok()),
        };
        let instrument = instrument.or_else(|| Code::parse(FIRST_INSTRUMENT).ok());
        let one_place = match given.field("place") {
            "" => None,
            word => fields.choice("place", word, |word| {
                let place = Code::parse(word).ok()?;
                planned.case.place(&place).map(|place| place.id.clone())
            }),
        };
        let retired = retired_codes(txn, ctx.scope, planned.line.id).await?;
        let mut plan = planned.plan();
        plan.team.retain(|one| !retired.contains(&one.code));
        let who = match given.field("who") {
            "" => None,
            word => fields.choice("who", word, |word| {
                plan.team
                    .iter()
                    .find(|one| one.code == word)
                    .map(|one| one.code.clone())
            }),
        };
        let ties = conflicts(&plan.team, &parties_of(&planned), ctx.now.date_naive());
        let visits = match one_place {
            Some(place) => vec![(place, due, None)],
            None => wanted(&planned, due),
        };
        let second = match given.field("second").trim() {
            "" | "0" => None,
            text => match text.parse::<u64>() {
                Ok(n) => Some(n),
                Err(_) => {
                    fields.wrong("second", "field-whole");
                    None
                }
            },
        };
        if visits.is_empty() && second.is_none() {
            fields.wrong("form", "sampling-assign-none");
        }
        let instrument = fields.done(instrument)?.ok_or(ActionError::NotThere)?;
        let mut tasks = Vec::new();
        let mut turn = 0;
        for (place, due, slot) in visits {
            let may = may_go(&plan.team, &ties, &place);
            let goes = match &who {
                Some(code) if may.contains(&code.as_str()) => Some(code.clone()),
                Some(code) => {
                    let mut fields = Fields::default();
                    let about = vec![("code", code.clone())];
                    fields.wrong_about("who", "sampling-assign-tie", about);
                    return fields.done(0);
                }
                None if may.is_empty() => None,
                None => {
                    turn += 1;
                    Some(may[(turn - 1) % may.len()].to_owned())
                }
            };
            tasks.push(NewAssignment {
                place,
                instrument: instrument.clone(),
                code: goes,
                due,
                slot,
            });
        }
        if let Some(n) = second {
            let may = |place: &Code| {
                let may = may_go(&plan.team, &ties, place);
                may.into_iter().map(str::to_owned).collect()
            };
            let further = second_visits(&planned, n, &tasks, may)?;
            tasks.extend(further);
        }
        if tasks.is_empty() {
            return Err(ActionError::field("form", "sampling-assign-none"));
        }
        let audit = planned.line.id;
        let new = (audit, tasks.as_slice());
        let first = add_assignments(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        let numbers: Vec<i64> = (i64::from(first)..).take(tasks.len()).collect();
        tell_soon(txn, ctx, (News::Assigned, audit), &numbers).await?;
        noted(txn, ctx, ("visits-assigned", code), &mut ids).await?;
        Ok(tasks.len())
    })
    .await
}

/// A visit that is to be made: where, by which day, in which part of it.
type Wanted = (Code, Option<NaiveDate>, Option<String>);

/// What is to be seen and nobody was sent to: drawn visits where times were drawn, else the drawn places, else all.
fn wanted(planned: &Planned, due: Option<NaiveDate>) -> Vec<Wanted> {
    let sent = |place: &str, day: Option<NaiveDate>, slot: Option<&str>| {
        planned.assignments.iter().any(|one| {
            one.state != AssignmentState::Dropped
                && one.task.place.as_str() == place
                && (slot.is_none() || (one.task.due == day && one.task.slot.as_deref() == slot))
        })
    };
    let states = planned.states();
    let Some(Ok(drawn)) = planned.drawn() else {
        let places = planned.case.places.iter().map(|place| place.id.clone());
        let open = places.filter(|id| !sent(id.as_str(), None, None));
        let open = open.filter(|id| !states.contains_key(id.as_str()));
        return open.map(|id| (id, due, None)).collect();
    };
    let log = planned.log(&drawn);
    if let Some(visits) = &drawn.visits {
        let units = visits.places.iter().flat_map(|group| &group.taken);
        let visits = units.filter_map(|unit| {
            let mut parts = unit.split('\t');
            let place = parts.next()?;
            let day: NaiveDate = parts.next()?.parse().ok()?;
            let slot = parts.next()?;
            let open = !sent(place, Some(day), Some(slot));
            open.then(|| Some((Code::parse(place).ok()?, Some(day), Some(slot.to_owned()))))?
        });
        return visits.collect();
    }
    let places = to_be_seen(&drawn, &log).into_iter();
    let open = places.filter(|place| !sent(place, None, None) && !states.contains_key(*place));
    let codes = open.filter_map(|place| Code::parse(place).ok());
    codes.map(|place| (place, due, None)).collect()
}

/// Calls a visit off.
pub async fn drop_assignment(ctx: &Ctx, code: &str, number: &str) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let planned = planned_to_change(txn, ctx, code).await?;
        let number: u32 = number.parse().map_err(|_| ActionError::NotThere)?;
        let open = planned.assignments.iter();
        let mut open = open.filter(|one| one.state == AssignmentState::Open);
        if !open.any(|one| one.number == number) {
            return Err(ActionError::NotThere);
        }
        let which = (planned.line.id, number);
        settle_assignment(txn, ctx.scope, which, AssignmentState::Dropped).await?;
        noted(txn, ctx, ("visit-called-off", code), &mut ids).await
    })
    .await
}

/// Puts the next place by the rule in the place of one that could not be seen.
pub async fn replace(ctx: &Ctx, code: &str, given: &Given) -> Result<Code, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let drawn = planned
            .drawn()
            .and_then(Result::ok)
            .ok_or(ActionError::NotThere)?;
        let mut fields = Fields::default();
        let because: Option<NotSeen> = fields.choice("because", given.field("because"), |word| {
            crate::features::audits::forms::value_of(word)
        });
        let note = fields.optional("note", given.field("note"), 1_000);
        if note.is_none() {
            fields.wrong("note", "plan-reason-needed");
        }
        let (because, note) = fields.done((because, note))?;
        let because = because.ok_or(ActionError::NotThere)?;
        let taken_in = next_for(&planned, &drawn, given.field("place"), because)?;
        let taken_out = Code::parse(given.field("place")).map_err(|_| ActionError::NotThere)?;
        let new = Substitution {
            taken_out: taken_out.clone(),
            taken_in: taken_in.clone(),
            reason: crate::features::audits::forms::word_of(&because),
            note,
        };
        let one = (planned.line.id, &new, by(ctx));
        add_substitution(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        hand_over(txn, ctx, &planned, (&taken_out, &taken_in), &mut ids).await?;
        planned = planned_to_change(txn, ctx, code).await?;
        follow(txn, ctx, &mut planned, &mut ids).await?;
        noted(txn, ctx, ("place-replaced", code), &mut ids).await?;
        Ok(taken_in)
    })
    .await
}

fn next_for(
    planned: &Planned,
    drawn: &DrawnSample,
    place: &str,
    because: NotSeen,
) -> Result<Code, ActionError> {
    let sampling = planned
        .locked()
        .and_then(|kept| kept.plan.sampling.as_ref());
    let rule = sampling.map(|one| one.replacement).unwrap_or_default();
    let entry = substitute(drawn, &planned.log(drawn), rule, place, because)
        .map_err(|wrong| ActionError::field("place", wrong.code()))?;
    match entry.by {
        Some(next) => Code::parse(&next).map_err(|_| ActionError::NotThere),
        None => Err(ActionError::field(
            "place",
            match entry.none_because {
                Some(crate::domain::sampling::NoSubstitute::NotByRule) => "sampling-replaces-none",
                Some(crate::domain::sampling::NoSubstitute::IsAResult) => "sampling-is-a-result",
                _ => "sampling-nobody-left",
            },
        )),
    }
}

/// Whoever was to go to the one goes to the other.
async fn hand_over(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    planned: &Planned,
    (taken_out, taken_in): (&Code, &Code),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let audit = planned.line.id;
    let open = planned.assignments.iter();
    let open = open.filter(|one| one.state == AssignmentState::Open);
    let mut tasks = Vec::new();
    for one in open.filter(|one| one.task.place == *taken_out) {
        let which = (audit, one.number);
        settle_assignment(txn, ctx.scope, which, AssignmentState::Dropped).await?;
        tasks.push(NewAssignment {
            place: taken_in.clone(),
            ..one.task.clone()
        });
    }
    if !tasks.is_empty() {
        add_assignments(txn, ctx.scope, &ctx.app.master, (audit, &tasks), ids).await?;
    }
    Ok(())
}
