//! Everything that was written down, before it is sent; sending it; the receipt with the code of its slip.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::fieldwork::{Origin, submission_with};
use crate::db::load_case;
use crate::domain::intake::IntakeFault;
use crate::features::visits::answers::{in_words, spoken};
use crate::features::visits::intake::{Coming, Receipt, Then, receive_and, told};
use crate::features::visits::write::{Open, give_up, open};
use crate::infra::action::{ActionError, by};
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};

/// An answer among all of them.
#[derive(Clone, Debug, Serialize)]
struct Given {
    question: String,
    address: String,
    answer: String,
    reason: Option<String>,
    note: Option<String>,
    photographs: usize,
    lacks: Vec<String>,
}

/// Everything that was written down.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewPage {
    code: String,
    title: String,
    draft: String,
    place: String,
    started: String,
    answers: Vec<Given>,
    missing: usize,
    note: String,
    ended: String,
    errors: Errors,
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "pages/visits/review.html";
}

/// What is said when it came in.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiptPage {
    audit: String,
    number: String,
    sha256: String,
    slip: Option<String>,
    before_plan: bool,
    is_new: bool,
}

impl Page for ReceiptPage {
    const TEMPLATE: &'static str = "pages/visits/receipt.html";
}

/// What is added at the end.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndForm {
    note: String,
    ended: String,
}

/// The page of a receipt.
///
/// # Errors
/// Where the template fails.
pub fn receipt(web: &Web, receipt: &Receipt) -> Result<Response, WebError> {
    let page = ReceiptPage {
        audit: receipt.audit.to_string(),
        number: receipt.number.clone(),
        sha256: receipt.sha256.clone(),
        slip: receipt.slip.clone(),
        before_plan: receipt.before_plan,
        is_new: receipt.is_new,
    };
    web.shown(StatusCode::OK, &page)
}

async fn shown(
    web: &Web,
    ctx: &Ctx,
    open: &Open,
    (form, errors): (EndForm, Errors),
) -> Result<Response, WebError> {
    let words = web.words();
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, open.audit.id).await;
    let case = case.map_err(WebError::internal)?;
    let submission = &open.draft.visit.submission;
    let unanswered = |path: &str, id: &str| path == format!("answers[{id}]");
    let faults = open.faults(ctx);
    let answers = open.questions().into_iter().map(|question| {
        let answer = submission.answer(&question.id);
        let own = open.faults_of(ctx, &question.id);
        let missing = faults
            .iter()
            .filter(|(path, _)| unanswered(path, question.id.as_str()))
            .map(|(_, fault)| fault.clone());
        let lacks = own
            .into_iter()
            .chain(missing)
            .map(|fault| said(&words, fault));
        Given {
            question: spoken(&words, &question.text),
            address: open.address_of(&question.id),
            answer: answer.map_or_else(String::new, |a| in_words(&words, &open.instrument, a)),
            reason: answer.and_then(|answer| answer.reason.clone()),
            note: answer.and_then(|answer| answer.note.clone()),
            photographs: answer.map_or(0, |answer| answer.evidence.len()),
            lacks: lacks.collect(),
        }
    });
    let answers: Vec<Given> = answers.collect();
    let place = case.place(&submission.place);
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = ReviewPage {
        code: open.audit.code.to_string(),
        title: open.audit.title.clone(),
        draft: open.address(),
        place: place.map_or_else(|| submission.place.to_string(), |place| place.name.clone()),
        started: words.local(submission.started),
        missing: answers.iter().filter(|one| !one.lacks.is_empty()).count(),
        answers,
        note: form.note,
        ended: form.ended,
        errors,
    };
    web.shown(status, &page)
}

fn said(words: &crate::infra::words::Words, fault: IntakeFault) -> String {
    let problem = told(crate::domain::intake::IntakeProblem {
        path: String::new(),
        fault,
    });
    let about: Vec<(&str, &str)> = problem
        .about
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    words.say(problem.why, &about)
}

/// `GET /checks/{code}/drafts/{draft}`
pub async fn reviewed(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, draft)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let open = open(&ctx, (&code, &draft)).await?;
    shown(&web, &ctx, &open, Default::default()).await
}

/// `POST /checks/{code}/drafts/{draft}`: sends it. Sent again, the receipt is the same.
pub async fn sent(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, draft)): Path<(String, String)>,
    Form(form): Form<EndForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let open = match open(&ctx, (&code, &draft)).await {
        Ok(open) => open,
        Err(ActionError::NotThere) => return again(&web, &ctx, &draft).await,
        Err(error) => return Err(error.into()),
    };
    let mut submission = open.draft.visit.submission.clone();
    if !form.note.trim().is_empty() {
        submission.note = Some(form.note.trim().to_owned());
    }
    let ended = crate::domain::instrument::TimeOfDay::parse(form.ended.trim()).ok();
    let ended = ended.map(|time| u32::from(time.minutes()) * 60);
    let ended = ended.and_then(|s| chrono::NaiveTime::from_num_seconds_from_midnight_opt(s, 0));
    submission.ended = ended.map(|time| submission.started.date().and_time(time));
    let coming = Coming {
        client_id: open.draft.client_id,
        origin: Origin::Web,
        submission,
        corrects: open.draft.visit.corrects,
        files: open.draft.visit.files.clone(),
    };
    match receive_and(&ctx, &coming, Then::DropDraft).await {
        Ok(sent) => receipt(&web, &sent),
        Err(error) => {
            let errors = web.told(error.into())?;
            shown(&web, &ctx, &open, (form, errors)).await
        }
    }
}

/// The receipt of what was sent already, for whoever sent it.
async fn again(web: &Web, ctx: &Ctx, draft: &str) -> Result<Response, WebError> {
    let client_id = Uuid::parse_str(draft).map_err(|_| WebError::NotFound)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let came = submission_with(conn, ctx.scope, master, client_id).await;
    let came = came.map_err(WebError::internal)?;
    let came = came
        .filter(|came| came.by == Some(by(ctx)))
        .ok_or(WebError::NotFound)?;
    let line = came.line;
    let submission = came.submission.ok_or(WebError::NotFound)?;
    let coming = Coming {
        client_id,
        origin: line.origin,
        submission,
        corrects: line.corrects,
        files: Vec::new(),
    };
    let same = receive_and(ctx, &coming, Then::Wait).await;
    receipt(
        web,
        &same.map_err(|error| WebError::from(ActionError::from(error)))?,
    )
}

/// `POST /checks/{code}/drafts/{draft}/drop`
pub async fn dropped(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, draft)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let open = open(&ctx, (&code, &draft)).await?;
    give_up(&ctx, &open).await?;
    Ok(onward(&format!("/checks/{}", open.audit.code)))
}
