//! What is followed up: problems until somebody has looked again, how much was fixed, and what is due.

use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use serde::Serialize;

use super::{Again, Asking, Choice, Head, Named, number};
use crate::db::findings::{KeptProblem, RecheckState};
use crate::domain::follow_up::{
    ClockKind, Decision, Escalation, Fixing, ProblemState, Running, Severity,
};
use crate::domain::reply::ReplyState;
use crate::domain::sample::Announced;
use crate::features::replies::Replies;
use crate::features::replies::actions::clocks::{self, Due};
use crate::features::replies::actions::following::{self as acts, Following, following};
use crate::features::replies::actions::{Given, rechecks};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, WebError, onward};
use crate::infra::words::Words;

/// A problem in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ProblemLine {
    pub number: u32,
    pub label: String,
    pub finding: String,
    pub promise: String,
    pub place: Option<String>,
    pub body: String,
    pub state: String,
    pub look: Option<String>,
}

/// How much a body fixed: never a rate alone.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FixedLine {
    pub body: String,
    /// Fixed of found, with the share where there is one.
    pub rate: String,
    pub claimed: u64,
    pub unfixed: u64,
    pub marked: String,
}

/// A clock.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ClockLine {
    pub label: String,
    pub what: String,
    pub to: String,
    /// `decision`, `action`
    pub kind: &'static str,
    pub due: String,
    pub standing: String,
    pub is_over: bool,
    /// What was decided: day, position, words.
    pub decisions: Vec<(String, String, String)>,
    /// The letter that may be written next: its address, and what it is for.
    pub letter: Option<(String, String)>,
}

/// What is followed up.
#[derive(Clone, Debug, Serialize)]
pub struct FollowingPage {
    pub(super) head: Head,
    pub(super) problems: Vec<ProblemLine>,
    pub(super) fixed: Vec<FixedLine>,
    /// What is due: what ran out first.
    pub(super) clocks: Vec<ClockLine>,
    /// How many of them ran out.
    pub(super) over: usize,
    /// What was asked, to say what was decided about it.
    pub(super) asked: Vec<Choice>,
    pub(super) positions: Vec<Choice>,
    pub(super) findings: Vec<Choice>,
    pub(super) places: Vec<Choice>,
    pub(super) bodies: Vec<Choice>,
    pub(super) severities: Vec<Choice>,
    /// Days at least, at first, months to decide, months to act, days between steps.
    pub(super) rules: [u32; 5],
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for FollowingPage {
    const TEMPLATE: &'static str = "pages/following/list.html";
}

/// Something that became of a problem.
#[derive(Clone, Debug, Serialize)]
pub(super) struct StepLine {
    pub on: String,
    pub state: String,
    pub words: Option<String>,
    pub visit: Option<String>,
}

/// Somebody who could look again.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CandidateLine {
    pub code: String,
    pub against: Vec<String>,
}

/// A look that was asked for.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LookLine {
    pub number: u32,
    pub who: String,
    pub due: Option<String>,
    pub visits: Vec<Choice>,
}

/// One problem.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemPage {
    pub(super) head: Head,
    pub(super) is: ProblemLine,
    pub(super) opened: String,
    pub(super) steps: Vec<StepLine>,
    pub(super) false_closures: u64,
    pub(super) can_claim: bool,
    pub(super) can_close: bool,
    /// The instrument that found it.
    pub(super) instrument: Option<String>,
    pub(super) candidates: Vec<CandidateLine>,
    pub(super) look: Option<LookLine>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for ProblemPage {
    const TEMPLATE: &'static str = "pages/following/problem.html";
}

fn line(now: &Following, kept: &KeptProblem, words: &Words) -> ProblemLine {
    let (case, problem) = (&now.planned.case, &kept.problem);
    let promise = case.obligation(&problem.promise);
    let place = problem.place.as_ref().and_then(|place| case.place(place));
    let mut looks = now.looks.iter();
    let open = looks.find(|one| one.problem == kept.number && one.state == RecheckState::Open);
    let look = open.map(|one| {
        let who = [("who", one.task.who.as_str())];
        words.say("follow-look-by", &who)
    });
    ProblemLine {
        number: kept.number,
        label: problem.id.as_str().to_uppercase(),
        finding: problem.finding.as_str().to_uppercase(),
        promise: promise.map_or_else(String::new, |one| one.promise.clone()),
        place: place.map(|one| one.name.clone()),
        body: now.party(&problem.body),
        state: words.get(&format!("follow-state-{}", problem.state().code())),
        look,
    }
}

