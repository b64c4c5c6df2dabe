//! Bodies: the list, one of them, the form of a new one.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Looked, part};
use crate::db::counter::Series;
use crate::db::register::Body;
use crate::domain::actor::Permission;
use crate::domain::org_id::register_of;
use crate::features::parties::actions::bodies::{
    self as acts, BodyForm, Decision, IdentifierForm, ROLES, role_word,
};
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Typed, Visit, Web, WebError, onward};

/// One body of a list.
#[derive(Clone, Debug, Serialize)]
struct Line {
    label: String,
    name: String,
    is_person: bool,
    roles: Vec<&'static str>,
    identifiers: Vec<String>,
    by: Option<String>,
}

/// The list.
#[derive(Clone, Debug, Serialize)]
pub struct BodiesPage {
    q: String,
    may_change: bool,
    bodies: Vec<Line>,
    count: usize,
    now: usize,
    of: usize,
}

impl Page for BodiesPage {
    const TEMPLATE: &'static str = "pages/parties/bodies.html";
}

/// An identifier: for comparing, as written, and the register it stands in.
#[derive(Clone, Debug, Serialize)]
struct Identifier {
    normal: String,
    original: String,
    register: Option<&'static str>,
}

/// An agreement that the body is in.
#[derive(Clone, Debug, Serialize)]
struct In {
    label: String,
    title: String,
    roles: Vec<&'static str>,
}

/// One body.
#[derive(Clone, Debug, Serialize)]
pub struct BodyPage {
    may_change: bool,
    body: Line,
    note: Option<String>,
    identifiers: Vec<Identifier>,
    agreements: Vec<In>,
    same: Vec<Line>,
    apart: Vec<Line>,
    maybe: Vec<Line>,
    form: Typed,
}

impl Page for BodyPage {
    const TEMPLATE: &'static str = "pages/parties/body.html";
}

/// The form of a new body.
#[derive(Clone, Debug, Serialize)]
pub struct NewBodyPage {
    roles: Vec<&'static str>,
    form: Typed,
}

impl Page for NewBodyPage {
    const TEMPLATE: &'static str = "pages/parties/body-new.html";
}

/// Which identifier.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    normal: String,
}

/// What is decided about another body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    other: String,
    decision: String,
}

fn number(label: &str) -> Result<i64, WebError> {
    Series::Body.number_of(label).ok_or(WebError::NotFound)
}

fn line(body: &Body, by: Option<i64>) -> Line {
    Line {
        label: Series::Body.label(body.number),
        name: body.name.clone(),
        is_person: body.is_person,
        roles: body.roles.iter().map(|role| role_word(*role)).collect(),
        identifiers: body
            .identifiers
            .iter()
            .map(|one| one.normal.clone())
            .collect(),
        by: by.map(|by| match by {
            0 => String::new(),
            by => Series::Person.label(by),
        }),
    }
}

/// `GET /bodies`
pub async fn bodies(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(looked): Query<Looked>,
) -> Result<Response, WebError> {
    let found = acts::found(&web.begin_as(&visit), &looked.q).await?;
    let count = found.len();
    let (found, now, of) = part(found, looked.page);
    let page = BodiesPage {
        q: looked.q,
        may_change: visit.actor.may(Permission::ChangeAudits),
        bodies: found.iter().map(|body| line(body, None)).collect(),
        count,
        now,
        of,
    };
    web.shown(StatusCode::OK, &page)
}

async fn page(web: &Web, ctx: &Ctx, number: i64, form: Typed) -> Result<Response, WebError> {
    let known = acts::known(ctx, number).await?;
    let decided = |list: &[(Body, i64)]| -> Vec<Line> {
        list.iter()
            .map(|(body, by)| line(body, Some(*by)))
            .collect()
    };
    let identifiers = known.body.identifiers.iter().map(|one| Identifier {
        normal: one.normal.clone(),
        original: one.original.clone(),
        register: register_of(&one.normal),
    });
    let agreements = known.agreements.iter().map(|one| In {
        label: Series::Dossier.label(one.number),
        title: one.title.clone(),
        roles: one.roles.clone(),
    });
    let status = form.status();
    let page = BodyPage {
        may_change: ctx.actor.may(Permission::ChangeAudits),
        body: line(&known.body, None),
        note: known.body.note.clone(),
        identifiers: identifiers.collect(),
        agreements: agreements.collect(),
        same: decided(&known.same),
        apart: decided(&known.apart),
        maybe: known.maybe.iter().map(|body| line(body, None)).collect(),
        form,
    };
    web.shown(status, &page)
}

/// `GET /bodies/{body}`
pub async fn body(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(body): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    page(&web, &ctx, number(&body)?, Typed::default()).await
}

fn new_page(web: &Web, form: Typed) -> Result<Response, WebError> {
    let roles = ROLES.map(role_word).to_vec();
    web.shown(form.status(), &NewBodyPage { roles, form })
}

/// `GET /bodies/new`
pub async fn new(State(web): State<Web>) -> Result<Response, WebError> {
    new_page(&web, Typed::of(&BodyForm::default()))
}

/// `POST /bodies/new`
pub async fn add(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Form(form): Form<BodyForm>,
) -> Result<Response, WebError> {
    match acts::add(&web.begin_as(&visit), &form).await {
        Ok(number) => Ok(onward(&format!("/bodies/{}", Series::Body.label(number)))),
        Err(error) => new_page(&web, Typed::refused(&form, &web.words(), error)?),
    }
}

/// `POST /bodies/{body}/identifiers`
pub async fn identifier(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(body): Path<String>,
    Form(form): Form<IdentifierForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&body)?;
    match acts::identify(&ctx, number, &form).await {
        Ok(()) => Ok(onward(&format!("/bodies/{body}"))),
        Err(error) => {
            let typed = Typed::refused(&form, &web.words(), error)?;
            page(&web, &ctx, number, typed).await
        }
    }
}

/// `POST /bodies/{body}/identifiers/drop`
pub async fn identifier_dropped(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(body): Path<String>,
    Form(given): Form<Dropped>,
) -> Result<Response, WebError> {
    acts::forget(&web.begin_as(&visit), number(&body)?, &given.normal).await?;
    Ok(onward(&format!("/bodies/{body}")))
}

/// `POST /bodies/{body}/same`
pub async fn decided(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(body): Path<String>,
    Form(given): Form<Decided>,
) -> Result<Response, WebError> {
    let decision = match given.decision.as_str() {
        "same" => Decision::Same,
        "apart" => Decision::Apart,
        "open" => Decision::Open,
        _ => return Err(WebError::NotFound),
    };
    let both = (number(&body)?, number(&given.other)?);
    acts::decide(&web.begin_as(&visit), both, decision).await?;
    Ok(onward(&format!("/bodies/{body}")))
}
