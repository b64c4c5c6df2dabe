//! What became of one's own visits, and taking one back.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Asking, DecisionLine, Head, day_of};
use crate::domain::review::{ReasonCode, ReviewState};
use crate::features::checking::actions::deciding::reason_word;
use crate::features::checking::actions::mine::{Mine, Own, mine as load, take_own_back};
use crate::features::checking::actions::one::numbered;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;

/// One of one's own visits.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) place: String,
    pub(super) day: Option<String>,
    pub(super) state: &'static str,
    pub(super) last: Option<DecisionLine>,
    pub(super) may_take_back: bool,
    pub(super) errors: Errors,
    pub(super) words: String,
}

/// One's own visits.
#[derive(Clone, Debug, Serialize)]
pub struct MinePage {
    pub(super) head: Head,
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
        day: day_of(words, came),
        state: came.line.state.word(),
        last: last.map(|last| DecisionLine::of(words, last)),
        may_take_back: came.line.state.can_become(ReviewState::Withdrawn),
        errors: Errors::new(),
        words: String::new(),
    }
}

fn page(words: &Words, mine: &Mine, visit: &Visit) -> MinePage {
    let fits = |reason: &ReasonCode| reason.fits(ReviewState::Withdrawn);
    let counted = mine.own.iter().filter(|own| own.came.line.state.counts());
    MinePage {
        head: Head::of(&mine.line, "mine", visit),
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
