//! Photographs of a visit that is being written down: taken in with the question they were taken for, shown, taken away.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, HeaderMap};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::{picture, step, told, untold};
use crate::db::fieldwork::save_draft;
use crate::db::{BlobId, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::instrument::Asks;
use crate::domain::intake::{Answer, AnswerValue, FileKind};
use crate::features::visits::store::{self, Announced, FileError, Stored};
use crate::features::visits::write::{Open, blobs_of, keep, open};
use crate::infra::action::{ActionError, by, still_may};
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Visit, Web, WebError, onward};

/// Photographs that one visit can have.
const MOST: usize = 60;

/// `POST /checks/{code}/drafts/{draft}/questions/{question}/photographs`
pub async fn added(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, draft, question)): Path<(String, String, String)>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let mut open = open(&ctx, (&code, &draft)).await?;
    let asked = open.questions().into_iter();
    let mut asked = asked.filter(|one| one.id.as_str() == question);
    let question = asked.next().ok_or(WebError::NotFound)?.clone();
    drop(asked);
    let Ok(form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let announced = headers.get(CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    let taken = taken_in(&ctx, &mut open, &question.id, (form, announced)).await;
    match taken {
        Ok(()) => {
            let here = open.address_of(&question.id);
            Ok(onward(&format!("{here}?then=photographs")))
        }
        Err(Cut::Broken) => Ok(StatusCode::BAD_REQUEST.into_response()),
        Err(Cut::File(error)) => {
            let (status, text) = told(&web, error)?;
            let errors = Errors::from([("photograph".to_owned(), text)]);
            let shown = ("photographs", None);
            let mut page = step::shown(&web, &ctx, (&open, &question), shown, errors).await?;
            *page.status_mut() = status;
            Ok(page)
        }
    }
}

/// Why a form with pictures was not taken in.
enum Cut {
    Broken,
    File(FileError),
}

impl From<FileError> for Cut {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<ActionError> for Cut {
    fn from(error: ActionError) -> Self {
        Self::File(error.into())
    }
}

async fn taken_in(
    ctx: &Ctx,
    open: &mut Open,
    question: &Code,
    (mut form, announced): (Multipart, Option<u64>),
) -> Result<(), Cut> {
    let mut any = false;
    while let Some(mut field) = form.next_field().await.map_err(|_| Cut::Broken)? {
        if field.name() != Some("photograph") {
            return Err(Cut::Broken);
        }
        // A browser sends an empty part where nothing was chosen.
        let mut taking = None;
        while let Some(part) = field.chunk().await.map_err(|_| Cut::Broken)? {
            if taking.is_none() {
                taking = Some(store::begin(ctx, announced).await?);
            }
            if let Some(taking) = &mut taking {
                taking.push(&part).await?;
            }
        }
        let Some(taking) = taking else { continue };
        if open.draft.visit.files.len() >= MOST {
            return Err(ActionError::field("photograph", "visit-photographs-many").into());
        }
        let said = Announced {
            question: Some(question.clone()),
            ..Announced::default()
        };
        let stored = taking.finish(ctx, said).await?;
        kept(ctx, open, (question, stored)).await?;
        any = true;
    }
    match any {
        true => Ok(()),
        false => Err(ActionError::field("photograph", "visit-photograph-none").into()),
    }
}

async fn kept(
    ctx: &Ctx,
    open: &mut Open,
    (question, stored): (&Code, Stored),
) -> Result<(), FileError> {
    let mut visit = open.draft.visit.clone();
    let said = stored.file.about.said.clone();
    let answers = &mut visit.submission.answers;
    match answers.iter_mut().find(|one| one.question == *question) {
        Some(answer) => answer.evidence.push(said),
        None => {
            let asks = open.instrument.question(question).map(|one| &one.asks);
            if asks == Some(&Asks::Photograph) && said.kind == FileKind::Photograph {
                answers.push(Answer {
                    question: question.clone(),
                    value: Some(AnswerValue::Photograph),
                    could_not_check: None,
                    reason: None,
                    note: None,
                    evidence: vec![said],
                });
            }
        }
    }
    visit.files.push(stored.file.clone());
    let whose = (open.audit.id, open.draft.client_id, by(ctx));
    let kept = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        still_may(txn, ctx, Permission::RecordVisits).await?;
        store::add_rows(txn, ctx, &stored.blobs, &mut ids).await?;
        save_draft(txn, ctx.scope, &ctx.app.master, whose, &visit, &mut ids).await?;
        Ok::<_, FileError>(())
    });
    store::or_gone(ctx, &stored.blobs, kept.await).await?;
    open.draft.visit = visit;
    Ok(())
}

/// Which photograph is taken away.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    number: String,
}

/// `POST /checks/{code}/drafts/{draft}/photographs`
pub async fn dropped(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, draft)): Path<(String, String)>,
    Form(which): Form<Which>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let mut open = open(&ctx, (&code, &draft)).await?;
    let number: usize = which.number.parse().map_err(|_| WebError::NotFound)?;
    let at = number.checked_sub(1).ok_or(WebError::NotFound)?;
    if at >= open.draft.visit.files.len() {
        return Err(WebError::NotFound);
    }
    let file = open.draft.visit.files.remove(at);
    for answer in &mut open.draft.visit.submission.answers {
        let named = answer.evidence.iter();
        let mut named = named.enumerate();
        let found = named.find(|(_, piece)| piece.sha256 == file.about.said.sha256);
        if let Some((piece, _)) = found
            && file.about.question.as_ref() == Some(&answer.question)
        {
            answer.evidence.remove(piece);
        }
    }
    let answers = &mut open.draft.visit.submission.answers;
    answers.retain(|one| one.value != Some(AnswerValue::Photograph) || !one.evidence.is_empty());
    keep(&ctx, &mut open).await?;
    for id in blobs_of(&file) {
        forget(&ctx, id).await?;
    }
    let back = file.about.question.as_ref();
    let back = back.map_or_else(|| open.address(), |question| open.address_of(question));
    Ok(onward(&format!("{back}?then=photographs")))
}

async fn forget(ctx: &Ctx, id: BlobId) -> Result<(), WebError> {
    let gone = write(&ctx.app.db, async |txn| {
        crate::db::blob::remove_blob(txn, ctx.scope, id).await
    });
    gone.await.map_err(WebError::internal)?;
    ctx.app.blobs.remove(id).await;
    Ok(())
}

/// `GET /checks/{code}/drafts/{draft}/photographs/{number}`
pub async fn shown(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, draft, number)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let open = open(&ctx, (&code, &draft)).await?;
    let at: usize = number.parse().map_err(|_| WebError::NotFound)?;
    let file = at
        .checked_sub(1)
        .and_then(|at| open.draft.visit.files.get(at));
    let copy = file.and_then(|file| file.copy.as_ref());
    let (_, _, preview) = copy.ok_or(WebError::NotFound)?;
    let file = store::read(&ctx, BlobId::from(*preview)).await;
    picture(&headers, file.map_err(untold)?)
}
