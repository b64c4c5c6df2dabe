//! Before you publish: everything that is missing, sentence by sentence, and what is printed with the finding.

use std::sync::Arc;

use axum::response::Response;
use serde::Serialize;

use super::{At, FindingHead, Head, Posted, outcome};
use crate::domain::actor::Permission;
use crate::domain::finding::{Lack, Stage};
use crate::features::findings::actions::desk;
use crate::features::findings::actions::publishing::publish;
use crate::features::findings::actions::saying::Saying;
use crate::infra::action::ActionError;
use crate::infra::http::{Errors, Page, WebError};
use crate::infra::passwords::Passwords;
use crate::infra::shown_again::{asked_again, name_of};

/// What is missing in one place.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Missing {
    /// The sentence by its place from 1; nothing of the finding as a whole.
    pub(super) at: Option<usize>,
    /// Its words.
    pub(super) says: Option<String>,
    pub(super) lacks: Vec<String>,
}

/// What is missing before a finding can be published.
#[derive(Clone, Debug, Serialize)]
pub struct BeforePage {
    pub(super) head: Head,
    pub(super) finding: FindingHead,
    pub(super) missing: Vec<Missing>,
    /// Whether a standard lacks its document or the date of it.
    pub(super) documents: bool,
    /// Whether somebody was not asked.
    pub(super) not_asked: bool,
    /// Whether nobody has checked it.
    pub(super) unchecked: bool,
    pub(super) notes: Vec<String>,
    pub(super) stale: bool,
    /// Whether it can be published now.
    pub(super) ready: bool,
    pub(super) published: bool,
    /// Whose password is asked for before it is.
    pub(super) sign_in_name: String,
    pub(super) errors: Errors,
}

impl Page for BeforePage {
    const TEMPLATE: &'static str = "pages/findings/before.html";
}

async fn page(at: &At, errors: Errors) -> Result<BeforePage, WebError> {
    let session = at.visit.signed_in();
    let name = name_of(&at.ctx, at.web.scope, session).await;
    let desk = desk(&at.ctx, &at.code).await?;
    let finding = desk.finding(at.finding()?)?;
    let (words, draft) = (at.web.words(), &finding.draft);
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
    let readiness = desk.readiness(finding);
    let mut missing: Vec<Missing> = Vec::new();
    for (at, lack) in &readiness.lacks {
        let sentence = at.and_then(|at| draft.sentences.get(at));
        let said = told.lack(draft, lack, sentence.and_then(|one| one.typed()));
        let place = at.map(|at| at + 1);
        match missing.iter_mut().find(|one| one.at == place) {
            Some(there) => there.lacks.push(said),
            None => missing.push(Missing {
                at: place,
                says: sentence.map(|one| own.says(&one.says)),
                lacks: vec![said],
            }),
        }
    }
    missing.sort_by_key(|one| one.at);
    let lacks = |which: fn(&Lack) -> bool| readiness.lacks.iter().any(|(_, lack)| which(lack));
    let stale = desk.is_stale(draft);
    let stage = finding.progress.stage;
    Ok(BeforePage {
        head: Head::of(&at.ctx, &desk, "findings"),
        finding: FindingHead::of(&at.ctx, &desk, finding),
        missing,
        documents: lacks(|lack| {
            matches!(lack, Lack::CriterionDocument(_) | Lack::CriterionDate(_))
        }),
        not_asked: lacks(|lack| matches!(lack, Lack::NotAsked(_))),
        unchecked: lacks(|lack| matches!(lack, Lack::Unchecked | Lack::CheckedByAuthor)),
        notes: readiness.notes.iter().map(|note| told.note(note)).collect(),
        ready: readiness.is_ready() && !stale && matches!(stage, Stage::Reviewed | Stage::Asked),
        stale,
        published: stage == Stage::Published,
        sign_in_name: name.map_err(WebError::internal)?,
        errors,
    })
}

/// `GET /checks/{code}/findings/{finding}/before`
pub async fn before(at: At) -> Result<Response, WebError> {
    let page = page(&at, Errors::new()).await?;
    at.shown(&page)
}

/// `POST /checks/{code}/findings/{finding}/publish`: nobody publishes at a desk that was left open.
pub async fn published(passwords: Arc<Passwords>, sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    at.ctx
        .require(Permission::ChangeAudits)
        .map_err(ActionError::from)?;
    // A program has no password to show.
    let session = at.visit.signed_in().ok_or(WebError::NotFound)?;
    let who = (at.web.scope, session.person);
    let password = sent.given.field("current").to_owned().into();
    let done = match asked_again(&at.ctx, &passwords, who, password).await {
        Ok(()) => publish(&at.ctx, &at.code, at.finding()?).await,
        Err(error) => Err(error),
    };
    match outcome(at, done, &at.to_finding(""))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, errors).await?),
    }
}
