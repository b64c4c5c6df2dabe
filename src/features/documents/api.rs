//! What programs write of documents: a file as it is, under a title.

use axum::body::Body;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, HeaderMap};
use axum::response::Response;
use futures_util::StreamExt as _;
use serde::Deserialize;

use super::actions::{self as acts, DocumentError};
use super::pages::list::refusal;
use crate::db::counter::Series;
use crate::domain::actor::Permission::ChangeAudits;
use crate::infra::app::Ctx;
use crate::infra::http::{
    Question, Routes, Visit, Web, WebError, WriteLine, Written, Wrong, refused,
};

const QUESTIONS: [Question; 1] = [Question {
    name: "title",
    what: "What it is called: at most 200 characters.",
}];
const REFUSES: [(&str, &str); 4] = [
    ("409", "These bytes are stored already."),
    ("413", "The file is too large."),
    ("415", "A page or drawing that could run in a browser."),
    ("507", "There is no room left."),
];

/// The addresses to which programs write.
pub(super) fn routes() -> Routes<Web> {
    let line = WriteLine::of_bytes(
        "/api/documents",
        "Stores a document: its file as it is. What it is, is told by its content; a PDF is read, so that words can be quoted from it.",
        &QUESTIONS,
    );
    Routes::default().write(line.refusing(&REFUSES), ChangeAudits, added)
}

/// What the address says of the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    title: String,
}

async fn added(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    match taken_in(&ctx, &asked.title, (length, body)).await {
        Ok(Some(number)) => {
            let number = Series::Document.label(number);
            let address = format!("/api/documents/{number}");
            Ok(web.made(Ok(Written { number, address })))
        }
        Ok(None) => {
            let key = "field-cut-off";
            let wrong = Wrong {
                field: "file".to_owned(),
                code: key.to_owned(),
                detail: web.words().get(key),
                at: String::new(),
            };
            let status = StatusCode::BAD_REQUEST;
            Ok(refused(&web.words(), status, vec![wrong]))
        }
        Err(error) => {
            let (status, field, code, detail) = refusal(&web, error)?;
            let wrong = Wrong {
                field: field.to_owned(),
                code,
                detail,
                at: String::new(),
            };
            Ok(refused(&web.words(), status, vec![wrong]))
        }
    }
}

/// The number of the document; nothing where its bytes ended before their end.
async fn taken_in(
    ctx: &Ctx,
    title: &str,
    (length, body): (Option<u64>, Body),
) -> Result<Option<i64>, DocumentError> {
    let mut receiving = acts::receive(ctx, length).await?;
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let Ok(part) = part else { return Ok(None) };
        receiving.push(&part).await?;
    }
    receiving.keep(ctx, title).await.map(Some)
}
