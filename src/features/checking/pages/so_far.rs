//! What was seen so far, agreement by agreement, and what was answered to questions of the audit's own, as tables.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head};
use crate::db::SeenOfAgreement;
use crate::domain::derivation::{CategorySet, SetKind};
use crate::domain::party::Counter;
use crate::features::checking::actions::so_far::so_far as load;
use crate::infra::http::{Page, Web, WebError};

/// An agreement with what was seen of its promises.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    /// Its title; nothing of promises that come from none.
    pub(super) agreement: Option<String>,
    pub(super) in_order: u64,
    pub(super) judged: u64,
    pub(super) partly: u64,
    pub(super) not_in_order: u64,
    pub(super) not_found: u64,
    pub(super) not_judged: u64,
    pub(super) cells: u64,
}

impl Row {
    fn of(one: SeenOfAgreement) -> Self {
        let (seen, judged) = (one.seen, one.seen.judged());
        Self {
            agreement: one.agreement.map(|(_, title)| title),
            in_order: seen.in_order,
            judged,
            partly: seen.partly,
            not_in_order: seen.not_in_order,
            not_found: seen.not_found,
            not_judged: seen.all() - judged,
            cells: one.cells,
        }
    }
}

/// A question that speaks to no promise, with how often each answer was given.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Asked {
    pub(super) question: String,
    pub(super) answered: String,
    /// Whether people of whom it was asked answered it.
    pub(super) users: bool,
    /// Whether one answer may count for several lines.
    pub(super) several: bool,
    pub(super) lines: Vec<(String, u64)>,
    pub(super) note: Option<String>,
}

impl Asked {
    fn of(set: CategorySet) -> Self {
        let lines = set.categories.into_iter();
        Self {
            question: set.title,
            answered: set.base.to_string(),
            users: set.counted_by == Counter::Users,
            several: set.set == SetKind::Overlapping,
            lines: lines.map(|one| (one.title, one.count)).collect(),
            note: set.note,
        }
    }
}

/// What was seen of each agreement.
#[derive(Clone, Debug, Serialize)]
pub struct SoFarPage {
    pub(super) head: Head,
    pub(super) rows: Vec<Row>,
    pub(super) asked: Vec<Asked>,
}

impl Page for SoFarPage {
    const TEMPLATE: &'static str = "pages/checking/so_far.html";
}

/// `GET /checks/{code}/so-far`
pub async fn so_far(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let (line, seen, asked) = load(&web.begin_as(&visit), &code).await?;
    let page = SoFarPage {
        head: Head::of(&line, "so-far", &visit),
        rows: seen.into_iter().map(Row::of).collect(),
        asked: asked.into_iter().map(Asked::of).collect(),
    };
    web.shown(StatusCode::OK, &page)
}