/// What a body fixed, in words.
pub(super) fn fixed_line(words: &Words, body: String, one: &Fixing) -> FixedLine {
    let problems = &one.rate.problems;
    let (resolved, found) = (
        problems.resolved.to_string(),
        problems.identified.to_string(),
    );
    let names = [("fixed", resolved.as_str()), ("found", found.as_str())];
    let share = one.rate.rate.as_ref().map(|rate| rate.percent(1));
    let rate = words.say("follow-rate", &names);
    let closed = &one.false_closure;
    let counts = [closed.was_not, closed.looked_at, closed.marked].map(|n| n.to_string());
    let names = [
        ("was_not", counts[0].as_str()),
        ("looked_at", &counts[1]),
        ("marked", &counts[2]),
    ];
    FixedLine {
        body,
        rate: share.map_or_else(|| rate.clone(), |share| format!("{rate} ({share})")),
        claimed: problems.claimed_fixed,
        unfixed: one.closed_unfixed,
        marked: words.say("follow-marked-fixed", &names),
    }
}

fn fixed(now: &Following, words: &Words) -> Result<Vec<FixedLine>, WebError> {
    let all = now.fixing().map_err(WebError::internal)?;
    let all = all.iter();
    Ok(all
        .map(|one| fixed_line(words, now.party(&one.body), one))
        .collect())
}

fn clock_lines(now: &Following, words: &Words) -> Vec<ClockLine> {
    let line = |one: &Due| {
        let (key, days) = match one.clock.on(now.today) {
            Running::Left(days) => ("follow-clock-left", days),
            Running::Over(days) => ("follow-clock-over", days),
            Running::Met => ("follow-clock-met", 0),
            Running::MetLate(days) => ("follow-clock-met-late", days),
        };
        let days = usize::try_from(days).unwrap_or(usize::MAX);
        let decisions = now.behind.decisions(&one.id).into_iter();
        let decision = |one: Decision| {
            let state = words.get(&format!("reply-{}", one.is.code()));
            let says = match one.by {
                Some(office) => format!("{office}: {}", one.says),
                None => one.says,
            };
            (words.day(one.on), state, says)
        };
        let is_decision = one.clock.kind == ClockKind::Decision;
        ClockLine {
            label: one.id.as_str().to_uppercase(),
            what: one.action.clone(),
            to: now.party(&one.to),
            kind: one.clock.kind.code(),
            due: words.day(one.clock.due),
            standing: words.count(key, days, &[]),
            is_over: one.is_over(now.today),
            decisions: decisions.filter(|_| is_decision).map(decision).collect(),
            letter: one.step.map(|step| {
                let kind = match step {
                    Escalation::Complaint => "regulator_complaint",
                    other => other.code(),
                };
                let code = &now.planned.line.code;
                (
                    format!("/checks/{code}/letters/new/{kind}?about={}", one.id),
                    words.get(&format!("letter-kind-{kind}")),
                )
            }),
        }
    };
    now.clocks().iter().map(line).collect()
}

