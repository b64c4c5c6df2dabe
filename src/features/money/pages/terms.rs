//! The forms of what stands in the terms: a budget line, the shares, the price.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Choice, line_code, number, overview_of};
use crate::domain::code::Code;
use crate::features::money::actions::terms::{self as acts, LineForm, RateForm};
use crate::features::money::actions::{Money, money};
use crate::infra::http::{Page, Typed, Visit, Web, WebError, onward};

/// The form of a budget line.
#[derive(Clone, Debug, Serialize)]
pub struct LinePage {
    pub(super) label: String,
    pub(super) title: String,
    pub(super) line: Option<String>,
    pub(super) currency: &'static str,
    pub(super) form: Typed,
}

impl Page for LinePage {
    const TEMPLATE: &'static str = "pages/money/line.html";
}

/// The form of the shares.
#[derive(Clone, Debug, Serialize)]
pub struct SharesPage {
    pub(super) label: String,
    pub(super) title: String,
    pub(super) currency: &'static str,
    pub(super) funders: Vec<Choice>,
    pub(super) form: Typed,
}

impl Page for SharesPage {
    const TEMPLATE: &'static str = "pages/money/shares.html";
}

/// The form of the price.
#[derive(Clone, Debug, Serialize)]
pub struct RatePage {
    pub(super) label: String,
    pub(super) title: String,
    pub(super) currency: &'static str,
    pub(super) form: Typed,
}

impl Page for RatePage {
    const TEMPLATE: &'static str = "pages/money/rate.html";
}

fn currency(money: &Money) -> &'static str {
    money.terms.agreement.currency.map_or("", |c| c.code())
}

/// The line that an address names: `new` is none.
fn named(line: &str) -> Result<Option<Code>, WebError> {
    match line {
        "new" => Ok(None),
        code => Ok(Some(line_code(code)?)),
    }
}

fn line_page(money: &Money, line: Option<&Code>, form: Typed) -> LinePage {
    LinePage {
        label: money.entry.label(),
        title: money.entry.line.title.clone(),
        line: line.map(|code| code.as_str().to_owned()),
        currency: currency(money),
        form,
    }
}

/// `GET /register/{agreement}/money/budget/{line}`
pub async fn line(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, line)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let money = money(&web.begin_as(&visit), number(&agreement)?).await?;
    let line = named(&line)?;
    let form = match &line {
        None => LineForm::default(),
        Some(code) => {
            let found = money.terms.budget.iter().find(|one| one.id == *code);
            LineForm::of(found.ok_or(WebError::NotFound)?, &money.promises)
        }
    };
    let page = line_page(&money, line.as_ref(), Typed::of(&form));
    web.shown(StatusCode::OK, &page)
}

/// `POST /register/{agreement}/money/budget/{line}`
pub async fn line_given(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, line)): Path<(String, String)>,
    Form(form): Form<LineForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (number, line) = (number(&agreement)?, named(&line)?);
    match acts::put_line(&ctx, (number, line.as_ref()), &form).await {
        Ok(_) => Ok(onward(&overview_of(&agreement))),
        Err(error) => {
            let typed = Typed::refused(&form, &web.words(), error)?;
            let money = money(&ctx, number).await?;
            let status = typed.status();
            web.shown(status, &line_page(&money, line.as_ref(), typed))
        }
    }
}

/// `POST /register/{agreement}/money/budget/{line}/drop`
pub async fn line_dropped(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, line)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let line = line_code(&line)?;
    acts::drop_line(&web.begin_as(&visit), (number(&agreement)?, &line)).await?;
    Ok(onward(&overview_of(&agreement)))
}

fn shares_page(money: &Money, form: Typed) -> SharesPage {
    let funders = money.terms.agreement.funders.iter();
    SharesPage {
        label: money.entry.label(),
        title: money.entry.line.title.clone(),
        currency: currency(money),
        funders: funders
            .map(|code| (code.as_str().to_owned(), money.name(code)))
            .collect(),
        form,
    }
}

/// `GET /register/{agreement}/money/shares`
pub async fn shares(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let money = money(&web.begin_as(&visit), number(&agreement)?).await?;
    let shares = money.terms.shares.iter();
    let given: BTreeMap<String, String> = shares
        .map(|share| (share.party.as_str().to_owned(), share.of.text().to_owned()))
        .collect();
    web.shown(StatusCode::OK, &shares_page(&money, Typed::of(&given)))
}

/// `POST /register/{agreement}/money/shares`
pub async fn shares_given(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
    Form(given): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&agreement)?;
    match acts::put_shares(&ctx, number, &given).await {
        Ok(()) => Ok(onward(&overview_of(&agreement))),
        Err(error) => {
            let typed = Typed::refused(&given, &web.words(), error)?;
            let money = money(&ctx, number).await?;
            let status = typed.status();
            web.shown(status, &shares_page(&money, typed))
        }
    }
}

fn rate_page(money: &Money, form: Typed) -> RatePage {
    RatePage {
        label: money.entry.label(),
        title: money.entry.line.title.clone(),
        currency: currency(money),
        form,
    }
}

/// `GET /register/{agreement}/money/rate`
pub async fn rate(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let money = money(&web.begin_as(&visit), number(&agreement)?).await?;
    let form = Typed::of(&RateForm::of(money.terms.rate.as_ref()));
    web.shown(StatusCode::OK, &rate_page(&money, form))
}

/// `POST /register/{agreement}/money/rate`
pub async fn rate_given(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
    Form(form): Form<RateForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&agreement)?;
    match acts::put_rate(&ctx, number, &form).await {
        Ok(()) => Ok(onward(&overview_of(&agreement))),
        Err(error) => {
            let typed = Typed::refused(&form, &web.words(), error)?;
            let money = money(&ctx, number).await?;
            let status = typed.status();
            web.shown(status, &rate_page(&money, typed))
        }
    }
}
