//! The record of a body over all audits of the organisation in which it is a party: findings and what it answered, what it
//! fixed, money cell by cell, and rounds that may be compared. What is only claimed to be fixed is among it, so whoever reads
//! it is remembered as having read the claims.

use std::collections::{BTreeMap, BTreeSet};

use super::following::seen;
use super::{READS, today, who};
use crate::db::audit::{AuditLine, audits_with_party};
use crate::db::comparison::compared_so_far;
use crate::db::counter::Series;
use crate::db::findings::{
    Claims, KeptProblem, claims_read_of, findings_kept_of, money_kept_of, problems_of,
};
use crate::db::register::{Body, bodies_of};
use crate::db::{StorageError, write};
use crate::domain::calculation::recovery::RecoveryRates;
use crate::domain::case::{Case, Standing};
use crate::domain::code::Code;
use crate::domain::comparison::VerdictCode;
use crate::domain::finding::Category;
use crate::domain::follow_up::{
    BodyRecord, FindingCounts, FindingOfBody, Fixing, Monitored, Problem, RoundOfBody, against,
    counted, fixing,
};
use crate::domain::money::Currency;
use crate::domain::money_line::{Held, MoneyLine, pipeline, recovery_of};
use crate::domain::plan::RoundAsked;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, planned};

/// What one audit adds.
#[derive(Debug)]
pub struct InAudit {
    /// The audit.
    pub line: AuditLine,
    /// The findings about the body that are published.
    pub counts: FindingCounts,
    /// How many problems it is to fix there.
    pub problems: usize,
    /// Money that names it, cell by cell.
    pub cells: Vec<Held>,
    /// What came back of it, by the number of the line.
    pub came_back: Vec<(String, RecoveryRates)>,
}

/// One round of an audit beside the round before it.
#[derive(Debug)]
pub struct InRounds {
    /// What may be compared of them, and what may not.
    pub is: BodyRecord,
    /// What each promise says, by its name.
    pub promises: BTreeMap<Code, String>,
}

/// The record of a body.
#[derive(Debug)]
pub struct Record {
    /// The body.
    pub body: Body,
    /// The audits, by number.
    pub audits: Vec<InAudit>,
    /// The findings of all of them.
    pub counts: FindingCounts,
    /// What it fixed, of all of them; never a rate alone.
    pub fixed: Option<Fixing>,
    /// Rounds beside the round before.
    pub rounds: Vec<InRounds>,
}

/// The names by which a body is a party: its own, and those of the bodies that it is one with.
fn names(bodies: &[Body], body: &Body) -> Vec<Code> {
    let whole = |one: &Body| one.same_as.map_or(one.id, |(id, _)| id);
    let same = bodies.iter().filter(|one| whole(one) == whole(body));
    let names = same.map(|one| Series::Body.label(one.number).to_lowercase());
    names.filter_map(|name| Code::parse(&name).ok()).collect()
}

/// The record of a body, for whoever may know what is said to be fixed.
///
/// # Errors
/// [`ActionError::NotThere`] where there is no such body; those of the database.
pub async fn record_of(ctx: &Ctx, number: i64) -> Result<Record, ActionError> {
    ctx.require(READS)?;
    let conn = ctx.app.db.reads();
    let bodies = bodies_of(conn, ctx.scope).await?;
    let body = bodies.iter().find(|one| one.number == number).cloned();
    let body = body.ok_or(ActionError::NotThere)?;
    let names = names(&bodies, &body);
    let mut lines = audits_with_party(conn, ctx.scope, &names).await?;
    // Restated audits are somebody else's.
    lines.retain(|line| line.standing == Standing::Own);
    let (mut audits, mut problems, mut plans) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let planned = planned(ctx, line.code.as_str()).await?;
        let own = problems_named(ctx, &line, &names).await?;
        audits.push(in_audit(ctx, line, (&planned.case, &names), &own).await?);
        problems.extend(own.into_iter().map(|one| one.problem));
        plans.push(planned);
    }
    let counts = audits
        .iter()
        .fold(FindingCounts::default(), |all, one| all.and(&one.counts));
    Ok(Record {
        fixed: fixed(&names, audits.len(), problems, ctx)?,
        rounds: rounds(ctx, &plans, &names).await?,
        audits,
        counts,
        body,
    })
}

