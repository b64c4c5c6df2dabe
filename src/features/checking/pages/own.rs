//! One of one's own visits, for whoever made it: what was answered beside what was promised, and what became of it. Nothing
//! of others, and nothing that checking alone may see.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::one::{AnswerBox, Fact, answers, facts};
use super::{Asking, DecisionLine, Head};
use crate::features::checking::actions::one::{One, numbered, own as load};
use crate::features::checking::sentences;
use crate::infra::http::{Page, Visit, Web, WebError};
use crate::infra::words::Words;

/// One of one's own.
#[derive(Clone, Debug, Serialize)]
pub struct OwnPage {
    pub(super) head: Head,
    pub(super) label: String,
    pub(super) state: &'static str,
    pub(super) place: String,
    pub(super) asked: Option<String>,
    pub(super) received: String,
    pub(super) erased: bool,
    pub(super) facts: Vec<Fact>,
    pub(super) answers: Vec<AnswerBox>,
    /// How many files came with it.
    pub(super) files: usize,
    pub(super) decisions: Vec<DecisionLine>,
}

impl Page for OwnPage {
    const TEMPLATE: &'static str = "pages/checking/own.html";
}

fn page(words: &Words, one: &One, visit: &Visit) -> OwnPage {
    let sent = one.came.submission.as_ref();
    let mut answers = sent
        .map(|sent| answers(words, one, sent).0)
        .unwrap_or_default();
    for answer in &mut answers {
        // What is told of pictures is for those who check.
        answer.files.clear();
    }
    let place = one.place.as_ref();
    let asked = one.instrument.as_ref();
    OwnPage {
        head: Head::of(&one.line, "mine", visit),
        label: one.came.line.label(),
        state: one.came.line.state.word(),
        place: place.map_or_else(
            || one.came.line.place.to_string(),
            |place| place.name.clone(),
        ),
        asked: asked.map(|asked| sentences::said(words, &asked.title)),
        received: words.instant(one.came.line.received_at),
        erased: sent.is_none(),
        facts: sent.map(|sent| facts(words, one, sent)).unwrap_or_default(),
        answers,
        files: one.files.len(),
        decisions: one
            .reviews
            .iter()
            .map(|review| DecisionLine::of(words, &one.names, review))
            .collect(),
    }
}

/// `GET /checks/{code}/mine/{visit}`
pub async fn own(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, label)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let one = load(&web.begin_as(&visit), &code, numbered(&label)?).await?;
    web.shown(StatusCode::OK, &page(&web.words(), &one, &visit))
}
