//! Why there is no page. A handler gives a code; the page in plain words is put around it in one place, so that a
//! fallback, a panic and a handler all answer alike.

use axum::Json;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::Web;
use super::language::Reader;
use super::templates::Page;

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    /// There is nothing at this address, or nothing for this reader.
    #[error("not found")]
    NotFound,
    /// The program failed; what it was stands in its own output, not in the answer.
    #[error("internal error")]
    Internal,
}

impl WebError {
    /// Tells the operator what happened, and the visitor only that it did.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        anstream::eprintln!("error: {error}");
        Self::Internal
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        status.into_response()
    }
}

/// The page of an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorPage {
    /// Last part of the keys of its words: `404`.
    pub kind: &'static str,
    /// The number of the request, for whoever is asked about it.
    pub request: String,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "pages/error.html";
}

/// The kinds there are; every other status is told as one of them.
pub(super) const KINDS: [(StatusCode, &str); 8] = [
    (StatusCode::BAD_REQUEST, "400"),
    (StatusCode::FORBIDDEN, "403"),
    (StatusCode::NOT_FOUND, "404"),
    (StatusCode::METHOD_NOT_ALLOWED, "405"),
    (StatusCode::MISDIRECTED_REQUEST, "421"),
    (StatusCode::TOO_MANY_REQUESTS, "429"),
    (StatusCode::INTERNAL_SERVER_ERROR, "500"),
    (StatusCode::SERVICE_UNAVAILABLE, "503"),
];

/// Stands in an answer that is an error and says itself what is wrong, to a machine.
#[derive(Clone, Copy, Debug)]
pub struct SaysItself;

/// A problem that says itself what is wrong, with a word that programs go by; its sentence is `observations-` and the word.
#[must_use]
pub fn coded(web: &Web, status: StatusCode, code: &str, more: &Value) -> Response {
    let mut body = json!({
        "type": "about:blank",
        "title": web.words().get(&format!("observations-{code}")),
        "status": status.as_u16(),
        "code": code,
    });
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    let mut response = (status, Json(body)).into_response();
    response.extensions_mut().insert(SaysItself);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let kind = HeaderValue::from_static("application/problem+json");
    headers.insert(CONTENT_TYPE, kind);
    response
}

/// Puts the page of its kind into an answer that is an error. Its other headers stay.
pub(super) fn told(web: &Web, response: Response, request: &str, for_machines: bool) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || response.extensions().get::<SaysItself>().is_some() {
        return response;
    }
    let known = KINDS
        .iter()
        .find(|(code, _)| *code == status)
        .map(|(_, kind)| *kind);
    let kind = known.unwrap_or(if status.is_server_error() {
        "500"
    } else {
        "400"
    });
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    Reader::now(&web.app).mark(&mut parts.headers);
    if for_machines {
        let title = web.words().get(&format!("web-error-{kind}"));
        let problem = serde_json::json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "request": request });
        let mut answer = Json(problem).into_response();
        answer.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        parts.headers.extend(answer.headers().clone());
        return Response::from_parts(parts, answer.into_body());
    }
    let page = ErrorPage {
        kind,
        request: request.to_owned(),
    };
    // Where even the error page fails, its title alone is said.
    let html = web
        .templates
        .html(&page)
        .unwrap_or_else(|_| web.words().get(&format!("web-error-{kind}")));
    parts.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    Response::from_parts(parts, Body::from(html))
}
