//! What stands around every route: the number of the request, the host check, limits, the pages of errors, headers.

use std::fmt::Write as _;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, AUTHORIZATION, CONNECTION, CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, RETRY_AFTER,
    TRANSFER_ENCODING,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use sha2::{Digest, Sha256};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::reach::Arrival;
use super::routes::{FILE, PART, Takes};
use super::templates::{FRAME, Frame};
use super::visit::visit_of;
use super::{METRICS, Web, coded, errors, headers, language};
use crate::domain::actor::{Actor, Permission};
use crate::infra::config::secret_in;

/// A page takes milliseconds; what takes this long is broken.
const LONGEST: Duration = Duration::from_secs(30);
/// A file of 100 MB over a line of two megabits takes seven minutes.
const LONGEST_WITH_FILE: Duration = Duration::from_secs(15 * 60);

/// Puts everything around a router that each answer needs. The first layer here is the innermost.
pub fn wrapped(router: Router, web: Web) -> Router {
    router
        .fallback(|| async { StatusCode::NOT_FOUND })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(CatchPanicLayer::custom(|_| {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }))
        .layer(from_fn(in_time))
        .layer(from_fn_with_state(web.clone(), around))
        .layer(from_fn_with_state(web, language::spoken))
        .layer(CompressionLayer::new())
}

/// Gives up on what takes too long. Only an address that takes files goes on with a request that brings one.
async fn in_time(request: Request, next: Next) -> Response {
    let kind = request.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    let bytes = Takes::Bytes.content_type();
    let brings_a_file = [FILE, PART, bytes].iter().any(|one| kind.starts_with(one));
    let longest = if brings_a_file {
        LONGEST_WITH_FILE
    } else {
        LONGEST
    };
    let answered = tokio::time::timeout(longest, next.run(request)).await;
    answered.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

async fn around(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let number = number(&web);
    let path = request.uri().path().to_owned();
    let (arrival, host) = web.reach.arrival(&mut request);
    request.extensions_mut().insert(arrival);
    // What was sent, and what whoever shows a pass reads, is kept by nobody on the way, whatever is answered.
    let mut private = !request.method().is_safe() || shows_a_pass(request.headers());
    // Where one program takes the length of a body from one head and another program from another, a second request hides
    // in the body of the first. So nothing that comes after a body in pieces is heard on the same connection.
    let is_last = request.headers().contains_key(TRANSFER_ENCODING);
    let response = match (refused(&web, arrival, host, &request), web.traffic.enter()) {
        (Some(response), _) => response,
        (None, None) => busy(),
        (None, Some(_entered)) => match visit_of(&web, arrival, request.headers()).await {
            Ok(mut visit) => {
                if path == METRICS && watches(&web, arrival, request.headers()) {
                    visit.actor = Actor::Watcher;
                }
                private |= visit.actor != Actor::Public || visit.session.is_some();
                let frame = Frame {
                    signed_in: visit.signed_in().is_some(),
                    reads_register: visit.actor.may(Permission::ReadAudits),
                };
                let shut_out = visit.shut_out;
                request.extensions_mut().insert(visit.actor);
                request.extensions_mut().insert(visit);
                match shut_out {
                    Some(why) => coded(&web, StatusCode::UNAUTHORIZED, why, &json!({})),
                    None => FRAME.scope(frame, next.run(request)).await,
                }
            }
            Err(error) => {
                anstream::eprintln!("error: sessions: {error}");
                busy()
            }
        },
    };
    web.traffic.answered(response.status());
    let mut response = errors::told(&web, response, &number, is_of_programs(&path));
    if path.starts_with("/uploads") {
        // By the protocol every answer says so, also one that no route gave.
        let headers = response.headers_mut();
        headers.insert("tus-resumable", HeaderValue::from_static("1.0.0"));
    }
    headers::put(response.headers_mut(), &number, arrival.secure, private);
    if is_last {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(CONNECTION, close);
    }
    response
}

/// Whether a browser shows a cookie of ours that lets somebody in: of an account, or of a party that was asked to reply.
fn shows_a_pass(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(COOKIE).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let mut names = lines.flat_map(|line| line.split(';')).map(str::trim);
    names.any(|one| one.starts_with("__Host-groundtruth") || one.starts_with("groundtruth-"))
}

/// Whether programs ask there, which are told of what is wrong in JSON.
fn is_of_programs(path: &str) -> bool {
    const BEGIN: [&str; 3] = ["/api/", "/observations/", "/uploads"];
    const ARE: [&str; 4] = [
        "/field/enrol",
        "/field/time",
        "/field/today",
        "/field/visits",
    ];
    BEGIN.iter().any(|begins| path.starts_with(begins)) || ARE.contains(&path)
}

/// What is refused before any route sees it.
fn refused(
    web: &Web,
    arrival: Arrival,
    host: Option<String>,
    request: &Request,
) -> Option<Response> {
    // A program in front that does not say for whom it asks is set up wrong; to guess would be to let anyone in.
    if arrival.is_unclear {
        return Some(StatusCode::BAD_REQUEST.into_response());
    }
    // A page from elsewhere can point its own name at this machine and read what is served here; such a request
    // names that other host.
    let is_ours = |authority: &str| web.reach.answers_to(arrival, authority);
    let in_address = request.uri().authority();
    if !host.is_some_and(|host| is_ours(&host))
        || !in_address.is_none_or(|authority| is_ours(authority.as_str()))
    {
        return Some(StatusCode::MISDIRECTED_REQUEST.into_response());
    }
    if !arrival.secure && !arrival.is_local {
        return Some(to_tls(web, request));
    }
    if matches!(*request.method(), Method::TRACE | Method::CONNECT) {
        let mut response = StatusCode::METHOD_NOT_ALLOWED.into_response();
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    None
}

/// In clear nothing is served to another machine: only where it is to be had over TLS.
fn to_tls(web: &Web, request: &Request) -> Response {
    let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let target = web
        .reach
        .origin()
        .map(|origin| format!("{}{path}", origin.as_str()));
    match target.and_then(|target| HeaderValue::from_str(&target).ok()) {
        Some(target) => _ = response.headers_mut().insert(LOCATION, target),
        None => *response.status_mut() = StatusCode::MISDIRECTED_REQUEST,
    }
    response
}

/// Whether a request for figures comes from whom they are for: this machine, where it serves itself alone, or whoever
/// has the token.
fn watches(web: &Web, arrival: Arrival, headers: &HeaderMap) -> bool {
    if arrival.is_local && web.reach.origin().is_none() {
        return true;
    }
    let shown = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let (Some(shown), Some(file)) = (shown, &web.app.config.metrics_token_file) else {
        return false;
    };
    // Compared by their hashes, so that the time it takes tells nothing.
    secret_in(file).is_ok_and(|token| Sha256::digest(shown) == Sha256::digest(token))
}

fn busy() -> Response {
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

/// Eight bytes of chance in hexadecimal digits: enough to find one request again.
fn number(web: &Web) -> String {
    web.app
        .surroundings
        .seed()
        .iter()
        .take(8)
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
