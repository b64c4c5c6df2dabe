//! Sites, assets and groups: the list, and the list that is pasted.

use axum::extract::{Extension, Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Looked, part};
use crate::db::counter::Series;
use crate::domain::actor::Permission;
use crate::domain::site::SiteKind;
use crate::features::parties::actions::sites::{self as acts, Came, SitesForm};
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Typed, Visit, Web, WebError, onward};

/// One site.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) stratum: Option<String>,
    pub(super) point: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct SitesPage {
    pub(super) q: String,
    pub(super) may_change: bool,
    pub(super) sites: Vec<Line>,
    pub(super) count: usize,
    pub(super) now: usize,
    pub(super) of: usize,
    pub(super) kinds: Vec<&'static str>,
    pub(super) form: Typed,
    /// Names of the pasted list that are there already: the name, and the number of the one that is there.
    pub(super) asks: Vec<(String, Option<String>)>,
}

impl Page for SitesPage {
    const TEMPLATE: &'static str = "pages/parties/sites.html";
}

async fn page(
    web: &Web,
    ctx: &Ctx,
    looked: Looked,
    (form, asks): (Typed, Vec<(String, Option<String>)>),
) -> Result<Response, WebError> {
    let found = acts::found(ctx, &looked.q).await?;
    let count = found.len();
    let (found, now, of) = part(found, looked.page);
    let line = |site: crate::db::register::Site| Line {
        label: Series::Site.label(site.number),
        name: site.name,
        kind: site.kind.word(),
        stratum: site.stratum,
        point: site
            .point
            .map(|(latitude, longitude)| format!("{latitude}, {longitude}")),
    };
    let status = match asks.is_empty() {
        true => form.status(),
        false => StatusCode::CONFLICT,
    };
    let page = SitesPage {
        q: looked.q,
        may_change: ctx.actor.may(Permission::ChangeAudits),
        sites: found.into_iter().map(line).collect(),
        count,
        now,
        of,
        kinds: SiteKind::ALL.map(SiteKind::word).to_vec(),
        form,
        asks,
    };
    web.shown(status, &page)
}

/// `GET /sites`
pub async fn sites(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(looked): Query<Looked>,
) -> Result<Response, WebError> {
    let form = Typed::of(&SitesForm {
        kind: "site".to_owned(),
        ..SitesForm::default()
    });
    page(&web, &web.begin_as(&visit), looked, (form, Vec::new())).await
}

/// `POST /sites`
pub async fn add(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Form(form): Form<SitesForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let again = match acts::add(&ctx, &form).await {
        Ok(Came::Added(..)) => return Ok(onward("/sites")),
        Ok(Came::Asks(names)) => (Typed::of(&form), names),
        Err(error) => (Typed::refused(&form, &web.words(), error)?, Vec::new()),
    };
    page(&web, &ctx, Looked::default(), again).await
}
