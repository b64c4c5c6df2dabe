//! Who was asked about what, and asking somebody.

use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use chrono::Days;
use serde::Serialize;

use super::{Again, Asking, Choice, Head, to_round};
use crate::domain::party::Role;
use crate::domain::reply::{Position, Window};
use crate::features::replies::Replies;
use crate::features::replies::actions::sending::{labels, prepare};
use crate::features::replies::actions::{Asked, Desk, Given, desk};
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, WebError};
use crate::infra::particulars::title;
use crate::infra::words::Words;

/// A round in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RoundLine {
    pub number: u32,
    pub party: String,
    pub findings: String,
    pub window: String,
    pub answered: usize,
    pub of: usize,
    /// Objections that nobody has weighed.
    pub waiting: usize,
}

/// Who was asked about what.
#[derive(Clone, Debug, Serialize)]
pub struct RepliesPage {
    pub(super) head: Head,
    pub(super) rounds: Vec<RoundLine>,
    /// Findings that can be asked about.
    pub(super) findings: Vec<Choice>,
    /// Recommendations about which the body that is asked can be asked.
    pub(super) recommendations: Vec<Choice>,
    pub(super) parties: Vec<Choice>,
    pub(super) form: Given,
    pub(super) errors: Errors,
    pub(super) fewest: u32,
    pub(super) most: u32,
}

impl Page for RepliesPage {
    const TEMPLATE: &'static str = "pages/replies/desk.html";
}

/// Where a round stands, in words.
pub(super) fn window(desk: &Desk, asked: &Asked, words: &Words) -> String {
    let last = words.day(asked.kept.round.last_day());
    let names = [("last", last.as_str())];
    match asked.window(desk.today, &desk.rules.comment) {
        Window::NotSent => words.say("replies-window-not-sent", &names),
        Window::NotServed => words.say("replies-window-not-served", &names),
        Window::Open { days_left } => {
            let left = usize::try_from(days_left).unwrap_or(usize::MAX);
            words.count("replies-window-open", left, &names)
        }
        Window::Closed => words.say("replies-window-closed", &names),
    }
}

fn line(desk: &Desk, asked: &Asked, words: &Words) -> RoundLine {
    let positions = asked.positions(desk.today, &desk.rules.comment);
    let round = &asked.kept.round;
    RoundLine {
        number: asked.kept.number,
        party: desk.party(&round.party),
        findings: labels(round),
        window: window(desk, asked, words),
        answered: positions.iter().filter(|one| one.is_answered()).count(),
        of: positions.len(),
        waiting: positions
            .iter()
            .filter(|one| Position::waits_for_evaluation(one))
            .count(),
    }
}

async fn page(
    replies: &Replies,
    ctx: &Ctx,
    code: &str,
    again: Again,
) -> Result<Response, WebError> {
    let desk = desk(ctx, code).await?;
    let words = replies.web.words();
    let (mut form, errors) = again;
    if form.is_empty() {
        let days = Days::new(desk.rules.comment.days.into());
        let until = desk.today.checked_add_days(days).unwrap_or(desk.today);
        form.insert("deadline".to_owned(), until.to_string());
    }
    let asked = |one: &&crate::domain::party::Party| {
        let roles = [Role::Provider, Role::Funder];
        let mut all = desk.recommendations.iter();
        one.roles.iter().any(|role| roles.contains(role))
            || all.any(|asked| asked.is.recommendation.to == one.id)
    };
    let parties = desk.case.parties.iter().filter(asked);
    let findings = desk.to_ask().into_iter().map(|one| {
        let said = title(&desk.case, &one.draft);
        Choice::new(one.draft.id.as_str(), format!("{} · {said}", one.label()))
    });
    let recommendations = desk.to_ask_of().into_iter().map(|one| {
        let asked = &one.is.recommendation;
        let to = desk.party(&asked.to);
        let said = format!("{} · {to}: {}", one.label(), asked.action);
        Choice::new(asked.id.as_str(), said)
    });
    let page = RepliesPage {
        head: Head::of(ctx, &desk.line),
        rounds: desk
            .rounds
            .iter()
            .map(|one| line(&desk, one, &words))
            .collect(),
        findings: findings.collect(),
        recommendations: recommendations.collect(),
        parties: parties
            .map(|one| Choice::new(one.id.as_str(), &one.name))
            .collect(),
        form,
        fewest: desk.rules.comment.fewest_days,
        most: desk.rules.comment.most_days,
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /checks/{code}/replies`
pub async fn shown(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    page(&replies, &ctx, &code, Again::default()).await
}

/// `POST /checks/{code}/replies`: a round is prepared; nothing is sent yet.
pub async fn prepared(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let outcome = prepare(&ctx, &code, &given).await;
    let again = async |again| page(&replies, &ctx, &code, again).await;
    let done = |number| to_round(&code, number);
    replies.settled((given, outcome), done, again).await
}
