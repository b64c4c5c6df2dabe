//! What stands behind a row of the comparison: every observation with its visit and its pictures.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::links::LinkLine;
use super::{Asking, Head, word};
use crate::domain::obligation::Obligation;
use crate::features::checking::actions::behind::{Behind, Seen, behind as load};
use crate::infra::http::{Page, Visit, Web, WebError};
use crate::infra::words::Words;

/// A picture that may be shown.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Picture {
    /// Where it is, where it came in through the queue.
    pub(super) address: Option<String>,
    pub(super) title: String,
    pub(super) described: Option<String>,
}

/// One observation.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) place: String,
    pub(super) stratum: Option<String>,
    pub(super) date: String,
    pub(super) time: Option<String>,
    pub(super) observers: String,
    pub(super) seen: String,
    pub(super) value: Option<String>,
    pub(super) note: Option<String>,
    pub(super) recheck: bool,
    /// What came in, where the visit came in through the queue.
    pub(super) visit: Option<String>,
    pub(super) pictures: Vec<Picture>,
    pub(super) links: Vec<LinkLine>,
}

/// Every observation of a promise.
#[derive(Clone, Debug, Serialize)]
pub struct BehindPage {
    pub(super) head: Head,
    pub(super) number: String,
    pub(super) promise: String,
    pub(super) unit: String,
    pub(super) lines: Vec<Line>,
}

impl Page for BehindPage {
    const TEMPLATE: &'static str = "pages/checking/behind.html";
}

fn line(words: &Words, (code, promises): (&str, &[Obligation]), one: &Seen) -> Line {
    use crate::domain::fieldwork::VisitPurpose;
    let label = one.came.as_ref().map(|came| came.label());
    let pictures = one.evidence.iter().map(|piece| {
        // `v-0001-2` is the second file of V-0001.
        let number = piece.id.as_str().rsplit('-').next().unwrap_or_default();
        let address = label
            .as_ref()
            .map(|label| format!("/checks/{code}/visits/{label}/pictures/{number}"));
        Picture {
            address: address.filter(|_| piece.file.is_some()),
            title: piece.title.clone(),
            described: piece.described.clone(),
        }
    });
    let place = one.place.as_ref();
    Line {
        place: place.map_or_else(|| one.visit.place.to_string(), |place| place.name.clone()),
        stratum: place.and_then(|place| place.stratum.clone()),
        date: words.partial(one.visit.date),
        time: one.visit.time.clone(),
        observers: one.visit.observers.join(", "),
        seen: word(one.observation.seen),
        value: one
            .observation
            .value
            .as_ref()
            .map(|value| value.text().to_owned()),
        note: one.observation.note.clone(),
        recheck: one.visit.purpose == VisitPurpose::Recheck,
        pictures: pictures.collect(),
        links: one
            .links
            .iter()
            .map(|kept| LinkLine::of(words, promises, kept))
            .collect(),
        visit: label,
    }
}

fn page(words: &Words, behind: &Behind, visit: &Visit) -> BehindPage {
    let code = behind.line.code.as_str();
    BehindPage {
        head: Head::of(&behind.line, "behind", visit),
        number: behind.number.clone(),
        promise: behind.promise.promise.clone(),
        unit: behind.promise.unit.clone(),
        lines: behind
            .seen
            .iter()
            .map(|one| line(words, (code, &behind.every_promise), one))
            .collect(),
    }
}

/// `GET /checks/{code}/promises/{promise}/observations`
pub async fn behind(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, number)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let behind = load(&web.begin_as(&visit), &code, &number).await?;
    web.shown(StatusCode::OK, &page(&web.words(), &behind, &visit))
}
