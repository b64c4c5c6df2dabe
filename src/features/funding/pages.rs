//! The funder's view, at most two pages when it is printed.

mod samples;

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::actions::{self as acts, Point};
use crate::db::counter::Series;
use crate::infra::http::{Page, Visit, Web, WebError};

pub use samples::rendered as rendered_samples;

/// So many lines of each list fit on two printed pages; of the rest it is told how many there are.
const MOST_LINES: usize = 7;

/// One funder of the list.
#[derive(Clone, Debug, Serialize)]
struct FunderLine {
    label: String,
    name: String,
    agreements: usize,
}

/// Every funder.
#[derive(Clone, Debug, Serialize)]
pub struct FundersPage {
    funders: Vec<FunderLine>,
    is_all: bool,
    most: u64,
}

impl Page for FundersPage {
    const TEMPLATE: &'static str = "pages/funding/funders.html";
}

/// One line of a list.
#[derive(Clone, Debug, Serialize)]
struct Item {
    on: Option<String>,
    agreement: String,
    promise: Option<String>,
    what: String,
}

/// A list, and how many there are beyond it.
#[derive(Clone, Debug, Serialize)]
struct List {
    key: &'static str,
    items: Vec<Item>,
    count: usize,
    more: usize,
}

/// The view of one funder.
#[derive(Clone, Debug, Serialize)]
pub struct FunderPage {
    name: String,
    label: String,
    from: String,
    to: String,
    agreements: usize,
    due: List,
    before: Vec<List>,
    nothing: bool,
}

impl Page for FunderPage {
    const TEMPLATE: &'static str = "pages/funding/funder.html";
}

/// `GET /funding`
pub async fn funders(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, WebError> {
    let (funders, is_all) = acts::funders(&web.begin_as(&visit)).await?;
    let line = |funder: acts::Funder| FunderLine {
        label: Series::Body.label(funder.number),
        name: funder.name,
        agreements: funder.agreements,
    };
    let page = FundersPage {
        funders: funders.into_iter().map(line).collect(),
        is_all,
        most: acts::MOST,
    };
    web.shown(StatusCode::OK, &page)
}

fn list(key: &'static str, points: &[Point]) -> List {
    let item = |point: &Point| Item {
        on: point.on.map(|on| on.to_string()),
        agreement: Series::Dossier.label(point.agreement),
        promise: point
            .promise
            .map(|number| Series::Obligation.label(number.into())),
        what: short(&point.what),
    };
    List {
        key,
        items: points.iter().take(MOST_LINES).map(item).collect(),
        count: points.len(),
        more: points.len().saturating_sub(MOST_LINES),
    }
}

/// A sentence that does not fill the sheet by itself.
fn short(text: &str) -> String {
    if text.chars().count() <= 160 {
        return text.to_owned();
    }
    let kept: String = text.chars().take(160).collect();
    format!("{} …", kept.trim_end())
}

/// `GET /funding/{body}`
pub async fn funder(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(body): Path<String>,
) -> Result<Response, WebError> {
    let number = Series::Body.number_of(&body).ok_or(WebError::NotFound)?;
    let view = acts::view(&web.begin_as(&visit), number).await?;
    let before = vec![
        list("ends", &view.ends),
        list("unchecked", &view.unchecked),
        list("bare", &view.bare),
        list("unanswered", &view.unanswered),
    ];
    let page = FunderPage {
        name: view.body.name.clone(),
        label: body,
        from: view.days.0.to_string(),
        to: view.days.1.to_string(),
        agreements: view.agreements.len(),
        nothing: before.iter().all(|list| list.count == 0),
        due: list("due", &view.due),
        before,
    };
    web.shown(StatusCode::OK, &page)
}
