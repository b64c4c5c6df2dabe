//! The notice as a letter: on a page, and as a file for paper. What was sent is shown as it was sent.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;
use groundtruth_reports::export::pdf as exported;
use groundtruth_reports::model::{Letter, TextDirection};
use serde::Serialize;

use super::{Asking, Head, Named, number};
use crate::db::organisation::organisation_of;
use crate::features::replies::Replies;
use crate::features::replies::actions::sending::{DOOR, Written, written};
use crate::features::replies::actions::{Asked, Desk, desk};
use crate::infra::http::{Download, Page, Visit, WebError};
use crate::infra::words::Words;

/// A finding in a letter.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Told {
    pub label: String,
    pub title: String,
    pub parts: Vec<(String, String)>,
    pub rests: Vec<String>,
}

/// The notice.
#[derive(Clone, Debug, Serialize)]
pub struct NoticePage {
    pub(super) head: Head,
    pub(super) round: u32,
    pub(super) organisation: String,
    pub(super) date: String,
    pub(super) to: Vec<String>,
    pub(super) subject: String,
    pub(super) before: Vec<String>,
    pub(super) findings: Vec<Told>,
    pub(super) rests: String,
    pub(super) after: Vec<String>,
    /// The head of the evidence log as it was sent; nothing while it was not.
    pub(super) checkpoint: Option<String>,
}

impl Page for NoticePage {
    const TEMPLATE: &'static str = "pages/replies/notice.html";
}

/// A notice and the words it is written in.
struct Shown {
    page: NoticePage,
    words: Words,
}

pub(super) fn told(written: &Written) -> Vec<Told> {
    let findings = written.findings.iter();
    findings
        .map(|one| Told {
            label: one.label.clone(),
            title: one.title.clone(),
            parts: one.parts.clone(),
            rests: one.rests.clone(),
        })
        .collect()
}

/// The head of the log at the end of a notice that was sent.
fn checkpoint(asked: &Asked) -> Option<String> {
    let notice = &asked.kept.invited.as_ref()?.notice;
    let lines: Vec<&str> = notice.lines().collect();
    let root = asked.kept.round.notice.as_ref()?.log_size.to_string();
    // The second line of a checkpoint is how many leaves there are; its origin stands before.
    let at = lines.iter().rposition(|line| **line == *root)?;
    Some(lines.get(at.checked_sub(1)?..)?.join("\n"))
}

async fn of(
    replies: &Replies,
    visit: &Visit,
    (code, round): (&str, &str),
    base: &str,
) -> Result<Shown, WebError> {
    let ctx = replies.web.begin_as(visit);
    let desk: Desk = desk(&ctx, code).await?;
    let asked = desk.round(number(round)?)?;
    let known = organisation_of(ctx.app.db.reads(), ctx.scope).await;
    let known = known.map_err(WebError::internal)?;
    let language = asked.kept.invited.as_ref().map(|one| one.language.as_str());
    let words = language.and_then(Words::of).unwrap_or(replies.web.words());
    let door = format!("{base}{DOOR}");
    let names = (known.name.as_str(), door.as_str());
    let letter = written((&desk, asked), names, (&words, &ctx.app.words));
    let sent = asked.kept.round.notice.as_ref().map(|one| one.sent_on);
    let mut to = vec![desk.party(&asked.kept.round.party)];
    to.extend(asked.kept.invited.iter().map(|one| one.to.clone()));
    let page = NoticePage {
        head: Head::of(&ctx, &desk.line),
        round: asked.kept.number,
        organisation: known.name.clone(),
        date: words.day(sent.unwrap_or(desk.today)),
        to,
        subject: letter.subject.clone(),
        before: letter.before.clone(),
        findings: told(&letter),
        rests: words.get("replies-rests"),
        after: letter.after.clone(),
        checkpoint: checkpoint(asked),
    };
    Ok(Shown { page, words })
}

/// `GET /checks/{code}/replies/{round}/notice`
pub async fn page(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let base = replies.web.base(&visit, &headers);
    let shown = of(&replies, &visit, (&code, &round), &base).await?;
    replies.web.shown(StatusCode::OK, &shown.page)
}

/// `GET /checks/{code}/replies/{round}/notice.pdf`
pub async fn pdf(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let base = replies.web.base(&visit, &headers);
    let Shown { page, words } = of(&replies, &visit, (&code, &round), &base).await?;
    let own = replies.web.app.words.code();
    let name = format!("{code}-notice-{}.pdf", page.round);
    let sheet = sheet(page, &words, own);
    let made = tokio::task::spawn_blocking(move || exported::letter(&sheet)).await;
    let bytes = made
        .map_err(WebError::internal)?
        .map_err(WebError::internal)?;
    Ok(Download::pdf(name, bytes).unkept())
}

fn sheet(page: NoticePage, words: &Words, own: &str) -> Letter {
    let mut paragraphs = page.before;
    for one in page.findings {
        paragraphs.push(format!("{}. {}", one.label, one.title));
        let parts = one.parts.into_iter();
        paragraphs.extend(parts.map(|(heading, said)| format!("{heading}: {said}")));
        if !one.rests.is_empty() {
            paragraphs.push(format!("{} {}", page.rests, one.rests.join("; ")));
        }
    }
    paragraphs.extend(page.after);
    paragraphs.extend(page.checkpoint);
    Letter {
        language: words.code().to_owned(),
        direction: TextDirection::of(words.direction()),
        own_language: (own != words.code()).then(|| own.to_owned()),
        organisation: page.organisation,
        date_line: page.date,
        date: None,
        to: page.to,
        subject: page.subject,
        paragraphs,
        items: Vec::new(),
        after: Vec::new(),
        signed: words.get("letter-signed"),
        badge: None,
        number_line: page.head.code.to_uppercase(),
    }
}
