//! The queue: what came in, newest first. What the address asks for is all the state there is.

use std::collections::BTreeMap;

use super::photographs::Album;
use super::{audit, is_sealed, places, tests_of};
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Came, SubmissionLine, submissions_numbered, submissions_of};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::review::ReviewState;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;

/// So many on one page.
pub const ON_A_PAGE: usize = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How far checking is.
    pub state: Option<ReviewState>,
    /// Where.
    pub place: Option<Code>,
    /// Who looked, by code.
    pub code: Option<String>,
    /// Only those of which a check says something.
    pub warned: bool,
    /// Which page, from 1.
    pub page: usize,
}

/// One line of the queue.
#[derive(Clone, Debug)]
pub struct Row {
    /// What came in.
    pub came: Came,
    /// Whether it is half of a paired test and not to be seen yet.
    pub sealed: bool,
    /// Checks that give pause.
    pub warnings: usize,
    /// Checks that cannot be right.
    pub failures: usize,
    /// The number of the one that corrects it.
    pub corrected_by: Option<i64>,
}

/// A page of the queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The audit.
    pub line: AuditLine,
    /// Its places.
    pub places: BTreeMap<Code, Place>,
    /// The lines of this page.
    pub rows: Vec<Row>,
    /// How many there are that were asked for.
    pub found: usize,
    /// Which page, from 1.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// How many of each state, whatever was asked for.
    pub counts: BTreeMap<ReviewState, usize>,
}

/// What corrects what: by the number of the first the number of the last that names it.
#[must_use]
pub fn corrections(lines: &[SubmissionLine]) -> BTreeMap<i64, i64> {
    let named = lines.iter();
    named
        .filter_map(|line| Some((line.corrects?, line.number)))
        .collect()
}

/// A page of what came in for an audit.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn queue(ctx: &Ctx, code: &str, wanted: &Wanted) -> Result<Queue, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = audit(conn, ctx, (code, Permission::CheckVisits)).await?;
    let places = places(conn, ctx, &line).await?;
    let lines = submissions_of(conn, ctx.scope, line.id).await?;
    let tests = tests_of(conn, ctx, &line).await?;
    let corrected = corrections(&lines);
    let mut counts = BTreeMap::new();
    for one in &lines {
        *counts.entry(one.state).or_insert(0) += 1;
    }
    let album = Album::of(conn, ctx, &line, &lines).await?;
    let asked = |one: &&SubmissionLine| {
        wanted.state.is_none_or(|state| one.state == state)
            && wanted
                .place
                .as_ref()
                .is_none_or(|place| one.place == *place)
    };
    let mut numbers: Vec<i64> = lines.iter().rev().filter(asked).map(|l| l.number).collect();
    let within = wanted.code.is_some() || wanted.warned;
    if within {
        // Who looked stands sealed, and a warning is worked out: these are opened before they are counted.
        let opened = submissions_numbered(conn, ctx.scope, master, (line.id, &numbers)).await?;
        let kept = opened.iter().filter(|came| {
            let sealed = is_sealed(came, &tests);
            let sent = came.submission.as_ref();
            let by = |code: &String| sent.is_some_and(|sent| sent.observers.contains(code));
            wanted.code.as_ref().is_none_or(by)
                && (!wanted.warned || (!sealed && album.troubles(came) != (0, 0)))
        });
        numbers = kept.map(|came| came.line.number).collect();
    }
    let found = numbers.len();
    let pages = found.div_ceil(ON_A_PAGE).max(1);
    let page = wanted.page.clamp(1, pages);
    let these: Vec<i64> = numbers
        .into_iter()
        .skip((page - 1) * ON_A_PAGE)
        .take(ON_A_PAGE)
        .collect();
    let opened = submissions_numbered(conn, ctx.scope, master, (line.id, &these)).await?;
    let rows = opened.into_iter().map(|came| {
        let sealed = is_sealed(&came, &tests);
        let (warnings, failures) = if sealed {
            (0, 0)
        } else {
            album.troubles(&came)
        };
        Row {
            corrected_by: corrected.get(&came.line.number).copied(),
            came,
            sealed,
            warnings,
            failures,
        }
    });
    Ok(Queue {
        rows: rows.collect(),
        line,
        places,
        found,
        page,
        pages,
        counts,
    })
}
