//! The imports of an organisation, and taking a file in.

use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, HeaderMap};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::{Trouble, trouble};
use crate::db::counter::Series;
use crate::db::register::{ImportRun, ImportState};
use crate::domain::actor::Permission;
use crate::features::imports::actions::{self as acts, ImportError, Receiving};
use crate::features::imports::bundle::Bundle;
use crate::features::imports::reading::Answered;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Visit, Web, WebError, onward};

/// Tables that belong together are a few.
const MOST_FILES: usize = 100;
/// The name of a check is short.
const LONGEST_WORD: usize = 200;

/// One import of the list.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Its number: I-0001.
    pub label: String,
    /// The name of its file.
    pub file: String,
    /// What the file is, as the last part of a key.
    pub format: String,
    /// Whether it counts, as the last part of a key.
    pub state: &'static str,
    /// How many agreements were taken.
    pub taken: u64,
    /// How many rows were not.
    pub refused: u64,
    /// The day.
    pub day: String,
}

impl Line {
    /// An import as a line.
    #[must_use]
    pub fn of(run: &ImportRun) -> Self {
        Self {
            label: Series::Import.label(run.number),
            file: run.file_name.clone(),
            format: run.format.clone(),
            state: match run.state {
                ImportState::Waiting => "waiting",
                ImportState::Done => "done",
                ImportState::Undone => "undone",
            },
            taken: run.counts.0,
            refused: run.counts.1,
            day: run.made_at.format("%Y-%m-%d").to_string(),
        }
    }
}

/// The list, and the form for a file.
#[derive(Clone, Debug, Serialize)]
pub struct ListPage {
    pub(super) imports: Vec<Line>,
    pub(super) may_change: bool,
    /// Whether somebody came to bring visits.
    pub(super) visits: bool,
    /// The checks that visits can go into: code, title.
    pub(super) checks: Vec<(String, String)>,
    /// The one they came from.
    pub(super) check: String,
    pub(super) trouble: Option<Trouble>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "pages/imports/list.html";
}

/// What somebody came for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    kind: String,
    check: String,
}

async fn listed(
    web: &Web,
    ctx: &Ctx,
    wanted: &Wanted,
    (status, trouble): (StatusCode, Option<Trouble>),
) -> Result<Response, WebError> {
    let imports = acts::imports(ctx).await?;
    let visits = wanted.kind == "visits";
    let checks = match visits {
        true => acts::checks(ctx).await?,
        false => Vec::new(),
    };
    let page = ListPage {
        imports: imports.iter().map(Line::of).collect(),
        may_change: ctx.actor.may(Permission::ChangeAudits),
        visits,
        checks: checks
            .into_iter()
            .map(|(code, title)| (code.as_str().to_owned(), title))
            .collect(),
        check: wanted.check.clone(),
        trouble,
    };
    web.shown(status, &page)
}

/// `GET /imports`
pub async fn list(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, WebError> {
    let nothing = Wanted::default();
    listed(
        &web,
        &web.begin_as(&visit),
        &nothing,
        (StatusCode::OK, None),
    )
    .await
}

/// `GET /imports/new`
pub async fn new(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    listed(&web, &web.begin_as(&visit), &wanted, (StatusCode::OK, None)).await
}

/// `POST /imports`
pub async fn received(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let Ok(form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let announced = headers.get(CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    let mut wanted = Wanted::default();
    match taken_in(&ctx, form, announced, &mut wanted).await {
        Ok(number) => Ok(onward(&format!(
            "/imports/{}",
            Series::Import.label(number)
        ))),
        Err(Cut::Broken) => Ok(StatusCode::BAD_REQUEST.into_response()),
        Err(Cut::Nothing) => {
            let text = web.words().get("imports-trouble-nothing");
            let trouble = Trouble { text, to: None };
            let told = (StatusCode::UNPROCESSABLE_ENTITY, Some(trouble));
            listed(&web, &ctx, &wanted, told).await
        }
        Err(Cut::Refused(error)) => {
            let (status, told) = trouble(&web, error)?;
            listed(&web, &ctx, &wanted, (status, Some(told))).await
        }
    }
}

/// Why a form with a file was not taken in.
enum Cut {
    /// It ended before its end, or is no form.
    Broken,
    /// No file was chosen.
    Nothing,
    /// What came in was refused.
    Refused(ImportError),
}

impl From<ImportError> for Cut {
    fn from(error: ImportError) -> Self {
        Self::Refused(error)
    }
}

async fn taken_in(
    ctx: &Ctx,
    mut form: Multipart,
    announced: Option<u64>,
    wanted: &mut Wanted,
) -> Result<i64, Cut> {
    let mut came: Option<(Receiving, String)> = None;
    let mut answered = Answered::default();
    let mut bundle: Option<Bundle> = None;
    while let Some(mut field) = form.next_field().await.map_err(|_| Cut::Broken)? {
        match field.name() {
            // The check stands before the file.
            Some("check") if came.is_none() => {
                let code = short_text(&mut field).await?;
                let known = acts::checks(ctx).await.map_err(ImportError::from)?;
                let known = known.into_iter().map(|(known, _)| known);
                answered.check = known.into_iter().find(|known| known.as_str() == code);
                (wanted.kind, wanted.check) = ("visits".to_owned(), code);
            }
            // Several tables that belong together come as one.
            Some("files") if came.is_none() || bundle.is_some() => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let (bundle, (file, names)) = match (&mut bundle, &mut came) {
                    (Some(bundle), Some(came)) => (bundle, came),
                    (bundle, came) => {
                        let file = acts::receive(ctx, announced).await?;
                        let came = came.insert((file, String::new()));
                        (bundle.insert(Bundle::default()), came)
                    }
                };
                if bundle.files() == MOST_FILES {
                    return Err(Cut::Broken);
                }
                if !names.is_empty() {
                    names.push_str(" + ");
                }
                names.push_str(&name);
                file.push(&bundle.file(&name)).await?;
                while let Some(part) = field.chunk().await.map_err(|_| Cut::Broken)? {
                    bundle.bytes(&part);
                    file.push(&part).await?;
                }
            }
            Some("file") if came.is_none() => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let mut file = acts::receive(ctx, announced).await?;
                let mut is_empty = true;
                while let Some(part) = field.chunk().await.map_err(|_| Cut::Broken)? {
                    is_empty &= part.is_empty();
                    file.push(&part).await?;
                }
                if is_empty {
                    return Err(Cut::Nothing);
                }
                came = Some((file, name));
            }
            // What a form may not carry is refused, not passed over.
            _ => return Err(Cut::Broken),
        }
    }
    let (mut file, name) = came.ok_or(Cut::Nothing)?;
    if let Some(bundle) = bundle {
        file.push(&bundle.finish()).await?;
    }
    Ok(file.keep(ctx, &name, &answered).await?)
}

/// The text of a field that is a word.
async fn short_text(field: &mut Field<'_>) -> Result<String, Cut> {
    let mut bytes = Vec::new();
    while let Some(part) = field.chunk().await.map_err(|_| Cut::Broken)? {
        bytes.extend(part);
        if bytes.len() > LONGEST_WORD {
            return Err(Cut::Broken);
        }
    }
    String::from_utf8(bytes).map_err(|_| Cut::Broken)
}
