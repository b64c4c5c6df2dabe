//! One import: what it would bring while it waits, what it did once it was taken, and taking it back.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::list::Line;
use super::{Told, Trouble, number, told, trouble, waiting};
use crate::db::counter::Series;
use crate::db::register::{ImportState, LineOutcome};
use crate::domain::actor::Permission;
use crate::features::imports::actions as acts;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Typed, Visit, Web, WebError, onward};

/// Agreements that are shown by number; the register shows the others.
const SHOWN: usize = 200;

/// What was done with agreements.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Did {
    /// The last part of a key.
    pub(super) what: &'static str,
    pub(super) count: usize,
    /// The first of them.
    pub(super) labels: Vec<String>,
}

/// What an import did.
#[derive(Clone, Debug, Serialize)]
pub struct DonePage {
    pub(super) is: Line,
    pub(super) sha256: String,
    pub(super) bytes: u64,
    pub(super) did: Vec<Did>,
    pub(super) refusals: Vec<Told>,
    pub(super) notes: Vec<Told>,
    /// What was brought into a check.
    pub(super) visits: Option<VisitsShown>,
    pub(super) may_change: bool,
    pub(super) trouble: Option<Trouble>,
}

/// What was brought into a check.
#[derive(Clone, Debug, Serialize)]
pub(super) struct VisitsShown {
    pub(super) check: String,
    /// None where the check is gone.
    pub(super) title: Option<String>,
    /// The first visits, each with its fields as far as they tell of no person.
    pub(super) visits: Vec<VisitShown>,
    /// How many there are.
    pub(super) count: usize,
}

/// One visit with where it stands in the file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct VisitShown {
    pub(super) label: String,
    pub(super) place: String,
    pub(super) at: String,
    /// What was seen: where it stands.
    pub(super) cells: Vec<String>,
    pub(super) is_changed: bool,
}

fn visits_shown(taken: acts::TakenVisits) -> VisitsShown {
    let shown = taken.origins.iter().take(SHOWN).map(|one| {
        let (at, place) = one.origin.cells.get("place").cloned().unwrap_or_default();
        let seen = one.origin.cells.iter();
        let seen = seen.filter(|(path, _)| path.starts_with("observations["));
        VisitShown {
            label: one.visit.as_str().to_uppercase(),
            place,
            at,
            cells: seen.map(|(_, (at, _))| at.clone()).collect(),
            is_changed: one.origin.before.is_some(),
        }
    });
    VisitsShown {
        check: taken.check.as_str().to_owned(),
        title: taken.title,
        visits: shown.collect(),
        count: taken.origins.len(),
    }
}

impl Page for DonePage {
    const TEMPLATE: &'static str = "pages/imports/done.html";
}

/// `GET /imports/{import}`
pub async fn one(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    shown(&web, &ctx, number(&import)?, (StatusCode::OK, None)).await
}

/// The page of an import, whatever its state.
pub(super) async fn shown(
    web: &Web,
    ctx: &Ctx,
    number: i64,
    (status, trouble): (StatusCode, Option<Trouble>),
) -> Result<Response, WebError> {
    let (run, lines) = acts::import(ctx, number).await?;
    if run.state == ImportState::Waiting {
        let answered = acts::answers_of(&run);
        let form = Typed::default();
        return waiting::shown(web, ctx, (&run, answered), (status, trouble, form)).await;
    }
    let numbers = acts::numbers_of(ctx, &lines).await?;
    let outcomes = [
        LineOutcome::Made,
        LineOutcome::Updated,
        LineOutcome::Unchanged,
    ];
    let did = outcomes.map(|outcome| {
        let of = lines.iter().filter(|line| line.outcome == outcome);
        let labels = of.clone().filter_map(|line| numbers.get(&line.dossier?));
        Did {
            what: outcome.word(),
            count: of.count(),
            labels: labels
                .take(SHOWN)
                .map(|number| Series::Dossier.label(*number))
                .collect(),
        }
    });
    let words = web.words();
    let notes_of = |outcome| {
        let of = lines.iter().filter(move |line| line.outcome == outcome);
        let notes = of.filter_map(|line| line.note.as_ref()).take(SHOWN);
        notes.map(|note| told(&words, note)).collect()
    };
    let page = DonePage {
        is: Line::of(&run),
        sha256: run.sha256.clone(),
        bytes: run.bytes,
        did: did.into_iter().filter(|did| did.count > 0).collect(),
        refusals: notes_of(LineOutcome::Refused),
        notes: notes_of(LineOutcome::Note),
        visits: acts::taken_visits(ctx, &run).await?.map(visits_shown),
        may_change: ctx.actor.may(Permission::ChangeAudits),
        trouble,
    };
    web.shown(status, &page)
}

/// The page that asks again before an import is taken back.
#[derive(Clone, Debug, Serialize)]
pub struct UndoPage {
    pub(super) is: Line,
}

impl Page for UndoPage {
    const TEMPLATE: &'static str = "pages/imports/undo.html";
}

/// `GET /imports/{import}/undo`
pub async fn undo(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
) -> Result<Response, WebError> {
    let (run, _) = acts::import(&web.begin_as(&visit), number(&import)?).await?;
    if run.state != ImportState::Done {
        return Err(WebError::NotFound);
    }
    let is = Line::of(&run);
    web.shown(StatusCode::OK, &UndoPage { is })
}

/// `POST /imports/{import}/undo`
pub async fn undone(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&import)?;
    match acts::undo(&ctx, number).await {
        Ok(()) => Ok(onward(&format!("/imports/{import}"))),
        Err(error) => {
            let (status, told) = trouble(&web, error)?;
            shown(&web, &ctx, number, (status, Some(told))).await
        }
    }
}
