//! "What do you want to check?": the four ways to begin.

use axum::extract::{Extension, State};
use axum::response::Response;
use serde::Serialize;

use super::{Asking, shown};
use crate::domain::actor::Permission;
use crate::features::register::Register;
use crate::infra::http::{Page, WebError};

/// The first page of a check.
#[derive(Clone, Debug, Serialize)]
pub struct StartPage {
    /// Whether whoever reads may begin one.
    pub may_change: bool,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "pages/register/start.html";
}

/// `GET /start`
pub async fn start(
    State(desk): State<Register>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    let may_change = visit.actor.may(Permission::ChangeAudits);
    shown(&desk, &StartPage { may_change })
}
