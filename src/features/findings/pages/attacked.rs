//! What will the lawyer attack? One page that prints: every point against a finding, with its facts.

use axum::response::Response;
use serde::Serialize;

use super::{At, FindingHead, Head};
use crate::features::findings::actions::attacked::points;
use crate::features::findings::actions::saying::Saying;
use crate::infra::http::{Page, WebError};

/// Every point against a finding.
#[derive(Clone, Debug, Serialize)]
pub struct AttackPage {
    pub(super) head: Head,
    pub(super) finding: FindingHead,
    /// What it says.
    pub(super) says: Vec<String>,
    pub(super) points: Vec<String>,
    pub(super) on: String,
}

impl Page for AttackPage {
    const TEMPLATE: &'static str = "pages/findings/attack.html";
}

/// `GET /checks/{code}/findings/{finding}/attack`
pub async fn attacked(at: At) -> Result<Response, WebError> {
    let number = at.finding()?;
    let (desk, points) = points(&at.ctx, &at.code, number).await?;
    let finding = desk.finding(number)?;
    let words = at.web.words();
    let (own, told) = (
        Saying {
            case: &desk.case,
            words: &at.ctx.app.words,
        },
        Saying {
            case: &desk.case,
            words: &words,
        },
    );
    let sentences = finding.draft.sentences.iter();
    let page = AttackPage {
        head: Head::of(&at.ctx, &desk, "findings"),
        finding: FindingHead::of(&at.ctx, &desk, finding),
        says: sentences.map(|one| own.says(&one.says)).collect(),
        points: points
            .iter()
            .map(|one| told.attack(&finding.draft, one))
            .collect(),
        on: words.day(desk.today),
    };
    at.shown(&page)
}