/// The problems that a body is to fix. That its claims were read is remembered.
async fn problems_named(
    ctx: &Ctx,
    line: &AuditLine,
    names: &[Code],
) -> Result<Vec<KeptProblem>, ActionError> {
    let (scope, master, conn) = (ctx.scope, &ctx.app.master, ctx.app.db.reads());
    let mut own = problems_of(conn, scope, master, (line.id, Claims::Read)).await?;
    own.retain(|one| names.contains(&one.problem.body));
    let readers = claims_read_of(conn, scope, master, line.id).await?;
    let me = who(ctx);
    let unread = own.iter().filter(|one| {
        let known = readers.get(&one.number);
        let read = known.is_some_and(|all| all.iter().any(|reader| reader.who == me));
        one.problem.last_claim().is_some() && !read
    });
    let unread: Vec<u32> = unread.map(|one| one.number).collect();
    if !unread.is_empty() {
        write(&ctx.app.db, async |txn| {
            for number in &unread {
                seen(txn, ctx, (line, *number), &mut ctx.ids()).await?;
            }
            Ok::<_, ActionError>(())
        })
        .await?;
    }
    Ok(own)
}

async fn in_audit(
    ctx: &Ctx,
    line: AuditLine,
    (case, names): (&Case, &[Code]),
    problems: &[KeptProblem],
) -> Result<InAudit, ActionError> {
    let (scope, master, conn) = (ctx.scope, &ctx.app.master, ctx.app.db.reads());
    let drafts = findings_kept_of(conn, scope, master, line.id).await?;
    let kinds: BTreeMap<&Code, Category> = drafts
        .iter()
        .filter_map(|kept| Some((&kept.draft.id, kept.draft.category?)))
        .collect();
    let own = |party: &Code| names.contains(party);
    let about = case.findings.iter();
    let about = about.filter(|finding| finding.addressees.iter().any(own));
    let findings: Vec<FindingOfBody> = about
        .map(|finding| FindingOfBody {
            finding,
            category: kinds.get(&finding.id).copied(),
            replies: case
                .responses
                .iter()
                .filter(|reply| own(&reply.party) && reply.answers(finding))
                .collect(),
            problems: problems
                .iter()
                .map(|kept| &kept.problem)
                .filter(|problem| problem.finding == finding.id)
                .collect(),
        })
        .collect();
    let money = money_kept_of(conn, scope, master, line.id).await?;
    let named = |one: &MoneyLine| one.party.as_ref().is_some_and(own);
    let money: Vec<_> = money.iter().filter(|kept| named(&kept.line)).collect();
    let with: Vec<(&MoneyLine, Option<Currency>)> = money
        .iter()
        .map(|kept| (&kept.line, case.currency_of(&kept.line)))
        .collect();
    let day = today(ctx);
    let came_back = money.iter().filter_map(|kept| {
        let rates = recovery_of(&kept.line, day)?.ok()?;
        Some((kept.label(), rates))
    });
    Ok(InAudit {
        counts: counted(&findings),
        problems: problems.len(),
        cells: pipeline(&line.code, &with, day).unwrap_or_default(),
        came_back: came_back.collect(),
        line,
    })
}

