//! What stands behind a row of the comparison: each observation with its visit and its pictures; and where the places are.

use std::collections::BTreeMap;

use super::audit;
use super::photographs::site_point;
use crate::db::audit::AuditLine;
use crate::db::blob::{blob_of, content_place};
use crate::db::fieldwork::{
    FileLine, KeptLink, SubmissionLine, boundaries_of, files_of, submission_numbered,
    submissions_of,
};
use crate::db::key::organisation_key_of;
use crate::db::register::sites_of;
use crate::db::{BlobId, StorageError, load_case};
use crate::domain::actor::Permission;
use crate::domain::boundary::Area;
use crate::domain::case::Case;
use crate::domain::fieldwork::{AccessGiven, Evidence, Observation, Place, Visit};
use crate::domain::intake::Position;
use crate::domain::obligation::Obligation;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::blobs::Reading;

/// One observation with all that it rests on.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What was seen.
    pub observation: Observation,
    /// On which visit.
    pub visit: Visit,
    /// Where.
    pub place: Option<Place>,
    /// What came in, where the visit came in through the queue.
    pub came: Option<SubmissionLine>,
    /// Its pieces of evidence.
    pub evidence: Vec<Evidence>,
    /// What other evidence says of it, and it of others.
    pub links: Vec<KeptLink>,
}

/// A promise with every observation of it.
#[derive(Clone, Debug)]
pub struct Behind {
    /// The audit.
    pub line: AuditLine,
    /// How the comparison numbers the promise: `O-01`.
    pub number: String,
    /// The promise.
    pub promise: Obligation,
    /// What was seen of it, newest first.
    pub seen: Vec<Seen>,
    /// All promises of the audit, as reports number them.
    pub every_promise: Vec<Obligation>,
}

/// Every observation behind a row of the comparison, for the people of the organisation.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn behind(ctx: &Ctx, code: &str, number: &str) -> Result<Behind, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = audit(conn, ctx, (code, Permission::ReadAudits)).await?;
    let case = load_case(&ctx.app.db, ctx.scope, master, line.id).await?;
    let at = number_of(number).ok_or(ActionError::NotThere)?;
    let promise = case.obligations.get(at - 1).cloned();
    let promise = promise.ok_or(ActionError::NotThere)?;
    let lines = submissions_of(conn, ctx.scope, line.id).await?;
    let mut seen: Vec<Seen> = case
        .observations
        .iter()
        .filter(|one| one.obligation == promise.id)
        .filter_map(|one| seen(&case, &lines, one))
        .collect();
    // Only what counts is told of here: neither what was sent back nor what is sealed.
    let counts = |number: i64| {
        let mut lines = lines.iter();
        lines.any(|line| line.number == number && line.state.counts())
    };
    let links = super::links::seen(conn, ctx, &line, |number| !counts(number)).await?;
    for one in &mut seen {
        let number = one.came.as_ref().map(|came| came.number);
        let about = |kept: &&KeptLink| {
            let of_it = kept
                .link
                .promise
                .as_ref()
                .is_none_or(|name| *name == promise.id);
            of_it && number.is_some_and(|number| kept.link.touches(number))
        };
        one.links = links.iter().filter(about).cloned().collect();
    }
    seen.sort_by(|a, b| {
        let key = |one: &Seen| (one.visit.date.first_day(), one.visit.id.clone());
        key(b).cmp(&key(a))
    });
    Ok(Behind {
        line,
        number: number.to_owned(),
        promise,
        seen,
        every_promise: case.obligations,
    })
}

/// The place in the list of a promise as reports number it: `O-01` is 1, and no other way of writing it.
fn number_of(label: &str) -> Option<usize> {
    let number: usize = label.strip_prefix("O-")?.parse().ok()?;
    (number > 0 && format!("O-{number:02}") == label).then_some(number)
}

fn seen(case: &Case, lines: &[SubmissionLine], one: &Observation) -> Option<Seen> {
    let visit = case.visits.iter().find(|visit| visit.id == one.visit)?;
    let came = lines
        .iter()
        .find(|line| line.visit.as_ref() == Some(&visit.id));
    let evidence = case.evidence.iter();
    Some(Seen {
        observation: one.clone(),
        visit: visit.clone(),
        place: case.place(&visit.place).cloned(),
        came: came.cloned(),
        evidence: evidence
            .filter(|piece| one.evidence.contains(&piece.id))
            .cloned()
            .collect(),
        links: Vec::new(),
    })
}

