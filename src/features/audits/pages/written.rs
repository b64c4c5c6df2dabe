//! Letters that are filled in from an audit: changed, kept, printed, copied, sent.

use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use groundtruth_reports::export::pdf;
use groundtruth_reports::model::{Letter as Sheet, TextDirection};
use serde::{Deserialize, Serialize};

use super::{Asking, Choice, Head, Posted};
use crate::db::findings::KeptLetter;
use crate::db::organisation::organisation_of;
use crate::domain::kit::LetterKind;
use crate::domain::letter::{Letter, Way, paragraphs};
use crate::features::audits::Audits;
use crate::features::audits::actions::writing::{begun, keep, kept_one, kind_of, send};
use crate::features::audits::forms::{Given, TICKED};
use crate::infra::app::Ctx;
use crate::infra::http::{Download, Errors, Page, WebError, onward};
use crate::infra::words::Words;

/// A kept letter in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct KeptLine {
    pub number: u32,
    pub subject: String,
    pub to: String,
    /// When it was sent, in words; nothing while it was not.
    pub sent: Option<String>,
}

impl KeptLine {
    pub(super) fn of(one: &KeptLetter, words: &Words) -> Self {
        Self {
            number: one.number,
            subject: one.is.subject.clone(),
            to: one.is.to.lines().collect::<Vec<_>>().join(", "),
            sent: sent_said(&one.is, words),
        }
    }
}

fn sent_said(letter: &Letter, words: &Words) -> Option<String> {
    let sent = letter.sent.as_ref()?;
    let way = super::super::forms::word_of(&sent.by);
    let way = words.get(&format!("letter-way-{way}"));
    let names = [("on", words.day(sent.on)), ("way", way)];
    let names = names.each_ref().map(|(name, text)| (*name, text.as_str()));
    Some(words.say("letter-was-sent", &names))
}

/// A letter that is written.
#[derive(Clone, Debug, Serialize)]
pub struct WritePage {
    pub(super) head: Head,
    /// The word of its kind.
    pub(super) kind: &'static str,
    /// What it could tell: name of the box, words, where they come from.
    pub(super) facts: Vec<(String, String, String)>,
    /// All of it as text, as the program fills it in.
    pub(super) plain: String,
    /// The same for a chat.
    pub(super) short: String,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "pages/audits/letter-new.html";
}

