//! The form of money that moved.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Choice, flow_number, number, overview_of};
use crate::domain::party::Counter;
use crate::features::money::actions::flows::{self as acts, FlowForm, KINDS, that_counts};
use crate::features::money::actions::{Money, money};
use crate::infra::http::{Page, Reason, Typed, Visit, Web, WebError, onward};

/// The form.
#[derive(Clone, Debug, Serialize)]
pub struct FlowPage {
    pub(super) label: String,
    pub(super) title: String,
    pub(super) flow: Option<u32>,
    pub(super) currency: &'static str,
    pub(super) form: Typed,
    pub(super) aside: Typed,
    pub(super) kinds: Vec<serde_json::Value>,
    pub(super) counters: Vec<&'static str>,
    pub(super) lines: Vec<Choice>,
    pub(super) documents: Vec<Choice>,
    pub(super) names: Vec<String>,
}

impl Page for FlowPage {
    const TEMPLATE: &'static str = "pages/money/flow.html";
}

/// The entry that an address names: `new` is none.
fn named(flow: &str) -> Result<Option<u32>, WebError> {
    match flow {
        "new" => Ok(None),
        number => Ok(Some(flow_number(number)?)),
    }
}

fn page(money: &Money, flow: Option<u32>, (form, aside): (Typed, Typed)) -> FlowPage {
    let terms = &money.terms;
    let lines = terms.budget.iter();
    FlowPage {
        label: money.entry.label(),
        title: money.entry.line.title.clone(),
        flow,
        currency: terms.agreement.currency.map_or("", |c| c.code()),
        form,
        aside,
        kinds: KINDS
            .iter()
            .filter_map(|k| serde_json::to_value(k).ok())
            .collect(),
        counters: Counter::ALL.map(Counter::code).to_vec(),
        lines: lines
            .map(|one| (one.id.as_str().to_owned(), one.title.clone()))
            .collect(),
        documents: money.documents.clone(),
        names: terms.parties.iter().map(|one| one.name.clone()).collect(),
    }
}

fn form_of(money: &Money, flow: Option<u32>) -> Result<FlowForm, WebError> {
    let Some(number) = flow else {
        return Ok(FlowForm {
            kind: "payment".to_owned(),
            counted_by: "funder".to_owned(),
            ..FlowForm::default()
        });
    };
    let kept = that_counts(&money.flows, number).ok_or(WebError::NotFound)?;
    Ok(FlowForm::of(&kept.flow, |code| money.name(code)))
}

/// `GET /register/{agreement}/money/flows/{flow}`
pub async fn flow(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, flow)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let money = money(&web.begin_as(&visit), number(&agreement)?).await?;
    let flow = named(&flow)?;
    let form = Typed::of(&form_of(&money, flow)?);
    web.shown(
        StatusCode::OK,
        &page(&money, flow, (form, Typed::default())),
    )
}

/// `POST /register/{agreement}/money/flows/{flow}`
pub async fn flow_given(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, flow)): Path<(String, String)>,
    Form(form): Form<FlowForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (number, flow) = (number(&agreement)?, named(&flow)?);
    match acts::put_flow(&ctx, (number, flow), &form).await {
        Ok(_) => Ok(onward(&overview_of(&agreement))),
        Err(error) => {
            let typed = Typed::refused(&form, &web.words(), error)?;
            let money = money(&ctx, number).await?;
            let status = typed.status();
            web.shown(status, &page(&money, flow, (typed, Typed::default())))
        }
    }
}

/// `POST /register/{agreement}/money/flows/{flow}/aside`
pub async fn flow_aside(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, flow)): Path<(String, String)>,
    Form(given): Form<Reason>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&agreement)?;
    let flow = named(&flow)?.ok_or(WebError::NotFound)?;
    match acts::set_aside(&ctx, (number, flow), &given.reason).await {
        Ok(()) => Ok(onward(&overview_of(&agreement))),
        Err(error) => {
            let typed = Typed::refused(&given, &web.words(), error)?;
            let money = money(&ctx, number).await?;
            let form = Typed::of(&form_of(&money, Some(flow))?);
            let status = typed.status();
            web.shown(status, &page(&money, Some(flow), (form, typed)))
        }
    }
}
