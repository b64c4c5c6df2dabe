//! Hours and cost of an audit, each currency by itself, against what the plan allows.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Serialize;

use super::{At, FormPage, Head, Posted};
use crate::db::fieldwork::Spent;
use crate::domain::number::Exact;
use crate::features::audits::actions::spending as acts;
use crate::features::audits::forms::Given;
use crate::infra::http::{Errors, Page, WebError};

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

impl FormPage for HoursPage {
    const LEADS_TO: &'static str = "/hours";

    async fn of(at: &At, typed: Option<Given>, errors: Errors) -> Result<Self, WebError> {
        let (planned, spent) = acts::spending(&at.ctx, &at.code).await?;
        let plan = planned.plan();
        let words = at.audits.web.words();
        let line = |one: &Spent| {
            vec![
                words.day(one.on),
                one.code.clone(),
                one.what.clone(),
                clock(u64::from(one.minutes)),
                one.cost.clone().unwrap_or_default(),
            ]
        };
        let minutes: u64 = spent.iter().map(|one| u64::from(one.minutes)).sum();
        let money = plan.budget.money.as_ref().map(|one| one.text().to_owned());
        let currency = plan.budget.currency.map(|one| one.code());
        Ok(Self {
            head: Head::of(&at.ctx, &planned, &words),
            form: typed.unwrap_or_else(|| Given::on(at.ctx.now.date_naive())),
            errors,
            lines: spent.iter().rev().map(line).collect(),
            hours: clock(minutes),
            hours_planned: plan.budget.hours.as_ref().map(|one| one.text().to_owned()),
            costs: costs(&spent),
            money_planned: money.map(|money| format!("{} {money}", currency.unwrap_or_default())),
            people: plan.team.into_iter().map(|one| one.code).collect(),
        })
    }
}

/// `GET /checks/{code}/hours`
pub async fn list(at: At) -> Result<Response, WebError> {
    at.page::<HoursPage>().await
}

/// `POST /checks/{code}/hours`
pub async fn spent(sent: Posted) -> Result<Response, WebError> {
    let outcome = acts::spend(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<HoursPage, _>(outcome).await
}
