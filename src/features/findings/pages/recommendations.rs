//! Recommendations: which office of whom is asked to do what by when.

use axum::response::Response;
use serde::Serialize;

use super::{At, Choice, Head, Posted, outcome, parties};
use crate::db::findings::KeptRecommendation;
use crate::domain::finding::{CauseKind, Stage};
use crate::features::findings::actions::recommending::{Asking, Asks, ask, asks, change, numbered};
use crate::features::findings::actions::saying::Saying;
use crate::features::findings::forms::Given;
use crate::infra::action::ActionError;
use crate::infra::http::{Errors, Page, WebError};
use crate::infra::words::Words;

/// A recommendation in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    /// C-01.
    pub(super) label: String,
    pub(super) to: String,
    pub(super) action: String,
    pub(super) due: Option<String>,
    pub(super) findings: Vec<String>,
    pub(super) cause: Option<&'static str>,
    /// What it lacks, in words.
    pub(super) lacks: Vec<String>,
    pub(super) in_report: bool,
    /// What was answered to it: the round, and how it stands in words.
    pub(super) answers: Vec<(u32, String)>,
}

/// What is asked in an audit.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationsPage {
    pub(super) head: Head,
    pub(super) lines: Vec<Line>,
    /// The one that is changed: C-01; nothing where a new one is written.
    pub(super) label: Option<String>,
    pub(super) parties: Vec<Choice>,
    pub(super) causes: Vec<Choice>,
    pub(super) findings: Vec<Choice>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for RecommendationsPage {
    const TEMPLATE: &'static str = "pages/findings/recommendations.html";
}

fn line(words: &Words, asks: &Asks, one: &KeptRecommendation) -> Line {
    let saying = Saying {
        case: &asks.desk.case,
        words,
    };
    let asked = &one.is.recommendation;
    let to = saying.party(&asked.to);
    Line {
        label: one.label(),
        to: match &asked.office {
            Some(office) => format!("{to}, {office}"),
            None => to,
        },
        action: asked.action.clone(),
        due: asked.due.map(|date| saying.date(date)),
        findings: asked
            .findings
            .iter()
            .map(|id| id.as_str().to_uppercase())
            .collect(),
        cause: one.is.cause.map(|kind| kind.code()),
        lacks: asks
            .lacks(one)
            .iter()
            .map(|lack| words.get(lack.key()))
            .collect(),
        in_report: asks.is_published(one),
        answers: asks
            .answers(one)
            .iter()
            .map(|one| (one.round, answered(words, one)))
            .collect(),
    }
}

fn answered(words: &Words, one: &Asking) -> String {
    let asked = words.day(one.on);
    let Some((state, on)) = one.state else {
        return words.say("recommendation-asked-open", &[("asked", &asked)]);
    };
    let (state, on) = (words.get(&format!("reply-{}", state.code())), words.day(on));
    let mut said = vec![state, on];
    said.extend(one.office.clone());
    let names = [("asked", asked.as_str()), ("said", &said.join(" · "))];
    words.say("recommendation-asked-said", &names)
}

fn form_of(one: &KeptRecommendation) -> Given {
    let asked = &one.is.recommendation;
    let mut form = Given::default();
    form.put("to", asked.to.as_str());
    form.put("office", asked.office.clone().unwrap_or_default());
    form.put("action", asked.action.clone());
    form.put(
        "due",
        asked.due.map(|date| date.to_string()).unwrap_or_default(),
    );
    form.put("cause", one.is.cause.map_or("", |kind| kind.code()));
    for id in &asked.findings {
        form.tick(format!("finding-{id}"), true);
    }
    form
}

async fn page(
    at: &At,
    which: Option<u32>,
    (typed, errors): (Option<Given>, Errors),
) -> Result<RecommendationsPage, WebError> {
    let asks = asks(&at.ctx, &at.code).await?;
    let chosen = match which {
        Some(number) => {
            let found = asks.all.iter().find(|one| one.number == number);
            Some(found.ok_or(ActionError::NotThere)?)
        }
        None => None,
    };
    let words = at.web.words();
    let own = Saying {
        case: &asks.desk.case,
        words: &at.ctx.app.words,
    };
    let standing = asks.desk.findings.iter();
    let standing = standing.filter(|one| one.progress.stage != Stage::Withdrawn);
    let findings = standing.map(|one| {
        let label = format!("{} {}", one.label(), own.title(&asks.desk, &one.draft));
        Choice::new(&one.draft.id, label)
    });
    Ok(RecommendationsPage {
        head: Head::of(&at.ctx, &asks.desk, "recommendations"),
        lines: asks
            .all
            .iter()
            .map(|one| line(&words, &asks, one))
            .collect(),
        label: chosen.map(KeptRecommendation::label),
        parties: parties(&asks.desk),
        causes: Choice::all(&words, "finding-cause", &CauseKind::ALL),
        findings: findings.collect(),
        form: typed.unwrap_or_else(|| chosen.map(form_of).unwrap_or_default()),
        errors,
    })
}

/// `GET /checks/{code}/recommendations`
pub async fn shown(at: At) -> Result<Response, WebError> {
    let page = page(&at, None, (None, Errors::new())).await?;
    at.shown(&page)
}

/// `POST /checks/{code}/recommendations`
pub async fn asked(sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    let done = ask(&at.ctx, &at.code, &sent.given).await;
    match outcome(at, done, &at.to("/recommendations"))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, None, (Some(sent.given), errors)).await?),
    }
}

/// `GET /checks/{code}/recommendations/{recommendation}`
pub async fn one(at: At) -> Result<Response, WebError> {
    let number = numbered(at.named("recommendation"))?;
    let page = page(&at, Some(number), (None, Errors::new())).await?;
    at.shown(&page)
}

/// `POST /checks/{code}/recommendations/{recommendation}`
pub async fn changed(sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    let number = numbered(at.named("recommendation"))?;
    let done = change(&at.ctx, &at.code, (number, &sent.given)).await;
    match outcome(at, done, &at.to("/recommendations"))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, Some(number), (Some(sent.given), errors)).await?),
    }
}
