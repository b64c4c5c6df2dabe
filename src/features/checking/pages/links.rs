//! What one piece of evidence says of another: the form on the page of a visit, and how it is told.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::Asking;
use super::one::{Sent, page};
use crate::db::counter::Series;
use crate::db::fieldwork::KeptLink;
use crate::domain::obligation::Obligation;
use crate::domain::review::Bearing;
use crate::features::checking::actions::links::{NewLink, add, dropped, promise_number};
use crate::features::checking::actions::one::{One, numbered, one as load};
use crate::infra::action::ActionError;
use crate::infra::http::{Web, WebError, onward};
use crate::infra::words::Words;

/// What was said of two visits, as it is told at both.
#[derive(Clone, Debug, Serialize)]
pub struct LinkLine {
    pub(super) number: u32,
    /// The visit that says something, and its file.
    pub(super) from: String,
    pub(super) file: Option<u32>,
    /// `corroborates`, `contradicts`
    pub(super) bearing: &'static str,
    pub(super) to: String,
    /// The promise that is spoken of: `O-01`, and as a sentence.
    pub(super) promise: Option<(String, String)>,
    pub(super) note: Option<String>,
    pub(super) by: String,
    pub(super) on: String,
}

impl LinkLine {
    /// A link in the words of whoever reads.
    pub(super) fn of(words: &Words, promises: &[Obligation], kept: &KeptLink) -> Self {
        let link = &kept.link;
        let promise = link.promise.as_ref().and_then(|name| {
            let number = promise_number(promises, name)?;
            let held = promises.iter().find(|one| one.id == *name)?;
            Some((number, held.promise.clone()))
        });
        Self {
            number: kept.number,
            from: Series::Submission.label(link.from),
            file: link.file,
            bearing: link.bearing.word(),
            to: Series::Submission.label(link.to),
            promise,
            note: link.note.clone(),
            by: match link.by {
                0 => words.get("checking-by-console"),
                number => Series::Person.label(number),
            },
            on: words.day(link.at.date_naive()),
        }
    }
}

/// The form of a link with what was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Linking {
    /// Files of the visit, by number.
    pub(super) files: Vec<u32>,
    /// Promises by name, number and sentence.
    pub(super) promises: Vec<(String, String, String)>,
    pub(super) bearings: Vec<&'static str>,
    pub(super) file: String,
    pub(super) bearing: String,
    pub(super) to: String,
    pub(super) promise: String,
    pub(super) note: String,
}

impl Linking {
    pub(super) fn of(one: &One, given: LinkForm) -> Self {
        let promises = one.every_promise.iter().enumerate();
        Self {
            files: one.files.iter().map(|file| file.file.number).collect(),
            promises: promises
                .map(|(at, held)| {
                    let number = format!("O-{:02}", at + 1);
                    (held.id.to_string(), number, held.promise.clone())
                })
                .collect(),
            bearings: Bearing::ALL.map(Bearing::word).to_vec(),
            file: given.file,
            bearing: given.bearing,
            to: given.to,
            promise: given.promise,
            note: given.note,
        }
    }
}

/// What the form of a link sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    file: String,
    bearing: String,
    to: String,
    promise: String,
    #[serde(rename = "link-note")]
    note: String,
}

/// `POST /checks/{code}/visits/{visit}/links`
pub async fn linked(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, label)): Path<(String, String)>,
    Form(form): Form<LinkForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = numbered(&label)?;
    let given = form.clone();
    let new = NewLink {
        file: form.file,
        bearing: form.bearing,
        to: form.to,
        promise: form.promise,
        note: form.note,
    };
    match add(&ctx, (&code, number), &new).await {
        Ok(()) => Ok(onward(&format!("/checks/{code}/visits/{label}#links"))),
        Err(error) => wrong(&web, &visit, (&code, number), (given, error)).await,
    }
}

/// `POST /checks/{code}/visits/{visit}/links/{link}/drop`
pub async fn unlinked(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, label, link)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = numbered(&label)?;
    let link = link.parse().map_err(|_| WebError::NotFound)?;
    match dropped(&ctx, (&code, number), link).await {
        Ok(()) => Ok(onward(&format!("/checks/{code}/visits/{label}#links"))),
        Err(error) => wrong(&web, &visit, (&code, number), (LinkForm::default(), error)).await,
    }
}

async fn wrong(
    web: &Web,
    visit: &crate::infra::http::Visit,
    (code, number): (&str, i64),
    (form, error): (LinkForm, ActionError),
) -> Result<Response, WebError> {
    let errors = web.told(error)?;
    let one = load(&web.begin_as(visit), code, number).await?;
    let sent = Sent {
        link: form,
        ..Sent::default()
    };
    let page = page(&web.words(), &one, visit, (sent, errors));
    web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
