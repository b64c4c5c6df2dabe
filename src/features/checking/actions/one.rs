//! One that came in: what was answered beside what was promised, what is told of its pictures, what it was before, what was
//! decided so far.

use std::collections::BTreeMap;

use super::deciding::{Checker, checker, others_may_check};
use super::photographs::{Album, Checked};
use super::queue::corrections;
use super::{audit, is_own, is_sealed, places, tests_of};
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{
    Came, KeptLink, Review, SubmissionLine, codes_of, instrument_of, reviews_of,
    submission_numbered, submissions_numbered, submissions_of, submitted,
};
use crate::db::member::members_of;
use crate::db::{counter::Series, load_case};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::instrument::Instrument;
use crate::domain::intake::Submission;
use crate::domain::obligation::Obligation;
use crate::domain::review::{Record, Sign, signs};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;

/// One that came in with all that stands beside it.
#[derive(Clone, Debug)]
pub struct One {
    /// The audit.
    pub line: AuditLine,
    /// What came in.
    pub came: Came,
    /// Whether it is half of a paired test and not to be seen yet.
    pub sealed: bool,
    /// Its place.
    pub place: Option<Place>,
    /// What was asked.
    pub instrument: Option<Instrument>,
    /// What was promised, as it was in force on the day of the visit.
    pub promises: Vec<Obligation>,
    /// All promises of the audit, as reports number them.
    pub every_promise: Vec<Obligation>,
    /// What it says of others, and others of it.
    pub links: Vec<KeptLink>,
    /// Its files with their checks.
    pub files: Vec<Checked>,
    /// The others of its chain of corrections, oldest first.
    pub versions: Vec<Came>,
    /// The number of the one that corrects it.
    pub corrected_by: Option<i64>,
    /// What was decided so far, oldest first.
    pub reviews: Vec<Review>,
    /// Members by number, where the actor may see them: for the lead, and for whoever keeps the accounts.
    pub names: BTreeMap<i64, String>,
    /// Who the actor is to it.
    pub checker: Checker,
    /// Signs about its observer in which it is named: for the lead alone, empty for everybody else.
    pub signs: Vec<Sign>,
}

/// The number that an address names: `V-0001` and no other way of writing it.
///
/// # Errors
/// [`ActionError::NotThere`] where it is none.
pub fn numbered(label: &str) -> Result<i64, ActionError> {
    let number = Series::Submission.number_of(label);
    number.ok_or(ActionError::NotThere)
}

/// One that came in, for a checker.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn one(ctx: &Ctx, code: &str, number: i64) -> Result<One, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = audit(conn, ctx, (code, Permission::CheckVisits)).await?;
    let came = submission_numbered(conn, ctx.scope, master, (line.id, number)).await?;
    let came = came.ok_or(ActionError::NotThere)?;
    beside(ctx, line, came).await
}

/// One of one's own, for whoever made it: not a half of a paired test whose other half is not in.
///
/// # Errors
/// [`ActionError::NotThere`] where it is somebody else's, sealed, or not there; those of the database.
pub async fn own(ctx: &Ctx, code: &str, number: i64) -> Result<One, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = audit(conn, ctx, (code, Permission::RecordVisits)).await?;
    let came = submission_numbered(conn, ctx.scope, master, (line.id, number)).await?;
    let codes = codes_of(conn, ctx.scope, master, line.id).await?;
    let own = came.filter(|came| is_own(ctx, came, &codes));
    let one = beside(ctx, line, own.ok_or(ActionError::NotThere)?).await?;
    match one.sealed {
        true => Err(ActionError::NotThere),
        false => Ok(one),
    }
}

