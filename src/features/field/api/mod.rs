//! What the app of the phone asks and sends, as JSON.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::actions::devices::{Shown, let_in};
use super::actions::thread::sent;
use super::actions::today::today as told;
use super::shell::hex;
use crate::infra::http::{Arrival, Visit, Web, WebError, coded};

/// A token of a link, and a nonce, have at most so many letters.
const LONGEST: usize = 100;

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn fresh(value: &Value) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(value)).into_response()
}

/// `GET /field/time`: for telling how far the clock of a phone is off.
pub async fn time(State(web): State<Web>) -> Response {
    fresh(&json!({ "now": instant(web.app.surroundings.now()) }))
}

/// `GET /field/today`
pub async fn today(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let told = told(&ctx).await?;
    let mut value = serde_json::to_value(&told).map_err(WebError::internal)?;
    let mark = hex(&Sha256::digest(value.to_string())[..16]);
    let mark = format!("\"{mark}\"");
    let known = headers.get(IF_NONE_MATCH);
    let known = known.and_then(|known| known.to_str().ok());
    // What packs an answer makes a weak mark of a strong one.
    let is_known = known.is_some_and(|known| known.trim_start_matches("W/") == mark);
    let mut response = if is_known {
        let kept = [(CACHE_CONTROL, "no-store")];
        (StatusCode::NOT_MODIFIED, kept).into_response()
    } else {
        value["now"] = Value::String(instant(ctx.app.surroundings.now()));
        fresh(&value)
    };
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        response.headers_mut().insert(ETAG, mark);
    }
    Ok(response)
}

/// `GET /field/visits`
pub async fn visits(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, WebError> {
    let sent = sent(&web.begin_as(&visit)).await?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(sent)).into_response())
}

/// What a phone shows to be let in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Knock {
    token: String,
    #[serde(default)]
    device_name: String,
    #[serde(default)]
    nonce: Option<String>,
}

/// `POST /field/enrol`
pub async fn enrolled(
    State(web): State<Web>,
    Extension(arrival): Extension<Arrival>,
    body: Bytes,
) -> Result<Response, WebError> {
    if !web.admits(arrival) {
        return Ok(coded(
            &web,
            StatusCode::TOO_MANY_REQUESTS,
            "too-often",
            &json!({}),
        ));
    }
    let knock: Option<Knock> = serde_json::from_slice(&body).ok();
    let fits = |text: &str| !text.is_empty() && text.len() <= LONGEST;
    let knock = knock.filter(|knock| {
        let nonce = knock.nonce.as_deref();
        fits(&knock.token) && nonce.is_none_or(fits)
    });
    let Some(knock) = knock else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(coded(&web, status, "not-readable", &json!({})));
    };
    let shown = Shown {
        token: &knock.token,
        name: &knock.device_name,
        nonce: knock.nonce.as_deref(),
    };
    match let_in(&web.begin(), shown).await? {
        Some(let_in) => {
            let let_in = serde_json::to_vec(&let_in).map_err(WebError::internal)?;
            let kind = "application/json";
            let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")];
            Ok((headers, let_in).into_response())
        }
        None => Ok(coded(&web, StatusCode::GONE, "link-used", &json!({}))),
    }
}
