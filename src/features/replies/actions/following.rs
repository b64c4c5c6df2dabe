//! Following up: what a finding leaves open, what is said to be fixed, and what was fixed when somebody looked. Whoever reads
//! a claim here is remembered, because who has seen it cannot look again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;

use super::clocks::Behind;
use super::mails::{address, tell_leads};
use super::party::problem_told;
use super::{Given, READS, WRITES, day_gone, field, opened, today, value_of, who};
use crate::db::IdSource;
use crate::db::audit::AuditLine;
use crate::db::findings::{
    ClaimReader, Claims, KeptHearing, KeptProblem, KeptRecheck, add_problem, add_problem_step,
    claim_was_read, claims_read_of, clock_rules_of, findings_kept_of, hearings_of, letters_of,
    problems_of, rechecks_of, recommendations_of, set_clock_rules,
};
use crate::db::organisation::organisation_of;
use crate::db::{AuditId, StorageError, replace_case, write};
use crate::domain::code::Code;
use crate::domain::follow_up::{
    ClockRules, Fixing, Monitored, Problem, ProblemState, ProblemStep, Severity, fixing,
};
use crate::domain::reply::Event;
use crate::features::replies::Replies;
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::asked::asked_of;
use crate::infra::led_to::published_words;
use crate::infra::mail::FixClaimed;
use crate::infra::planned::{Planned, own_audit, planned, planned_to_change};

/// An audit with what is followed up.
#[derive(Debug)]
pub struct Following {
    /// The audit with its people.
    pub planned: Planned,
    /// Its problems.
    pub problems: Vec<KeptProblem>,
    /// Who has seen which claim.
    pub readers: BTreeMap<u32, Vec<ClaimReader>>,
    /// Looks that were asked for.
    pub looks: Vec<KeptRecheck>,
    /// Hearings, with what was promised there.
    pub hearings: Vec<KeptHearing>,
    /// How long clocks run.
    pub rules: ClockRules,
    /// What was decided, published and written.
    pub behind: Behind,
    /// The day.
    pub today: NaiveDate,
}

/// What is followed up, for whoever may know what is said to be fixed. Reading a claim is remembered.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn following(ctx: &Ctx, code: &str) -> Result<Following, ActionError> {
    ctx.require(READS)?;
    let planned = planned(ctx, code).await?;
    let (scope, master, audit) = (ctx.scope, &ctx.app.master, planned.line.id);
    let conn = ctx.app.db.reads();
    let problems = problems_of(conn, scope, master, (audit, Claims::Read)).await?;
    let mut readers = claims_read_of(conn, scope, master, audit).await?;
    let me = who(ctx);
    let unread = |one: &&KeptProblem| {
        let known = readers.get(&one.number);
        let read = known.is_some_and(|all| all.iter().any(|reader| reader.who == me));
        one.problem.last_claim().is_some() && !read
    };
    let unread: Vec<u32> = problems
        .iter()
        .filter(unread)
        .map(|one| one.number)
        .collect();
    if !unread.is_empty() {
        write(&ctx.app.db, async |txn| {
            for number in &unread {
                seen(txn, ctx, (&planned.line, *number), &mut ctx.ids()).await?;
            }
            Ok::<_, ActionError>(())
        })
        .await?;
        readers = claims_read_of(conn, scope, master, audit).await?;
    }
    Ok(Following {
        looks: rechecks_of(conn, scope, master, audit).await?,
        hearings: hearings_of(conn, scope, master, audit).await?,
        rules: clock_rules_of(conn, scope).await?,
        behind: behind(ctx, audit).await?,
        today: today(ctx),
        problems,
        readers,
        planned,
    })
}

/// What the clocks of an audit are worked out from.
///
/// # Errors
/// Those of the database.
pub async fn behind(ctx: &Ctx, audit: AuditId) -> Result<Behind, StorageError> {
    let (conn, scope, master) = (ctx.app.db.reads(), ctx.scope, &ctx.app.master);
    let mut published = BTreeMap::new();
    for kept in findings_kept_of(conn, scope, master, audit).await? {
        let words = published_words(conn, ctx, scope, (audit, &kept)).await?;
        if let Some((on, _)) = words {
            published.insert(kept.draft.id, on);
        }
    }
    Ok(Behind {
        recommendations: recommendations_of(conn, scope, master, audit).await?,
        letters: letters_of(conn, scope, master, audit).await?,
        rounds: asked_of(conn, ctx, audit).await?,
        published,
    })
}

