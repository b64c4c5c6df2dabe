//! What a funder should know before it pays, from what is in the register and in the audits of its agreements.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate};

use crate::db::counter::Series;
use crate::db::load_case;
use crate::db::register::{
    Body, DossierLine, Order, Search, bodies_of, kept_claims_of, newest_terms_of, promises_of,
    search,
};
use crate::domain::actor::Permission;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::Finding;
use crate::domain::register::{Terms, due_between};
use crate::domain::reply::ReplyState;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;

/// How far ahead it is looked.
const AHEAD: Days = Days::new(30);

/// More agreements than are looked through.
pub const MOST: u64 = 500;

/// A funder and how many agreements it has.
#[derive(Clone, Debug)]
pub struct Funder {
    /// Its number among the bodies.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// How many agreements it pays for.
    pub agreements: usize,
}

/// Something about one agreement, and of one promise where it is about one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// On which day, where there is one.
    pub on: Option<NaiveDate>,
    /// The number of the agreement.
    pub agreement: i64,
    /// The number of the promise in it.
    pub promise: Option<u32>,
    /// What it is about: a promise, a claim, a finding in words.
    pub what: String,
}

/// The view.
#[derive(Clone, Debug)]
pub struct View {
    /// The funder.
    pub body: Body,
    /// Its agreements: number, title, last day.
    pub agreements: Vec<(i64, String, Option<NaiveDate>)>,
    /// From which day to which it was looked for what is due.
    pub days: (NaiveDate, NaiveDate),
    /// Promises that come due.
    pub due: Vec<Point>,
    /// Agreements that end.
    pub ends: Vec<Point>,
    /// Promises that nobody independent has looked at.
    pub unchecked: Vec<Point>,
    /// Claims with no document behind them.
    pub bare: Vec<Point>,
    /// Findings without an answer.
    pub unanswered: Vec<Point>,
}

/// The agreements of the register with what the newest version of each says, and whether these are all.
async fn agreements(ctx: &Ctx) -> Result<(Vec<(DossierLine, Terms)>, bool), ActionError> {
    let conn = ctx.app.db.reads();
    let wanted = Search {
        order: Order::Number,
        take: MOST,
        ..Search::default()
    };
    let listed = search(conn, ctx.scope, &wanted).await?;
    let ids: Vec<_> = listed.lines.iter().map(|line| line.id).collect();
    let mut terms = newest_terms_of(conn, ctx.scope, &ids).await?;
    let is_all = listed.of <= MOST;
    let lines = listed.lines.into_iter();
    let all = lines.filter_map(|line| terms.remove(&line.id).map(|terms| (line, terms)));
    Ok((all.collect(), is_all))
}

/// The body that each body stands for: itself, or the one that it is another name of.
fn stands_for(bodies: &[Body]) -> HashMap<Code, i64> {
    let number_of: HashMap<_, _> = bodies.iter().map(|body| (body.id, body.number)).collect();
    let pair = |body: &Body| {
        let label = Series::Body.label(body.number).to_lowercase();
        let whole = body.same_as.and_then(|(id, _)| number_of.get(&id).copied());
        Some((Code::parse(&label).ok()?, whole.unwrap_or(body.number)))
    };
    bodies.iter().filter_map(pair).collect()
}

/// Every funder, and whether all agreements were looked through.
pub async fn funders(ctx: &Ctx) -> Result<(Vec<Funder>, bool), ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let bodies = bodies_of(ctx.app.db.reads(), ctx.scope).await?;
    let whole = stands_for(&bodies);
    let (agreements, is_all) = agreements(ctx).await?;
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, terms) in &agreements {
        let codes = terms.agreement.funders.iter();
        let numbers: BTreeSet<i64> = codes.filter_map(|code| whole.get(code).copied()).collect();
        for number in numbers {
            *counts.entry(number).or_default() += 1;
        }
    }
    let funder = |(number, agreements): (i64, usize)| {
        let body = bodies.iter().find(|body| body.number == number)?;
        Some(Funder {
            number,
            name: body.name.clone(),
            agreements,
        })
    };
    Ok((counts.into_iter().filter_map(funder).collect(), is_all))
}

