//! What machines ask: does the program live, can it serve, what are its figures. Nothing in the answers names anybody.

use std::fmt::Write as _;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::Operations;
use super::actions::{Figures, figures};
use crate::domain::actor::Actor;
use crate::infra::app::Ctx;
use crate::infra::http::{SaysItself, Traffic, WebError};

/// The process lives: it can answer.
pub async fn alive() -> Response {
    plain(StatusCode::OK, "ok\n".to_owned())
}

/// The program can serve; where not, which check failed, and 503.
pub async fn ready(State(operations): State<Operations>) -> Response {
    let mut text = String::new();
    let mut status = StatusCode::OK;
    for check in operations.readiness.checks(&operations.web.app).await {
        let word = if check.in_order { "ok" } else { "failed" };
        if !check.in_order {
            status = StatusCode::SERVICE_UNAVAILABLE;
        }
        let _ = writeln!(text, "{}: {word}", check.what);
    }
    plain(status, text)
}

/// The figures in the text format of Prometheus.
pub async fn metrics(State(operations): State<Operations>) -> Result<Response, WebError> {
    let web = &operations.web;
    let app = std::sync::Arc::clone(&web.app);
    let ctx = Ctx::begin(app, Actor::Watcher, web.scope);
    let figures = figures(&ctx).await.map_err(WebError::internal)?;
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")];
    Ok((headers, exposition(&figures, &web.traffic)).into_response())
}

/// An answer for a machine: no page of errors is put in its place.
fn plain(status: StatusCode, text: String) -> Response {
    let kind = "text/plain; charset=utf-8";
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")];
    (status, Extension(SaysItself), headers, text).into_response()
}

/// Names, meanings and values.
fn exposition(figures: &Figures, traffic: &Traffic) -> String {
    let mut text = String::new();
    let version = format!("{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    family(
        &mut text,
        "build_info",
        "gauge",
        "The program.",
        &[(version, 1)],
    );
    let by = |label: &str, counts: &[(&'static str, u64)]| -> Vec<(String, u64)> {
        let line = |(word, count): &(&str, u64)| (format!("{{{label}=\"{word}\"}}"), *count);
        counts.iter().map(line).collect()
    };
    let answers: Vec<_> = ["1xx", "2xx", "3xx", "4xx", "5xx"]
        .into_iter()
        .zip(traffic.answers())
        .collect();
    let one = |value: u64| vec![(String::new(), value)];
    for (name, kind, meaning, values) in [
        (
            "http_responses_total",
            "counter",
            "Answers since the program started.",
            by("status", &answers),
        ),
        (
            "http_requests_under_way",
            "gauge",
            "Requests under way.",
            one(traffic.under_way()),
        ),
        (
            "jobs",
            "gauge",
            "Jobs by state.",
            by("state", &figures.jobs),
        ),
        (
            "jobs_longest_wait_seconds",
            "gauge",
            "For how long the job that waits longest has been due.",
            one(figures.longest_wait),
        ),
        (
            "mails",
            "gauge",
            "Mails by state.",
            by("state", &figures.mails),
        ),
        (
            "database_bytes",
            "gauge",
            "Bytes of the database.",
            one(figures.database_bytes),
        ),
    ] {
        family(&mut text, name, kind, meaning, &values);
    }
    text
}

fn family(text: &mut String, name: &str, kind: &str, meaning: &str, values: &[(String, u64)]) {
    let _ = writeln!(text, "# HELP groundtruth_{name} {meaning}");
    let _ = writeln!(text, "# TYPE groundtruth_{name} {kind}");
    for (labels, value) in values {
        let _ = writeln!(text, "groundtruth_{name}{labels} {value}");
    }
}
