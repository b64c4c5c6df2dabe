//! Looking again: by somebody who has not seen the claim, with the instrument that found the problem. Whoever goes is given a
//! visit like any other, and is not told what it is for.

use super::following::{Following, following, since};
use super::party::problem_told;
use super::{Given, field, opened};
use crate::db::counter::Series;
use crate::db::fieldwork::{
    AssignmentState, NewAssignment, add_assignments, codes_of, settle_assignment, submissions_of,
};
use crate::db::findings::{
    KeptProblem, KeptRecheck, RecheckState, RecheckTask, add_problem_step, add_recheck,
    findings_kept_of, settle_recheck,
};
use crate::db::write;
use crate::domain::code::Code;
use crate::domain::fieldwork::Visit;
use crate::domain::follow_up::{Knows, ProblemState, ProblemStep, Recheck, refusals};
use crate::domain::party::{Counter, Role};
use crate::domain::plan::{TeamRole, conflicts};
use crate::domain::reply::Event;
use crate::domain::sample::Announced;
use crate::infra::action::{ActionError, Fields, by, noted};
use crate::infra::app::Ctx;
use crate::infra::led_to::came_in;
use crate::infra::telling::{News, tell_soon};

/// The instrument that found a problem, and whether that visit was announced.
#[derive(Clone, Debug)]
pub struct Original {
    /// By code and version.
    pub instrument: (Code, u32),
    /// Whether the body knew.
    pub announced: Announced,
}

/// With which instrument a problem was found: that of the last visit to its place, up to the day it was opened, that asked
/// about the promise.
///
/// # Errors
/// Those of the database.
pub async fn original(
    ctx: &Ctx,
    now: &Following,
    kept: &KeptProblem,
) -> Result<Option<Original>, ActionError> {
    let problem = &kept.problem;
    let came = submissions_of(ctx.app.db.reads(), ctx.scope, now.planned.line.id).await?;
    let asks = |(code, version): &(Code, u32)| {
        let mut all = now.planned.instruments.iter();
        let found = all.find(|one| one.code == *code && one.version == *version);
        found.is_some_and(|one| {
            let mut questions = one.questions.iter();
            questions.any(|asked| asked.promise.as_ref() == Some(&problem.promise))
        })
    };
    let found = came.iter().rev().find_map(|line| {
        let visit = line.visit.as_ref()?;
        let visit = now
            .planned
            .case
            .visits
            .iter()
            .find(|one| one.id == *visit)?;
        let is_there = problem
            .place
            .as_ref()
            .is_none_or(|place| *place == visit.place);
        let before = visit.date.first_day() <= problem.opened;
        (is_there && before && asks(&line.instrument)).then(|| Original {
            instrument: line.instrument.clone(),
            announced: visit.announced,
        })
    });
    Ok(found)
}

/// Whether somebody of the audit has seen the claim: under the code, or as the member behind it.
fn saw(now: &Following, number: u32, code: &str, member: Option<i64>) -> bool {
    let label = member.map(Series::who);
    let readers = now.readers.get(&number).into_iter().flatten();
    let mut readers = readers.map(|one| one.who.as_str());
    let wrote = |kept: &KeptProblem| {
        let mut steps = kept.problem.steps.iter().zip(&kept.steps);
        steps.any(|(step, by)| step.to == ProblemState::ClaimedFixed && Some(by.by) == member)
    };
    readers.any(|who| who == code || Some(who) == label.as_deref())
        || now.problem(number).is_ok_and(wrote)
}

/// Everybody who may look again, with every reason that keeps the others away.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The code of the audit.
    pub code: String,
    /// Keys of what speaks against it; none where nothing does.
    pub against: Vec<&'static str>,
}

/// Who could look again at a problem.
///
/// # Errors
/// Those of the database.
pub async fn candidates(
    ctx: &Ctx,
    now: &Following,
    kept: &KeptProblem,
    announced: Announced,
) -> Result<Vec<Candidate>, ActionError> {
    let original = original(ctx, now, kept).await?;
    let planned = &now.planned;
    let codes = codes_of(
        ctx.app.db.reads(),
        ctx.scope,
        &ctx.app.master,
        planned.line.id,
    )
    .await?;
    let team = planned.plan().team;
    let parties = planned.case.parties.iter();
    let parties = parties.filter(|one| {
        one.roles
            .iter()
            .any(|r| matches!(r, Role::Funder | Role::Provider))
    });
    let parties: Vec<Code> = parties.map(|one| one.id.clone()).collect();
    let ties = conflicts(&team, &parties, now.today);
    let newest = planned.newest_instruments();
    let mut all = Vec::new();
    for member in team
        .iter()
        .filter(|one| one.roles.contains(&TeamRole::Observer))
    {
        let behind = codes.get(&member.code).and_then(|who| who.member);
        let knows = Knows {
            who: &member.code,
            saw_the_claim: saw(now, kept.number, &member.code, behind),
            conflicts: &ties,
        };
        let mut against = Vec::new();
        match &original {
            None => against.push("follow-no-instrument"),
            Some(original) => {
                let (code, version) = (&original.instrument.0, original.instrument.1);
                let asked = newest.iter().find(|one| one.code == *code);
                let asked = asked.map_or(version, |one| one.version);
                let after = kept.problem.last_claim().map(|claim| claim.on);
                let on = after.and_then(|on| on.succ_opt()).unwrap_or(now.today);
                let look = Recheck {
                    place: kept.problem.place.as_ref(),
                    on: on.max(now.today),
                    instrument: (code, asked),
                    original: (code, version),
                    announced,
                    was_announced: original.announced,
                };
                let found = refusals(&kept.problem, &knows, &look);
                against.extend(
                    found
                        .iter()
                        .map(crate::domain::follow_up::RecheckRefusal::key),
                );
            }
        }
        if kept.problem.place.is_none() {
            against.push("follow-no-place");
        }
        all.push(Candidate {
            code: member.code.clone(),
            against,
        });
    }
    Ok(all)
}

