//! The queue: what came in, newest first, and deciding about several at once.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Asking, Head, day_of, observers_of};
use crate::db::counter::Series;
use crate::db::fieldwork::PageFrom;
use crate::domain::code::Code;
use crate::domain::review::{ReasonCode, ReviewState};
use crate::features::checking::actions::deciding::{choice, decide, reason_word};
use crate::features::checking::actions::queue::{Queue, Row, Wanted, queue as load};
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;
use axum::extract::Extension;

/// One line of the queue.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) place: String,
    pub(super) stratum: Option<String>,
    pub(super) state: &'static str,
    pub(super) sealed: bool,
    pub(super) erased: bool,
    pub(super) observers: String,
    pub(super) day: Option<String>,
    pub(super) received: String,
    pub(super) origin: &'static str,
    pub(super) warnings: usize,
    pub(super) failures: usize,
    pub(super) before_plan: bool,
    pub(super) corrects: Option<String>,
    pub(super) corrected_by: Option<String>,
}

/// A state with how many are in it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Count {
    pub(super) state: &'static str,
    pub(super) count: usize,
}

/// A choice of a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Place {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// What came in for an audit.
#[derive(Clone, Debug, Serialize)]
pub struct QueuePage {
    pub(super) head: Head,
    pub(super) counts: Vec<Count>,
    pub(super) lines: Vec<Line>,
    pub(super) found: usize,
    /// The addresses of the pages with newer and with older ones.
    pub(super) newer: Option<String>,
    pub(super) older: Option<String>,
    /// From where on this page is, as its address says it.
    pub(super) before: String,
    pub(super) after: String,
    pub(super) states: Vec<&'static str>,
    pub(super) state: String,
    pub(super) places: Vec<Place>,
    pub(super) observer: String,
    pub(super) warned: bool,
    /// The address of this page, to come back to.
    pub(super) back: String,
    pub(super) reasons: Vec<String>,
    pub(super) decision: String,
    pub(super) reason: String,
    pub(super) words: String,
    pub(super) chosen: Vec<String>,
    pub(super) errors: Errors,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "pages/checking/queue.html";
}

/// What the address of the queue asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    state: String,
    place: String,
    observer: String,
    warned: String,
    before: String,
    after: String,
}

fn number(label: &str) -> Option<i64> {
    Series::Submission.number_of(label)
}

impl Filter {
    fn wanted(&self) -> Wanted {
        let observer = self.observer.trim().to_uppercase();
        Wanted {
            state: ReviewState::of_word(&self.state),
            place: Code::parse(&self.place).ok(),
            code: Some(observer).filter(|code| !code.is_empty()),
            warned: !self.warned.is_empty(),
            from: match (number(&self.before), number(&self.after)) {
                (Some(before), _) => PageFrom::Before(before),
                (None, Some(after)) => PageFrom::After(after),
                (None, None) => PageFrom::Newest,
            },
        }
    }
}

/// The address of a page of the queue. What was typed comes back as it was read, never as it was given.
fn address(code: &Code, wanted: &Wanted, from: PageFrom) -> String {
    let mut parts = Vec::new();
    if let Some(state) = wanted.state {
        parts.push(format!("state={}", state.word()));
    }
    if let Some(place) = &wanted.place {
        parts.push(format!("place={place}"));
    }
    let is_plain = |code: &&String| code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if let Some(observer) = wanted.code.as_ref().filter(is_plain) {
        parts.push(format!("observer={observer}"));
    }
    if wanted.warned {
        parts.push("warned=yes".to_owned());
    }
    match from {
        PageFrom::Newest => {}
        PageFrom::Before(number) => {
            parts.push(format!("before={}", Series::Submission.label(number)))
        }
        PageFrom::After(number) => {
            parts.push(format!("after={}", Series::Submission.label(number)))
        }
    }
    let path = format!("/checks/{code}/visits");
    match parts.is_empty() {
        true => path,
        false => format!("{path}?{}", parts.join("&")),
    }
}

