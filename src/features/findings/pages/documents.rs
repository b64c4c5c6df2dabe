//! The documents of the standards, each with its date.

use axum::response::Response;
use serde::Serialize;

use super::{At, Head, Posted, outcome};
use crate::features::findings::actions::desk;
use crate::features::findings::actions::documents::{say, standards};
use crate::features::findings::actions::saying::Saying;
use crate::features::findings::forms::Given;
use crate::infra::http::{Errors, Page, WebError};

/// A standard with its documents.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    /// O-01.
    pub(super) number: String,
    pub(super) promise: String,
    pub(super) criterion: String,
    pub(super) says: String,
    /// Each with its date.
    pub(super) documents: Vec<(String, Option<String>)>,
    pub(super) dated: bool,
}

/// The documents of the standards.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentsPage {
    pub(super) head: Head,
    pub(super) lines: Vec<Line>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for DocumentsPage {
    const TEMPLATE: &'static str = "pages/findings/documents.html";
}

async fn page(at: &At, form: Given, errors: Errors) -> Result<DocumentsPage, WebError> {
    let desk = desk(&at.ctx, &at.code).await?;
    let words = at.web.words();
    let saying = Saying {
        case: &desk.case,
        words: &words,
    };
    let line = |one: &crate::features::findings::actions::documents::Standard| Line {
        number: saying.promise(&one.promise),
        promise: one.promise.to_string(),
        criterion: one.criterion.to_string(),
        says: one.says.clone(),
        documents: one
            .documents
            .iter()
            .map(|source| {
                (
                    source.title.clone(),
                    source.date.map(|date| saying.date(date)),
                )
            })
            .collect(),
        dated: one.is_dated(),
    };
    Ok(DocumentsPage {
        head: Head::of(&at.ctx, &desk, "findings"),
        lines: standards(&desk).iter().map(line).collect(),
        form,
        errors,
    })
}

/// `GET /checks/{code}/findings/documents`
pub async fn shown(at: At) -> Result<Response, WebError> {
    let page = page(&at, Given::default(), Errors::new()).await?;
    at.shown(&page)
}

/// `POST /checks/{code}/findings/documents`
pub async fn said(sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    let done = say(&at.ctx, &at.code, &sent.given).await;
    match outcome(at, done, &at.to("/findings/documents"))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, sent.given, errors).await?),
    }
}
