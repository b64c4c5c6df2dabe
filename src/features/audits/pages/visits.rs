//! The quick form of a visit.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Asking;
use super::desk::{PlaceLine, places};
use crate::domain::obligation::Obligation;
use crate::features::audits::Audits;
use crate::features::audits::actions::{self, Desk, promises_on};
use crate::features::audits::visit_form::{SEEN, VisitForm};
use crate::infra::http::{Errors, Page, WebError, onward};

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

/// The form of a visit.
#[derive(Clone, Debug, Serialize)]
pub struct VisitPage {
    code: String,
    title: String,
    places: Vec<PlaceLine>,
    place: String,
    date: String,
    observers: String,
    announced: String,
    access: String,
    note: String,
    promises: Vec<Asked>,
    answers: Vec<&'static str>,
    errors: Errors,
}

impl Page for VisitPage {
    const TEMPLATE: &'static str = "pages/audits/visit.html";
}

impl VisitPage {
    /// A page of the form, with something in every place of it or nothing in any.
    #[must_use]
    pub(super) fn sample(text: &str, full: bool) -> Self {
        let text = || text.to_owned();
        let asked = || Asked {
            code: "o-01".to_owned(),
            promise: text(),
            unit: text(),
            seen: text(),
            value: text(),
            note: text(),
        };
        Self {
            code: "a-0001".to_owned(),
            title: text(),
            places: Vec::new(),
            place: text(),
            date: text(),
            observers: text(),
            announced: text(),
            access: text(),
            note: text(),
            promises: if full { vec![asked()] } else { Vec::new() },
            answers: SEEN.iter().map(|(word, _)| *word).collect(),
            errors: Errors::new(),
        }
    }
}

/// What the address of an empty form chooses.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    place: String,
    on: String,
}

fn visit_page(desk: &Desk, form: &VisitForm, day: NaiveDate, errors: Errors) -> VisitPage {
    let asked = |one: &Obligation| {
        let field = |what: &str| form.field(&format!("{what}-{}", one.id)).to_owned();
        Asked {
            code: one.id.as_str().to_owned(),
            promise: one.promise.clone(),
            unit: one.unit.clone(),
            seen: field("seen"),
            value: field("value"),
            note: field("note"),
        }
    };
    let kept = |name: &str| form.field(name).to_owned();
    VisitPage {
        code: desk.line.code.as_str().to_owned(),
        title: desk.line.title.clone(),
        places: places(&desk.case),
        place: kept("place"),
        date: kept("date"),
        observers: kept("observers"),
        announced: kept("announced"),
        access: kept("access"),
        note: kept("note"),
        promises: promises_on(&desk.case, day)
            .into_iter()
            .map(asked)
            .collect(),
        answers: SEEN.iter().map(|(word, _)| *word).collect(),
        errors,
    }
}

/// `GET /checks/{code}/visits/new`
pub async fn visit_asked(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let desk = actions::desk(&ctx, &code).await?;
    let day = chosen.on.parse().unwrap_or(ctx.now.date_naive());
    let mut form = VisitForm::default();
    form.0.insert("place".to_owned(), chosen.place);
    form.0.insert("date".to_owned(), day.to_string());
    form.0.insert("observers".to_owned(), "W-01".to_owned());
    let page = visit_page(&desk, &form, day, Errors::new());
    audits.web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/visits`
pub async fn visit_given(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<std::collections::BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let form = VisitForm(given);
    match actions::record_visit(&ctx, &code, &form).await {
        Ok(_) => Ok(onward(&format!("/checks/{code}"))),
        Err(error) => {
            let errors = audits.web.told(error)?;
            let desk = actions::desk(&ctx, &code).await?;
            let day = form.field("date").parse();
            let day = day.unwrap_or(ctx.now.date_naive());
            let page = visit_page(&desk, &form, day, errors);
            audits.web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
