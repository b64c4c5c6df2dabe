//! The lead's morning: what to check, what is late, what lacks evidence, how far the visits have come, whom to chase.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head, SignLine};
use crate::domain::code::Code;
use crate::domain::review::Due;
use crate::features::checking::actions::morning::{Today, today as load};
use crate::features::checking::sentences;
use crate::infra::http::{Page, Visit, Web, WebError};
use crate::infra::words::Words;

/// A visit that is late.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Late {
    pub(super) place: String,
    pub(super) on: String,
    pub(super) slot: Option<String>,
    pub(super) observer: Option<String>,
}

/// One that lacks pictures.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Lacking {
    pub(super) label: String,
    pub(super) questions: Vec<String>,
}

/// A group of places with how far the visits have come.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    pub(super) group: String,
    pub(super) planned: u64,
    pub(super) visited: u64,
    pub(super) refused: u64,
    pub(super) not_found: u64,
    pub(super) not_yet: u64,
    pub(super) gaps: u64,
}

/// Somebody to be asked.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Chased {
    pub(super) observer: String,
    pub(super) count: u64,
}

/// The morning of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct TodayPage {
    pub(super) head: Head,
    pub(super) day: String,
    pub(super) to_check: Vec<String>,
    pub(super) oldest: Option<i64>,
    pub(super) sealed: usize,
    pub(super) overdue: Vec<Late>,
    pub(super) lacking: Vec<Lacking>,
    pub(super) coverage: Vec<Row>,
    pub(super) without_a_day: Vec<String>,
    pub(super) to_chase: Vec<Chased>,
    /// Nothing for whoever is not the lead.
    pub(super) signs: Option<Vec<SignLine>>,
}

impl Page for TodayPage {
    const TEMPLATE: &'static str = "pages/checking/today.html";
}

/// The questions in words, a line each.
fn asked(words: &Words, today: &Today, label: &str, questions: &[String]) -> Vec<String> {
    let instrument = today.asked.get(label);
    let told = questions.iter().map(|name| {
        let code = Code::parse(name).ok();
        let known = instrument.zip(code);
        known.map_or_else(
            || name.clone(),
            |(asked, code)| sentences::question(words, asked, &code),
        )
    });
    told.collect()
}

fn page(words: &Words, today: &Today, visit: &Visit, day: String) -> TodayPage {
    let name = |code: &str| {
        let place = Code::parse(code).ok();
        let place = place.and_then(|code| today.places.get(&code));
        place.map_or_else(|| code.to_owned(), |place| place.name.clone())
    };
    let late = |due: &Due| Late {
        place: name(&due.place),
        on: words.day(due.on),
        slot: due.slot.clone(),
        observer: due.observer.clone(),
    };
    let morning = &today.morning;
    let lacking = morning.missing_evidence.iter();
    let coverage = morning.coverage.iter();
    let signs = today.signs.as_ref();
    TodayPage {
        head: Head::of(&today.line, "today", visit),
        day,
        to_check: morning.to_check.clone(),
        oldest: today.oldest,
        sealed: today.sealed,
        overdue: morning.overdue.iter().map(late).collect(),
        lacking: lacking
            .map(|(label, questions)| Lacking {
                label: label.clone(),
                questions: asked(words, today, label, questions),
            })
            .collect(),
        coverage: coverage
            .map(|row| Row {
                group: row.group.clone(),
                planned: row.planned,
                visited: row.visited,
                refused: row.refused,
                not_found: row.not_found,
                not_yet: row.not_yet,
                gaps: row.gaps,
            })
            .collect(),
        without_a_day: morning
            .without_a_day
            .iter()
            .map(|code| name(code))
            .collect(),
        to_chase: morning
            .to_chase
            .iter()
            .map(|(observer, count)| Chased {
                observer: observer.clone(),
                count: *count,
            })
            .collect(),
        signs: signs.map(|all| all.iter().map(|sign| SignLine::of(words, sign)).collect()),
    }
}

/// `GET /checks/{code}/today`
pub async fn today(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let today = load(&ctx, &code).await?;
    let words = web.words();
    let day = words.day(ctx.now.date_naive());
    web.shown(StatusCode::OK, &page(&words, &today, &visit, day))
}
