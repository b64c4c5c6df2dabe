//! The findings of an audit, each with how far it is; beginning them from the comparison, or one of one's own.

use axum::response::Response;
use serde::Serialize;

use super::{At, Choice, FindingHead, Head, Posted, promises};
use crate::features::findings::actions::drafting::{begin_own, draft_all};
use crate::features::findings::actions::{Desk, desk};
use crate::features::findings::forms::Given;
use crate::infra::http::{Errors, Page, WebError, onward};

/// A finding in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) head: FindingHead,
    /// How much is missing before it can be published.
    pub(super) missing: usize,
    /// Whether the comparison says something else by now.
    pub(super) stale: bool,
    /// Whether it is in the report as it was published last.
    pub(super) in_report: bool,
}

/// The findings of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct ListPage {
    pub(super) head: Head,
    pub(super) lines: Vec<Line>,
    /// Promises that were judged and have no finding yet.
    pub(super) to_draft: usize,
    pub(super) promises: Vec<Choice>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "pages/findings/list.html";
}

fn page(at: &At, desk: &Desk, form: Given, errors: Errors) -> ListPage {
    use crate::domain::finding::{Stage, drafts};
    let line = |one: &crate::db::findings::KeptFinding| Line {
        head: FindingHead::of(&at.ctx, desk, one),
        missing: match one.progress.stage {
            Stage::Published | Stage::Withdrawn => 0,
            _ => desk.readiness(one).lacks.len(),
        },
        stale: one.progress.stage != Stage::Withdrawn && desk.is_stale(&one.draft),
        in_report: desk
            .case
            .findings
            .iter()
            .any(|there| there.id == one.draft.id),
    };
    let all = drafts(&desk.case, &desk.comparison, &[]);
    let begun = |draft: &crate::domain::finding::Draft| {
        let mut standing = desk.findings.iter();
        standing.any(|one| {
            one.progress.stage != Stage::Withdrawn && one.draft.obligations == draft.obligations
        })
    };
    ListPage {
        head: Head::of(&at.ctx, desk, "findings"),
        lines: desk.findings.iter().map(line).collect(),
        to_draft: all.iter().filter(|draft| !begun(draft)).count(),
        promises: promises(desk, &at.web.words()),
        form,
        errors,
    }
}

/// `GET /checks/{code}/findings`
pub async fn list(at: At) -> Result<Response, WebError> {
    let desk = desk(&at.ctx, &at.code).await?;
    at.shown(&page(&at, &desk, Given::default(), Errors::new()))
}

/// `POST /checks/{code}/findings/draft`
pub async fn drafted(sent: Posted) -> Result<Response, WebError> {
    draft_all(&sent.at.ctx, &sent.at.code).await?;
    Ok(onward(&sent.at.to("/findings")))
}

/// `POST /checks/{code}/findings`
pub async fn begun(sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    let (title, promise) = (sent.given.field("title"), sent.given.field("promise"));
    match begin_own(&at.ctx, &at.code, (title, promise)).await {
        Ok(label) => Ok(onward(&at.to(&format!("/findings/{label}")))),
        Err(error) => {
            let errors = at.web.told(error)?;
            let desk = desk(&at.ctx, &at.code).await?;
            at.wrong(&page(at, &desk, sent.given, errors))
        }
    }
}
