//! The pages of findings, money and recommendations: one function to an address, one struct to a template. What is wrong with a
//! form is told on the page it was sent from, with what was typed.

pub mod about;
pub mod attacked;
pub mod before;
pub mod documents;
pub mod list;
pub mod money;
pub mod one;
pub mod recommendations;
mod samples;
pub mod sentence;

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::actions::saying::Saying;
use super::actions::{Desk, numbered};
use super::forms::{Given, word_of};
use crate::db::findings::KeptFinding;
use crate::domain::actor::Permission;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;

pub use samples::rendered as rendered_samples;

/// Somebody at an address of an audit.
pub struct At {
    /// The program, with its templates.
    pub web: Web,
    /// Who asks, when.
    pub ctx: Ctx,
    /// With which session.
    pub visit: Visit,
    /// The audit, as the address names it.
    pub code: String,
    /// What else the address names.
    path: BTreeMap<String, String>,
    /// What stands behind its question mark.
    query: BTreeMap<String, String>,
}

impl FromRequestParts<Web> for At {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let visit = Extension::<Visit>::from_request_parts(parts, web).await;
        let Extension(visit) = visit.map_err(IntoResponse::into_response)?;
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, web).await;
        let Path(mut path) = path.map_err(IntoResponse::into_response)?;
        let query = Query::<BTreeMap<String, String>>::from_request_parts(parts, web).await;
        Ok(Self {
            web: web.clone(),
            ctx: web.begin_as(&visit),
            visit,
            code: path.remove("code").unwrap_or_default(),
            path,
            query: query.map(|Query(query)| query).unwrap_or_default(),
        })
    }
}

impl At {
    /// The finding that the address names.
    fn finding(&self) -> Result<u32, ActionError> {
        numbered(self.named("finding"))
    }

    /// Something that the address names.
    fn named(&self, what: &str) -> &str {
        self.path.get(what).map_or("", String::as_str)
    }

    /// Something behind the question mark.
    fn asked(&self, what: &str) -> &str {
        self.query.get(what).map_or("", String::as_str)
    }

    /// An address of this audit.
    fn to(&self, rest: &str) -> String {
        format!("/checks/{}{rest}", self.code)
    }

    /// The page of the finding that the address names, or one below it.
    fn to_finding(&self, rest: &str) -> String {
        self.to(&format!("/findings/{}{rest}", self.named("finding")))
    }

    fn shown<P: Page>(&self, page: &P) -> Result<Response, WebError> {
        self.web.shown(StatusCode::OK, page)
    }

    fn wrong<P: Page>(&self, page: &P) -> Result<Response, WebError> {
        self.web.shown(StatusCode::UNPROCESSABLE_ENTITY, page)
    }
}

/// A form that was sent from a page of an audit.
pub struct Posted {
    /// From where, by whom.
    pub at: At,
    /// What was typed.
    pub given: Given,
}

impl FromRequest<Web> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let at = At::from_request_parts(&mut parts, web).await?;
        let request = Request::from_parts(parts, body);
        let form = Form::from_request(request, web).await;
        let Form(given) = form.map_err(IntoResponse::into_response)?;
        Ok(Self {
            at,
            given: Given(given),
        })
    }
}

/// On to another page, or what is wrong.
fn outcome(
    at: &At,
    done: Result<(), ActionError>,
    to: &str,
) -> Result<Result<Response, Errors>, WebError> {
    match done {
        Ok(()) => Ok(Ok(onward(to))),
        Err(error) => Ok(Err(at.web.told(error)?)),
    }
}

/// Which audit a page is about.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// Its name in addresses.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether whoever reads leads it.
    pub leads: bool,
    /// The page of these that is shown: `findings`.
    pub here: &'static str,
}

impl Head {
    fn of(ctx: &Ctx, desk: &Desk, here: &'static str) -> Self {
        Self {
            code: desk.line.code.as_str().to_owned(),
            title: desk.line.title.clone(),
            leads: ctx.actor.may(Permission::ChangeAudits),
            here,
        }
    }
}

/// One thing that can be chosen.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self {
            value: value.to_string(),
            label: label.into(),
        }
    }

    /// Values of the domain with their words: the word of each stands behind the group.
    fn all<T: Serialize>(words: &Words, group: &str, values: &[T]) -> Vec<Self> {
        let choice = |value: &T| {
            let word = word_of(value);
            let label = words.get(&format!("{group}-{word}"));
            Self { value: word, label }
        };
        values.iter().map(choice).collect()
    }
}

/// The promises of an audit, to be chosen from.
fn promises(desk: &Desk, words: &Words) -> Vec<Choice> {
    let saying = Saying {
        case: &desk.case,
        words,
    };
    let all = desk.case.obligations.iter();
    all.map(|one| {
        let label = format!("{} {}", saying.promise(&one.id), one.promise);
        Choice::new(&one.id, label)
    })
    .collect()
}

/// The parties of an audit, to be chosen from.
fn parties(desk: &Desk) -> Vec<Choice> {
    let all = desk.case.parties.iter();
    all.map(|one| Choice::new(&one.id, one.name.clone()))
        .collect()
}

/// A finding above the pages that are about it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FindingHead {
    /// F-01.
    pub label: String,
    /// Its title.
    pub title: String,
    /// `draft`, `in_review`
    pub stage: &'static str,
    /// Whether a promise was kept.
    pub positive: bool,
}

impl FindingHead {
    fn of(ctx: &Ctx, desk: &Desk, finding: &KeptFinding) -> Self {
        let saying = Saying {
            case: &desk.case,
            words: &ctx.app.words,
        };
        Self {
            label: finding.label(),
            title: saying.title(desk, &finding.draft),
            stage: finding.progress.stage.code(),
            positive: finding.draft.positive,
        }
    }
}
