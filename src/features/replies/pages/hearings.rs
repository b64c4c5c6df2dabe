//! Hearings: the list, and one with who came and what was promised there.

use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use serde::Serialize;

use super::{Again, Asking, Choice, Head, Named, number};
use crate::domain::follow_up::{Attendance, HearingPromise};
use crate::features::replies::Replies;
use crate::features::replies::actions::Given;
use crate::features::replies::actions::hearings::{
    self as acts, Hearings, attended, hearings, held, promised,
};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, WebError, onward};
use crate::infra::words::Words;

/// A hearing in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct HearingLine {
    pub number: u32,
    pub on: String,
    pub place: String,
    pub promises: usize,
}

/// The hearings of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct HearingsPage {
    pub(super) head: Head,
    pub(super) hearings: Vec<HearingLine>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for HearingsPage {
    const TEMPLATE: &'static str = "pages/following/hearings.html";
}

/// Somebody who came.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CameLine {
    pub who: String,
    pub name: Option<String>,
    pub people: u32,
    /// Whether the report may say so.
    pub agreed: bool,
}

/// Something that was promised.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PromisedLine {
    pub by: String,
    pub says: String,
    pub quote: Option<String>,
    pub due: String,
    /// Which finding, or problem of which finding, it is to mend.
    pub mends: String,
}

/// One hearing.
#[derive(Clone, Debug, Serialize)]
pub struct HearingPage {
    pub(super) head: Head,
    pub(super) number: u32,
    pub(super) on: String,
    pub(super) place: String,
    pub(super) came: Vec<CameLine>,
    /// What the report says of who came.
    pub(super) printed: Vec<String>,
    pub(super) promises: Vec<PromisedLine>,
    pub(super) bodies: Vec<Choice>,
    pub(super) findings: Vec<Choice>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for HearingPage {
    const TEMPLATE: &'static str = "pages/following/hearing.html";
}

async fn list(
    replies: &Replies,
    ctx: &Ctx,
    code: &str,
    (form, errors): Again,
) -> Result<Response, WebError> {
    let now = hearings(ctx, code).await?;
    let words = replies.web.words();
    let all = now.all.iter().map(|kept| HearingLine {
        number: kept.number,
        on: words.partial(kept.hearing.on),
        place: kept.hearing.place.clone().unwrap_or_default(),
        promises: kept.hearing.promises.len(),
    });
    let page = HearingsPage {
        head: Head::of(ctx, &now.planned.line),
        hearings: all.collect(),
        form,
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /checks/{code}/hearings`
pub async fn shown(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    list(&replies, &ctx, &code, Again::default()).await
}

/// `POST /checks/{code}/hearings`: one was held.
pub async fn begun(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let outcome = held(&ctx, &code, &given).await;
    let again = async |again| list(&replies, &ctx, &code, again).await;
    let done = |number| to_hearing(&code, number);
    replies.settled((given, outcome), done, again).await
}

fn to_hearing(code: &str, number: u32) -> Response {
    onward(&format!("/checks/{code}/hearings/{number}"))
}

/// Findings that something can be promised for, and the problems of each.
fn to_mend(now: &Hearings) -> Vec<Choice> {
    let case = &now.planned.case;
    let findings = case.findings.iter().filter(|one| !one.positive);
    let mut all = Vec::new();
    for finding in findings {
        let label = finding.id.as_str().to_uppercase();
        let said = format!("{label} · {}", finding.title);
        all.push(Choice::new(finding.id.as_str(), said));
        let own = now.problems.iter().map(|kept| &kept.problem);
        for problem in own.filter(|one| one.finding == finding.id) {
            let place = problem.place.as_ref().and_then(|id| case.place(id));
            let place = place.map_or_else(String::new, |one| format!(" · {}", one.name));
            let said = format!("{label} · {}{place}", problem.id.as_str().to_uppercase());
            all.push(Choice::new(problem.id.as_str(), said));
        }
    }
    all
}

fn promise(now: &Hearings, one: &HearingPromise, words: &Words) -> PromisedLine {
    let case = &now.planned.case;
    let body = case.party(&one.by);
    let body = body.map_or_else(|| one.by.to_string(), |body| body.name.clone());
    let ids = one.finding.iter().chain(&one.problem);
    let ids: Vec<String> = ids.map(|id| id.as_str().to_uppercase()).collect();
    PromisedLine {
        by: format!("{body}, {}", one.office),
        says: one.says.clone(),
        quote: one.quote.clone(),
        due: one
            .due
            .map_or_else(String::new, |due| words.day(due.last_day())),
        mends: ids.join(" · "),
    }
}

async fn one(
    replies: &Replies,
    ctx: &Ctx,
    (code, which): (&str, u32),
    (form, errors): Again,
) -> Result<Response, WebError> {
    let now = hearings(ctx, code).await?;
    let words = replies.web.words();
    let hearing = &now.numbered(which)?.hearing;
    let came = |one: &Attendance| CameLine {
        who: one.who.clone(),
        name: one.name.clone(),
        people: one.people,
        agreed: one.consented,
    };
    let page = HearingPage {
        head: Head::of(ctx, &now.planned.line),
        number: which,
        on: words.partial(hearing.on),
        place: hearing.place.clone().unwrap_or_default(),
        came: hearing.attendance.iter().map(came).collect(),
        printed: acts::came(&words, hearing),
        promises: hearing
            .promises
            .iter()
            .map(|one| promise(&now, one, &words))
            .collect(),
        bodies: now
            .planned
            .case
            .parties
            .iter()
            .map(|one| Choice::new(one.id.as_str(), &one.name))
            .collect(),
        findings: to_mend(&now),
        form,
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /checks/{code}/hearings/{hearing}`
pub async fn hearing(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, hearing)): Named,
) -> Result<Response, WebError> {
    let (ctx, which) = (replies.web.begin_as(&visit), number(&hearing)?);
    one(&replies, &ctx, (&code, which), Again::default()).await
}

async fn after(
    replies: &Replies,
    ctx: &Ctx,
    (code, which): (&str, u32),
    outcome: (Given, Result<(), ActionError>),
) -> Result<Response, WebError> {
    let again = async |again| one(replies, ctx, (code, which), again).await;
    let done = |()| to_hearing(code, which);
    replies.settled(outcome, done, again).await
}

/// `POST /checks/{code}/hearings/{hearing}/attendance`: who came.
pub async fn came(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, hearing)): Named,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, which) = (replies.web.begin_as(&visit), number(&hearing)?);
    let outcome = attended(&ctx, (&code, which), &given).await;
    after(&replies, &ctx, (&code, which), (given, outcome)).await
}

/// `POST /checks/{code}/hearings/{hearing}/promises`: what was promised.
pub async fn promise_made(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, hearing)): Named,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, which) = (replies.web.begin_as(&visit), number(&hearing)?);
    let outcome = promised(&ctx, (&code, which), &given).await;
    after(&replies, &ctx, (&code, which), (given, outcome)).await
}
