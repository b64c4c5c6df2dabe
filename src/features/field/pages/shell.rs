//! The app of the observer's phone, file by file. Anyone may have it: it holds nothing until a phone is let in.

use axum::extract::Path;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::features::field::shell::{self, FIRST, hex};
use crate::infra::http::WebError;

/// What the app may load: what is ours, and pictures that it made itself.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; \
    base-uri 'none'; frame-ancestors 'none'";

/// It asks for the camera and for the place, and for nothing else.
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(self), display-capture=(), \
    geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// An answer of the app: asked for again each time, and not sent again where nothing changed.
fn handed(headers: &HeaderMap, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mark = format!("\"{}\"", hex(&Sha256::digest(&bytes)[..16]));
    let known = headers.get(IF_NONE_MATCH);
    let known = known.and_then(|known| known.to_str().ok());
    // What packs an answer makes a weak mark of a strong one.
    let is_known = known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == mark)
    });
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(CONTENT_TYPE, kind)], bytes).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(PERMISSIONS),
    );
    headers.insert(
        HeaderName::from_static("service-worker-allowed"),
        HeaderValue::from_static("/field"),
    );
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        headers.insert(ETAG, mark);
    }
    response
}

fn named(headers: &HeaderMap, name: &str) -> Result<Response, WebError> {
    let file = shell::file(name).ok_or(WebError::NotFound)?;
    Ok(handed(headers, file.kind, file.bytes.into_owned()))
}

/// `GET /field`
pub async fn first(headers: HeaderMap) -> Result<Response, WebError> {
    named(&headers, FIRST)
}

/// `GET /field/{*file}`
pub async fn file(headers: HeaderMap, Path(name): Path<String>) -> Result<Response, WebError> {
    match name.ends_with(".html") {
        true => Err(WebError::NotFound),
        false => named(&headers, &name),
    }
}

/// `GET /field/words/{file}`
pub async fn words(headers: HeaderMap, Path(name): Path<String>) -> Result<Response, WebError> {
    let code = name.strip_suffix(".json").ok_or(WebError::NotFound)?;
    let said = shell::words(code).ok_or(WebError::NotFound)?;
    let kind = "application/json; charset=utf-8";
    Ok(handed(&headers, kind, said.into_bytes()))
}

/// `GET /field/version.json`
pub async fn version(headers: HeaderMap) -> Result<Response, WebError> {
    let version = serde_json::to_vec(&shell::version()).map_err(WebError::internal)?;
    Ok(handed(&headers, "application/json; charset=utf-8", version))
}
