//! The pages of instruments: which there are, what one asks, the editor of a question.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::db::audit::AuditLine;
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::instrument::Instrument;
use crate::features::visits::answers::{Asked, asked, spoken};
use crate::features::visits::instruments::{
    CHANNELS, InstrumentForm, KINDS, QuestionForm, another, audit, channel_word, from_the_promises,
    is_locked, named, newest, said, save, versions,
};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};

/// One instrument in the list.
#[derive(Clone, Debug, Serialize)]
struct Line {
    code: String,
    title: String,
    channel: &'static str,
    version: u32,
    questions: usize,
}

/// The instruments of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct InstrumentsPage {
    code: String,
    title: String,
    instruments: Vec<Line>,
    may_change: bool,
    is_locked: bool,
    channels: Vec<&'static str>,
    form: InstrumentForm,
    errors: Errors,
}

impl Page for InstrumentsPage {
    const TEMPLATE: &'static str = "pages/visits/instruments.html";
}

/// One instrument.
#[derive(Clone, Debug, Serialize)]
pub struct InstrumentPage {
    code: String,
    title: String,
    is: Line,
    opening: Option<String>,
    questions: Vec<Asked>,
    rules: BTreeMap<String, String>,
    versions: Vec<u32>,
    is_newest: bool,
    may_change: bool,
    is_locked: bool,
    form: InstrumentForm,
    errors: Errors,
}

impl Page for InstrumentPage {
    const TEMPLATE: &'static str = "pages/visits/instrument.html";
}

/// The editor of a question.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionPage {
    code: String,
    title: String,
    instrument: String,
    instrument_title: String,
    question: Option<String>,
    form: QuestionForm,
    /// Questions after whose answer this one may be asked: name and words.
    others: Vec<(String, String)>,
    promises: Vec<(String, String)>,
    kinds: Vec<&'static str>,
    is_locked: bool,
    errors: Errors,
}

impl Page for QuestionPage {
    const TEMPLATE: &'static str = "pages/visits/question.html";
}

fn line(web: &Web, one: &Instrument) -> Line {
    Line {
        code: one.code.to_string(),
        title: spoken(&web.words(), &one.title),
        channel: channel_word(one.channel),
        version: one.version,
        questions: one.questions.len(),
    }
}

async fn listed(
    web: &Web,
    ctx: &Ctx,
    audit: &AuditLine,
    (form, errors): (InstrumentForm, Errors),
) -> Result<Response, WebError> {
    let instruments = newest(ctx, audit).await?;
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = InstrumentsPage {
        code: audit.code.to_string(),
        title: audit.title.clone(),
        instruments: instruments.iter().map(|one| line(web, one)).collect(),
        may_change: ctx.actor.may(Permission::ChangeAudits),
        is_locked: is_locked(ctx, audit).await.map_err(WebError::internal)?,
        channels: CHANNELS.iter().map(|(word, _)| *word).collect(),
        form,
        errors,
    };
    web.shown(status, &page)
}

/// `GET /checks/{code}/instruments`
pub async fn all(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let audit = audit(&ctx, &code).await?;
    listed(&web, &ctx, &audit, Default::default()).await
}

/// `POST /checks/{code}/instruments`: without a name from the promises, with one another instrument.
pub async fn made(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    Form(form): Form<InstrumentForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let made = match form.name.trim() {
        "" => from_the_promises(&ctx, &code, &form.reason).await,
        name => match form.channel() {
            None => Err(ActionError::field("channel", "field-choice")),
            Some(channel) => {
                let words = web.words();
                let title = said(&words, None, form.title.trim());
                let opening = form.opening.trim();
                let opening = (!opening.is_empty()).then(|| said(&words, None, opening));
                let said = (title, opening);
                another(&ctx, &code, (name, channel), said, &form.reason).await
            }
        },
    };
    match made {
        Ok(made) => Ok(onward(&format!("/checks/{code}/instruments/{made}"))),
        Err(error) => {
            let errors = web.told(error)?;
            let audit = audit(&ctx, &code).await?;
            listed(&web, &ctx, &audit, (form, errors)).await
        }
    }
}

/// Which version is shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    version: Option<u32>,
}

async fn shown(
    web: &Web,
    ctx: &Ctx,
    (audit, one): (&AuditLine, &Instrument),
    (form, errors): (Option<InstrumentForm>, Errors),
) -> Result<Response, WebError> {
    let words = web.words();
    let all = versions(ctx, audit).await?;
    let ours = all.iter().filter(|known| known.code == one.code);
    let numbers: Vec<u32> = ours.map(|known| known.version).collect();
    let questions = (1..).zip(&one.questions);
    let questions = questions
        .map(|(number, question)| asked(&words, question, (number, ""), None, BTreeMap::new()));
    let rules = one
        .questions
        .iter()
        .enumerate()
        .filter_map(|(at, question)| {
            let form = QuestionForm::of(&words, question, at + 1);
            let rule = question.when.as_ref()?;
            let before = one.question(&rule.question);
            let before = before.map_or_else(
                || rule.question.to_string(),
                |before| spoken(&words, &before.text),
            );
            let names = [("question", &*before), ("answer", &*form.answer)];
            Some((
                question.id.to_string(),
                words.say("instrument-asked-when", &names),
            ))
        });
    let opening = one.opening.as_ref().map(|said| spoken(&words, said));
    let form = form.unwrap_or_else(|| InstrumentForm {
        name: one.code.to_string(),
        channel: channel_word(one.channel).to_owned(),
        title: spoken(&words, &one.title),
        opening: opening.clone().unwrap_or_default(),
        reason: String::new(),
    });
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = InstrumentPage {
        code: audit.code.to_string(),
        title: audit.title.clone(),
        is: line(web, one),
        opening,
        questions: questions.collect(),
        rules: rules.collect(),
        is_newest: numbers.last() == Some(&one.version),
        versions: numbers,
        may_change: ctx.actor.may(Permission::ChangeAudits),
        is_locked: is_locked(ctx, audit).await.map_err(WebError::internal)?,
        form,
        errors,
    };
    web.shown(status, &page)
}

