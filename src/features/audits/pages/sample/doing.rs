//! What is done on the page of the sample besides saving it: the list, the assignments, the substitutes.

use std::fmt::Write as _;

use axum::response::Response;

use super::SamplePage;
use crate::features::audits::actions::lock::value_known;
use crate::features::audits::actions::places::{Added, add, take_out};
use crate::features::audits::actions::plan::looked_at;
use crate::features::audits::actions::sampling::{assign, drop_assignment, replace};
use crate::features::audits::pages::plan::saved;
use crate::features::audits::pages::{At, Posted, PostedFile};
use crate::infra::action::ActionError;
use crate::infra::http::WebError;

/// `POST /checks/{code}/sample/places`: lines that were typed.
pub async fn added(sent: Posted) -> Result<Response, WebError> {
    let lines = Added::Lines(sent.given.field("lines").to_owned());
    let reason = sent.given.field("reason");
    let outcome = add(&sent.at.ctx, &sent.at.code, &lines, reason).await;
    sent.answered::<SamplePage, _>(outcome).await
}

/// `POST /checks/{code}/sample/sites`: sites of the register.
pub async fn sites(sent: Posted) -> Result<Response, WebError> {
    let group = Some(sent.given.field("group").to_owned()).filter(|group| !group.is_empty());
    let reason = sent.given.field("reason");
    let outcome = add(&sent.at.ctx, &sent.at.code, &Added::Sites(group), reason).await;
    sent.answered::<SamplePage, _>(outcome).await
}

/// `POST /checks/{code}/sample/file`: a table as a file.
pub async fn uploaded(sent: PostedFile) -> Result<Response, WebError> {
    let PostedFile { posted, file } = sent;
    let outcome = match file.map(String::from_utf8) {
        None => Err(ActionError::field("file", "sampling-file-large")),
        Some(Err(_)) => Err(ActionError::field("file", "sampling-file-unreadable")),
        Some(Ok(text)) => {
            let lines = Added::Lines(text);
            let reason = posted.given.field("reason");
            let added = add(&posted.at.ctx, &posted.at.code, &lines, reason).await;
            added.map_err(beside_file)
        }
    };
    posted.answered::<SamplePage, _>(outcome).await
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
pub async fn taken_out(sent: Posted) -> Result<Response, WebError> {
    let (place, reason) = (sent.given.field("place"), sent.given.field("reason"));
    let outcome = take_out(&sent.at.ctx, &sent.at.code, place, reason).await;
    sent.answered::<SamplePage, _>(outcome).await
}

/// `POST /checks/{code}/sample/value`: the public value, once it is known.
pub async fn known(sent: Posted) -> Result<Response, WebError> {
    let value = sent.given.field("value");
    let outcome = value_known(&sent.at.ctx, &sent.at.code, value).await;
    sent.answered::<SamplePage, _>(outcome).await
}

/// `POST /checks/{code}/sample/assign`
pub async fn assigned(sent: Posted) -> Result<Response, WebError> {
    let outcome = assign(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<SamplePage, _>(outcome).await
}

/// `POST /checks/{code}/sample/call-off`
pub async fn dropped(sent: Posted) -> Result<Response, WebError> {
    let number = sent.given.field("number");
    let outcome = drop_assignment(&sent.at.ctx, &sent.at.code, number).await;
    sent.answered::<SamplePage, _>(outcome).await
}

/// `POST /checks/{code}/sample/replace`
pub async fn replaced(sent: Posted) -> Result<Response, WebError> {
    let outcome = replace(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<SamplePage, _>(outcome).await
}

/// `GET /checks/{code}/sample/places.txt`: the sealed list as `groundtruth sample draw` reads it: a name to a line, behind a
/// tab its group.
pub async fn listed(at: At) -> Result<Response, WebError> {
    let planned = looked_at(&at.ctx, &at.code).await?;
    let list = planned.list().ok_or(WebError::NotFound)?;
    let mut text = String::new();
    for unit in &list.units {
        let group = unit.cluster.as_ref().or(unit.stratum.as_ref());
        let _ = match group {
            Some(group) => writeln!(text, "{}\t{group}", unit.id),
            None => writeln!(text, "{}", unit.id),
        };
    }
    let name = format!("{}-places.txt", at.code);
    Ok(saved(name, "text/plain; charset=utf-8", text))
}
