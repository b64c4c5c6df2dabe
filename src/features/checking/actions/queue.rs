//! The queue: what came in, newest first. What the address asks for is all the state there is.

use std::collections::BTreeMap;

use super::photographs::Album;
use super::{audit, is_sealed, places, tests_of};
use crate::db::Conn;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{
    Came, PageFrom, PairedLine, SubmissionLine, Which, came_counts, came_from, corrections_of,
    submissions_from, submissions_numbered, submissions_of,
};
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
    /// From where on.
    pub from: PageFrom,
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
    /// The number after which newer ones are, where there are any.
    pub newer: Option<i64>,
    /// The number before which older ones are, where there are any.
    pub older: Option<i64>,
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
    let tests = tests_of(conn, ctx, &line).await?;
    let counts = came_counts(conn, ctx.scope, line.id).await?;
    let which = Which {
        state: wanted.state,
        place: wanted.place.as_ref(),
    };
    let (found, opened) = if wanted.code.is_some() || wanted.warned {
        picked(conn, ctx, (&line, wanted), &tests).await?
    } else {
        let found = match wanted.place {
            Some(_) => came_from(conn, ctx.scope, (line.id, which)).await? as usize,
            None => {
                let asked = counts.iter();
                let asked = asked.filter(|(state, _)| which.state.is_none_or(|one| one == **state));
                asked.map(|(_, count)| count).sum()
            }
        };
        // One more than is shown tells whether there are more.
        let some = (wanted.from, ON_A_PAGE as u64 + 1);
        let asked = (line.id, which);
        (
            found,
            submissions_from(conn, ctx.scope, master, asked, some).await?,
        )
    };
    let (opened, newer, older) = page_of(opened, wanted.from);
    let album = Album::of_page(conn, ctx, &line, &opened).await?;
    let numbers: Vec<i64> = opened.iter().map(|came| came.line.number).collect();
    let corrected = corrections_of(conn, ctx.scope, line.id, &numbers).await?;
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
        newer,
        older,
        counts,
    })
}

/// A page of what was asked for with one more, and where newer and older ones are.
fn page_of(mut opened: Vec<Came>, from: PageFrom) -> (Vec<Came>, Option<i64>, Option<i64>) {
    let more = opened.len() > ON_A_PAGE;
    if more {
        // The one too many is at the end that the page goes towards.
        match from {
            PageFrom::After(_) => drop(opened.remove(0)),
            PageFrom::Newest | PageFrom::Before(_) => opened.truncate(ON_A_PAGE),
        }
    }
    let (newer, older) = match from {
        PageFrom::Newest => (false, more),
        PageFrom::Before(_) => (true, more),
        PageFrom::After(_) => (more, true),
    };
    let first = opened.first().map(|came| came.line.number);
    let last = opened.last().map(|came| came.line.number);
    (opened, first.filter(|_| newer), last.filter(|_| older))
}

/// Who looked stands sealed, and a warning is worked out: all are opened before they are chosen from.
async fn picked(
    conn: &impl Conn,
    ctx: &Ctx,
    (line, wanted): (&AuditLine, &Wanted),
    tests: &[PairedLine],
) -> Result<(usize, Vec<Came>), ActionError> {
    let master = &ctx.app.master;
    let lines = submissions_of(conn, ctx.scope, line.id).await?;
    let album = Album::of(conn, ctx, line, &lines).await?;
    let asked = |one: &&SubmissionLine| {
        let at = wanted.place.as_ref();
        wanted.state.is_none_or(|state| one.state == state)
            && at.is_none_or(|place| one.place == *place)
    };
    let numbers: Vec<i64> = lines.iter().filter(asked).map(|l| l.number).collect();
    let mut opened = submissions_numbered(conn, ctx.scope, master, (line.id, &numbers)).await?;
    opened.retain(|came| {
        let sealed = is_sealed(came, tests);
        let sent = came.submission.as_ref();
        let by = |code: &String| sent.is_some_and(|sent| sent.observers.contains(code));
        wanted.code.as_ref().is_none_or(by)
            && (!wanted.warned || (!sealed && album.troubles(came) != (0, 0)))
    });
    let found = opened.len();
    opened.retain(|came| match wanted.from {
        PageFrom::Newest => true,
        PageFrom::Before(number) => came.line.number < number,
        PageFrom::After(number) => came.line.number > number,
    });
    match wanted.from {
        PageFrom::After(_) => {
            let surplus = opened.len().saturating_sub(ON_A_PAGE + 1);
            drop(opened.drain(..surplus));
        }
        PageFrom::Newest | PageFrom::Before(_) => opened.truncate(ON_A_PAGE + 1),
    }
    Ok((found, opened))
}