/// `GET /checks/{code}/instruments/{instrument}`
pub async fn one(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, instrument)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let audit = audit(&ctx, &code).await?;
    let one = named(&ctx, &audit, (&instrument, chosen.version)).await?;
    shown(&web, &ctx, (&audit, &one), (None, Errors::new())).await
}

/// `POST /checks/{code}/instruments/{instrument}`
pub async fn edited(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, instrument)): Path<(String, String)>,
    Form(form): Form<InstrumentForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let audit = audit(&ctx, &code).await?;
    let one = named(&ctx, &audit, (&instrument, None)).await?;
    let words = web.words();
    let (title, opening) = (form.title.trim(), form.opening.trim());
    let draft = Instrument {
        channel: form.channel().unwrap_or(one.channel),
        title: said(&words, Some(&one.title), title),
        opening: (!opening.is_empty()).then(|| said(&words, one.opening.as_ref(), opening)),
        ..one.clone()
    };
    let saved = match draft.title.is_empty() {
        true => Err(ActionError::field("title", "field-empty")),
        false => save(&ctx, &audit, &draft, Some(&form.reason)).await,
    };
    match saved {
        Ok(saved) => Ok(onward(&format!(
            "/checks/{}/instruments/{saved}",
            audit.code
        ))),
        Err(error) => {
            let errors = web.told(error)?;
            shown(&web, &ctx, (&audit, &one), (Some(form), errors)).await
        }
    }
}

async fn editor(
    web: &Web,
    ctx: &Ctx,
    (audit, one): (&AuditLine, &Instrument),
    (name, form): (Option<&Code>, QuestionForm),
    errors: Errors,
) -> Result<Response, WebError> {
    let words = web.words();
    let case = crate::db::load_case(&ctx.app.db, ctx.scope, &ctx.app.master, audit.id);
    let case = case.await.map_err(WebError::internal)?;
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let others = one.questions.iter().filter(|q| Some(&q.id) != name);
    let page = QuestionPage {
        code: audit.code.to_string(),
        title: audit.title.clone(),
        instrument: one.code.to_string(),
        instrument_title: spoken(&words, &one.title),
        question: name.map(ToString::to_string),
        form,
        others: others
            .map(|q| (q.id.to_string(), spoken(&words, &q.text)))
            .collect(),
        promises: case
            .obligations
            .iter()
            .map(|promise| (promise.id.to_string(), promise.promise.clone()))
            .collect(),
        kinds: KINDS.to_vec(),
        is_locked: is_locked(ctx, audit).await.map_err(WebError::internal)?,
        errors,
    };
    web.shown(status, &page)
}

/// The question that an address names; `new` is one that is not there yet.
fn which(one: &Instrument, name: &str) -> Result<Option<Code>, WebError> {
    if name == "new" {
        return Ok(None);
    }
    let code = Code::parse(name).map_err(|_| WebError::NotFound)?;
    one.question(&code).ok_or(WebError::NotFound)?;
    Ok(Some(code))
}

/// `GET /checks/{code}/instruments/{instrument}/questions/{question}`
pub async fn question(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, instrument, question)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let audit = audit(&ctx, &code).await?;
    let one = named(&ctx, &audit, (&instrument, None)).await?;
    let name = which(&one, &question)?;
    let at = one
        .questions
        .iter()
        .position(|q| Some(&q.id) == name.as_ref());
    let form = match at {
        Some(at) => QuestionForm::of(&web.words(), &one.questions[at], at + 1),
        None => QuestionForm {
            kind: "yes_no".to_owned(),
            position: (one.questions.len() + 1).to_string(),
            ..QuestionForm::default()
        },
    };
    editor(
        &web,
        &ctx,
        (&audit, &one),
        (name.as_ref(), form),
        Errors::new(),
    )
    .await
}

/// `POST /checks/{code}/instruments/{instrument}/questions/{question}`
pub async fn question_given(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, instrument, question)): Path<(String, String, String)>,
    Form(form): Form<QuestionForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let audit = audit(&ctx, &code).await?;
    let one = named(&ctx, &audit, (&instrument, None)).await?;
    let name = which(&one, &question)?;
    let saved = match form.applied(&web.words(), &one, name.as_ref()) {
        Ok(draft) => save(&ctx, &audit, &draft, Some(&form.reason)).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(saved) => Ok(onward(&format!(
            "/checks/{}/instruments/{saved}",
            audit.code
        ))),
        Err(error) => {
            let errors = web.told(error)?;
            let asks = (name.as_ref(), form);
            editor(&web, &ctx, (&audit, &one), asks, errors).await
        }
    }
}