/// Remembers that whoever acts has seen the claim about a problem.
pub(super) async fn seen(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, number): (&AuditLine, u32),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let reader = ClaimReader {
        who: who(ctx),
        on: today(ctx),
    };
    let one = ((line.id, number), &reader);
    Ok(claim_was_read(txn, ctx.scope, &ctx.app.master, one, ids).await?)
}

/// Puts something under *Since then*, in the place of what was told of it before.
pub(super) async fn since(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    code: &str,
    (before, event): (Option<&Event>, &Event),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let mut planned = planned_to_change(txn, ctx, code).await?;
    let events = &mut planned.case.events;
    if before == Some(event) || (before.is_none() && events.contains(event)) {
        return Ok(());
    }
    let at = events.iter().position(|one| Some(one) == before);
    match at.and_then(|at| events.get_mut(at)) {
        Some(there) => *there = event.clone(),
        None => events.push(event.clone()),
    }
    replace_case(txn, ctx.scope, &ctx.app.master, &planned.case, ids).await?;
    Ok(())
}

impl Following {
    /// A problem by its number.
    ///
    /// # Errors
    /// [`ActionError::NotThere`] where there is none.
    pub fn problem(&self, number: u32) -> Result<&KeptProblem, ActionError> {
        let mut all = self.problems.iter();
        let found = all.find(|one| one.number == number);
        found.ok_or(ActionError::NotThere)
    }

    /// How much was fixed, body by body. Never a rate alone.
    ///
    /// # Errors
    /// The refusal of the rate, as a text.
    pub fn fixing(&self) -> Result<Vec<Fixing>, String> {
        let all: Vec<Problem> = self
            .problems
            .iter()
            .map(|one| one.problem.clone())
            .collect();
        let bodies = all.iter().map(|one| one.body.clone());
        let one = Monitored {
            projects: 1,
            value: None,
        };
        let monitored: BTreeMap<Code, Monitored> = bodies.map(|body| (body, one)).collect();
        fixing(&all, &monitored, self.today).map_err(|refusal| format!("{refusal:?}"))
    }

    /// What people call a body.
    #[must_use]
    pub fn party(&self, id: &Code) -> String {
        let party = self.planned.case.party(id);
        party.map_or_else(|| id.to_string(), |one| one.name.clone())
    }
}

/// Opens a problem of a published finding.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn begun(ctx: &Ctx, code: &str, given: &Given) -> Result<u32, ActionError> {
    let now = following(ctx, code).await?;
    let case = &now.planned.case;
    let mut fields = Fields::default();
    let finding = fields.choice("finding", field(given, "finding"), |word| {
        case.findings
            .iter()
            .find(|one| one.id.as_str() == word && !one.positive)
    });
    let place = match field(given, "place") {
        "" => None,
        word => fields.choice("place", word, |word| {
            let mut all = case.places.iter();
            all.find(|one| one.id.as_str() == word)
                .map(|one| one.id.clone())
        }),
    };
    let body = fields.choice("body", field(given, "body"), |word| {
        let mut all = case.parties.iter();
        all.find(|one| one.id.as_str() == word)
            .map(|one| one.id.clone())
    });
    let promise = match (field(given, "promise"), finding) {
        ("", Some(finding)) => finding.obligations.first().cloned(),
        (word, Some(finding)) => {
            let mut all = finding.obligations.iter();
            all.find(|one| one.as_str() == word).cloned()
        }
        _ => None,
    };
    if finding.is_some() && promise.is_none() {
        fields.wrong("promise", "follow-no-promise");
    }
    let severity: Option<Severity> = match field(given, "severity") {
        "" => None,
        word => fields.choice("severity", word, value_of),
    };
    let on = day_gone(&mut fields, given, "on", now.today);
    let (finding, promise, body) = fields.done((finding, promise, body))?;
    let (Some(finding), Some(promise), Some(body)) = (finding, promise, body) else {
        return Err(ActionError::NotThere);
    };
    let number = now.problems.iter().map(|one| one.number).max().unwrap_or(0) + 1;
    let id = Code::parse(&format!("p-{number:02}")).map_err(|_| ActionError::NotThere)?;
    let problem = Problem {
        id,
        finding: finding.id.clone(),
        promise,
        place,
        body,
        opened: on,
        severity,
        steps: Vec::new(),
    };
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let one = (line.id, &problem, by(ctx));
        let number = add_problem(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        noted(txn, ctx, ("follow-up-begun", code), &mut ids).await?;
        Ok(number)
    })
    .await
}

