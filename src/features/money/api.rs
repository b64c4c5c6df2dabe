//! What programs write of money: the fields of the forms on the pages, as JSON, through the actions of those forms.

use std::collections::BTreeMap;

use axum::extract::{Extension, Path, State};
use axum::response::Response;

use super::actions::flows::{self, FlowForm};
use super::actions::terms::{self, LineForm, RateForm};
use super::pages::{flow_number, line_code, number};
use crate::domain::actor::Permission::ChangeAudits;
use crate::domain::code::Code;
use crate::infra::http::{Body, Empty, Reason, Routes, Visit, Web, WebError, WriteLine, Written};

type Asking = Extension<Visit>;
type Answer = Result<Response, WebError>;

/// The addresses to which programs write.
pub(super) fn routes() -> Routes<Web> {
    use WriteLine as Line;
    Routes::default()
        .write(
            Line::making::<LineForm>(
                "/api/agreements/{agreement}/money/budget",
                "Adds a budget line to the newest version.",
            ),
            ChangeAudits,
            line_added,
        )
        .write(
            Line::changing::<LineForm>(
                "/api/agreements/{agreement}/money/budget/{line}",
                "Corrects a budget line.",
            ),
            ChangeAudits,
            line_corrected,
        )
        .write(
            Line::changing::<Empty>(
                "/api/agreements/{agreement}/money/budget/{line}/drop",
                "Takes a budget line out of the newest version. What was spent on it stays and belongs to no line.",
            ),
            ChangeAudits,
            line_dropped,
        )
        .write(
            Line::changing::<BTreeMap<String, String>>(
                "/api/agreements/{agreement}/money/shares",
                "Says what each funder pays: by the code of the funder a sum, a percentage, or nothing.",
            ),
            ChangeAudits,
            shares,
        )
        .write(
            Line::changing::<RateForm>(
                "/api/agreements/{agreement}/money/rate",
                "Says the price of a unit; without a unit, that there is none.",
            ),
            ChangeAudits,
            rate,
        )
        .write(
            Line::making::<FlowForm>(
                "/api/agreements/{agreement}/money/flows",
                "Enters money that moved.",
            ),
            ChangeAudits,
            flow_entered,
        )
        .write(
            Line::making::<FlowForm>(
                "/api/agreements/{agreement}/money/flows/{flow}",
                "Corrects an entry: the one before stays, set aside with the reason, and a new one stands beside it.",
            ),
            ChangeAudits,
            flow_corrected,
        )
        .write(
            Line::changing::<Reason>(
                "/api/agreements/{agreement}/money/flows/{flow}/aside",
                "Sets an entry aside with the reason. It stays to be read and is in no sum.",
            ),
            ChangeAudits,
            flow_aside,
        )
}

fn of(agreement: &str, number: &str) -> Written {
    Written {
        number: number.to_owned(),
        address: format!("/api/agreements/{agreement}/money"),
    }
}

fn of_line(agreement: &str, line: &Code) -> Written {
    of(agreement, line.as_str())
}

async fn line_added(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(agreement): Path<String>,
    Body(form): Body<LineForm>,
) -> Answer {
    let (ctx, number) = (web.begin_as(&visit), number(&agreement)?);
    let done = async { terms::put_line(&ctx, (number, None), &form?).await }.await;
    Ok(web.made(done.map(|line| of_line(&agreement, &line))))
}

async fn line_corrected(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((agreement, line)): Path<(String, String)>,
    Body(form): Body<LineForm>,
) -> Answer {
    let (ctx, line) = (web.begin_as(&visit), line_code(&line)?);
    let which = (number(&agreement)?, Some(&line));
    let done = async { terms::put_line(&ctx, which, &form?).await }.await;
    Ok(web.changed(done.map(|line| of_line(&agreement, &line))))
}

async fn line_dropped(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((agreement, line)): Path<(String, String)>,
    Body(given): Body<Empty>,
) -> Answer {
    let (ctx, line) = (web.begin_as(&visit), line_code(&line)?);
    let which = (number(&agreement)?, &line);
    let done = async {
        given?;
        terms::drop_line(&ctx, which).await
    }
    .await;
    Ok(web.changed(done.map(|()| of_line(&agreement, &line))))
}

async fn shares(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(agreement): Path<String>,
    Body(given): Body<BTreeMap<String, String>>,
) -> Answer {
    let (ctx, number) = (web.begin_as(&visit), number(&agreement)?);
    let done = async { terms::put_shares(&ctx, number, &given?).await }.await;
    Ok(web.changed(done.map(|()| of(&agreement, &agreement))))
}

async fn rate(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(agreement): Path<String>,
    Body(form): Body<RateForm>,
) -> Answer {
    let (ctx, number) = (web.begin_as(&visit), number(&agreement)?);
    let done = async { terms::put_rate(&ctx, number, &form?).await }.await;
    Ok(web.changed(done.map(|()| of(&agreement, &agreement))))
}

async fn flow_entered(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(agreement): Path<String>,
    Body(form): Body<FlowForm>,
) -> Answer {
    let (ctx, number) = (web.begin_as(&visit), number(&agreement)?);
    let done = async { flows::put_flow(&ctx, (number, None), &form?).await }.await;
    Ok(web.made(done.map(|flow| of(&agreement, &flow.to_string()))))
}

async fn flow_corrected(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((agreement, flow)): Path<(String, String)>,
    Body(form): Body<FlowForm>,
) -> Answer {
    let (ctx, flow) = (web.begin_as(&visit), flow_number(&flow)?);
    let which = (number(&agreement)?, Some(flow));
    let done = async { flows::put_flow(&ctx, which, &form?).await }.await;
    Ok(web.made(done.map(|flow| of(&agreement, &flow.to_string()))))
}

async fn flow_aside(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((agreement, flow)): Path<(String, String)>,
    Body(given): Body<Reason>,
) -> Answer {
    let (ctx, flow) = (web.begin_as(&visit), flow_number(&flow)?);
    let which = (number(&agreement)?, flow);
    let done = async { flows::set_aside(&ctx, which, &given?.reason).await }.await;
    Ok(web.changed(done.map(|()| of(&agreement, &flow.to_string()))))
}
