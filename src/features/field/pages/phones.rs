//! Phones of an audit: a link for each observer, which phones are in, and shutting one out.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::db::counter::Series;
use crate::db::fieldwork::{Device, DeviceLink, Who};
use crate::features::field::actions::devices::{self as acts, Phones};
use crate::infra::app::Ctx;
use crate::infra::http::{
    AWKWARD, Errors, Page, Rendered, Templates, Visit, Web, WebError, onward,
};
use crate::infra::qr::picture;

/// Somebody to whom a link can be given.
#[derive(Clone, Debug, Serialize)]
pub struct Someone {
    code: String,
    who: Option<String>,
}

/// A phone.
#[derive(Clone, Debug, Serialize)]
pub struct Phone {
    label: String,
    number: i64,
    code: String,
    name: String,
    added: String,
    used: Option<String>,
    /// `in`, `revoked`, `expired`
    state: &'static str,
}

/// A link that waits.
#[derive(Clone, Debug, Serialize)]
pub struct Waiting {
    code: String,
    until: String,
    reference: String,
}

/// The phones of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct PhonesPage {
    code: String,
    title: String,
    errors: Errors,
    people: Vec<Someone>,
    phones: Vec<Phone>,
    links: Vec<Waiting>,
}

impl Page for PhonesPage {
    const TEMPLATE: &'static str = "pages/field/phones.html";
}

/// A link, shown once.
#[derive(Clone, Debug, Serialize)]
pub struct LinkPage {
    code: String,
    title: String,
    observer: String,
    link: String,
    until: String,
    picture: Option<minijinja::Value>,
}

impl Page for LinkPage {
    const TEMPLATE: &'static str = "pages/field/link.html";
}

/// Whose link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whose {
    #[serde(default)]
    code: String,
}

/// Which link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    reference: String,
}

/// Which phone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbered {
    number: i64,
}

async fn page(web: &Web, ctx: &Ctx, code: &str, errors: Errors) -> Result<Response, WebError> {
    let Phones {
        audit,
        codes,
        devices,
        links,
    } = acts::phones(ctx, code).await?;
    let words = web.words();
    let someone = |(code, who): (String, Who)| Someone {
        code,
        who: who.name.or_else(|| who.member.map(Series::who)),
    };
    let phone = |(device, name): (Device, String)| Phone {
        label: device.label(),
        number: device.number,
        state: match (device.revoked_at.is_some(), device.is_good(ctx.now)) {
            (true, _) => "revoked",
            (false, false) => "expired",
            (false, true) => "in",
        },
        added: words.day(device.added_on),
        used: device.used_on.map(|day| words.day(day)),
        code: device.code,
        name,
    };
    let waiting = |link: DeviceLink| Waiting {
        until: words.day(link.until.date_naive()),
        code: link.code,
        reference: link.reference,
    };
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = PhonesPage {
        code: audit.code.as_str().to_owned(),
        title: audit.title,
        errors,
        people: codes.into_iter().map(someone).collect(),
        phones: devices.into_iter().map(phone).collect(),
        links: links.into_iter().map(waiting).collect(),
    };
    web.shown(status, &page)
}

/// `GET /checks/{code}/phones`
pub async fn list(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    page(&web, &ctx, &code, Errors::new()).await
}

/// The address of this server as the one who asks reached it.
fn base(web: &Web, visit: &Visit, headers: &HeaderMap) -> String {
    if let Some(origin) = web.reach.origin() {
        return origin.as_str().to_owned();
    }
    let host = headers.get("host").and_then(|host| host.to_str().ok());
    let scheme = if visit.secure { "https" } else { "http" };
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}

/// `POST /checks/{code}/phones`: a link for somebody, shown once.
pub async fn linked(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Form(whose): Form<Whose>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let token = match acts::link(&ctx, (&code, &whose.code)).await {
        Ok(token) => token,
        Err(error) => {
            let errors = web.told(error)?;
            return page(&web, &ctx, &code, errors).await;
        }
    };
    let phones = acts::phones(&ctx, &code).await?;
    // What stands behind the sign is sent to no server and written into no log.
    let link = format!("{}/field#e={token}", base(&web, &visit, &headers));
    let until = ctx.now + acts::LINK_LASTS;
    let page = LinkPage {
        code: phones.audit.code.as_str().to_owned(),
        title: phones.audit.title,
        observer: whose.code,
        picture: picture(&link),
        until: web.words().day(until.date_naive()),
        link,
    };
    web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/phones/withdraw`
pub async fn withdrawn(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    Form(which): Form<Which>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    acts::withdraw(&ctx, (&code, &which.reference)).await?;
    Ok(onward(&format!("/checks/{code}/phones")))
}

/// `POST /checks/{code}/phones/revoke`
pub async fn revoked(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    Form(which): Form<Numbered>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    acts::revoke(&ctx, (&code, which.number)).await?;
    Ok(onward(&format!("/checks/{code}/phones")))
}

/// Every page rendered, with something in every place of it and with nothing in any.
#[must_use]
pub fn rendered_samples(templates: &Templates) -> Vec<Rendered> {
    let text = || AWKWARD.to_owned();
    let states = ["in", "revoked", "expired"];
    let phone = |state| Phone {
        label: "T-0001".to_owned(),
        number: 1,
        code: "W-07".to_owned(),
        name: text(),
        added: text(),
        used: (state == "in").then(text),
        state,
    };
    let full = PhonesPage {
        code: "a-0001".to_owned(),
        title: text(),
        errors: [("code".to_owned(), text())].into(),
        people: vec![Someone {
            code: "W-07".to_owned(),
            who: Some(text()),
        }],
        phones: states.map(phone).to_vec(),
        links: vec![Waiting {
            code: "W-07".to_owned(),
            until: text(),
            reference: text(),
        }],
    };
    let empty = PhonesPage {
        errors: Errors::new(),
        people: Vec::new(),
        phones: Vec::new(),
        links: Vec::new(),
        ..full.clone()
    };
    let link = LinkPage {
        code: "a-0001".to_owned(),
        title: text(),
        observer: "W-07".to_owned(),
        link: "https://watch.example/field#e=x".to_owned(),
        until: text(),
        picture: None,
    };
    vec![
        templates.sample(&full),
        templates.sample(&empty),
        templates.sample(&link),
    ]
}
