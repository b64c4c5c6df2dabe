//! The hunt for documents: what was asked of whom, the clock of the law, what came of it. What is late stands first.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Asking, Choice, Errors, Head, LINES, Pages, address_of, agreement_of, choices, form_shown,
    onward, query, shown,
};
use crate::db::counter::Series;
use crate::db::register::Request;
use crate::domain::register::{Outcome, RecordsRequest, RequestState};
use crate::features::register::Register;
use crate::features::register::actions::{Entry, entry, reading, requests as acts};
use crate::features::register::forms::{AnswerForm, RequestForm};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, WebError};
use crate::infra::words::Words;

/// A request in words.
#[derive(Clone, Debug, Serialize)]
pub struct RequestLine {
    /// Q-0001.
    pub label: String,
    /// Where it is.
    pub address: String,
    /// Which document.
    pub what: String,
    /// Which body was asked.
    pub asked_of: String,
    /// By which way.
    pub how: String,
    /// When.
    pub asked_on: String,
    /// The law it rests on.
    pub law: Option<String>,
    /// The last day for an answer.
    pub due_on: Option<String>,
    /// When they answered.
    pub answered_on: Option<String>,
    /// What they said.
    pub answer: Option<String>,
    /// Where it stands, in words.
    pub state: String,
    /// `late`, `waiting` or `answered`.
    pub state_kind: &'static str,
    /// The agreement, where a list speaks of several: label and title.
    pub agreement: Option<(String, String)>,
}

impl RequestLine {
    pub(super) fn of(
        words: Words,
        number: i64,
        (request, is): (i64, &RecordsRequest),
        today: NaiveDate,
    ) -> Self {
        let label = Series::RecordsRequest.label(request);
        let counted = |key: &str, days: u32| {
            let days = usize::try_from(days).unwrap_or(usize::MAX);
            words.count(key, days, &[])
        };
        let (state_kind, state) = match is.state(today) {
            RequestState::Late(days) => ("late", counted("request-late", days)),
            RequestState::Waiting(Some(0)) => ("waiting", words.get("request-today")),
            RequestState::Waiting(Some(days)) => ("waiting", counted("request-waiting", days)),
            RequestState::Waiting(None) => ("waiting", words.get("request-no-date")),
            RequestState::Answered(outcome) => (
                "answered",
                words.get(&format!("request-outcome-{}", outcome.word())),
            ),
        };
        Self {
            address: format!("{}/requests/{label}", address_of(number)),
            label,
            what: is.what.clone(),
            asked_of: is.asked_of.clone(),
            how: is.how.clone(),
            asked_on: words.day(is.asked_on),
            law: is.law.clone(),
            due_on: is.due_on.map(|day| words.day(day)),
            answered_on: is.answered_on.map(|day| words.day(day)),
            answer: is.answer.clone(),
            state,
            state_kind,
            agreement: None,
        }
    }
}