/// Sends somebody to look again. What they are given is a visit like any other.
///
/// # Errors
/// Every field that does not do, with what speaks against whoever was chosen; [`ActionError::NotThere`]; those of the
/// database.
pub async fn given(
    ctx: &Ctx,
    (code, number): (&str, u32),
    form: &Given,
) -> Result<(), ActionError> {
    let now = following(ctx, code).await?;
    let kept = now.problem(number)?;
    let mut fields = Fields::default();
    let announced = match field(form, "announced") {
        "yes" => Announced::Announced,
        _ => Announced::Unannounced,
    };
    let all = candidates(ctx, &now, kept, announced).await?;
    let chosen = fields.choice("who", field(form, "who"), |word| {
        all.iter().find(|one| one.code == word)
    });
    let due = fields.day("due", field(form, "due"));
    if due.is_some_and(|due| due < now.today) {
        fields.wrong("due", "follow-due-gone");
    }
    if now
        .looks
        .iter()
        .any(|one| one.problem == number && one.state == RecheckState::Open)
    {
        fields.wrong("form", "follow-look-open");
    }
    if now.planned.stopped().is_some() {
        fields.wrong("form", "sampling-assign-stopped");
    }
    let chosen = fields.done(chosen)?.ok_or(ActionError::NotThere)?;
    if let Some(why) = chosen.against.first() {
        return Err(ActionError::field("who", why));
    }
    let original = original(ctx, &now, kept)
        .await?
        .ok_or(ActionError::NotThere)?;
    let place = kept.problem.place.clone().ok_or(ActionError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let task = NewAssignment {
            place: place.clone(),
            instrument: original.instrument.0.clone(),
            code: Some(chosen.code.clone()),
            due,
            slot: None,
        };
        let tasks = (line.id, std::slice::from_ref(&task));
        let assignment = add_assignments(txn, scope, master, tasks, &mut ids).await?;
        let look = RecheckTask {
            who: chosen.code.clone(),
            instrument: original.instrument.clone(),
            announced,
            visit: None,
        };
        let at = (line.id, number, Some(assignment), due);
        add_recheck(txn, scope, master, at, &look, &mut ids).await?;
        let numbers = [i64::from(assignment)];
        tell_soon(txn, ctx, (News::Assigned, line.id), &numbers).await?;
        noted(txn, ctx, ("recheck-given", code), &mut ids).await
    })
    .await
}

/// Visits that could be the look that was asked for: by whoever was sent, at the place, after the claim, with the promise seen.
#[must_use]
pub fn visits<'f>(now: &'f Following, kept: &KeptProblem, look: &KeptRecheck) -> Vec<&'f Visit> {
    let case = &now.planned.case;
    let claim = kept.problem.last_claim().map(|claim| claim.on);
    let fits = |visit: &&Visit| {
        let seen = case.observations.iter();
        let seen =
            seen.filter(|one| one.visit == visit.id && one.obligation == kept.problem.promise);
        visit.observers.contains(&look.task.who)
            && Some(&visit.place) == kept.problem.place.as_ref()
            && claim.is_none_or(|claim| visit.date.first_day() > claim)
            && visit.date.first_day() >= kept.problem.opened
            && seen.count() > 0
    };
    case.visits.iter().filter(fits).collect()
}

