//! Bodies: the list, one of them, the form of a new one.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use schemars::JsonSchema;
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
pub(super) struct Line {
    pub(super) label: String,
    pub(super) name: String,
    pub(super) is_person: bool,
    pub(super) roles: Vec<&'static str>,
    pub(super) identifiers: Vec<String>,
    pub(super) by: Option<String>,
}

/// The list.
#[derive(Clone, Debug, Serialize)]
pub struct BodiesPage {
    pub(super) q: String,
    pub(super) may_change: bool,
    pub(super) bodies: Vec<Line>,
    pub(super) count: usize,
    pub(super) now: usize,
    pub(super) of: usize,
}

impl Page for BodiesPage {
    const TEMPLATE: &'static str = "pages/parties/bodies.html";
}

/// An identifier: for comparing, as written, and the register it stands in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Identifier {
    pub(super) normal: String,
    pub(super) original: String,
    pub(super) register: Option<&'static str>,
}

/// An agreement that the body is in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct In {
    pub(super) label: String,
    pub(super) title: String,
    pub(super) roles: Vec<&'static str>,
}

/// One body.
#[derive(Clone, Debug, Serialize)]
pub struct BodyPage {
    pub(super) may_change: bool,
    /// Whether its record over all audits may be read.
    pub(super) may_check: bool,
    pub(super) body: Line,
    pub(super) note: Option<String>,
    pub(super) identifiers: Vec<Identifier>,
    pub(super) agreements: Vec<In>,
    pub(super) same: Vec<Line>,
    pub(super) apart: Vec<Line>,
    pub(super) maybe: Vec<Line>,
    pub(super) form: Typed,
}

impl Page for BodyPage {
    const TEMPLATE: &'static str = "pages/parties/body.html";
}

/// The form of a new body.
#[derive(Clone, Debug, Serialize)]
pub struct NewBodyPage {
    pub(super) roles: Vec<&'static str>,
    pub(super) form: Typed,
}

impl Page for NewBodyPage {
    const TEMPLATE: &'static str = "pages/parties/body-new.html";
}

/// Which identifier.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    /// The identifier in its normal form.
    pub(in crate::features::parties) normal: String,
}

/// What is decided about another body.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The other body: B-0002.
    other: String,
    /// `same`, `apart`, or `open` to take back what was decided.
    decision: String,
}

impl Decided {
    /// What is decided, where it is one of the words.
    pub(in crate::features::parties) fn decision(&self) -> Option<Decision> {
        match self.decision.as_str() {
            "same" => Some(Decision::Same),
            "apart" => Some(Decision::Apart),
            "open" => Some(Decision::Open),
            _ => None,
        }
    }

    /// The number of the other body.
    pub(in crate::features::parties) fn other(&self) -> Option<i64> {
        Series::Body.number_of(&self.other)
    }
}

/// The body that an address names.
pub(in crate::features::parties) fn number(label: &str) -> Result<i64, WebError> {
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
        may_check: ctx.actor.may(Permission::CheckVisits),
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
    let decision = given.decision().ok_or(WebError::NotFound)?;
    let other = given.other().ok_or(WebError::NotFound)?;
    let both = (number(&body)?, other);
    acts::decide(&web.begin_as(&visit), both, decision).await?;
    Ok(onward(&format!("/bodies/{body}")))
}