/// Writes down that a body says it is fixed, or that it is closed without a fix. A re-check is written down by its visit.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn became(
    replies: &Replies,
    ctx: &Ctx,
    (code, number): (&str, u32),
    given: &Given,
) -> Result<(), ActionError> {
    let now = following(ctx, code).await?;
    let kept = now.problem(number)?;
    let mut fields = Fields::default();
    let to = fields.choice("to", field(given, "to"), |word| match word {
        "claimed_fixed" => Some(ProblemState::ClaimedFixed),
        "closed_unfixed" => Some(ProblemState::ClosedUnfixed),
        _ => None,
    });
    let on = day_gone(&mut fields, given, "on", now.today);
    let words = fields.text("words", field(given, "words"), 2_000);
    let to = fields.done(to)?.ok_or(ActionError::NotThere)?;
    let step = ProblemStep {
        to,
        on,
        visit: None,
        evidence: Vec::new(),
        words: Some(words),
    };
    let after = kept.problem.after(step.clone(), now.today);
    after.map_err(|wrong| ActionError::field("to", wrong.key()))?;
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let one = ((line.id, number), &step, by(ctx));
        add_problem_step(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        problem_told(txn, ctx, (&line, number), &step, &mut ids).await?;
        if to == ProblemState::ClaimedFixed {
            seen(txn, ctx, (&line, number), &mut ids).await?;
            let letter = FixClaimed {
                organisation: organisation_of(txn, ctx.scope).await?.name,
                audit: line.title.clone(),
                finding: kept.problem.finding.as_str().to_uppercase(),
                link: address(replies, &format!("/checks/{code}/follow-up")),
            };
            tell_leads(replies, txn, ctx, &letter).await?;
        }
        noted(txn, ctx, ("follow-up-changed", code), &mut ids).await
    })
    .await
}

/// How long clocks run in the organisation. What is running keeps the days that it was given.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn clocks_set(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(WRITES)?;
    let mut fields = Fields::default();
    let mut number = |name: &str, (least, most): (u32, u32)| {
        let read = field(given, name).trim().parse::<u32>().ok();
        let read = read.filter(|read| (least..=most).contains(read));
        if read.is_none() {
            let about = vec![("least", least.to_string()), ("most", most.to_string())];
            fields.wrong_about(name, "follow-clock-between", about);
        }
        read.unwrap_or(least)
    };
    let fewest = number("fewest", (1, 90));
    let days = number("days", (1, 180));
    let decision = number("decision", (1, 60));
    let action = number("action", (1, 60));
    let step = number("step", (1, 365));
    if days < fewest {
        fields.wrong("days", "follow-clock-shorter");
    }
    fields.done(())?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, WRITES).await?;
        own_audit(txn, ctx, code).await?;
        let mut ids = ctx.ids();
        let mut rules = clock_rules_of(txn, ctx.scope).await?;
        rules.comment.fewest_days = fewest;
        rules.comment.days = days;
        rules.decision_months = decision;
        rules.action_months = action;
        rules.step_days = step;
        set_clock_rules(txn, ctx.scope, (&rules, by(ctx)), &ids).await?;
        noted(txn, ctx, ("clocks-set", code), &mut ids).await
    })
    .await
}