/// A letter that was kept.
#[derive(Clone, Debug, Serialize)]
pub struct KeptPage {
    pub(super) head: Head,
    pub(super) number: u32,
    /// Language of its words and the direction in which it is written.
    pub(super) language: (String, &'static str),
    pub(super) organisation: String,
    pub(super) date: String,
    pub(super) to: Vec<String>,
    pub(super) subject: String,
    pub(super) before: Vec<String>,
    pub(super) items: Vec<String>,
    pub(super) after: Vec<String>,
    pub(super) plain: String,
    pub(super) short: String,
    /// The address to which it can go as a mail.
    pub(super) mail: Option<String>,
    pub(super) sent: Option<String>,
    pub(super) ways: Vec<Choice>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for KeptPage {
    const TEMPLATE: &'static str = "pages/audits/letter-kept.html";
}

/// What a letter is about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct About {
    about: String,
}

fn form_of(letter: &Letter) -> Given {
    let mut form = Given::default();
    form.put("to", &letter.to);
    form.put_some("mail", letter.mail.as_ref());
    form.put("subject", &letter.subject);
    form.put("before", &letter.before);
    form.put("after", &letter.after);
    form.put_some("about", letter.about.as_ref());
    for fact in &letter.facts {
        form.put(format!("fact-{}", fact.id), TICKED);
    }
    form
}

async fn organisation(ctx: &Ctx) -> Result<String, WebError> {
    let known = organisation_of(ctx.app.db.reads(), ctx.scope).await;
    Ok(known.map_err(WebError::internal)?.name)
}

async fn write_page(
    audits: &Audits,
    ctx: &Ctx,
    (code, kind, about): (&str, LetterKind, &str),
    (typed, errors): (Option<Given>, Errors),
) -> Result<Response, WebError> {
    let words = audits.web.words();
    let (planned, letter) = begun(ctx, (code, kind), about, &words).await?;
    let facts = letter.facts.iter();
    let facts = facts.map(|one| {
        let name = format!("fact-{}", one.id);
        (name, one.says.clone(), one.from.clone())
    });
    let page = WritePage {
        head: Head::of(ctx, &planned, &words),
        kind: kind.word(),
        facts: facts.collect(),
        plain: format!("{}\n\n{}", letter.subject, letter.text()),
        short: letter.short(&organisation(ctx).await?),
        form: typed.unwrap_or_else(|| form_of(&letter)),
        errors,
    };
    audits.web.shown(status(&page.errors), &page)
}

fn status(errors: &Errors) -> StatusCode {
    match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// `GET /checks/{code}/letters/new/{kind}`
pub async fn asked(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path((code, kind)): Path<(String, String)>,
    Query(of): Query<About>,
) -> Result<Response, WebError> {
    let kind = kind_of(&kind).ok_or(WebError::NotFound)?;
    let ctx = audits.web.begin_as(&visit);
    let first = (None, Errors::new());
    write_page(&audits, &ctx, (&code, kind, &of.about), first).await
}

/// `POST /checks/{code}/letters/new/{kind}`
pub async fn kept(
    Path((_, kind)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, WebError> {
    let kind = kind_of(&kind).ok_or(WebError::NotFound)?;
    let (at, given) = (posted.at, posted.given);
    let words = at.audits.web.words();
    match keep(&at.ctx, (&at.code, kind), &given, &words).await {
        Ok(number) => Ok(to_kept(&at.code, number)),
        Err(error) => {
            let errors = at.audits.web.told(error)?;
            let about = given.field("about").to_owned();
            let which = (at.code.as_str(), kind, about.as_str());
            write_page(&at.audits, &at.ctx, which, (Some(given), errors)).await
        }
    }
}

fn to_kept(code: &str, number: u32) -> Response {
    onward(&format!("/checks/{code}/letters/kept/{number}"))
}

/// The number of a letter that an address names.
fn numbered(text: &str) -> Result<u32, WebError> {
    text.parse().map_err(|_| WebError::NotFound)
}

/// The language of a letter, and its direction.
fn language_of(letter: &Letter, words: &Words) -> (String, &'static str) {
    let own = Words::of(&letter.language).unwrap_or(*words);
    (own.code().to_owned(), own.direction())
}

async fn kept_page(
    audits: &Audits,
    ctx: &Ctx,
    (code, number): (&str, u32),
    (form, errors): (Given, Errors),
) -> Result<Response, WebError> {
    let words = audits.web.words();
    let (planned, one) = kept_one(ctx, code, number).await?;
    let letter = &one.is;
    let organisation = organisation(ctx).await?;
    let mail = letter
        .mail
        .clone()
        .filter(|_| ctx.app.config.mail.is_some());
    let own = Words::of(&letter.language).unwrap_or(words);
    let page = KeptPage {
        head: Head::of(ctx, &planned, &words),
        number,
        language: language_of(letter, &words),
        date: own.day(one.kept_at.date_naive()),
        to: letter.to.lines().map(str::to_owned).collect(),
        subject: letter.subject.clone(),
        before: paragraphs(&letter.before),
        items: letter.lines().collect(),
        after: paragraphs(&letter.after),
        plain: format!("{}\n\n{}", letter.subject, letter.text()),
        short: letter.short(&organisation),
        mail,
        sent: sent_said(letter, &words),
        ways: Choice::all(&words, "letter-way", &Way::BY_HAND),
        organisation,
        form,
        errors,
    };
    audits.web.shown(status(&page.errors), &page)
}

/// `GET /checks/{code}/letters/kept/{number}`
pub async fn shown(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path((code, number)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let (ctx, number) = (audits.web.begin_as(&visit), numbered(&number)?);
    let form = Given::on(ctx.now.date_naive());
    kept_page(&audits, &ctx, (&code, number), (form, Errors::new())).await
}

/// `POST /checks/{code}/letters/kept/{number}`: it goes out as a mail, or somebody sent it.
pub async fn sent(
    Path((_, number)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, WebError> {
    let (at, given) = (posted.at, posted.given);
    let number = numbered(&number)?;
    match send(&at.audits, &at.ctx, (&at.code, number), &given).await {
        Ok(()) => Ok(to_kept(&at.code, number)),
        Err(error) => {
            let errors = at.audits.web.told(error)?;
            kept_page(&at.audits, &at.ctx, (&at.code, number), (given, errors)).await
        }
    }
}

/// `GET /checks/{code}/letters/kept/{number}/{file}`: `letter.pdf`, `letter.txt`, `slip.pdf`.
pub async fn file(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path((code, number, file)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let (ctx, number) = (audits.web.begin_as(&visit), numbered(&number)?);
    let (planned, one) = kept_one(&ctx, &code, number).await?;
    let organisation = organisation(&ctx).await?;
    let letter = &one.is;
    let name = format!("{code}-{}-{number}-{file}", letter.kind.word());
    let own = Words::of(&letter.language).unwrap_or(audits.web.words());
    let head = Head::of(&ctx, &planned, &own);
    let day = one.kept_at.date_naive();
    let audit = ctx.app.words.code();
    let empty = Sheet {
        language: own.code().to_owned(),
        direction: TextDirection::of(own.direction()),
        own_language: (audit != own.code()).then(|| audit.to_owned()),
        organisation: organisation.clone(),
        date_line: own.day(day),
        date: Some(day.to_string()),
        subject: letter.subject.clone(),
        items: letter.lines().collect(),
        number_line: head.agreement,
        ..Sheet::default()
    };
    let sheet = match file.as_str() {
        "letter.pdf" => Sheet {
            to: letter.to.lines().map(str::to_owned).collect(),
            paragraphs: paragraphs(&letter.before),
            after: paragraphs(&letter.after),
            signed: own.get("letter-signed"),
            ..empty
        },
        // What fits a hand: whom it is from, what it is about, what it tells.
        "slip.pdf" => empty,
        "letter.txt" => {
            let text = Download {
                name,
                content_type: "text/plain; charset=utf-8",
                shown: false,
                policy: None,
                bytes: format!("{}\n\n{}\n", letter.subject, letter.text()).into_bytes(),
            };
            return Ok(text.unkept());
        }
        _ => return Err(WebError::NotFound),
    };
    let made = tokio::task::spawn_blocking(move || pdf::letter(&sheet)).await;
    let bytes = made
        .map_err(WebError::internal)?
        .map_err(WebError::internal)?;
    Ok(Download::pdf(name, bytes).unkept())
}
