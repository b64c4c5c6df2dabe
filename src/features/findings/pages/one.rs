//! A finding: its sentences in their order with what each rests on, what speaks against it, how far it is, and what can be done
//! with it.

use axum::response::Response;
use serde::Serialize;

use super::{At, FindingHead, Head, Posted, outcome};
use crate::db::findings::{KeptFinding, KeptStep};
use crate::domain::finding::{Assertion, Part, Stage, contrary};
use crate::features::findings::actions::drafting::renew;
use crate::features::findings::actions::saying::Saying;
use crate::features::findings::actions::steps::{Chosen, history, open_steps, take};
use crate::features::findings::actions::writing::leave_out;
use crate::features::findings::actions::{Desk, desk};
use crate::features::findings::forms::{Given, word_of};
use crate::features::findings::tokens::token;
use crate::infra::action::ActionError;
use crate::infra::http::{Errors, Page, WebError};

/// A sentence as it is shown.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shown {
    /// Its place in the finding, from 1.
    pub(super) at: usize,
    pub(super) says: String,
    /// Whether the program wrote it.
    pub(super) written: bool,
    pub(super) alleged: bool,
    pub(super) cites: Vec<String>,
}

/// The sentences of one element.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Element {
    /// `criteria`, `condition`, `cause`, `effect`
    pub(super) part: String,
    pub(super) sentences: Vec<Shown>,
}

/// Something that speaks against a finding.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Against {
    /// Its word in forms.
    pub(super) token: String,
    pub(super) said: String,
    /// Whether a sentence of the finding rests on it.
    pub(super) shown: bool,
    /// Why it is not shown.
    pub(super) because: String,
}

/// A step that the work took.
#[derive(Clone, Debug, Serialize)]
pub(super) struct StepLine {
    pub(super) on: String,
    pub(super) step: &'static str,
    pub(super) by: String,
    pub(super) note: Option<String>,
}

/// A finding.
#[derive(Clone, Debug, Serialize)]
pub struct OnePage {
    pub(super) head: Head,
    pub(super) finding: FindingHead,
    pub(super) elements: Vec<Element>,
    pub(super) addressees: Vec<String>,
    pub(super) category: Option<&'static str>,
    pub(super) cause: (String, Option<&'static str>),
    pub(super) help: Option<String>,
    pub(super) would_change: Option<String>,
    pub(super) repeat_of: Option<String>,
    pub(super) against: Vec<Against>,
    pub(super) stale: bool,
    pub(super) missing: usize,
    pub(super) in_report: bool,
    /// Whether nobody else could check it.
    pub(super) alone: bool,
    /// Steps that may be taken now.
    pub(super) open: Vec<&'static str>,
    pub(super) may_edit: bool,
    pub(super) steps: Vec<StepLine>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for OnePage {
    const TEMPLATE: &'static str = "pages/findings/one.html";
}

fn elements(saying: &Saying<'_>, finding: &KeptFinding) -> Vec<Element> {
    let sentences = || (1..).zip(&finding.draft.sentences);
    let element = |part: Part| Element {
        part: word_of(&part),
        sentences: sentences()
            .filter(|(_, sentence)| sentence.part == part)
            .map(|(at, sentence)| Shown {
                at,
                says: saying.says(&sentence.says),
                written: sentence.typed().is_none(),
                alleged: sentence.assertion == Assertion::Alleged,
                cites: sentence.cites.iter().map(|one| saying.cited(one)).collect(),
            })
            .collect(),
    };
    Part::ALL.into_iter().map(element).collect()
}

fn against(saying: &Saying<'_>, desk: &Desk, finding: &KeptFinding) -> Vec<Against> {
    let draft = &finding.draft;
    let cited = draft.cited();
    let all = contrary(draft, &desk.case, &desk.comparison);
    let mut shown: Vec<Against> = Vec::new();
    for one in all {
        let token = token(&one.what);
        if shown.iter().any(|there| there.token == token) {
            continue;
        }
        let excluded = draft.exclusions.iter().find(|e| e.of == one.what);
        shown.push(Against {
            token,
            said: saying.cited(&one.what),
            shown: cited.contains(&&one.what),
            because: excluded.map(|e| e.because.clone()).unwrap_or_default(),
        });
    }
    shown
}

async fn page(at: &At, (form, errors): (Given, Errors)) -> Result<OnePage, WebError> {
    let desk = desk(&at.ctx, &at.code).await?;
    let finding = desk.finding(at.finding()?)?;
    let steps = history(&at.ctx, &desk, finding).await?;
    let (words, draft) = (at.web.words(), &finding.draft);
    let own = Saying {
        case: &desk.case,
        words: &at.ctx.app.words,
    };
    let said = |step: &KeptStep| StepLine {
        on: words.day(step.taken.on),
        step: step.taken.step.word(),
        by: step.taken.by.clone(),
        note: step.taken.note.clone(),
    };
    let stage = finding.progress.stage;
    Ok(OnePage {
        head: Head::of(&at.ctx, &desk, "findings"),
        finding: FindingHead::of(&at.ctx, &desk, finding),
        elements: elements(&own, finding),
        addressees: draft.addressees.iter().map(|id| own.party(id)).collect(),
        category: draft.category.map(|one| one.code()),
        cause: (
            word_of(&draft.cause.certainty),
            draft.cause.kind.map(|one| one.code()),
        ),
        help: draft.help_needed.clone(),
        would_change: draft.would_change.clone(),
        repeat_of: draft
            .repeat_of
            .as_ref()
            .map(|one| one.as_str().to_uppercase()),
        against: against(&own, &desk, finding),
        stale: stage != Stage::Withdrawn && desk.is_stale(draft),
        missing: desk.readiness(finding).lacks.len(),
        in_report: desk.case.findings.iter().any(|there| there.id == draft.id),
        alone: !desk.others(&finding.progress.author),
        open: open_steps(&at.ctx, &desk, finding)
            .into_iter()
            .map(Chosen::word)
            .collect(),
        may_edit: stage != Stage::Withdrawn,
        steps: steps.iter().map(said).collect(),
        form,
        errors,
    })
}

/// `GET /checks/{code}/findings/{finding}`
pub async fn one(at: At) -> Result<Response, WebError> {
    let page = page(&at, (Given::default(), Errors::new())).await?;
    at.shown(&page)
}

async fn back(sent: Posted, done: Result<(), ActionError>) -> Result<Response, WebError> {
    let at = &sent.at;
    match outcome(at, done, &at.to_finding(""))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, (sent.given, errors)).await?),
    }
}

/// `POST /checks/{code}/findings/{finding}/left-out`
pub async fn left_out(sent: Posted) -> Result<Response, WebError> {
    let number = sent.at.finding()?;
    let done = leave_out(&sent.at.ctx, &sent.at.code, number, &sent.given).await;
    back(sent, done).await
}

/// `POST /checks/{code}/findings/{finding}/renew`
pub async fn renewed(sent: Posted) -> Result<Response, WebError> {
    let number = sent.at.finding()?;
    let done = renew(&sent.at.ctx, &sent.at.code, number).await;
    back(sent, done).await
}

/// `POST /checks/{code}/findings/{finding}/step`
pub async fn stepped(sent: Posted) -> Result<Response, WebError> {
    let number = sent.at.finding()?;
    let done = match Chosen::of_word(sent.given.field("step")) {
        Some(chosen) => {
            let note = sent.given.field("note");
            take(&sent.at.ctx, &sent.at.code, (number, chosen), note).await
        }
        None => Err(ActionError::field("step", "field-choice")),
    };
    back(sent, done).await
}