/// The promises that somebody independent has looked at, and the findings that nobody answered.
fn seen_in(case: &Case) -> (BTreeSet<&Code>, Vec<(&str, &str)>) {
    let observed = case.observations.iter().map(|one| &one.obligation);
    let tallied = case
        .tallies
        .iter()
        .filter_map(|one| one.obligation.as_ref());
    let answered = |state: ReplyState| {
        matches!(
            state,
            ReplyState::Agrees | ReplyState::PartlyAgrees | ReplyState::Disagrees
        )
    };
    let is_answered = |finding: &&Finding| {
        let mut responses = case.responses.iter().filter(|one| answered(one.state));
        responses.any(|one| one.is_whole() || one.answers(finding))
    };
    let findings = case.findings.iter().filter(|one| !one.positive);
    let open = findings.filter(|one| !is_answered(one));
    (
        observed.chain(tallied).collect(),
        open.map(|one| (one.id.as_str(), one.title.as_str()))
            .collect(),
    )
}

/// What one funder should know today.
pub async fn view(ctx: &Ctx, number: i64) -> Result<View, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let conn = ctx.app.db.reads();
    let bodies = bodies_of(conn, ctx.scope).await?;
    let body = bodies.iter().find(|body| body.number == number).cloned();
    let body = body.ok_or(ActionError::NotThere)?;
    let whole = stands_for(&bodies);
    let (all, _) = agreements(ctx).await?;
    let today = ctx.now.date_naive();
    let until = today.checked_add_days(AHEAD).unwrap_or(today);
    let mut view = View {
        body,
        agreements: Vec::new(),
        days: (today, until),
        due: Vec::new(),
        ends: Vec::new(),
        unchecked: Vec::new(),
        bare: Vec::new(),
        unanswered: Vec::new(),
    };
    for (line, terms) in all {
        let pays = terms.agreement.funders.iter();
        if pays
            .filter_map(|code| whole.get(code))
            .all(|n| *n != number)
        {
            continue;
        }
        look_at(ctx, (&line, &terms), &mut view).await?;
        view.agreements
            .push((line.number, line.title, line.last_day));
    }
    for points in [&mut view.due, &mut view.ends, &mut view.unchecked] {
        points.sort();
    }
    Ok(view)
}

/// Adds what one agreement brings.
async fn look_at(
    ctx: &Ctx,
    (line, terms): (&DossierLine, &Terms),
    view: &mut View,
) -> Result<(), ActionError> {
    let conn = ctx.app.db.reads();
    let promises = promises_of(conn, ctx.scope, line.id).await?;
    let number_of = |code: &Code| promises.iter().find(|one| one.code == *code);
    let point = |on: Option<NaiveDate>, code: Option<&Code>, what: &str| Point {
        on,
        agreement: line.number,
        promise: code.and_then(number_of).map(|one| one.number),
        what: what.to_owned(),
    };
    let (today, until) = view.days;
    for due in due_between(terms, today, until) {
        if let Some(one) = terms.obligation(&due.obligation) {
            view.due
                .push(point(Some(due.on), Some(&one.id), &one.promise));
        }
    }
    if let Some(end) = line.last_day.filter(|end| (today..=until).contains(end)) {
        view.ends.push(point(Some(end), None, &line.title));
    }
    for kept in kept_claims_of(conn, ctx.scope, line.id).await? {
        let figure = &kept.claim.figure;
        let is_bare = figure.sources.is_empty() && kept.claim.read_at.is_none();
        if is_bare && figure.set_aside.is_none() {
            let code = figure.obligation.as_ref();
            view.bare.push(point(None, code, &figure.title));
        }
    }
    let case = match line.audit {
        Some(audit) => Some(load_case(&ctx.app.db, ctx.scope, &ctx.app.master, audit).await?),
        None => None,
    };
    let (seen, open) = case.as_ref().map(seen_in).unwrap_or_default();
    for one in &terms.obligations {
        if !seen.contains(&one.id) {
            view.unchecked
                .push(point(None, Some(&one.id), &one.promise));
        }
    }
    for (code, title) in open {
        view.unanswered.push(point(
            None,
            None,
            &format!("{} {title}", code.to_uppercase()),
        ));
    }
    Ok(())
}
