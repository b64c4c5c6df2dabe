//! What stands around every route: the number of the request, the host check, limits, the pages of errors, headers.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, HOST};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use super::{Web, errors, headers};
use crate::domain::actor::Actor;

/// A page takes milliseconds; what takes this long is broken.
const LONGEST: Duration = Duration::from_secs(30);

/// Puts everything around a router that each answer needs. The first layer here is the innermost.
pub fn wrapped(router: Router, web: Web) -> Router {
    router
        .fallback(|| async { StatusCode::NOT_FOUND })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(CatchPanicLayer::custom(|_| {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST,
        ))
        .layer(from_fn_with_state(web, around))
        .layer(CompressionLayer::new())
}

async fn around(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let number = number(&web);
    let for_machines = request.uri().path().starts_with("/api/");
    // Until there are accounts, everyone who reaches a page reads as the public.
    request.extensions_mut().insert(Actor::Public);
    let response = match refused(&request) {
        Some(response) => response,
        None => next.run(request).await,
    };
    let mut response = errors::told(&web, response, &number, for_machines);
    headers::put(response.headers_mut(), &number);
    response
}

/// What is refused before any route sees it.
fn refused(request: &Request) -> Option<Response> {
    if !is_for_this_machine(request) {
        return Some(StatusCode::MISDIRECTED_REQUEST.into_response());
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

/// A page from elsewhere can point its own name at this machine and read what is served here; such a request names
/// that other host. Only names of the machine itself are answered.
fn is_for_this_machine(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let named = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok().map(str::to_owned),
        (None, None) => request.uri().authority().map(ToString::to_string),
        _ => None,
    };
    named.is_some_and(|host| is_loopback(&host))
        && request
            .uri()
            .authority()
            .is_none_or(|a| is_loopback(a.as_str()))
}

fn is_loopback(authority: &str) -> bool {
    let Ok(uri) = Uri::builder()
        .scheme("http")
        .authority(authority)
        .path_and_query("/")
        .build()
    else {
        return false;
    };
    let Some(host) = uri.host().filter(|_| !authority.contains('@')) else {
        return false;
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
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

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for own in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.8.8.8",
            "[::1]",
            "[::1]:8080",
        ] {
            assert!(is_loopback(own), "{own}");
        }
        for other in [
            "",
            "example.org",
            "localhost.example.org",
            "127.0.0.1.example.org",
            "10.0.0.1",
            "a@localhost",
            "localhost@b",
            "0.0.0.0",
        ] {
            assert!(!is_loopback(other), "{other}");
        }
    }
}
