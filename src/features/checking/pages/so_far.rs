//! What was seen so far, agreement by agreement, as a table.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head};
use crate::db::SeenOfAgreement;
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

/// What was seen of each agreement.
#[derive(Clone, Debug, Serialize)]
pub struct SoFarPage {
    pub(super) head: Head,
    pub(super) rows: Vec<Row>,
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
    let (line, seen) = load(&web.begin_as(&visit), &code).await?;
    let page = SoFarPage {
        head: Head::of(&line, "so-far", &visit),
        rows: seen.into_iter().map(Row::of).collect(),
    };
    web.shown(StatusCode::OK, &page)
}