/// What the body fixed over all audits, under its first name.
fn fixed(
    names: &[Code],
    audits: usize,
    problems: Vec<Problem>,
    ctx: &Ctx,
) -> Result<Option<Fixing>, ActionError> {
    let Some(name) = names.first() else {
        return Ok(None);
    };
    let problems: Vec<Problem> = problems
        .into_iter()
        .map(|one| Problem {
            body: name.clone(),
            ..one
        })
        .collect();
    let of = Monitored {
        projects: u64::try_from(audits).unwrap_or(u64::MAX),
        value: None,
    };
    let monitored = BTreeMap::from([(name.clone(), of)]);
    let fixed = fixing(&problems, &monitored, today(ctx));
    let fixed =
        fixed.map_err(|refusal| ActionError::Storage(StorageError::Log(format!("{refusal:?}"))))?;
    Ok(fixed.into_iter().next())
}

/// The promises that a body made or pays for.
fn owed<'c>(case: &'c Case, names: &[Code]) -> BTreeSet<&'c Code> {
    let agreements = case.agreements.iter().filter(|one| {
        let parties = one.providers.iter().chain(&one.funders);
        let mut parties = parties.chain(&one.subcontractors);
        parties.any(|party| names.contains(party))
    });
    let ids: Vec<&Code> = agreements.map(|one| &one.id).collect();
    let promises = case.obligations.iter();
    let owed = promises.filter(|one| one.agreement.as_ref().is_some_and(|id| ids.contains(&id)));
    owed.map(|one| &one.id).collect()
}

/// Each question about a promise of the body, with the verdict on the promise.
async fn judged(
    ctx: &Ctx,
    planned: &Planned,
    names: &[Code],
) -> Result<BTreeMap<Code, (Code, VerdictCode)>, ActionError> {
    let (scope, master, audit) = (ctx.scope, &ctx.app.master, planned.line.id);
    let compared = compared_so_far(&ctx.app.db, scope, master, audit, today(ctx)).await;
    let broken = |error: crate::db::comparison::ComparisonError| {
        ActionError::Storage(StorageError::Log(error.to_string()))
    };
    let compared = compared.map_err(broken)?;
    let owed = owed(&planned.case, names);
    let mut found = BTreeMap::new();
    for instrument in planned.newest_instruments() {
        for question in instrument.questions {
            let Some(promise) = question.promise.filter(|one| owed.contains(one)) else {
                continue;
            };
            let mut all = compared.comparison.promises.iter();
            if let Some(one) = all.find(|one| one.obligation == promise) {
                found.insert(question.id, (promise, one.verdict.code));
            }
        }
    }
    Ok(found)
}

/// Every round beside the round before it, where both are audits of the body. Audits that are no rounds of one another stand
/// side by side and are not compared.
async fn rounds(
    ctx: &Ctx,
    plans: &[Planned],
    names: &[Code],
) -> Result<Vec<InRounds>, ActionError> {
    let mut all = Vec::new();
    for later in plans {
        let plan = later.plan();
        let of = plan.round.as_ref().map(|round| &round.of);
        let Some(earlier) = plans.iter().find(|one| Some(&one.line.code) == of) else {
            continue;
        };
        let before = earlier.plan();
        let instruments = (earlier.newest_instruments(), later.newest_instruments());
        let round = |of: &Planned| (of.line.code.clone(), of.line.stored_at.date_naive().into());
        let ((before_code, before_on), (code, on)) = (round(earlier), round(later));
        let before = RoundOfBody {
            audit: before_code,
            on: before_on,
            asked: RoundAsked {
                plan: &before,
                instruments: &instruments.0,
            },
            promises: judged(ctx, earlier, names).await?,
        };
        let now = RoundOfBody {
            audit: code,
            on,
            asked: RoundAsked {
                plan: &plan,
                instruments: &instruments.1,
            },
            promises: judged(ctx, later, names).await?,
        };
        let is = against(&before, &now)
            .map_err(|refusal| ActionError::Storage(StorageError::Log(format!("{refusal:?}"))))?;
        let said = later.case.obligations.iter();
        all.push(InRounds {
            is,
            promises: said
                .map(|one| (one.id.clone(), one.promise.clone()))
                .collect(),
        });
    }
    Ok(all)
}
