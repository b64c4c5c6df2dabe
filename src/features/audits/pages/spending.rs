//! Hours and cost of an audit, each currency by itself, against what the plan allows.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Head};
use crate::db::fieldwork::Spent;
use crate::domain::number::Exact;
use crate::features::audits::Audits;
use crate::features::audits::actions::spending as acts;
use crate::features::audits::forms::Given;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, WebError, onward};

/// Hours and cost.
#[derive(Clone, Debug, Serialize)]
pub struct HoursPage {
    pub(super) head: Head,
    pub(super) form: Given,
    pub(super) errors: Errors,
    pub(super) lines: Vec<Vec<String>>,
    pub(super) hours: String,
    pub(super) hours_planned: Option<String>,
    pub(super) costs: Vec<String>,
    pub(super) money_planned: Option<String>,
    pub(super) people: Vec<String>,
}

impl Page for HoursPage {
    const TEMPLATE: &'static str = "pages/audits/hours.html";
}

/// Minutes as hours and minutes: 7:05.
fn clock(minutes: u64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// What was spent in each currency: `EUR 12.50`. Two currencies are never added.
fn costs(spent: &[Spent]) -> Vec<String> {
    let mut sums: BTreeMap<String, Exact> = BTreeMap::new();
    for one in spent {
        let Some((currency, amount)) = one.cost.as_ref().and_then(|cost| cost.split_once(' '))
        else {
            continue;
        };
        let Ok(amount) = amount.parse::<Exact>() else {
            continue;
        };
        let sum = sums.entry(currency.to_owned()).or_insert(Exact::ZERO);
        if let Ok(more) = sum.plus(amount) {
            *sum = more;
        }
    }
    sums.iter()
        .map(|(currency, sum)| format!("{currency} {sum}"))
        .collect()
}

async fn page(
    audits: &Audits,
    ctx: &Ctx,
    code: &str,
    (form, errors): (Given, Errors),
) -> Result<Response, WebError> {
    let (planned, spent) = acts::spending(ctx, code).await?;
    let plan = planned.plan();
    let line = |one: &Spent| {
        vec![
            one.on.to_string(),
            one.code.clone(),
            one.what.clone(),
            clock(u64::from(one.minutes)),
            one.cost.clone().unwrap_or_default(),
        ]
    };
    let minutes: u64 = spent.iter().map(|one| u64::from(one.minutes)).sum();
    let money = plan.budget.money.as_ref().map(|one| one.text().to_owned());
    let currency = plan.budget.currency.map(|one| one.code());
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = HoursPage {
        head: Head::of(ctx, &planned),
        form,
        errors,
        lines: spent.iter().rev().map(line).collect(),
        hours: clock(minutes),
        hours_planned: plan.budget.hours.as_ref().map(|one| one.text().to_owned()),
        costs: costs(&spent),
        money_planned: money.map(|money| format!("{} {money}", currency.unwrap_or_default())),
        people: plan.team.into_iter().map(|one| one.code).collect(),
    };
    audits.web.shown(status, &page)
}

/// `GET /checks/{code}/hours`
pub async fn list(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let mut form = Given::default();
    form.put("on", ctx.now.date_naive().to_string());
    page(&audits, &ctx, &code, (form, Errors::new())).await
}

/// `POST /checks/{code}/hours`
pub async fn spent(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    match acts::spend(&ctx, &code, &given).await {
        Ok(()) => Ok(onward(&format!("/checks/{code}/hours"))),
        Err(error) => {
            let errors = audits.web.told(error)?;
            page(&audits, &ctx, &code, (given, errors)).await
        }
    }
}
