//! The page on which an organisation says what it is called.

use axum::extract::{Extension, Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Asking, Errors, Tongue, onward, shown, told, tongues, untold};
use crate::db::organisation::Imprint;
use crate::features::accounts::Accounts;
use crate::features::accounts::actions::settings::{settings, settle};
use crate::infra::http::{Page, WebError};

/// The page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SettingsPage {
    pub(super) organisation: String,
    pub(super) work_name: String,
    pub(super) zone: String,
    pub(super) languages: Vec<Tongue>,
    pub(super) errors: Errors,
}

impl Page for SettingsPage {
    const TEMPLATE: &'static str = "pages/accounts/settings.html";
}

/// What the organisation says from now on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    organisation: String,
    work_name: String,
    language: String,
    zone: String,
}

/// `GET /settings`
pub async fn asked(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let now = settings(&ctx).await.map_err(untold)?;
    let config = &ctx.app.config;
    let language = now.language.as_ref().unwrap_or(&config.language);
    let page = SettingsPage {
        languages: tongues(language),
        organisation: now.name,
        work_name: now.work_name.unwrap_or_else(|| config.work_name.clone()),
        zone: now.zone,
        errors: Errors::new(),
    };
    shown(&desk, StatusCode::OK, &page)
}

/// `POST /settings`
pub async fn given(
    State(desk): State<Accounts>,
    Extension(visit): Asking,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let imprint = Imprint {
        name: &given.organisation,
        work_name: &given.work_name,
        language: Some(&given.language),
        zone: Some(&given.zone),
    };
    match settle(&desk.web.begin_as(&visit), imprint).await {
        Ok(()) => Ok(onward("/welcome")),
        Err(error) => {
            let (status, errors) = told(&desk, error)?;
            let page = SettingsPage {
                languages: tongues(&given.language),
                organisation: given.organisation,
                work_name: given.work_name,
                zone: given.zone,
                errors,
            };
            shown(&desk, status, &page)
        }
    }
}
