//! Rounds: the next one with the same questions, and what changed since the one before, where the two may be compared.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head};
use crate::features::audits::Audits;
use crate::features::audits::actions::{self, Trend};
use crate::infra::http::{Page, WebError, onward};
use crate::infra::words::Words;

/// One question in two rounds.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TrendLine {
    pub asked: String,
    pub before: String,
    pub now: String,
    /// Why no trend is shown.
    pub differs: Option<String>,
}

/// A round and the one before it.
#[derive(Clone, Debug, Serialize)]
pub struct RoundsPage {
    pub(super) head: Head,
    pub(super) number: u32,
    pub(super) earlier: Option<String>,
    pub(super) trends: Vec<TrendLine>,
}

impl Page for RoundsPage {
    const TEMPLATE: &'static str = "pages/audits/rounds.html";
}

fn line(trend: &Trend, words: &Words) -> TrendLine {
    let said = |counted: actions::Counted| match counted.of {
        0 => words.get("rounds-nothing-seen"),
        of => {
            let (n, of) = (counted.in_order.to_string(), of.to_string());
            words.say("rounds-in-order", &[("n", &n), ("of", &of)])
        }
    };
    TrendLine {
        asked: trend.asked.clone(),
        before: said(trend.counted.0),
        now: said(trend.counted.1),
        differs: trend.differs.map(|differs| words.get(differs.key())),
    }
}

/// `GET /checks/{code}/rounds`
pub async fn shown(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let rounds = actions::rounds(&ctx, &code).await?;
    let words = audits.web.words();
    let round = rounds.planned.plan().round;
    let page = RoundsPage {
        head: Head::of(&ctx, &rounds.planned, &words),
        number: round.map_or(1, |round| round.number),
        earlier: rounds.earlier.map(|code| code.to_string()),
        trends: rounds
            .trends
            .iter()
            .map(|trend| line(trend, &words))
            .collect(),
    };
    audits.web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/rounds`
pub async fn begun(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let next = actions::next_round(&ctx, &code).await?;
    Ok(onward(&format!("/checks/{next}")))
}