/// How a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Somebody was there and was let in.
    Visited,
    /// Somebody was there and was not let in.
    Refused,
    /// Nobody was there yet.
    NotYet,
}

/// A place with where it is.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The place.
    pub place: Place,
    /// Where, by the register.
    pub point: Option<Position>,
    /// How it stands.
    pub standing: Standing,
    /// How many visits count there.
    pub visits: usize,
}

/// The places of an audit with where they are and how they stand, and the areas behind them.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn spots(
    ctx: &Ctx,
    code: &str,
) -> Result<(AuditLine, Vec<Spot>, Vec<Area>), ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = audit(conn, ctx, (code, Permission::ReadAudits)).await?;
    let case = load_case(&ctx.app.db, ctx.scope, master, line.id).await?;
    let sites = sites_of(conn, ctx.scope).await?;
    let mut visits: BTreeMap<_, Vec<&Visit>> = BTreeMap::new();
    for visit in &case.visits {
        visits.entry(&visit.place).or_default().push(visit);
    }
    let spots = case.places.iter().map(|place| {
        let there = visits.get(&place.id).map_or(&[][..], Vec::as_slice);
        let let_in = there.iter().any(|one| one.access != AccessGiven::Refused);
        let standing = match (there.is_empty(), let_in) {
            (true, _) => Standing::NotYet,
            (false, true) => Standing::Visited,
            (false, false) => Standing::Refused,
        };
        Spot {
            point: site_point(&sites, &place.id),
            standing,
            visits: there.len(),
            place: place.clone(),
        }
    });
    let spots = spots.collect();
    let areas = boundaries_of(conn, ctx.scope, master, line.id).await?;
    Ok((line, spots, areas))
}

/// Which copy of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The copy that may be shown.
    Copy,
    /// A small one.
    Preview,
}

/// A copy of a picture that may be shown to the people of the organisation. Never the original.
///
/// # Errors
/// [`ActionError::NotThere`] where there is none: not there, withheld, or not yet copied.
pub async fn picture(
    ctx: &Ctx,
    code: &str,
    (number, file, size): (i64, u32, Size),
) -> Result<Reading, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = audit(conn, ctx, (code, Permission::ReadAudits)).await?;
    let came = submission_numbered(conn, ctx.scope, master, (line.id, number)).await?;
    let came = came.ok_or(ActionError::NotThere)?;
    // What is not accepted yet is for those who check it, and for whoever sent it.
    let tests = super::tests_of(conn, ctx, &line).await?;
    let codes = crate::db::fieldwork::codes_of(conn, ctx.scope, master, line.id).await?;
    let may = came.line.state.counts()
        || ctx.actor.may(Permission::CheckVisits)
        || super::is_own(ctx, &came, &codes);
    if !may || super::is_sealed(&came, &tests) {
        return Err(ActionError::NotThere);
    }
    let files = files_of(conn, ctx.scope, master, &[came.line.id]).await?;
    let is_it = |one: &&FileLine| one.number == file && !one.withheld;
    let found = files.values().flatten().find(is_it);
    let copy = found.and_then(|one| one.copy.as_ref());
    let copy = copy.ok_or(ActionError::NotThere)?;
    let blob = match size {
        Size::Copy => copy.blob,
        Size::Preview => copy.preview,
    };
    opened(ctx, blob).await
}

async fn opened(ctx: &Ctx, id: BlobId) -> Result<Reading, ActionError> {
    let conn = ctx.app.db.reads();
    let key = organisation_key_of(conn, ctx.scope, &ctx.app.master).await?;
    let key = key.ok_or(StorageError::KeyMissing)?;
    let blob = blob_of(conn, ctx.scope, &key, id).await?;
    let place = content_place(ctx.scope, id);
    let file = ctx.app.blobs.open(place, &blob).await;
    file.map_err(|_| ActionError::NotThere)
}
