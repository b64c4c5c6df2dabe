//! What became of one's own visits, and taking one back.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Asking, DecisionLine, Head, day_of, since};
use crate::db::fieldwork::NewAssignment;
use crate::domain::code::Code;
use crate::domain::review::{ReasonCode, ReviewState};
use crate::features::checking::actions::deciding::reason_word;
use crate::features::checking::actions::is_sealed;
use crate::features::checking::actions::mine::{Mine, Own, mine as load, take_own_back};
use crate::features::checking::actions::one::numbered;
use crate::features::checking::sentences;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;

/// One of one's own visits.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) place: String,
    /// What was asked.
    pub(super) asked: Option<String>,
    /// Whether its own page may be seen: not while it is a half that waits for the other.
    pub(super) shown: bool,
    pub(super) day: Option<String>,
    pub(super) state: &'static str,
    pub(super) last: Option<DecisionLine>,
    /// What it led to, each with its day.
    pub(super) since: Vec<(String, String)>,
    pub(super) may_take_back: bool,
    pub(super) errors: Errors,
    pub(super) words: String,
}

/// A visit that is to be made.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Task {
    pub(super) place: String,
    pub(super) asked: String,
    pub(super) due: Option<String>,
    pub(super) slot: Option<String>,
    /// Whether it is for anybody, not for whoever asks alone.
    pub(super) for_anyone: bool,
    /// Where it is begun.
    pub(super) begins: String,
}

/// One's own visits.
#[derive(Clone, Debug, Serialize)]
pub struct MinePage {
    pub(super) head: Head,
    pub(super) tasks: Vec<Task>,
    pub(super) lines: Vec<Line>,
    pub(super) counted: usize,
    pub(super) reasons: Vec<String>,
}

impl Page for MinePage {
    const TEMPLATE: &'static str = "pages/checking/mine.html";
}

fn line(words: &Words, mine: &Mine, own: &Own) -> Line {
    let came = &own.came;
    let place = mine.places.get(&came.line.place);
    let last = own.last.as_ref().filter(|last| last.to == came.line.state);
    Line {
        label: came.line.label(),
        place: place.map_or_else(|| came.line.place.to_string(), |place| place.name.clone()),
        asked: asked(words, mine, &came.line.instrument),
        shown: !is_sealed(came, &mine.tests) && came.submission.is_some(),
        day: day_of(words, came),
        state: came.line.state.word(),
        last: last.map(|last| DecisionLine::of(words, &BTreeMap::new(), last)),
        since: since(words, &own.led_to),
        may_take_back: came.line.state.can_become(ReviewState::Withdrawn),
        errors: Errors::new(),
        words: String::new(),
    }
}

/// What an instrument is called.
fn asked(words: &Words, mine: &Mine, (code, version): &(Code, u32)) -> Option<String> {
    let mut all = mine.instruments.iter();
    let known = all.find(|one| one.code == *code && one.version == *version)?;
    Some(sentences::said(words, &known.title))
}

fn task(words: &Words, mine: &Mine, task: &NewAssignment) -> Task {
    let place = mine.places.get(&task.place);
    let mut newest = mine.instruments.iter().rev();
    let known = newest.find(|one| one.code == task.instrument);
    Task {
        place: place.map_or_else(|| task.place.to_string(), |place| place.name.clone()),
        asked: known.map_or_else(
            || task.instrument.to_string(),
            |one| sentences::said(words, &one.title),
        ),
        due: task.due.map(|day| words.day(day)),
        slot: task.slot.clone(),
        for_anyone: task.code.is_none(),
        begins: format!(
            "/checks/{}/visits/new?instrument={}&place={}",
            mine.line.code, task.instrument, task.place
        ),
    }
}

fn page(words: &Words, mine: &Mine, visit: &Visit) -> MinePage {
    let fits = |reason: &ReasonCode| reason.fits(ReviewState::Withdrawn);
    let counted = mine.own.iter().filter(|own| own.came.line.state.counts());
    MinePage {
        head: Head::of(&mine.line, "mine", visit),
        tasks: mine
            .tasks
            .iter()
            .map(|one| task(words, mine, one))
            .collect(),
        counted: counted.count(),
        lines: mine.own.iter().map(|own| line(words, mine, own)).collect(),
        reasons: ReasonCode::ALL
            .into_iter()
            .filter(fits)
            .map(reason_word)
            .collect(),
    }
}

/// `GET /checks/{code}/mine`
pub async fn mine(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let mine = load(&web.begin_as(&visit), &code).await?;
    web.shown(StatusCode::OK, &page(&web.words(), &mine, &visit))
}

/// What the form sends that takes a visit back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
}

/// `POST /checks/{code}/mine/{visit}/withdraw`
pub async fn taken_back(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, label)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = numbered(&label)?;
    let all = ReasonCode::ALL.into_iter();
    let mut fitting = all.filter(|reason| reason.fits(ReviewState::Withdrawn));
    let reason = fitting.find(|reason| reason_word(*reason) == given.reason);
    match take_own_back(&ctx, (&code, number), reason, &given.words).await {
        Ok(()) => Ok(onward(&format!("/checks/{code}/mine"))),
        Err(error) => {
            let errors = web.told(error)?;
            let mine = load(&ctx, &code).await?;
            let mut page = page(&web.words(), &mine, &visit);
            for line in page.lines.iter_mut().filter(|line| line.label == label) {
                line.errors.clone_from(&errors);
                line.words.clone_from(&given.words);
            }
            web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
