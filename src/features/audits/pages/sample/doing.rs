//! What is done on the page of the sample besides saving it: the list, the assignments, the substitutes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::again;
use crate::features::audits::Audits;
use crate::features::audits::actions::lock::value_known;
use crate::features::audits::actions::places::{Added, add, take_out};
use crate::features::audits::actions::plan::looked_at;
use crate::features::audits::actions::sampling::{assign, drop_assignment, replace};
use crate::features::audits::forms::Given;
use crate::features::audits::pages::Asking;
use crate::features::audits::pages::plan::saved;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Visit, WebError, onward};

type Posted = Form<BTreeMap<String, String>>;

/// A list longer than this is a file for the imports.
const LONGEST_FILE: usize = 400_000;

/// On to the page, or the page again with what is wrong.
async fn done<T>(
    audits: &Audits,
    ctx: &Ctx,
    (code, given): (&str, Given),
    outcome: Result<T, ActionError>,
) -> Result<Response, WebError> {
    match outcome {
        Ok(_) => Ok(onward(&format!("/checks/{code}/sample"))),
        Err(error) => {
            let errors = audits.web.told(error)?;
            again(audits, ctx, code, (given, errors)).await
        }
    }
}

/// `POST /checks/{code}/sample/places`: lines that were typed.
pub async fn added(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let lines = Added::Lines(given.field("lines").to_owned());
    let outcome = add(&ctx, &code, &lines, given.field("reason")).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/sample/sites`: sites of the register.
pub async fn sites(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let group = Some(given.field("group").to_owned()).filter(|group| !group.is_empty());
    let outcome = add(&ctx, &code, &Added::Sites(group), given.field("reason")).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/sample/file`: a table as a file.
pub async fn uploaded(
    State(audits): State<Audits>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let Ok(mut form) = form else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let mut given = Given::default();
    let mut file = Vec::new();
    loop {
        let Ok(field) = form.next_field().await else {
            return Ok(StatusCode::BAD_REQUEST.into_response());
        };
        let Some(mut field) = field else { break };
        let is_file = field.name() == Some("file");
        let mut bytes = Vec::new();
        loop {
            let Ok(part) = field.chunk().await else {
                return Ok(StatusCode::BAD_REQUEST.into_response());
            };
            let Some(part) = part else { break };
            bytes.extend_from_slice(&part);
            if bytes.len() > LONGEST_FILE {
                let error = ActionError::field("file", "sampling-file-large");
                let outcome: Result<(), _> = Err(error);
                return done(&audits, &ctx, (&code, given), outcome).await;
            }
        }
        match is_file {
            true => file = bytes,
            false => given.put("reason", String::from_utf8_lossy(&bytes)),
        }
    }
    let outcome = match String::from_utf8(file) {
        Ok(text) => {
            let reason = given.field("reason").to_owned();
            let added = add(&ctx, &code, &Added::Lines(text), &reason).await;
            added.map_err(beside_file)
        }
        Err(_) => Err(ActionError::field("file", "sampling-file-unreadable")),
    };
    done(&audits, &ctx, (&code, given), outcome).await
}

/// What is wrong with lines of a file is told beside the file.
fn beside_file(error: ActionError) -> ActionError {
    match error {
        ActionError::Invalid(mut problems) => {
            for problem in &mut problems {
                if problem.field == "lines" {
                    "file".clone_into(&mut problem.field);
                }
            }
            ActionError::Invalid(problems)
        }
        other => other,
    }
}

/// `POST /checks/{code}/sample/take-out`
pub async fn taken_out(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = take_out(&ctx, &code, given.field("place"), given.field("reason")).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/sample/value`: the public value, once it is known.
pub async fn known(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = value_known(&ctx, &code, given.field("value")).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/sample/assign`
pub async fn assigned(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = assign(&ctx, &code, &given).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/sample/call-off`
pub async fn dropped(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = drop_assignment(&ctx, &code, given.field("number")).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/sample/replace`
pub async fn replaced(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = replace(&ctx, &code, &given).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `GET /checks/{code}/sample/places.txt`: the sealed list as `groundtruth sample draw` reads it: a name to a line, behind a
/// tab its group.
pub async fn listed(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let planned = looked_at(&ctx, &code).await?;
    let list = planned.list().ok_or(WebError::NotFound)?;
    let mut text = String::new();
    for unit in &list.units {
        let group = unit.cluster.as_ref().or(unit.stratum.as_ref());
        let _ = match group {
            Some(group) => writeln!(text, "{}\t{group}", unit.id),
            None => writeln!(text, "{}", unit.id),
        };
    }
    let name = format!("{code}-places.txt");
    Ok(saved(name, "text/plain; charset=utf-8", text))
}
