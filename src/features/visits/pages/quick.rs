//! The page of the quick form.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;

use crate::db::audit::AuditLine;
use crate::domain::case::Case;
use crate::domain::instrument::Instrument;
use crate::features::visits::answers::spoken;
use crate::features::visits::quick::{SEEN, VisitForm, audit_of, counts_at_once, record};
use crate::infra::accepting::in_force;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};

/// A place that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceChoice {
    /// Its name in the audit.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Its group.
    pub stratum: Option<String>,
}

/// A promise as the form asks for it.
#[derive(Clone, Debug, Serialize)]
struct Asked {
    code: String,
    promise: String,
    unit: String,
    seen: String,
    value: String,
    note: String,
}

/// An instrument that asks one question a screen.
#[derive(Clone, Debug, Serialize)]
pub struct Other {
    /// Its name.
    pub code: String,
    /// What people call it.
    pub title: String,
    /// How many questions it has.
    pub questions: usize,
}

/// The quick form.
#[derive(Clone, Debug, Serialize)]
pub struct QuickPage {
    code: String,
    title: String,
    places: Vec<PlaceChoice>,
    place: String,
    date: String,
    observers: String,
    announced: String,
    access: String,
    note: String,
    promises: Vec<Asked>,
    answers: Vec<&'static str>,
    others: Vec<Other>,
    /// Whether it counts at once, because nobody else may check it.
    counts: bool,
    errors: Errors,
}

impl Page for QuickPage {
    const TEMPLATE: &'static str = "pages/visits/quick.html";
}

/// The places of an audit, to be chosen from.
#[must_use]
pub fn places(case: &Case) -> Vec<PlaceChoice> {
    let places = case.places.iter();
    places
        .map(|place| PlaceChoice {
            code: place.id.to_string(),
            name: place.name.clone(),
            stratum: place.stratum.clone(),
        })
        .collect()
}

/// The form with what was typed.
#[must_use]
pub fn page(
    web: &Web,
    (line, case): (&AuditLine, &Case),
    (form, day): (&VisitForm, NaiveDate),
    (instruments, counts): (&[Instrument], bool),
    errors: Errors,
) -> QuickPage {
    let words = web.words();
    let kept = |name: &str| form.field(name).to_owned();
    let promises = in_force(&case.obligations, day).map(|one| Asked {
        code: one.id.to_string(),
        promise: one.promise.clone(),
        unit: one.unit.clone(),
        seen: kept(&format!("seen-{}", one.id)),
        value: kept(&format!("value-{}", one.id)),
        note: kept(&format!("note-{}", one.id)),
    });
    let others = instruments.iter().map(|one| Other {
        code: one.code.to_string(),
        title: spoken(&words, &one.title),
        questions: one.questions.len(),
    });
    QuickPage {
        code: line.code.to_string(),
        title: line.title.clone(),
        places: places(case),
        place: kept("place"),
        date: kept("date"),
        observers: kept("observers"),
        announced: kept("announced"),
        access: kept("access"),
        note: kept("note"),
        promises: promises.collect(),
        answers: SEEN.iter().map(|(word, _)| *word).collect(),
        others: others.collect(),
        counts,
        errors,
    }
}

/// `POST /checks/{code}/visits`
pub async fn given(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    Form(given): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let form = VisitForm(given);
    match record(&ctx, &code, &form).await {
        // Where it counts, the desk shows what it did to the audit; where it waits, whoever sent it gets the slip.
        Ok(receipt) if receipt.counts => Ok(onward(&format!("/checks/{code}"))),
        Ok(receipt) => super::review::receipt(&web, &receipt),
        Err(error) => {
            let errors = web.told(error)?;
            let (line, case) = audit_of(&ctx, &code).await?;
            let day = form.field("date").parse();
            let day = day.unwrap_or(ctx.now.date_naive());
            let asked = crate::features::visits::instruments::newest(&ctx, &line).await?;
            let counts = counts_at_once(&ctx).await?;
            let page = page(&web, (&line, &case), (&form, day), (&asked, counts), errors);
            web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