/// Writes down what came of a look: fixed, or not, by the visit that looked; or that it was called off.
///
/// # Errors
/// Every field that does not do, and what speaks against the visit; [`ActionError::NotThere`]; those of the database.
pub async fn looked(
    ctx: &Ctx,
    (code, number, look): (&str, u32, u32),
    form: &Given,
) -> Result<(), ActionError> {
    let now = following(ctx, code).await?;
    let kept = now.problem(number)?;
    let open = |one: &&KeptRecheck| {
        one.number == look && one.problem == number && one.state == RecheckState::Open
    };
    let look = now.looks.iter().find(open).ok_or(ActionError::NotThere)?;
    if field(form, "outcome") == "dropped" {
        return dropped(ctx, code, look).await;
    }
    let mut fields = Fields::default();
    let to = fields.choice("outcome", field(form, "outcome"), |word| match word {
        "fixed" => Some(ProblemState::RecheckedFixed),
        "not_fixed" => Some(ProblemState::RecheckedNotFixed),
        _ => None,
    });
    let visits = visits(&now, kept, look);
    let visit = fields.choice("visit", field(form, "visit"), |word| {
        visits.into_iter().find(|one| one.id.as_str() == word)
    });
    let (to, visit) = fields.done((to, visit))?;
    let (Some(to), Some(visit)) = (to, visit) else {
        return Err(ActionError::NotThere);
    };
    against(ctx, &now, (kept, look), visit).await?;
    let step = ProblemStep {
        to,
        on: visit.date.first_day(),
        visit: Some(visit.id.clone()),
        evidence: Vec::new(),
        words: None,
    };
    let after = kept.problem.after(step.clone(), now.today);
    after.map_err(|wrong| ActionError::field("outcome", wrong.key()))?;
    let event = event(ctx, &now, kept, &step);
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let one = ((line.id, number), &step, by(ctx));
        add_problem_step(txn, scope, master, one, &mut ids).await?;
        let task = RecheckTask {
            visit: Some(visit.id.clone()),
            ..look.task.clone()
        };
        let at = (line.id, look.number, RecheckState::Done);
        settle_recheck(txn, scope, master, at, &task, &mut ids).await?;
        problem_told(txn, ctx, (&line, number), &step, &mut ids).await?;
        since(txn, ctx, code, (None, &event), &mut ids).await?;
        let findings = findings_kept_of(txn, scope, master, line.id).await?;
        let mut own = findings.iter();
        if let Some(found) = own.find(|one| one.draft.id == kept.problem.finding) {
            let visits = came_in(&now.planned.case, &found.draft);
            tell_soon(txn, ctx, (News::CameOfIt, line.id), &visits).await?;
        }
        noted(txn, ctx, ("recheck-done", code), &mut ids).await
    })
    .await
}

/// Holds the visit that looked against the rules: with what it was done is known by now.
async fn against(
    ctx: &Ctx,
    now: &Following,
    (kept, look): (&KeptProblem, &KeptRecheck),
    visit: &Visit,
) -> Result<(), ActionError> {
    let came = submissions_of(ctx.app.db.reads(), ctx.scope, now.planned.line.id).await?;
    let came = came
        .into_iter()
        .find(|one| one.visit.as_ref() == Some(&visit.id));
    let (code, version) = came.map_or_else(|| look.task.instrument.clone(), |one| one.instrument);
    let original = original(ctx, now, kept).await?;
    let knows = Knows {
        who: &look.task.who,
        // Whether they had seen it was asked when they were sent; what they have read since changes nothing about the visit.
        saw_the_claim: false,
        conflicts: &[],
    };
    let held = Recheck {
        place: Some(&visit.place),
        on: visit.date.first_day(),
        instrument: (&code, version),
        original: (&look.task.instrument.0, look.task.instrument.1),
        announced: visit.announced,
        was_announced: original.map_or(Announced::NotPublished, |one| one.announced),
    };
    match refusals(&kept.problem, &knows, &held).first() {
        Some(refusal) => Err(ActionError::field("visit", refusal.key())),
        None => Ok(()),
    }
}

async fn dropped(ctx: &Ctx, code: &str, look: &KeptRecheck) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let at = (line.id, look.number, RecheckState::Dropped);
        settle_recheck(txn, scope, master, at, &look.task, &mut ids).await?;
        if let Some(assignment) = look.assignment {
            let which = (line.id, assignment);
            settle_assignment(txn, scope, which, AssignmentState::Dropped).await?;
        }
        noted(txn, ctx, ("recheck-dropped", code), &mut ids).await
    })
    .await
}

/// What the chronology tells once somebody has looked: the claim, if there was one, and what was found.
fn event(ctx: &Ctx, now: &Following, kept: &KeptProblem, step: &ProblemStep) -> Event {
    let words = &ctx.app.words;
    let case = &now.planned.case;
    let promise = case.obligation(&kept.problem.promise);
    let promise = promise.map_or_else(String::new, |one| one.promise.clone());
    let place = kept
        .problem
        .place
        .as_ref()
        .and_then(|place| case.place(place));
    let place = place.map_or_else(String::new, |one| one.name.clone());
    let body = now.party(&kept.problem.body);
    let claim = kept.problem.steps.last();
    let claim = claim.filter(|one| one.to == ProblemState::ClaimedFixed);
    let claimed = claim.map(|one| words.day(one.on));
    let key = match (claim.is_some(), step.to == ProblemState::RecheckedFixed) {
        (true, true) => "follow-event-claimed-fixed",
        (true, false) => "follow-event-claimed-not-fixed",
        (false, true) => "follow-event-fixed",
        (false, false) => "follow-event-not-fixed",
    };
    let names = [
        ("promise", promise.as_str()),
        ("place", place.as_str()),
        ("body", body.as_str()),
        ("claimed", claimed.as_deref().unwrap_or_default()),
    ];
    Event {
        date: Some(step.on.into()),
        to: None,
        what: words.say(key, &names),
        since: true,
        obligations: vec![kept.problem.promise.clone()],
        counted_by: Some(Counter::Auditor),
        sources: Vec::new(),
    }
}
