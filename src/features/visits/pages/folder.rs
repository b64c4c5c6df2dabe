//! The page of files that were taken before: what was matched to which visit, and why others were not taken, one line each.

use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::told;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Came, submitted};
use crate::domain::intake::FileKind;
use crate::features::visits::folders::{Became, MOST, attached, unpacked};
use crate::features::visits::instruments::audit;
use crate::features::visits::store::{self, Announced, FileError};
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, Visit, Web, WebError};

/// A name is shown no longer than this.
const LONGEST_NAME: usize = 120;

/// A file that was matched.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Matched {
    pub(super) name: String,
    pub(super) visit: String,
    pub(super) how: &'static str,
}

/// A file that was not taken.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Left {
    pub(super) name: String,
    pub(super) why: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct FolderPage {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) matched: Vec<Matched>,
    pub(super) left: Vec<Left>,
    pub(super) most: usize,
    pub(super) errors: Errors,
}

impl Page for FolderPage {
    const TEMPLATE: &'static str = "pages/visits/folder.html";
}

impl FolderPage {
    fn of(line: &AuditLine) -> Self {
        Self {
            code: line.code.to_string(),
            title: line.title.clone(),
            matched: Vec::new(),
            left: Vec::new(),
            most: MOST,
            errors: Errors::new(),
        }
    }

    fn tell(&mut self, web: &Web, (name, became): (&str, Became)) -> Result<(), WebError> {
        let name = name.chars().take(LONGEST_NAME).collect();
        match became {
            Ok((visit, how)) => self.matched.push(Matched { name, visit, how }),
            Err(error) => {
                let (_, why) = told(web, error)?;
                self.left.push(Left { name, why });
            }
        }
        Ok(())
    }
}

/// `GET /checks/{code}/folder`
pub async fn folder(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let line = audit(&ctx, &code).await?;
    web.shown(StatusCode::OK, &FolderPage::of(&line))
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
    let mut page = FolderPage::of(&line);
    let mut count = 0;
    loop {
        let Ok(next) = form.next_field().await else {
            return Ok(StatusCode::BAD_REQUEST.into_response());
        };
        let Some(field) = next else { break };
        count += 1;
        if field.name() != Some("photograph") || count > MOST {
            return Ok(StatusCode::BAD_REQUEST.into_response());
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        match one(&ctx, &line, (&all, &name), field).await {
            Ok(became) => {
                for (name, became) in became {
                    page.tell(&web, (&name, became))?;
                }
            }
            Err(Cut::Broken) => return Ok(StatusCode::BAD_REQUEST.into_response()),
            Err(Cut::File(error)) => page.tell(&web, (&name, Err(error)))?,
        }
    }
    web.shown(StatusCode::OK, &page)
}

enum Cut {
    Broken,
    File(FileError),
}

impl From<FileError> for Cut {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

/// One file of the form, or all that are packed in it.
async fn one(
    ctx: &Ctx,
    line: &AuditLine,
    (all, name): (&[Came], &str),
    mut field: Field<'_>,
) -> Result<Vec<(String, Became)>, Cut> {
    let mut taking = store::begin(ctx, None).await?;
    let (mut any, mut refused) = (false, None);
    while let Some(part) = field.chunk().await.map_err(|_| Cut::Broken)? {
        any = true;
        if refused.is_none() {
            refused = taking.push(&part).await.err();
        }
    }
    if let Some(error) = refused {
        return Err(error.into());
    }
    if !any {
        return Ok(Vec::new());
    }
    let stored = taking.finish(ctx, Announced::default()).await?;
    if stored.file.about.said.kind == FileKind::Archive {
        return Ok(unpacked(ctx, line, all, stored).await?);
    }
    let became = attached(ctx, line, (all, name), stored).await;
    Ok(vec![(name.to_owned(), became)])
}
