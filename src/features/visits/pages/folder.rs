//! A folder of photographs that were taken before: each is matched to something that came in, by the number in its name or by
//! the time that its device gives, and kept with it.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use serde::Serialize;

use super::told;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Came, NewFile, PublicCopy, add_files, files_of, give_copy, submitted};
use crate::db::{BlobId, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::log::{Digest, Happening};
use crate::domain::review::ReviewState;
use crate::features::visits::instruments::audit;
use crate::features::visits::store::{self, Announced, FileError, Stored};
use crate::infra::accepting::{refresh, subject_of};
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError};

/// Photographs of one sending.
const MOST: usize = 200;
/// A photograph is taken at most so long before the visit begins, and after it, where nobody noted when it ended.
const BEFORE: TimeDelta = TimeDelta::minutes(30);
const AFTER: TimeDelta = TimeDelta::hours(4);

/// A photograph that was matched.
#[derive(Clone, Debug, Serialize)]
struct Matched {
    name: String,
    visit: String,
    how: &'static str,
}

/// A photograph that was not taken.
#[derive(Clone, Debug, Serialize)]
struct Left {
    name: String,
    why: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct FolderPage {
    code: String,
    title: String,
    matched: Vec<Matched>,
    left: Vec<Left>,
    errors: Errors,
}

impl Page for FolderPage {
    const TEMPLATE: &'static str = "pages/visits/folder.html";
}

/// `GET /checks/{code}/folder`
pub async fn folder(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let line = audit(&ctx, &code).await?;
    let page = FolderPage {
        code: line.code.to_string(),
        title: line.title,
        matched: Vec::new(),
        left: Vec::new(),
        errors: Errors::new(),
    };
    web.shown(StatusCode::OK, &page)
}

/// What a photograph belongs to, and how that was found.
fn matching<'c>(
    all: &'c [Came],
    name: &str,
    taken: Option<NaiveDateTime>,
) -> Result<(&'c Came, &'static str), &'static str> {
    let upper = name.to_uppercase();
    let open = || {
        all.iter().filter(|came| {
            let over = [ReviewState::Withdrawn, ReviewState::Rejected];
            came.submission.is_some() && !over.contains(&came.line.state)
        })
    };
    if let Some(at) = upper.find("V-") {
        let digits: String = upper[at + 2..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if let Ok(number) = digits.parse::<i64>() {
            let found = open().find(|came| came.line.number == number);
            return found.map(|came| (came, "by-name")).ok_or("folder-no-visit");
        }
    }
    let taken = taken.ok_or("folder-no-visit")?;
    let mut near = open().filter(|came| {
        came.submission.as_ref().is_some_and(|seen| {
            if seen.started.time() == NaiveTime::MIN {
                return seen.started.date() == taken.date();
            }
            let until = seen.ended.unwrap_or(seen.started + AFTER);
            (seen.started - BEFORE..=until).contains(&taken)
        })
    });
    match (near.next(), near.next()) {
        (Some(came), None) => Ok((came, "by-time")),
        (Some(_), Some(_)) => Err("folder-several"),
        (None, _) => Err("folder-no-visit"),
    }
}

