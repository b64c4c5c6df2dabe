//! Taking a promise out: asked first, because it changes what is compared.

use axum::extract::{Extension, Path, State};
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head, address_of, agreement_of, onward, promise_address, promise_of, shown};
use crate::db::counter::Series;
use crate::features::register::Register;
use crate::features::register::actions::{promises, reading};
use crate::infra::http::{Page, WebError};

/// The question.
#[derive(Clone, Debug, Serialize)]
pub struct DropPage {
    /// The agreement.
    pub head: Head,
    /// O-01.
    pub label: String,
    /// Where the promise is.
    pub address: String,
    /// The sentence.
    pub sentence: String,
}

impl Page for DropPage {
    const TEMPLATE: &'static str = "pages/register/promise-drop.html";
}

/// `GET /register/{agreement}/promises/{promise}/drop`
pub async fn ask(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, promise)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let (number, promise) = (agreement_of(&label)?, promise_of(&promise)?);
    let (entry, lines) = reading::with_promises(&ctx, number).await?;
    let line = lines
        .into_iter()
        .find(|line| line.number == promise && line.stands);
    let line = line.ok_or(WebError::NotFound)?;
    let page = DropPage {
        head: Head::of(&ctx, &entry),
        label: Series::Obligation.label(promise.into()),
        address: promise_address(number, promise),
        sentence: line.promise,
    };
    shown(&desk, &page)
}

/// `POST /register/{agreement}/promises/{promise}/drop`
pub async fn dropped(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, promise)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let (number, promise) = (agreement_of(&label)?, promise_of(&promise)?);
    let done = promises::drop_promise(&ctx, (number, promise)).await;
    done?;
    Ok(onward(&address_of(number)))
}
