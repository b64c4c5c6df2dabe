//! What programs write of bodies and sites: the fields of the forms on the pages, as JSON, through the actions of those
//! forms.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Serialize;

use super::actions::bodies::{self, BodyForm, IdentifierForm};
use super::actions::sites::{self, Came, SitesForm};
use super::pages::bodies::{Decided, Dropped, number};
use crate::db::counter::Series;
use crate::domain::actor::Permission::ChangeAudits;
use crate::infra::action::{ActionError, Fields};
use crate::infra::http::{Body, Routes, Visit, Web, WebError, WriteLine, Written};

type Asking = Extension<Visit>;
type Answer = Result<Response, WebError>;

/// How many sites were added.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
struct SitesAdded {
    /// How many were added.
    added: u64,
    /// How many were left out, because their name is there already.
    left_out: u64,
}

/// The addresses to which programs write.
pub(super) fn routes() -> Routes<Web> {
    use WriteLine as Line;
    Routes::default()
        .write(
            Line::making::<BodyForm>("/api/bodies", "Adds a body."),
            ChangeAudits,
            added,
        )
        .write(
            Line::changing::<IdentifierForm>(
                "/api/bodies/{body}/identifiers",
                "Adds an identifier to a body.",
            ),
            ChangeAudits,
            identified,
        )
        .write(
            Line::changing::<Dropped>(
                "/api/bodies/{body}/identifiers/drop",
                "Takes an identifier from a body.",
            ),
            ChangeAudits,
            forgotten,
        )
        .write(
            Line::changing::<Decided>(
                "/api/bodies/{body}/same",
                "Decides whether two bodies are one. They are never taken for one by their name.",
            ),
            ChangeAudits,
            decided,
        )
        .write(
            Line::making::<SitesForm>(
                "/api/sites",
                "Adds sites, assets or groups from a list. Where a name is there already, nothing is added until `known` says what to do.",
            )
            .answering::<SitesAdded>(),
            ChangeAudits,
            sites_added,
        )
}

fn of(body: i64) -> Written {
    Written {
        number: Series::Body.label(body),
        address: "/api/bodies".to_owned(),
    }
}

async fn added(
    State(web): State<Web>,
    Extension(visit): Asking,
    Body(form): Body<BodyForm>,
) -> Response {
    let done = async { bodies::add(&web.begin_as(&visit), &form?).await }.await;
    web.made(done.map(of))
}

async fn identified(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(body): Path<String>,
    Body(form): Body<IdentifierForm>,
) -> Answer {
    let (ctx, number) = (web.begin_as(&visit), number(&body)?);
    let done = async { bodies::identify(&ctx, number, &form?).await }.await;
    Ok(web.changed(done.map(|()| of(number))))
}

async fn forgotten(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(body): Path<String>,
    Body(given): Body<Dropped>,
) -> Answer {
    let (ctx, number) = (web.begin_as(&visit), number(&body)?);
    let done = async { bodies::forget(&ctx, number, &given?.normal).await }.await;
    Ok(web.changed(done.map(|()| of(number))))
}

async fn decided(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(body): Path<String>,
    Body(given): Body<Decided>,
) -> Answer {
    let (ctx, number) = (web.begin_as(&visit), number(&body)?);
    let done = async {
        let given = given?;
        let decision = given.decision();
        let decision = decision.ok_or(ActionError::field("decision", "field-choice"))?;
        let other = given.other().ok_or(ActionError::NotThere)?;
        bodies::decide(&ctx, (number, other), decision).await
    }
    .await;
    Ok(web.changed(done.map(|()| of(number))))
}

fn count(sites: usize) -> u64 {
    u64::try_from(sites).unwrap_or(u64::MAX)
}

/// What came of a list, or every name that is there already.
fn came(came: Came) -> Result<SitesAdded, ActionError> {
    match came {
        Came::Added(added, left_out) => Ok(SitesAdded {
            added: count(added),
            left_out: count(left_out),
        }),
        Came::Asks(names) => {
            let mut fields = Fields::default();
            for (name, _) in names {
                fields.wrong_about("known", "field-site-known", vec![("name", name)]);
            }
            Err(fields.done(()).err().unwrap_or(ActionError::NotThere))
        }
    }
}

async fn sites_added(
    State(web): State<Web>,
    Extension(visit): Asking,
    Body(form): Body<SitesForm>,
) -> Response {
    let done = async { sites::add(&web.begin_as(&visit), &form?).await }.await;
    let done = done.and_then(came);
    web.answered(StatusCode::CREATED, done)
}
