//! One page of a document: its picture with the words lying over it, the same words as text, and a form that looks
//! whether something is quoted as it stands there.

use std::ops::Range;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{numbered, paged, shown};
use crate::db::document::Document;
use crate::domain::actor::Permission;
use crate::domain::page_text::{PageText, Word};
use crate::domain::quotation::{LONGEST, Standing};
use crate::features::documents::actions as acts;
use crate::features::documents::media::Media;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Visit, Web, WebError};
use crate::infra::templates::escaped;

/// A word over the picture, in hundredths of a point.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Placed {
    pub(super) text: String,
    pub(super) x: u32,
    pub(super) base: u32,
    pub(super) width: u32,
    pub(super) size: u32,
}

/// A mark behind a word.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Mark {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A word of the text below.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) is_found: bool,
}

/// What the look at a quotation said.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Said {
    /// Last part of the keys of its words: `here`, `over`, `on-page`, `nowhere`, `not-checked`, `empty`, `long`.
    pub(super) how: &'static str,
    /// On which page it stands instead.
    pub(super) page: Option<u32>,
    /// The page on which it ends, where that is the next one.
    pub(super) ends: Option<u32>,
    /// How often it stands here.
    pub(super) times: usize,
    /// Where a promise is made from these words.
    pub(super) promise: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) page: u32,
    pub(super) pages: u32,
    /// Whether it has a picture: `pdf`, `picture`, or none.
    pub(super) picture: Option<&'static str>,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) words: Vec<Placed>,
    pub(super) marks: Vec<Mark>,
    pub(super) lines: Vec<Vec<Read>>,
    pub(super) quote: String,
    pub(super) said: Option<Said>,
}

impl Page for PageView {
    const TEMPLATE: &'static str = "pages/documents/page.html";
}

/// Where a promise is made from words of a document: the address of its form.
#[must_use]
pub fn promise_address(document: &Document, page: u32, quote: &str) -> String {
    let quote = escaped(quote);
    let number = document.label();
    format!("/register/promises/new?document={number}&page={page}&quote={quote}")
}

fn placed(word: &Word) -> Option<Placed> {
    let at = word.at?;
    Some(Placed {
        text: word.text.clone(),
        x: at.left,
        // Most of a box is above the base line.
        base: at.top + at.height * 78 / 100,
        width: at.width.max(1),
        size: at.height.max(1),
    })
}

fn marked(word: &Word) -> Option<Mark> {
    let at = word.at?;
    Some(Mark {
        x: at.left,
        y: at.top,
        width: at.width,
        height: at.height,
    })
}

fn view(document: &Document, number: u32, text: &PageText, found: Range<usize>) -> PageView {
    let is_found = |at: usize| found.contains(&at);
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut words = Vec::new();
        for word in line {
            words.push(Read {
                text: word.text.clone(),
                is_found: is_found(at),
            });
            at += 1;
        }
        lines.push(words);
    }
    let media = Media::of_name(&document.media_type);
    let picture = match media {
        Media::Pdf => Some("pdf"),
        _ if media.is_picture() => Some("picture"),
        _ => None,
    };
    PageView {
        number: document.label(),
        title: document.title.clone(),
        page: number,
        pages: document.pages,
        picture,
        width: text.width,
        height: text.height,
        words: text.words.iter().filter_map(placed).collect(),
        marks: text.words[found.clone()]
            .iter()
            .filter_map(marked)
            .collect(),
        lines,
        quote: String::new(),
        said: None,
    }
}

/// `GET /documents/{number}/pages/{page}`
pub async fn page(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((number, page)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (number, page) = (numbered(&number)?, paged(&page)?);
    let found = acts::document(&ctx, number).await?;
    let text = acts::page(&ctx, &found, page).await?;
    shown(&web, StatusCode::OK, &view(&found, page, &text, 0..0))
}

/// A quotation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    page: String,
    quote: String,
}

/// `POST /documents/{number}/pages/{page}`
pub async fn quoted(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((number, _)): Path<(String, String)>,
    Form(given): Form<Quote>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (number, page) = (numbered(&number)?, paged(given.page.trim())?);
    let document = acts::document(&ctx, number).await?;
    let text = acts::page(&ctx, &document, page).await?;
    let (standing, said) = looked(&ctx, &document, page, &given.quote).await?;
    let status = match said.how {
        "empty" | "long" => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let found = match &standing {
        Some(Standing::Here(found)) => found.words.clone(),
        Some(Standing::Over(over)) => over.first.clone(),
        _ => 0..0,
    };
    let page = PageView {
        quote: given.quote,
        said: Some(said),
        ..view(&document, page, &text, found)
    };
    shown(&web, status, &page)
}

async fn looked(
    ctx: &Ctx,
    document: &Document,
    page: u32,
    quote: &str,
) -> Result<(Option<Standing>, Said), WebError> {
    let plain = |how| Said {
        how,
        page: None,
        ends: None,
        times: 0,
        promise: None,
    };
    let length = quote.trim().chars().count();
    if length == 0 {
        return Ok((None, plain("empty")));
    }
    if length > LONGEST {
        return Ok((None, plain("long")));
    }
    let standing = acts::quotation(ctx, document, (page, quote)).await;
    let standing = standing?;
    let mut said = match &standing {
        Standing::Here(found) => Said {
            times: found.times,
            ..plain("here")
        },
        Standing::Over(_) => Said {
            ends: Some(page + 1),
            times: 1,
            ..plain("over")
        },
        Standing::OnPage(other) => Said {
            page: Some(*other),
            ..plain("on-page")
        },
        Standing::Nowhere => plain("nowhere"),
        Standing::NotChecked => plain("not-checked"),
    };
    // What stands elsewhere or nowhere is no ground for a promise.
    let is_ground = matches!(
        standing,
        Standing::Here(_) | Standing::Over(_) | Standing::NotChecked
    );
    if is_ground && ctx.actor.may(Permission::ChangeAudits) {
        said.promise = Some(promise_address(document, page, quote.trim()));
    }
    Ok((Some(standing), said))
}
