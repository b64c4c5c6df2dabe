//! Second observers: how far two people who looked apart saw the same, and what to settle.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head, word};
use crate::domain::number::Rounding;
use crate::domain::review::QuestionAgreement;
use crate::features::checking::actions::observers::{Agreed, Observers, observers as load};
use crate::features::checking::sentences;
use crate::infra::http::{Page, Visit, Web, WebError};
use crate::infra::words::Words;

/// A place on which two differ.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Differing {
    pub(super) place: String,
    pub(super) first: String,
    pub(super) second: String,
    /// What came in from there.
    pub(super) visits: Vec<String>,
}

/// A question with how far two agree on it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Question {
    pub(super) question: String,
    /// `8`, `10`, `80%`
    pub(super) agreed: Option<(String, String, String)>,
    pub(super) kappa: Option<String>,
    /// `fair`
    pub(super) band: Option<String>,
    /// Whether nothing is worked out, because two who looked together are in it.
    pub(super) together: bool,
    pub(super) differ: Vec<Differing>,
}

/// An instrument with its questions.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Block {
    pub(super) title: String,
    pub(super) pairs: usize,
    pub(super) questions: Vec<Question>,
}

/// The second observers of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct ObserversPage {
    pub(super) head: Head,
    pub(super) blocks: Vec<Block>,
}

impl Page for ObserversPage {
    const TEMPLATE: &'static str = "pages/checking/observers.html";
}

fn question(words: &Words, all: &Observers, agreed: &Agreed, of: &QuestionAgreement) -> Question {
    let observed = of.observed.as_ref().ok();
    let share = observed.and_then(|observed| observed.agreed.as_ref());
    let kappa = observed.and_then(|observed| observed.kappa.as_ref());
    let differ = of.disagreements.iter().map(|one| {
        let place = all.places.iter().find(|place| place.id == one.place);
        let there = all.came.iter().filter(|came| {
            came.line.place == one.place && came.line.instrument.0 == agreed.instrument.code
        });
        Differing {
            place: place.map_or_else(|| one.place.to_string(), |place| place.name.clone()),
            first: noted(words, agreed, of, &one.first),
            second: noted(words, agreed, of, &one.second),
            visits: there.map(|came| came.line.label()).collect(),
        }
    });
    Question {
        question: sentences::question(words, &agreed.instrument, &of.question),
        agreed: share.map(|share| {
            let (same, both) = (share.numerator.to_string(), share.denominator.to_string());
            (same, both, share.percent(0))
        }),
        kappa: kappa.map(|kappa| Rounding::to(2).show(kappa)),
        band: observed.and_then(|observed| observed.band).map(word),
        together: observed.is_none(),
        differ: differ.collect(),
    }
}

/// What somebody noted, in words where it is one of the words that there are.
fn noted(words: &Words, agreed: &Agreed, of: &QuestionAgreement, noted: &str) -> String {
    use crate::domain::instrument::Asks;
    let asked = agreed.instrument.question(&of.question);
    let label = asked.and_then(|question| match &question.asks {
        Asks::Condition { scale } => {
            let step = scale.iter().find(|step| step.id.as_str() == noted)?;
            Some(sentences::said(words, &step.label))
        }
        Asks::Choice { options, .. } => {
            let option = options.iter().find(|option| option.id.as_str() == noted)?;
            Some(sentences::said(words, &option.label))
        }
        _ => None,
    });
    let key = match noted {
        "yes" => "checking-yes",
        "no" => "checking-no",
        "found" => "checking-place-found",
        "not_found" => "checking-place-not-found",
        "refused" => "checking-noted-refused",
        "not_checked" => "checking-noted-not-checked",
        _ => return label.unwrap_or_else(|| noted.to_owned()),
    };
    label.unwrap_or_else(|| words.get(key))
}

/// `GET /checks/{code}/observers`
pub async fn observers(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let all = load(&web.begin_as(&visit), &code).await?;
    let page = page(&web.words(), &all, &visit);
    web.shown(StatusCode::OK, &page)
}

fn page(words: &Words, all: &Observers, visit: &Visit) -> ObserversPage {
    let blocks = all.agreed.iter().map(|agreed| Block {
        title: sentences::said(words, &agreed.instrument.title),
        pairs: agreed.pairs,
        questions: agreed
            .questions
            .iter()
            .map(|of| question(words, all, agreed, of))
            .collect(),
    });
    ObserversPage {
        head: Head::of(&all.line, "observers", visit),
        blocks: blocks.collect(),
    }
}
