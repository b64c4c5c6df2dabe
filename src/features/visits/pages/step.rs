//! One question on a screen: its answer, then the reason where it is not in order, then its photographs.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::db::load_case;
use crate::domain::code::Code;
use crate::domain::instrument::Question;
use crate::domain::intake::IntakeFault;
use crate::features::visits::answers::{self, Asked, WHY_NOT, why_word};
use crate::features::visits::write::{Open, keep, open};
use crate::infra::action::{ActionError, Fields};
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};

/// What the address says: which part of a question is shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Part {
    then: String,
}

/// One question.
#[derive(Clone, Debug, Serialize)]
pub struct StepPage {
    code: String,
    title: String,
    draft: String,
    place: String,
    question: Asked,
    /// `answer`, `reason` or `photographs`.
    part: &'static str,
    of: usize,
    before: Option<String>,
    next: String,
    why_not: Vec<&'static str>,
    photographs: Vec<usize>,
    opening: Option<String>,
    errors: Errors,
}

impl Page for StepPage {
    const TEMPLATE: &'static str = "pages/visits/step.html";
}

fn named<'o>(open: &'o Open, question: &str) -> Result<&'o Question, WebError> {
    let asked = open.questions().into_iter();
    let mut found = asked.filter(|one| one.id.as_str() == question);
    found.next().ok_or(WebError::NotFound)
}

/// Where one goes after a question.
pub(super) fn next_address(open: &Open, question: &Code) -> String {
    match open.after(question) {
        Some(next) => open.address_of(&next.id),
        None => open.address(),
    }
}

/// Shows a question.
pub(super) async fn shown(
    web: &Web,
    ctx: &Ctx,
    (open, question): (&Open, &Question),
    (part, typed): (&str, Option<&BTreeMap<String, String>>),
    errors: Errors,
) -> Result<Response, WebError> {
    let words = web.words();
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, open.audit.id).await;
    let case = case.map_err(WebError::internal)?;
    let asked = open.questions();
    let at = asked.iter().position(|one| one.id == question.id);
    let at = at.unwrap_or(0);
    let answer = open.draft.visit.submission.answer(&question.id);
    let mut given = answer.map(answers::given).unwrap_or_default();
    if let Some(typed) = typed {
        given.extend(typed.clone());
    }
    let promise = question.promise.as_ref();
    let promise = promise.and_then(|promise| case.obligation(promise));
    let place = &open.draft.visit.submission.place;
    let files = open.draft.visit.files.iter().enumerate();
    let files = files.filter(|(_, file)| file.about.question.as_ref() == Some(&question.id));
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let promise = promise.map(|promise| promise.promise.as_str());
    let opening = open.instrument.opening.as_ref();
    let page = StepPage {
        code: open.audit.code.to_string(),
        title: open.audit.title.clone(),
        draft: open.address(),
        place: case
            .place(place)
            .map_or_else(|| place.to_string(), |place| place.name.clone()),
        question: answers::asked(&words, question, (at + 1, ""), promise, given),
        part: match part {
            "reason" => "reason",
            "photographs" => "photographs",
            _ => "answer",
        },
        of: asked.len(),
        before: at
            .checked_sub(1)
            .and_then(|before| asked.get(before))
            .map(|before| open.address_of(&before.id)),
        next: next_address(open, &question.id),
        why_not: WHY_NOT.map(why_word).to_vec(),
        photographs: files.map(|(at, _)| at + 1).collect(),
        opening: opening.map(|said| answers::spoken(&words, said)),
        errors,
    };
    web.shown(status, &page)
}

/// `GET /checks/{code}/drafts/{draft}/questions/{question}`
pub async fn asked(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, draft, question)): Path<(String, String, String)>,
    Query(part): Query<Part>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let open = open(&ctx, (&code, &draft)).await?;
    let question = named(&open, &question)?;
    shown(
        &web,
        &ctx,
        (&open, question),
        (&part.then, None),
        Errors::new(),
    )
    .await
}

/// `POST /checks/{code}/drafts/{draft}/questions/{question}`
pub async fn answered(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, draft, question)): Path<(String, String, String)>,
    Query(part): Query<Part>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let mut open = open(&ctx, (&code, &draft)).await?;
    let question = named(&open, &question)?.clone();
    match take(&ctx, &mut open, (&question, &part.then), &form).await {
        Ok(()) => Ok(onward(&where_to(&ctx, &open, &question, &part.then))),
        Err(error) => {
            let errors = web.told(error)?;
            let typed = (part.then.as_str(), Some(&form));
            shown(&web, &ctx, (&open, &question), typed, errors).await
        }
    }
}

/// Takes what was typed into the draft. What was answered before stays where only the reason is added.
async fn take(
    ctx: &Ctx,
    open: &mut Open,
    (question, part): (&Question, &str),
    form: &BTreeMap<String, String>,
) -> Result<(), ActionError> {
    let before = open.draft.visit.submission.answer(&question.id).cloned();
    let mut given = match (part, &before) {
        ("reason", Some(before)) => answers::given(before),
        _ => BTreeMap::new(),
    };
    given.extend(form.clone());
    let files = open.draft.visit.files.iter();
    let evidence = files
        .filter(|file| file.about.question.as_ref() == Some(&question.id))
        .map(|file| file.about.said.clone());
    let mut fields = Fields::default();
    let answer = answers::read(question, (&given, ""), evidence.collect(), &mut fields);
    if answer.is_none() && question.required && part != "photographs" {
        fields.wrong("value", "visit-answer-needed");
    }
    fields.done(())?;
    let submission = &mut open.draft.visit.submission;
    submission.answers.retain(|one| one.question != question.id);
    submission.answers.extend(answer);
    let stops = open.faults_of(ctx, &question.id);
    if let Some(fault) = stops
        .iter()
        .find(|fault| fault.stops() || is_of_a_limit(fault))
    {
        // What cannot be an answer is not kept as one.
        let answers = &mut open.draft.visit.submission.answers;
        answers.retain(|one| one.question != question.id);
        answers.extend(before);
        return Err(ActionError::field("value", fault.key()));
    }
    keep(ctx, open).await
}

fn is_of_a_limit(fault: &IntakeFault) -> bool {
    matches!(
        fault,
        IntakeFault::BelowLimit | IntakeFault::AboveLimit | IntakeFault::OtherUnexplained
    )
}

/// The reason comes after an answer that is not in order, photographs after both.
fn where_to(ctx: &Ctx, open: &Open, question: &Question, part: &str) -> String {
    let faults = open.faults_of(ctx, &question.id);
    let here = open.address_of(&question.id);
    let lacks_reason = faults.contains(&IntakeFault::ReasonMissing);
    if lacks_reason && part != "reason" {
        return format!("{here}?then=reason");
    }
    let lacks_photograph = faults
        .iter()
        .any(|f| matches!(f, IntakeFault::PhotographMissing { .. }));
    if lacks_photograph && part != "photographs" {
        return format!("{here}?then=photographs");
    }
    next_address(open, &question.id)
}
