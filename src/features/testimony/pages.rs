//! The page on which an account is recorded, and the one that says under which pseudonym.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::actions::{audit, record};
use super::form::{AccountForm, SEEN, word};
use crate::domain::fieldwork::{ConsentUse, Obtained};
use crate::infra::http::{Errors, Page, Templates, Visit, Web, WebError};

/// A choice of a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Chosen {
    value: String,
    label: String,
    chosen: bool,
}

/// The form of an account.
#[derive(Clone, Debug, Serialize)]
pub struct AccountPage {
    code: String,
    title: String,
    /// The pseudonym of whom was just recorded.
    recorded: Option<String>,
    speakers: Vec<Chosen>,
    places: Vec<Chosen>,
    promises: Vec<Chosen>,
    uses: Vec<String>,
    obtained: Vec<String>,
    seen: Vec<String>,
    form: BTreeMap<String, String>,
    errors: Errors,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "pages/testimony/account.html";
}

async fn page(
    web: &Web,
    visit: &Visit,
    code: &str,
    (form, errors, recorded): (AccountForm, Errors, Option<String>),
) -> Result<AccountPage, WebError> {
    let (line, case) = audit(&web.begin_as(visit), code).await?;
    let option = |field: &str, value: &str, label: &str| Chosen {
        chosen: form.field(field) == value,
        value: value.to_owned(),
        label: label.to_owned(),
    };
    let mut speakers: Vec<&str> = case.accounts.iter().map(|one| &*one.speaker).collect();
    speakers.sort_unstable();
    speakers.dedup();
    Ok(AccountPage {
        code: line.code.as_str().to_owned(),
        title: line.title,
        recorded,
        speakers: speakers
            .into_iter()
            .map(|one| option("speaker", one, one))
            .collect(),
        places: case
            .places
            .iter()
            .map(|one| option("place", one.id.as_str(), &one.name))
            .collect(),
        promises: case
            .obligations
            .iter()
            .map(|one| option("promise", one.id.as_str(), &one.promise))
            .collect(),
        uses: ConsentUse::ALL.into_iter().map(word).collect(),
        obtained: Obtained::ALL.into_iter().map(word).collect(),
        seen: SEEN.into_iter().map(word).collect(),
        form: form.0,
        errors,
    })
}

/// `GET /checks/{code}/accounts/new`
pub async fn asked(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let mut form = AccountForm::default();
    let today = web.begin_as(&visit).now.date_naive();
    form.0.insert("date".to_owned(), today.to_string());
    let page = page(&web, &visit, &code, (form, Errors::new(), None)).await?;
    web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/accounts/new`
pub async fn given(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    Form(given): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let form = AccountForm(given);
    match record(&web.begin_as(&visit), &code, &form).await {
        Ok(speaker) => {
            // The next one was most often chosen from the same list, on the same day.
            let keep = [
                "date",
                "chosen_from",
                "language",
                "promise",
                "place",
                "obtained",
            ];
            let kept = form.0.into_iter();
            let kept = kept.filter(|(name, _)| keep.contains(&name.as_str()));
            let next = AccountForm(kept.collect());
            let page = page(&web, &visit, &code, (next, Errors::new(), Some(speaker))).await?;
            web.shown(StatusCode::OK, &page)
        }
        Err(error) => {
            let errors = web.told(error)?;
            let page = page(&web, &visit, &code, (form, errors, None)).await?;
            web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

type Rendered = (&'static str, Result<String, minijinja::Error>);

/// The page rendered from samples, the awkward ones.
#[must_use]
pub fn rendered_samples(templates: &Templates) -> Vec<Rendered> {
    let awkward =
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau <script>alert(1)</script>";
    let option = || Chosen {
        value: "s-0001".to_owned(),
        label: awkward.to_owned(),
        chosen: true,
    };
    let fields = [
        "says",
        "language",
        "chosen_from",
        "date",
        "use-take_part",
        "warned",
    ];
    let sample = |full: bool| AccountPage {
        code: "a-0001".to_owned(),
        title: awkward.to_owned(),
        recorded: (!full).then(|| "U-07".to_owned()),
        speakers: if full { vec![option()] } else { Vec::new() },
        places: if full { vec![option()] } else { Vec::new() },
        promises: if full { vec![option()] } else { Vec::new() },
        uses: ConsentUse::ALL.into_iter().map(word).collect(),
        obtained: Obtained::ALL.into_iter().map(word).collect(),
        seen: SEEN.into_iter().map(word).collect(),
        form: fields
            .map(|name| (name.to_owned(), awkward.to_owned()))
            .into(),
        errors: if full {
            fields
                .map(|name| (name.to_owned(), awkward.to_owned()))
                .into()
        } else {
            Errors::new()
        },
    };
    let page = |full| (AccountPage::TEMPLATE, templates.html(&sample(full)));
    vec![page(true), page(false)]
}
