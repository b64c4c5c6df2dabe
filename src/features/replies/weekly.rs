//! What a week brought: one mail to each who answers for audits, with what waits in each audit. Where nothing waits there is no
//! mail.

use chrono::{Days, NaiveDate};

use super::Replies;
use super::actions::clocks::{clocks, promised};
use super::actions::following::behind;
use super::actions::mails::{address, leads, post};
use super::actions::today;
use crate::db::audit::{AuditLine, audits_of};
use crate::db::fieldwork::submissions_of;
use crate::db::findings::{
    Claims, RecheckState, clock_rules_of, hearings_of, problems_of, rechecks_of,
};
use crate::db::organisation::organisation_of;
use crate::db::write;
use crate::domain::case::Standing;
use crate::domain::follow_up::{ClockRules, Running};
use crate::domain::reply::Window;
use crate::domain::review::ReviewState;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::asked::asked_of;
use crate::infra::jobs::{Job, JobCtx, Outcome, Reason};
use crate::infra::mail::{Stream, WeekOfAudit, Weekly};
use crate::infra::planned::planned;
use crate::infra::words::Words;

/// For so many days a reply that did not come is told of: then it is printed, and nothing waits.
const OVERDUE: u64 = 30;
/// A clock that ends within so many days is told of.
const SOON: u64 = 30;

/// Tells those who answer for audits what waits, once a week.
#[derive(Clone, Debug)]
pub struct TellWeekly(pub Replies);

impl Job for TellWeekly {
    const NAME: &'static str = "replies.weekly";
    type Payload = ();

    async fn run(&self, job: &JobCtx, (): ()) -> Outcome {
        match told(&self.0, &job.ctx).await {
            Ok(_) => Outcome::Done,
            Err(_) => Outcome::Retry(Reason::new("database")),
        }
    }
}

/// Writes the mails of a week; gives how many there are.
///
/// # Errors
/// Those of the database.
pub async fn told(replies: &Replies, ctx: &Ctx) -> Result<usize, ActionError> {
    if ctx.app.config.mail.is_none() {
        return Ok(0);
    }
    let rules = clock_rules_of(ctx.app.db.reads(), ctx.scope).await?;
    let mut audits = Vec::new();
    for line in audits_of(ctx.app.db.reads(), ctx.scope).await? {
        if line.standing == Standing::Own {
            let week = week(replies, ctx, &line, &rules).await?;
            audits.extend(Some(week).filter(|week| !week.is_quiet()));
        }
    }
    if audits.is_empty() {
        return Ok(0);
    }
    let organisation = organisation_of(ctx.app.db.reads(), ctx.scope).await?.name;
    let letter = |words: Words| Weekly {
        organisation: organisation.clone(),
        day: words.day(today(ctx)),
        audits: audits.clone(),
        link: address(replies, "/checks"),
    };
    write(&ctx.app.db, async |txn| {
        let whom = (Stream::Weekly, leads);
        post(replies).tell(txn, ctx, whom, letter).await
    })
    .await
}

/// What waits in an audit. What is said to be fixed is not told: a mail may be read by whoever is to look.
async fn week(
    replies: &Replies,
    ctx: &Ctx,
    line: &AuditLine,
    rules: &ClockRules,
) -> Result<WeekOfAudit, ActionError> {
    let (conn, scope, master) = (ctx.app.db.reads(), ctx.scope, &ctx.app.master);
    let today = today(ctx);
    let came = submissions_of(conn, scope, line.id).await?;
    let waits = came.iter().filter(|one| one.state == ReviewState::Received);
    let rounds = asked_of(conn, ctx, line.id).await?;
    let since = today.checked_sub_days(Days::new(OVERDUE)).unwrap_or(today);
    let overdue = rounds.iter().filter(|one| {
        let is_over = one.window(today, &rules.comment) == Window::Closed;
        let lately = one.kept.round.last_day() >= since;
        is_over && lately && !one.is_answered(today, &rules.comment)
    });
    let looks = rechecks_of(conn, scope, master, line.id).await?;
    let is_due = |due: Option<NaiveDate>| due.is_some_and(|due| due <= today);
    let due = looks
        .iter()
        .filter(|one| one.state == RecheckState::Open && is_due(one.due));
    let planned = planned(ctx, line.code.as_str()).await?;
    let behind = behind(ctx, planned.line.id).await?;
    let problems = problems_of(conn, scope, master, (line.id, Claims::Left)).await?;
    let mut clocks = clocks(&planned.case, (&problems, &behind), (today, rules));
    for kept in hearings_of(conn, scope, master, line.id).await? {
        let promises = kept.hearing.promises.iter();
        clocks.extend(promises.map(|one| promised((kept.hearing.on, one), &problems, rules)));
    }
    let standing: Vec<Running> = clocks.iter().map(|one| one.clock.on(today)).collect();
    let over = standing
        .iter()
        .filter(|one| matches!(one, Running::Over(_)));
    let soon = standing
        .iter()
        .filter(|one| matches!(one, Running::Left(days) if *days <= SOON));
    Ok(WeekOfAudit {
        audit: line.title.clone(),
        link: address(replies, &format!("/checks/{}/today", line.code)),
        to_check: waits.count(),
        overdue: overdue.count(),
        rechecks: due.count(),
        over: over.count(),
        soon: soon.count(),
    })
}
