//! What a finding is about: its promises, whom it means, of what kind it is, why it happened.

use axum::response::Response;
use serde::Serialize;

use super::{At, Choice, FindingHead, Head, Posted, outcome, parties, promises};
use crate::db::findings::KeptFinding;
use crate::domain::finding::{Category, CauseCertainty, CauseKind};
use crate::features::findings::actions::desk;
use crate::features::findings::actions::drafting::earlier;
use crate::features::findings::actions::writing::about as save;
use crate::features::findings::forms::{Given, word_of};
use crate::infra::http::{Errors, Page, WebError};

/// What a finding is about.
#[derive(Clone, Debug, Serialize)]
pub struct AboutPage {
    pub(super) head: Head,
    pub(super) finding: FindingHead,
    pub(super) promises: Vec<Choice>,
    pub(super) parties: Vec<Choice>,
    pub(super) categories: Vec<Choice>,
    pub(super) certainties: Vec<Choice>,
    pub(super) causes: Vec<Choice>,
    /// Findings of the audit before.
    pub(super) earlier: Vec<Choice>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for AboutPage {
    const TEMPLATE: &'static str = "pages/findings/about.html";
}

fn form_of(finding: &KeptFinding) -> Given {
    let draft = &finding.draft;
    let mut form = Given::default();
    form.put("title", draft.title.clone().unwrap_or_default());
    for id in &draft.obligations {
        form.tick(format!("promise-{id}"), true);
    }
    for id in &draft.addressees {
        form.tick(format!("to-{id}"), true);
    }
    form.tick("positive", draft.positive);
    form.put("category", draft.category.map_or("", |one| one.code()));
    form.put("certainty", word_of(&draft.cause.certainty));
    form.put("cause", draft.cause.kind.map_or("", |one| one.code()));
    form.put("help", draft.help_needed.clone().unwrap_or_default());
    form.put(
        "would_change",
        draft.would_change.clone().unwrap_or_default(),
    );
    let repeats = draft.repeat_of.as_ref().map(ToString::to_string);
    form.put("repeat_of", repeats.unwrap_or_default());
    form
}

async fn page(at: &At, typed: Option<Given>, errors: Errors) -> Result<AboutPage, WebError> {
    const CERTAINTIES: [CauseCertainty; 3] = [
        CauseCertainty::Known,
        CauseCertainty::Alleged,
        CauseCertainty::NotDetermined,
    ];
    let desk = desk(&at.ctx, &at.code).await?;
    let finding = desk.finding(at.finding()?)?;
    let words = at.web.words();
    let before = earlier(&at.ctx, &desk).await?;
    let before = before.iter().map(|one| {
        let label = format!("{} {}", one.id.as_str().to_uppercase(), one.title);
        Choice::new(&one.id, label)
    });
    Ok(AboutPage {
        head: Head::of(&at.ctx, &desk, "findings"),
        finding: FindingHead::of(&at.ctx, &desk, finding),
        promises: promises(&desk, &words),
        parties: parties(&desk),
        categories: Choice::all(&words, "finding-category", &Category::ALL),
        certainties: Choice::all(&words, "cause", &CERTAINTIES),
        causes: Choice::all(&words, "finding-cause", &CauseKind::ALL),
        earlier: before.collect(),
        form: typed.unwrap_or_else(|| form_of(finding)),
        errors,
    })
}

/// `GET /checks/{code}/findings/{finding}/about`
pub async fn asked(at: At) -> Result<Response, WebError> {
    let page = page(&at, None, Errors::new()).await?;
    at.shown(&page)
}

/// `POST /checks/{code}/findings/{finding}/about`
pub async fn given(sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    let done = save(&at.ctx, &at.code, at.finding()?, &sent.given).await;
    match outcome(at, done, &at.to_finding(""))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, Some(sent.given), errors).await?),
    }
}
