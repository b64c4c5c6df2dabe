//! The slip: whoever holds one types its code and learns what became of the visit. Wrong codes are all told the same.

use axum::extract::{Extension, Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::since;
use crate::features::checking::actions::deciding::reason_word;
use crate::features::checking::actions::slip::{Became, by_slip};
use crate::infra::http::{Arrival, Page, Web, WebError};

/// What became of the visit of a slip.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Told {
    pub(super) label: String,
    pub(super) state: &'static str,
    pub(super) reason: Option<String>,
    pub(super) words: Option<String>,
    pub(super) received: String,
    pub(super) decided: Option<String>,
    /// What it led to, each with its day.
    pub(super) since: Vec<(String, String)>,
}

/// The page of a slip. What was typed is not said back: it could be read over a shoulder.
#[derive(Clone, Debug, Serialize)]
pub struct SlipPage {
    pub(super) told: Option<Told>,
    /// `slip-unknown`, `slip-too-often`
    pub(super) wrong: Option<&'static str>,
}

impl Page for SlipPage {
    const TEMPLATE: &'static str = "pages/checking/slip.html";
}

/// `GET /slip`
pub async fn asked(State(web): State<Web>) -> Result<Response, WebError> {
    let page = SlipPage {
        told: None,
        wrong: None,
    };
    web.shown(StatusCode::OK, &page)
}

/// The code that was typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

/// `POST /slip`
pub async fn typed(
    State(web): State<Web>,
    Extension(arrival): Extension<Arrival>,
    Form(given): Form<Typed>,
) -> Result<Response, WebError> {
    let nothing = |wrong| SlipPage {
        told: None,
        wrong: Some(wrong),
    };
    if !web.admits(arrival) {
        let page = nothing("slip-too-often");
        return web.shown(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let Some(became) = by_slip(&web.begin(), &given.code).await? else {
        let page = nothing("slip-unknown");
        return web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let words = web.words();
    let Became {
        label,
        state,
        reason,
        words: note,
        received,
        decided,
        led_to,
    } = became;
    let told = Told {
        label,
        state: state.word(),
        reason: reason.map(reason_word),
        words: note,
        received: words.day(received),
        decided: decided.map(|day| words.day(day)),
        since: since(&words, &led_to),
    };
    let page = SlipPage {
        told: Some(told),
        wrong: None,
    };
    web.shown(StatusCode::OK, &page)
}
