//! The promise card of an agreement of the register, for its people.

use axum::extract::{Extension, Path, State};
use axum::response::Response;

use super::card::{CardText, card_editions, card_of};
use super::report::Imprint;
use crate::db::counter::Series;
use crate::db::organisation::organisation_of;
use crate::db::register::{dossier_numbered, newest_terms_of};
use crate::domain::actor::Permission;
use crate::infra::http::{Download, Routes, Visit, Web, WebError, policy_for_inline_style};

/// The addresses of what is published.
#[must_use]
pub fn routes(web: Web) -> Routes {
    Routes::default()
        .read(
            "/register/{agreement}/card/{edition}",
            Permission::ReadAudits,
            card,
        )
        .with_state(web)
}

/// `GET /register/{agreement}/card/card.{ending}`
pub async fn card(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, edition)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ending = edition.strip_prefix("card.").ok_or(WebError::NotFound)?;
    let number = Series::Dossier.number_of(&agreement);
    let number = number.ok_or(WebError::NotFound)?;
    let ctx = web.begin_as(&visit);
    let conn = ctx.app.db.reads();
    let line = dossier_numbered(conn, ctx.scope, number).await;
    let line = line
        .map_err(WebError::internal)?
        .ok_or(WebError::NotFound)?;
    let terms = newest_terms_of(conn, ctx.scope, &[line.id]).await;
    let terms = terms.map_err(WebError::internal)?.into_iter().next();
    let (_, terms) = terms.ok_or(WebError::NotFound)?;
    let organisation = organisation_of(conn, ctx.scope).await;
    let organisation = organisation.map_err(WebError::internal)?;
    let imprint = Imprint {
        number: agreement.clone(),
        version: line.versions.to_string(),
        date: ctx.now.date_naive().into(),
        organisation: organisation.name,
        work_name: organisation.work_name.unwrap_or_default(),
    };
    let card = card_of(&terms.case(), &CardText::default(), &web.words(), &imprint);
    let made = tokio::task::spawn_blocking(move || card_editions(&card)).await;
    let editions = made
        .map_err(WebError::internal)?
        .map_err(WebError::internal)?;
    let found = editions.into_iter().find(|(one, _)| *one == ending);
    let (ending, bytes) = found.ok_or(WebError::NotFound)?;
    let shown = ending == "html";
    let download = Download {
        name: format!("{agreement}-card.{ending}"),
        content_type: match ending {
            "html" => "text/html; charset=utf-8",
            _ => "application/pdf",
        },
        shown,
        policy: shown.then(|| policy_for_inline_style(&String::from_utf8_lossy(&bytes))),
        bytes,
    };
    Ok(download.unkept())
}
