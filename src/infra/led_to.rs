//! What a visit led to, told back to whoever made it: the published findings that rest on it, what those they are about
//! answered, and whether it was fixed when somebody looked again. That something is said to be fixed is never told here, for
//! whoever reads this may be the one who looks.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::action::ActionError;
use super::app::Ctx;
use super::asked::asked_of;
use crate::db::findings::{
    Claims, KeptFinding, StepWord, clock_rules_of, findings_kept_of, problems_of, steps_of,
};
use crate::db::{AuditId, Conn, Scope, StorageError, load_case};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::{Citation, Draft};
use crate::domain::follow_up::ProblemState;
use crate::domain::reply::{About, ReplyState};

/// What became of something that a visit showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// A finding that rests on the visit was published.
    Used,
    /// Whoever the finding is about answered, or did not by the date.
    Answered(ReplyState),
    /// Somebody looked again: it was fixed.
    Fixed,
    /// Somebody looked again: it was not fixed.
    NotFixed,
}

impl Became {
    /// The last part of the key of its sentence: `used`, `answered`, `silent`, `fixed`, `not-fixed`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Answered(ReplyState::NoReplyByTheDate | ReplyState::NotPublished) => "silent",
            Self::Answered(_) => "answered",
            Self::Fixed => "fixed",
            Self::NotFixed => "not-fixed",
        }
    }
}

/// One thing that a visit led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedTo {
    /// The day.
    pub on: NaiveDate,
    /// The finding: `F-01`.
    pub finding: String,
    /// What became.
    pub became: Became,
}

/// What was said in a finding when it was last published, and on which day.
///
/// # Errors
/// Those of the database.
pub async fn published_words(
    conn: &impl Conn,
    ctx: &Ctx,
    scope: Scope,
    (audit, kept): (AuditId, &KeptFinding),
) -> Result<Option<(NaiveDate, Draft)>, StorageError> {
    let at = (audit, kept.number);
    let steps = steps_of(conn, scope, &ctx.app.master, at).await?;
    let mut back = steps.into_iter().rev();
    let last = back.find(|one| one.taken.step == StepWord::Published);
    Ok(last.map(|one| {
        let on = one.taken.on;
        (on, one.taken.said.unwrap_or_else(|| kept.draft.clone()))
    }))
}

/// What each visit of an audit led to, oldest first. `scope` is that of the audit, whoever asks.
///
/// # Errors
/// Those of the database.
pub async fn led_to(
    ctx: &Ctx,
    scope: Scope,
    audit: AuditId,
) -> Result<BTreeMap<Code, Vec<LedTo>>, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let findings = findings_kept_of(conn, scope, master, audit).await?;
    let mut all: BTreeMap<Code, Vec<LedTo>> = BTreeMap::new();
    if findings.is_empty() {
        return Ok(all);
    }
    let case = load_case(&ctx.app.db, scope, master, audit).await?;
    let there = |kept: &&KeptFinding| case.findings.iter().any(|one| one.id == kept.draft.id);
    let problems = problems_of(conn, scope, master, (audit, Claims::Left)).await?;
    let rules = clock_rules_of(conn, scope).await?.comment;
    let theirs = Ctx {
        scope,
        ..ctx.clone()
    };
    let rounds = asked_of(conn, &theirs, audit).await?;
    let today = ctx.now.date_naive();
    for kept in findings.iter().filter(there) {
        let Some((on, draft)) = published_words(conn, ctx, scope, (audit, kept)).await? else {
            continue;
        };
        let visits = visits_of(&case, &draft);
        let finding = kept.label();
        let one = |on, became| LedTo {
            on,
            finding: finding.clone(),
            became,
        };
        let mut told = vec![one(on, Became::Used)];
        let about = About::Finding(draft.id.clone());
        for round in &rounds {
            let positions = round.positions(today, &rules);
            let own = positions.iter().filter(|one| *one.about == about);
            let said = own.filter_map(|one| Some((one.on?, one.state?)));
            // What came before it was published is told from that day on.
            told.extend(said.map(|(came, state)| one(came.max(on), Became::Answered(state))));
        }
        for visit in visits {
            let place = case.visits.iter().find(|one| one.id == visit);
            let place = place.map(|one| &one.place);
            let here = problems.iter().filter(|one| {
                let problem = &one.problem;
                let same = problem.place.is_none() || problem.place.as_ref() == place;
                problem.finding == draft.id && same
            });
            let looked = here.flat_map(|one| &one.problem.steps).filter_map(|step| {
                let became = match step.to {
                    ProblemState::RecheckedFixed => Became::Fixed,
                    ProblemState::RecheckedNotFixed => Became::NotFixed,
                    _ => return None,
                };
                // The visit that looked again is not told what it found itself.
                (step.visit.as_ref() != Some(&visit)).then(|| one(step.on, became))
            });
            let looked: Vec<LedTo> = looked.collect();
            let list = all.entry(visit).or_default();
            list.extend(told.iter().cloned().chain(looked));
            list.sort_by_key(|one| one.on);
        }
    }
    Ok(all)
}

/// The numbers of the visits that a finding rests on, of those that came in here: V-0003 is 3.
#[must_use]
pub fn came_in(case: &Case, draft: &Draft) -> Vec<i64> {
    let number = |visit: &Code| visit.as_str().strip_prefix("v-")?.parse::<i64>().ok();
    visits_of(case, draft).iter().filter_map(number).collect()
}

/// The visits that a finding rests on.
fn visits_of(case: &Case, draft: &Draft) -> Vec<Code> {
    let mut found: Vec<Code> = Vec::new();
    let mut add = |visit: &Code| {
        if !found.contains(visit) {
            found.push(visit.clone());
        }
    };
    for citation in draft.cited() {
        match citation {
            Citation::Observations { promise, place } => {
                let seen = case.observations.iter();
                for one in seen.filter(|one| one.obligation == *promise) {
                    let visit = case.visits.iter().find(|visit| visit.id == one.visit);
                    let fits = |visit: &crate::domain::fieldwork::Visit| {
                        place.as_ref().is_none_or(|place| visit.place == *place)
                    };
                    if visit.is_some_and(fits) {
                        add(&one.visit);
                    }
                }
            }
            Citation::Observation { visit, .. } => add(visit),
            Citation::Evidence(id) => {
                let seen = case.observations.iter();
                for one in seen.filter(|one| one.evidence.contains(id)) {
                    add(&one.visit);
                }
            }
            _ => {}
        }
    }
    found
}
