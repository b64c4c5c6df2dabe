//! What a program with a token reads.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Accounts;
use super::actions::people;
use crate::db::counter::Series;
use crate::db::organisation::organisation_of;
use crate::domain::actor::{Actor, Permission};
use crate::infra::http::{Visit, WebError};

/// For whom a token speaks.
#[derive(Serialize)]
struct MeOut {
    organisation: String,
    number: String,
    role: &'static str,
    scopes: Vec<&'static str>,
}

/// A stored audit.
#[derive(Serialize)]
struct AuditOut {
    number: i64,
    code: String,
    title: String,
}

fn json<T: Serialize>(value: T) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(value)).into_response()
}

/// `GET /api/me`
pub async fn me(
    State(desk): State<Accounts>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, WebError> {
    let (Actor::Member { number, role, .. } | Actor::Program { number, role, .. }) = visit.actor
    else {
        return Err(WebError::NotFound);
    };
    let organisation = organisation_of(desk.web.app.db.reads(), visit.scope).await;
    Ok(json(MeOut {
        organisation: organisation
            .map_err(WebError::internal)?
            .code
            .as_str()
            .to_owned(),
        number: Series::Person.label(number),
        role: role.word(),
        scopes: match visit.actor.may(Permission::ChangeAudits) {
            true => vec!["read", "write"],
            false => vec!["read"],
        },
    }))
}

/// `GET /api/audits`
pub async fn audits(
    State(desk): State<Accounts>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, WebError> {
    let audits = people::audits(&desk.web.begin_as(&visit)).await?;
    let out = |line: crate::db::audit::AuditLine| AuditOut {
        number: line.number,
        code: line.code.as_str().to_owned(),
        title: line.title,
    };
    Ok(json(audits.into_iter().map(out).collect::<Vec<_>>()))
}