async fn list(
    replies: &Replies,
    ctx: &Ctx,
    code: &str,
    (mut form, errors): Again,
) -> Result<Response, WebError> {
    let now = following(ctx, code).await?;
    let words = replies.web.words();
    let case = &now.planned.case;
    if form.is_empty() {
        form.insert("on".to_owned(), now.today.to_string());
        form.insert("decided".to_owned(), now.today.to_string());
    }
    let findings = case.findings.iter().filter(|one| !one.positive);
    let rules = &now.rules;
    let clocks = clock_lines(&now, &words);
    let asked = case.recommendations.iter().map(|one| {
        let label = one.id.as_str().to_uppercase();
        Choice::new(one.id.as_str(), format!("{label} · {}", one.action))
    });
    let position = |one: &ReplyState| {
        let word = one.code();
        Choice::new(word, words.get(&format!("reply-{word}")))
    };
    let page = FollowingPage {
        over: clocks.iter().filter(|one| one.is_over).count(),
        asked: asked.collect(),
        positions: Decision::CHOICES.iter().map(position).collect(),
        head: Head::of(ctx, &now.planned.line),
        problems: now
            .problems
            .iter()
            .map(|one| line(&now, one, &words))
            .collect(),
        fixed: fixed(&now, &words)?,
        clocks,
        findings: findings
            .map(|one| {
                let number = one.id.as_str().to_uppercase();
                Choice::new(one.id.as_str(), format!("{number} · {}", one.title))
            })
            .collect(),
        places: case
            .places
            .iter()
            .map(|one| Choice::new(one.id.as_str(), &one.name))
            .collect(),
        bodies: case
            .parties
            .iter()
            .map(|one| Choice::new(one.id.as_str(), &one.name))
            .collect(),
        severities: [Severity::Minor, Severity::Serious, Severity::Dangerous]
            .map(|one| {
                let word = match one {
                    Severity::Minor => "minor",
                    Severity::Serious => "serious",
                    Severity::Dangerous => "dangerous",
                };
                Choice::new(word, words.get(&format!("follow-severity-{word}")))
            })
            .into(),
        rules: [
            rules.comment.fewest_days,
            rules.comment.days,
            rules.decision_months,
            rules.action_months,
            rules.step_days,
        ],
        form,
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /checks/{code}/follow-up`
pub async fn shown(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    list(&replies, &ctx, &code, Again::default()).await
}

/// `POST /checks/{code}/follow-up`: a problem is opened.
pub async fn begun(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let outcome = acts::begun(&ctx, &code, &given).await;
    let again = async |again| list(&replies, &ctx, &code, again).await;
    let done = |number| to_problem(&code, number);
    replies.settled((given, outcome), done, again).await
}

/// `POST /checks/{code}/follow-up/clocks`
pub async fn clocks_set(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let outcome = acts::clocks_set(&ctx, &code, &given).await;
    let again = async |again| list(&replies, &ctx, &code, again).await;
    let done = |()| onward(&format!("/checks/{code}/follow-up"));
    replies.settled((given, outcome), done, again).await
}

/// `POST /checks/{code}/follow-up/decisions`: what was decided about something that was asked.
pub async fn decided(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let outcome = clocks::decided(&ctx, &code, &given).await;
    let again = async |again| list(&replies, &ctx, &code, again).await;
    let done = |()| onward(&format!("/checks/{code}/follow-up"));
    replies.settled((given, outcome), done, again).await
}

fn to_problem(code: &str, number: u32) -> Response {
    onward(&format!("/checks/{code}/follow-up/{number}"))
}

async fn one(
    replies: &Replies,
    ctx: &Ctx,
    (code, which): (&str, u32),
    (form, errors): Again,
) -> Result<Response, WebError> {
    let now = following(ctx, code).await?;
    let words = replies.web.words();
    let kept = now.problem(which)?;
    let problem = &kept.problem;
    let state = problem.state();
    let original = rechecks::original(ctx, &now, kept).await?;
    let all = rechecks::candidates(ctx, &now, kept, Announced::Unannounced).await?;
    let step = |one: &crate::domain::follow_up::ProblemStep| StepLine {
        on: words.day(one.on),
        state: words.get(&format!("follow-state-{}", one.to.code())),
        words: one.words.clone(),
        visit: one
            .visit
            .as_ref()
            .map(|visit| visit.as_str().to_uppercase()),
    };
    let mut looks = now.looks.iter();
    let open = looks.find(|one| one.problem == which && one.state == RecheckState::Open);
    let look = open.map(|look| LookLine {
        number: look.number,
        who: look.task.who.clone(),
        due: look.due.map(|due| words.day(due)),
        visits: rechecks::visits(&now, kept, look)
            .into_iter()
            .map(|visit| {
                let label = visit.id.as_str().to_uppercase();
                let day = words.partial(visit.date);
                Choice::new(visit.id.as_str(), format!("{label} · {day}"))
            })
            .collect(),
    });
    let page = ProblemPage {
        head: Head::of(ctx, &now.planned.line),
        is: line(&now, kept, &words),
        opened: words.day(problem.opened),
        steps: problem.steps.iter().map(step).collect(),
        false_closures: problem.false_closures(),
        can_claim: state.can_become(ProblemState::ClaimedFixed),
        can_close: state.can_become(ProblemState::ClosedUnfixed),
        instrument: original.map(|one| format!("{} ({})", one.instrument.0, one.instrument.1)),
        candidates: all
            .into_iter()
            .map(|one| CandidateLine {
                code: one.code,
                against: one.against.iter().map(|key| words.get(key)).collect(),
            })
            .collect(),
        look,
        form,
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /checks/{code}/follow-up/{problem}`
pub async fn problem(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, problem)): Named,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    one(&replies, &ctx, (&code, number(&problem)?), Again::default()).await
}

async fn after(
    replies: &Replies,
    ctx: &Ctx,
    (code, which): (&str, u32),
    outcome: (Given, Result<(), ActionError>),
) -> Result<Response, WebError> {
    let again = async |again| one(replies, ctx, (code, which), again).await;
    let done = |()| to_problem(code, which);
    replies.settled(outcome, done, again).await
}

/// `POST /checks/{code}/follow-up/{problem}`: it is said to be fixed, or closed without a fix.
pub async fn became(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, problem)): Named,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, which) = (replies.web.begin_as(&visit), number(&problem)?);
    let outcome = acts::became(&replies, &ctx, (&code, which), &given).await;
    after(&replies, &ctx, (&code, which), (given, outcome)).await
}

/// `POST /checks/{code}/follow-up/{problem}/look`: somebody is sent.
pub async fn given(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, problem)): Named,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, which) = (replies.web.begin_as(&visit), number(&problem)?);
    let outcome = rechecks::given(&ctx, (&code, which), &given).await;
    after(&replies, &ctx, (&code, which), (given, outcome)).await
}

/// `POST /checks/{code}/follow-up/{problem}/looks/{look}`: what came of it.
pub async fn looked(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, problem, look)): Path<(String, String, String)>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, which) = (replies.web.begin_as(&visit), number(&problem)?);
    let look = (code.as_str(), which, number(&look)?);
    let outcome = rechecks::looked(&ctx, look, &given).await;
    after(&replies, &ctx, (&code, which), (given, outcome)).await
}