/// What came in with all that stands beside it.
async fn beside(ctx: &Ctx, line: AuditLine, came: Came) -> Result<One, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let number = came.line.number;
    let mut places = places(conn, ctx, &line).await?;
    let tests = tests_of(conn, ctx, &line).await?;
    let codes = codes_of(conn, ctx.scope, master, line.id).await?;
    let others = others_may_check(conn, ctx).await?;
    let (asked, version) = &came.line.instrument;
    let instrument = instrument_of(conn, ctx.scope, line.id, (asked, *version)).await?;
    let lines = submissions_of(conn, ctx.scope, line.id).await?;
    let album = Album::of(conn, ctx, &line, &lines).await?;
    let chain = chain(&lines, number);
    let mut versions = submissions_numbered(conn, ctx.scope, master, (line.id, &chain)).await?;
    versions.reverse();
    let reviews = reviews_of(conn, ctx.scope, master, &[came.line.id]).await?;
    let sealed = is_sealed(&came, &tests);
    let case = load_case(&ctx.app.db, ctx.scope, master, line.id).await?;
    let day = came.submission.as_ref().map(|sent| sent.started.date());
    let every_promise = case.obligations;
    let mut promises = every_promise.clone();
    if let Some(day) = day {
        promises = crate::infra::accepting::in_force(&promises, day)
            .cloned()
            .collect();
    }
    let mut links = Vec::new();
    if !sealed {
        let all = submissions_numbered(conn, ctx.scope, master, (line.id, &paired(&tests))).await?;
        let hidden = |number: i64| {
            let mut all = all.iter();
            all.any(|came| came.line.number == number && is_sealed(came, &tests))
        };
        links = super::links::seen(conn, ctx, &line, hidden).await?;
        links.retain(|one| one.link.touches(number));
    }
    let signs = if ctx.actor.may(Permission::ChangeAudits) && !sealed {
        let label = came.line.label();
        let all = submitted(conn, ctx.scope, master, line.id).await?;
        let named = |sign: &Sign| sign.submissions.contains(&label);
        let mut found = signs_of(&all, &tests);
        found.retain(named);
        found
    } else {
        Vec::new()
    };
    Ok(One {
        place: places.remove(&came.line.place),
        files: if sealed {
            Vec::new()
        } else {
            album.checked(&came)
        },
        corrected_by: corrections(&lines).get(&number).copied(),
        reviews: reviews.into_values().next().unwrap_or_default(),
        checker: checker(ctx, &came, (&codes, others)),
        names: names(ctx).await?,
        line,
        sealed,
        instrument,
        promises,
        every_promise,
        links,
        versions,
        came,
        signs,
    })
}

/// The numbers of all that belongs to paired tests.
fn paired(tests: &[crate::db::fieldwork::PairedLine]) -> Vec<i64> {
    let both = tests.iter().flat_map(|test| [test.first, test.second]);
    both.flatten().collect()
}

/// The names of the members, where the actor may see them.
async fn names(ctx: &Ctx) -> Result<BTreeMap<i64, String>, ActionError> {
    let sees = [Permission::ChangeAudits, Permission::ManagePeople];
    if !sees.into_iter().any(|one| ctx.actor.may(one)) {
        return Ok(BTreeMap::new());
    }
    let members = members_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master).await?;
    let named = members.into_iter().map(|one| (one.is.number, one.name));
    Ok(named.collect())
}

/// Signs that visits were not made as they say, in everything that may be seen. Private to the lead.
#[must_use]
pub fn signs_of(all: &[Came], tests: &[crate::db::fieldwork::PairedLine]) -> Vec<Sign> {
    let seen = all.iter().filter(|came| !is_sealed(came, tests));
    let seen: Vec<(String, &Submission)> = seen
        .filter_map(|came| Some((came.line.label(), came.submission.as_ref()?)))
        .collect();
    let records: Vec<Record> = seen
        .iter()
        .map(|(name, submission)| Record { name, submission })
        .collect();
    signs(&records)
}

/// The others of a chain of corrections: what it corrects, what that corrects, and what corrects it.
fn chain(lines: &[SubmissionLine], number: i64) -> Vec<i64> {
    let mut root = number;
    let corrects: BTreeMap<i64, i64> = lines
        .iter()
        .filter_map(|line| Some((line.number, line.corrects?)))
        .collect();
    // A correction names an earlier one, so this ends.
    while let Some(before) = corrects.get(&root).filter(|before| **before < root) {
        root = *before;
    }
    let mut chain = vec![root];
    for line in lines {
        if line.corrects.is_some_and(|first| chain.contains(&first)) {
            chain.push(line.number);
        }
    }
    chain.retain(|one| *one != number);
    chain
}

/// The promise that a question speaks to.
#[must_use]
pub fn promise_of<'a>(one: &'a One, question: &Code) -> Option<&'a Obligation> {
    let question = one.instrument.as_ref()?.question(question)?;
    let promise = question.promise.as_ref()?;
    one.promises.iter().find(|held| held.id == *promise)
}