/// `POST /checks/{code}/folder`
pub async fn filled(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let line = audit(&ctx, &code).await?;
    let Ok(mut form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let all = submitted(conn, ctx.scope, master, line.id).await;
    let all = all.map_err(WebError::internal)?;
    let (mut matched, mut left) = (Vec::new(), Vec::new());
    let mut count = 0;
    loop {
        let Ok(next) = form.next_field().await else {
            return Ok(StatusCode::BAD_REQUEST.into_response());
        };
        let Some(mut field) = next else { break };
        count += 1;
        if field.name() != Some("photograph") || count > MOST {
            return Ok(StatusCode::BAD_REQUEST.into_response());
        }
        let name: String = field
            .file_name()
            .unwrap_or_default()
            .chars()
            .take(120)
            .collect();
        let mut taking = store::begin(&ctx, None).await.map_err(super::untold)?;
        let mut any = false;
        let refused = loop {
            match field.chunk().await {
                Ok(Some(part)) => {
                    any = true;
                    if let Err(error) = taking.push(&part).await {
                        break Some(error);
                    }
                }
                Ok(None) => break None,
                Err(_) => return Ok(StatusCode::BAD_REQUEST.into_response()),
            }
        };
        if !any {
            continue;
        }
        let kept = match refused {
            Some(error) => Err(error),
            None => match taking.finish(&ctx, Announced::default()).await {
                Ok(stored) => attached(&ctx, &line, (&all, &name), stored).await,
                Err(error) => Err(error),
            },
        };
        match kept {
            Ok((visit, how)) => matched.push(Matched { name, visit, how }),
            Err(error) => {
                let (_, why) = told(&web, error)?;
                left.push(Left { name, why });
            }
        }
    }
    let page = FolderPage {
        code: line.code.to_string(),
        title: line.title,
        matched,
        left,
        errors: Errors::new(),
    };
    web.shown(StatusCode::OK, &page)
}

async fn attached(
    ctx: &Ctx,
    line: &AuditLine,
    (all, name): (&[Came], &str),
    stored: Stored,
) -> Result<(String, &'static str), FileError> {
    let about = &stored.file.about;
    let found = match matching(all, name, about.said.taken) {
        Ok(found) => Ok(found),
        Err(why) => Err(ActionError::field("photograph", why)),
    };
    let kept = match found {
        Ok((came, how)) => with(ctx, line, came, &stored)
            .await
            .map(|()| (came.line.label(), how)),
        Err(error) => Err(error.into()),
    };
    store::or_gone(ctx, &stored.blobs, kept).await
}

/// Keeps a photograph with what came in, and tells the evidence log.
async fn with(ctx: &Ctx, line: &AuditLine, came: &Came, stored: &Stored) -> Result<(), FileError> {
    let file = &stored.file;
    let sha256 = Digest::parse(&file.about.said.sha256);
    let sha256 = sha256.ok_or(StorageError::NotThere { what: "SHA-256" })?;
    let new = NewFile {
        sha256,
        bytes: file.about.said.len,
        media_type: file.media_type.clone(),
        blob: Some(BlobId::from(file.blob)),
        about: file.about.clone(),
    };
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let (scope, master, id) = (ctx.scope, &ctx.app.master, came.line.id);
        let there = files_of(txn, scope, master, &[id]).await?;
        if there.values().flatten().any(|one| one.sha256 == sha256) {
            return Err(ActionError::field("photograph", "folder-there").into());
        }
        store::add_rows(txn, ctx, &stored.blobs, &mut ids).await?;
        add_files(txn, scope, master, (id, &[new]), &mut ids).await?;
        let kept = files_of(txn, scope, master, &[id]).await?;
        let last = kept.values().flatten().last();
        if let (Some(last), Some((copy, hash, preview))) = (last, &file.copy)
            && let Some(hash) = Digest::parse(hash)
        {
            let copy = PublicCopy {
                blob: BlobId::from(*copy),
                sha256: hash,
                preview: BlobId::from(*preview),
            };
            give_copy(txn, scope, last.id, &copy).await?;
        }
        let subject = subject_of(txn, ctx, (line, came.line.client_id), &mut ids).await?;
        let mut fact = ctx.fact(subject);
        fact.audit = Some(line.code.as_str());
        fact.blobs = vec![sha256];
        ctx.record(txn, &mut ids, fact, |opening| Happening::DocumentReceived {
            blob: opening
                .blob_commitments()
                .first()
                .copied()
                .unwrap_or(sha256),
        })
        .await?;
        if came.line.state == ReviewState::Accepted {
            refresh(txn, ctx, line, came, &mut ids).await?;
        }
        noted(txn, ctx, ("photograph-added", line.code.as_str()), &mut ids).await?;
        Ok::<_, FileError>(())
    })
    .await
}