/// The requests of one agreement, and the form for one more.
#[derive(Clone, Debug, Serialize)]
pub struct RequestsPage {
    /// The agreement.
    pub head: Head,
    /// Whether nobody could produce it.
    pub is_missing: bool,
    /// The requests, late ones first.
    pub requests: Vec<RequestLine>,
    /// What was typed.
    pub form: RequestForm,
    /// How days may be counted.
    pub days_are: Vec<Choice>,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for RequestsPage {
    const TEMPLATE: &'static str = "pages/register/requests.html";
}

/// One request, and the form for what came of it.
#[derive(Clone, Debug, Serialize)]
pub struct RequestPage {
    /// The agreement.
    pub head: Head,
    /// The request.
    pub request: RequestLine,
    /// What may come of it.
    pub outcomes: Vec<Choice>,
    /// What was typed.
    pub form: AnswerForm,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for RequestPage {
    const TEMPLATE: &'static str = "pages/register/request.html";
}

/// The requests of every agreement.
#[derive(Clone, Debug, Serialize)]
pub struct AllRequestsPage {
    /// How many are late, wait, were answered.
    pub counts: [usize; 3],
    /// Those of this page, late ones first.
    pub requests: Vec<RequestLine>,
    /// The pages.
    pub pages: Pages,
}

impl Page for AllRequestsPage {
    const TEMPLATE: &'static str = "pages/register/all-requests.html";
}

async fn page(
    desk: &Register,
    ctx: &Ctx,
    entry: &Entry,
    (form, errors): (RequestForm, Errors),
) -> Result<Response, WebError> {
    let (words, number) = (desk.web.words(), entry.line.number);
    let today = ctx.now.date_naive();
    let found = acts::all(ctx, Some(number)).await?;
    let line = |one: &Request| RequestLine::of(words, number, (one.number, &one.is), today);
    let page = RequestsPage {
        head: Head::of(ctx, entry),
        is_missing: entry.line.kind == crate::domain::agreement::AgreementType::NotProduced,
        requests: found.iter().map(line).collect(),
        days_are: choices(words, "request-days", &["all", "working"], &form.days_are),
        form,
        errors,
    };
    form_shown(desk, &page.errors, &page)
}

/// `GET /register/{agreement}/requests`
pub async fn of_agreement(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let entry = entry(&ctx, agreement_of(&label)?).await?;
    let form = RequestForm {
        asked_on: ctx.now.date_naive().to_string(),
        days_are: "all".to_owned(),
        ..RequestForm::default()
    };
    page(&desk, &ctx, &entry, (form, Errors::new())).await
}

/// `POST /register/{agreement}/requests`
pub async fn asked(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Form(form): Form<RequestForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let number = agreement_of(&label)?;
    match acts::ask(&ctx, number, &form).await {
        Ok(_) => Ok(onward(&format!("{}/requests", address_of(number)))),
        Err(error @ ActionError::Invalid(_)) => {
            let entry = entry(&ctx, number).await?;
            let errors = desk.web.told(error)?;
            page(&desk, &ctx, &entry, (form, errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The request that an address names.
pub(in crate::features::register) fn request_of(label: &str) -> Result<i64, WebError> {
    Series::RecordsRequest
        .number_of(label)
        .ok_or(WebError::NotFound)
}

async fn one_page(
    desk: &Register,
    ctx: &Ctx,
    (number, request): (i64, i64),
    (form, errors): (Option<AnswerForm>, Errors),
) -> Result<Response, WebError> {
    let words = desk.web.words();
    let entry = entry(ctx, number).await?;
    let found = acts::of_agreement(ctx, number, request).await?;
    let today = ctx.now.date_naive();
    let form = form.unwrap_or_else(|| AnswerForm {
        answered_on: found.is.answered_on.unwrap_or(today).to_string(),
        outcome: found.is.outcome.map_or("", Outcome::word).to_owned(),
        answer: found.is.answer.clone().unwrap_or_default(),
    });
    let outcomes = Outcome::ALL.map(Outcome::word);
    let page = RequestPage {
        head: Head::of(ctx, &entry),
        request: RequestLine::of(words, number, (request, &found.is), today),
        outcomes: choices(words, "request-outcome", &outcomes, &form.outcome),
        form,
        errors,
    };
    form_shown(desk, &page.errors, &page)
}

/// `GET /register/{agreement}/requests/{request}`
pub async fn one(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, request)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let which = (agreement_of(&label)?, request_of(&request)?);
    one_page(&desk, &ctx, which, (None, Errors::new())).await
}

/// `POST /register/{agreement}/requests/{request}`
pub async fn answered(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, request)): Path<(String, String)>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let which = (agreement_of(&label)?, request_of(&request)?);
    match acts::answer(&ctx, which, &form).await {
        Ok(()) => Ok(onward(&format!("{}/requests", address_of(which.0)))),
        Err(error @ ActionError::Invalid(_)) => {
            let errors = desk.web.told(error)?;
            one_page(&desk, &ctx, which, (Some(form), errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Which page of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Page, from 1.
    pub page: String,
}

/// `GET /requests`
pub async fn all(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let (words, today) = (desk.web.words(), ctx.now.date_naive());
    let found = acts::all(&ctx, None).await?;
    let mut counts = [0; 3];
    for one in &found {
        counts[match one.is.state(today) {
            RequestState::Late(_) => 0,
            RequestState::Waiting(_) => 1,
            RequestState::Answered(_) => 2,
        }] += 1;
    }
    let now: u64 = asked.page.parse().unwrap_or(1).clamp(1, 100_000);
    let skip = usize::try_from((now - 1) * LINES).unwrap_or(usize::MAX);
    let take = usize::try_from(LINES).unwrap_or(usize::MAX);
    let part: Vec<&Request> = found.iter().skip(skip).take(take).collect();
    let ids: Vec<_> = part.iter().map(|one| one.dossier).collect();
    let lines = reading::lines_of(&ctx, &ids).await?;
    let line = |one: &&Request| {
        let dossier = lines.get(&one.dossier)?;
        let request = (one.number, &one.is);
        let mut line = RequestLine::of(words, dossier.number, request, today);
        let label = Series::Dossier.label(dossier.number);
        line.agreement = Some((label, dossier.title.clone()));
        Some(line)
    };
    let of = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let page = AllRequestsPage {
        counts,
        requests: part.iter().filter_map(line).collect(),
        pages: Pages::over(of, now, |page| {
            let page = if page == 1 {
                String::new()
            } else {
                page.to_string()
            };
            format!("/requests{}", query(&[("page", &page)]))
        }),
    };
    shown(&desk, &page)
}