fn line(words: &Words, queue: &Queue, row: &Row) -> Line {
    let came = &row.came;
    let place = queue.places.get(&came.line.place);
    Line {
        label: came.line.label(),
        place: place.map_or_else(|| came.line.place.to_string(), |place| place.name.clone()),
        stratum: place.and_then(|place| place.stratum.clone()),
        state: came.line.state.word(),
        sealed: row.sealed,
        erased: came.submission.is_none(),
        observers: if row.sealed {
            String::new()
        } else {
            observers_of(came)
        },
        day: day_of(words, came).filter(|_| !row.sealed),
        received: words.day(came.line.received_at.date_naive()),
        origin: came.line.origin.word(),
        warnings: row.warnings,
        failures: row.failures,
        before_plan: came.line.before_plan,
        corrects: came.line.corrects.map(|n| Series::Submission.label(n)),
        corrected_by: row.corrected_by.map(|n| Series::Submission.label(n)),
    }
}

/// What was chosen and typed when a decision about several was sent.
#[derive(Default)]
struct Sent {
    decision: String,
    reason: String,
    words: String,
    chosen: Vec<String>,
}

fn page(
    words: &Words,
    (queue, wanted): (&Queue, &Wanted),
    visit: &Visit,
    (sent, errors): (Sent, Errors),
) -> QueuePage {
    let code = &queue.line.code;
    let at = |from: PageFrom| address(code, wanted, from);
    let label = |number: i64| Series::Submission.label(number);
    let (before, after) = match wanted.from {
        PageFrom::Newest => (String::new(), String::new()),
        PageFrom::Before(number) => (label(number), String::new()),
        PageFrom::After(number) => (String::new(), label(number)),
    };
    let chosen = |place: &Code| wanted.place.as_ref() == Some(place);
    QueuePage {
        head: Head::of(&queue.line, "visits", visit),
        counts: ReviewState::ALL
            .into_iter()
            .map(|state| Count {
                state: state.word(),
                count: queue.counts.get(&state).copied().unwrap_or(0),
            })
            .collect(),
        lines: queue
            .rows
            .iter()
            .map(|row| line(words, queue, row))
            .collect(),
        found: queue.found,
        newer: queue.newer.map(|number| at(PageFrom::After(number))),
        older: queue.older.map(|number| at(PageFrom::Before(number))),
        before,
        after,
        states: ReviewState::ALL
            .into_iter()
            .map(ReviewState::word)
            .collect(),
        state: wanted
            .state
            .map(ReviewState::word)
            .unwrap_or_default()
            .to_owned(),
        places: queue
            .places
            .values()
            .map(|place| Place {
                value: place.id.to_string(),
                label: place.name.clone(),
                chosen: chosen(&place.id),
            })
            .collect(),
        observer: wanted.code.clone().unwrap_or_default(),
        warned: wanted.warned,
        back: at(wanted.from),
        reasons: ReasonCode::ALL.into_iter().map(reason_word).collect(),
        decision: sent.decision,
        reason: sent.reason,
        words: sent.words,
        chosen: sent.chosen,
        errors,
    }
}

/// `GET /checks/{code}/visits`
pub async fn queue(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Response, WebError> {
    let wanted = filter.wanted();
    let queue = load(&web.begin_as(&visit), &code, &wanted).await?;
    let nothing = (Sent::default(), Errors::new());
    let page = page(&web.words(), (&queue, &wanted), &visit, nothing);
    web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/visits/decide`
pub async fn decided(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let field = |name: &str| {
        let found = given.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let labels: Vec<String> = given
        .iter()
        .filter(|(key, _)| key == "visit")
        .map(|(_, value)| value.clone())
        .collect();
    let filter = Filter {
        state: field("state"),
        place: field("place"),
        observer: field("observer"),
        warned: field("warned"),
        before: field("before"),
        after: field("after"),
    };
    let wanted = filter.wanted();
    let numbers = labels
        .iter()
        .filter_map(|label| Series::Submission.number_of(label));
    let mut numbers: Vec<i64> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    let sent = Sent {
        decision: field("decision"),
        reason: field("reason"),
        words: field("words"),
        chosen: labels,
    };
    let done = match choice(&sent.decision, &sent.reason, &sent.words) {
        Ok(choice) => decide(&ctx, &code, &numbers, &choice).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            let code = Code::parse(&code).map_err(|_| WebError::NotFound)?;
            Ok(onward(&address(&code, &wanted, wanted.from)))
        }
        Err(error) => {
            let errors = web.told(error)?;
            let queue = load(&ctx, &code, &wanted).await?;
            let page = page(&web.words(), (&queue, &wanted), &visit, (sent, errors));
            web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
