//! What programs write of claims: the fields of the form on the page, as JSON, through the action of that form.

use axum::extract::{Extension, Path, State};
use axum::response::Response;

use super::actions::{self as acts, ClaimForm};
use super::pages::{code, number};
use crate::domain::actor::Permission::ChangeAudits;
use crate::domain::code::Code;
use crate::infra::http::{Body, Reason, Routes, Visit, Web, WebError, WriteLine, Written};

/// The addresses to which programs write.
pub(super) fn routes() -> Routes<Web> {
    Routes::default()
        .write(
            WriteLine::making::<ClaimForm>(
                "/api/agreements/{agreement}/claims",
                "Enters a claim. What somebody independent counted is no claim and is refused.",
            ),
            ChangeAudits,
            entered,
        )
        .write(
            WriteLine::making::<ClaimForm>(
                "/api/agreements/{agreement}/claims/{claim}",
                "Corrects a claim: the one before stays, set aside with the reason, and a new one stands beside it.",
            ),
            ChangeAudits,
            corrected,
        )
        .write(
            WriteLine::changing::<Reason>(
                "/api/agreements/{agreement}/claims/{claim}/aside",
                "Sets a claim aside with the reason. It stays to be read and is used in no result.",
            ),
            ChangeAudits,
            set_aside,
        )
}

fn of(agreement: &str, claim: &Code) -> Written {
    Written {
        number: claim.as_str().to_owned(),
        address: format!("/api/agreements/{agreement}/claims"),
    }
}

async fn entered(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
    Body(form): Body<ClaimForm>,
) -> Result<Response, WebError> {
    let (ctx, number) = (web.begin_as(&visit), number(&agreement)?);
    let done = async { acts::add(&ctx, number, &form?).await }.await;
    Ok(web.made(done.map(|claim| of(&agreement, &claim))))
}

async fn corrected(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, claim)): Path<(String, String)>,
    Body(form): Body<ClaimForm>,
) -> Result<Response, WebError> {
    let (ctx, which) = (web.begin_as(&visit), (number(&agreement)?, &code(&claim)?));
    let done = async { acts::correct(&ctx, which, &form?).await }.await;
    Ok(web.made(done.map(|claim| of(&agreement, &claim))))
}

async fn set_aside(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, claim)): Path<(String, String)>,
    Body(given): Body<Reason>,
) -> Result<Response, WebError> {
    let (ctx, claim) = (web.begin_as(&visit), code(&claim)?);
    let which = (number(&agreement)?, &claim);
    let done = async { acts::set_aside(&ctx, which, &given?.reason).await }.await;
    Ok(web.changed(done.map(|()| of(&agreement, &claim))))
}
