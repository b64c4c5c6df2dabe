//! Words of a document were marked: of which agreement are they a promise?

use axum::extract::{Extension, Query, State};
use axum::response::Response;
use serde::Serialize;

use super::promise::Begun;
use super::{Asking, address_of, shown};
use crate::db::counter::Series;
use crate::db::register::{Search, search};
use crate::domain::actor::Permission;
use crate::features::register::Register;
use crate::infra::action::ActionError;
use crate::infra::http::{Page, WebError};

/// How many agreements are offered.
const OFFERED: u64 = 200;

/// An agreement that the words may belong to.
#[derive(Clone, Debug, Serialize)]
pub struct Possible {
    /// A-0001.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Where the promise is made.
    pub address: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ChoosingPage {
    /// The words.
    pub quote: String,
    /// D-0001.
    pub document: String,
    /// The agreements, what was changed last first.
    pub agreements: Vec<Possible>,
}

impl Page for ChoosingPage {
    const TEMPLATE: &'static str = "pages/register/choosing.html";
}

/// `GET /register/promises/new`
pub async fn which_agreement(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Query(begun): Query<Begun>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    ctx.require(Permission::ReadAudits)
        .map_err(ActionError::from)?;
    let all = Search {
        take: OFFERED,
        ..Search::default()
    };
    let listed = search(ctx.app.db.reads(), ctx.scope, &all).await;
    let listed = listed.map_err(ActionError::from)?;
    let query = [
        ("document", &begun.document),
        ("page", &begun.page),
        ("quote", &begun.quote),
        ("clause", &begun.clause),
    ];
    let query = query.map(|(name, value)| format!("{name}={}", escaped(value)));
    let query = query.join("&");
    let possible = |line: crate::db::register::DossierLine| Possible {
        label: Series::Dossier.label(line.number),
        title: line.title,
        address: format!("{}/promises/new?{query}", address_of(line.number)),
    };
    let page = ChoosingPage {
        agreements: listed.lines.into_iter().map(possible).collect(),
        quote: begun.quote,
        document: begun.document,
    };
    shown(&desk, &page)
}

/// A value as it stands in an address.
fn escaped(value: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    value.bytes().map(letter).collect()
}
