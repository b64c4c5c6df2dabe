//! A kit of one's own: the file that the promises of an agreement make, and a file that somebody was given, opened and
//! filled in. Nothing of such a file is kept but the promises that come of it.

use std::collections::BTreeMap;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Extension, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::{Asking, Errors, address_of, agreement_of, form_shown, kits, onward, shown};
use crate::db::counter::Series;
use crate::features::register::Register;
use crate::features::register::actions::kits::{answers_of, begin_with, kit_of};
use crate::infra::http::{Download, Page, WebError};
use crate::infra::kits::{LARGEST, kit_to_yaml, read_kit};
use crate::infra::located::Located;
use crate::infra::words::Words;

/// More fields than a kit has blanks and promises are no form of ours.
const MOST_FIELDS: usize = 2_000;

/// Where a file is chosen.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OwnKitPage {
    /// What is wrong with the file that was sent.
    pub problems: Vec<String>,
}

impl Page for OwnKitPage {
    const TEMPLATE: &'static str = "pages/register/own-kit.html";
}

/// `GET /register/{agreement}/kit`: the file, to be passed on.
pub async fn made(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
) -> Result<Response, WebError> {
    let number = agreement_of(&label)?;
    let kit = kit_of(&desk.web.begin_as(&visit), number).await;
    let text = kit_to_yaml(&kit?).map_err(WebError::internal)?;
    let file = Download {
        name: format!("{}-kit.yaml", Series::Dossier.label(number)),
        content_type: "application/yaml; charset=utf-8",
        shown: false,
        policy: None,
        bytes: text.into_bytes(),
    };
    Ok(file.into_response())
}

/// `GET /start/kits/own`
pub async fn asked(State(desk): State<Register>) -> Result<Response, WebError> {
    shown(&desk, &OwnKitPage::default())
}

/// Why a form with a kit was not taken in.
enum Cut {
    /// It ended before its end, or is no form of ours.
    Broken,
    /// The kit cannot be used, for these reasons.
    Refused(Vec<String>),
}

/// The fields of a form with a kit among them.
async fn fields_of(mut form: Multipart, words: Words) -> Result<BTreeMap<String, String>, Cut> {
    let mut fields = BTreeMap::new();
    let mut room = 2 * LARGEST;
    while let Some(mut field) = form.next_field().await.map_err(|_| Cut::Broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(part) = field.chunk().await.map_err(|_| Cut::Broken)? {
            let large =
                || Cut::Refused(vec![words.say("problem-file-too-large", &[("most", "1")])]);
            room = room.checked_sub(part.len()).ok_or_else(large)?;
            bytes.extend_from_slice(&part);
        }
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| Cut::Refused(vec![words.get("problem-not-utf8")]))?;
        if fields.len() == MOST_FIELDS || fields.insert(name, text).is_some() {
            return Err(Cut::Broken);
        }
    }
    Ok(fields)
}

fn located(words: Words, problem: Located) -> String {
    match problem.at {
        None => problem.message,
        Some((line, column)) => words.say(
            "kit-own-at",
            &[
                ("line", &line.to_string()),
                ("column", &column.to_string()),
                ("what", &problem.message),
            ],
        ),
    }
}

/// `POST /start/kits/own`: opens a kit; with its blanks filled, enters its promises.
pub async fn given(
    State(desk): State<Register>,
    Extension(visit): Asking,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let words = desk.web.words();
    let Ok(form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let refused = |problems: Vec<String>| {
        let page = OwnKitPage { problems };
        desk.web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    let mut fields = match fields_of(form, words).await {
        Ok(fields) => fields,
        Err(Cut::Broken) => return Ok(StatusCode::BAD_REQUEST.into_response()),
        Err(Cut::Refused(problems)) => return refused(problems),
    };
    let text = fields.remove("kit").unwrap_or_default();
    if text.trim().is_empty() {
        return refused(vec![words.get("kit-own-none")]);
    }
    let kit = match read_kit(&text, &words) {
        Ok(kit) => kit,
        Err(problems) => {
            return refused(
                problems
                    .into_iter()
                    .map(|one| located(words, one))
                    .collect(),
            );
        }
    };
    if fields.remove("fill").is_none() {
        let page = kits::page(&desk, &kit, &fields, (Some(text), Errors::new()));
        return shown(&desk, &page);
    }
    let ctx = desk.web.begin_as(&visit);
    let answers = answers_of(&kit, &fields, ctx.app.words.code());
    match begin_with(&ctx, &kit, &answers).await {
        Ok(number) => Ok(onward(&address_of(number))),
        Err(error) => {
            let errors = desk.web.told(error)?;
            let page = kits::page(&desk, &kit, &fields, (Some(text), errors.clone()));
            form_shown(&desk, &errors, &page)
        }
    }
}
