//! Headers that every answer carries, errors included.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};

/// What a page may load: our own style, pictures and typefaces. No script, no frame, nothing inline.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same with scripts of our own: for the few pages to which a link brings a code behind its `#`.
pub const POLICY_WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Nothing that a page could ask a device for.
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
    gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// For a year, this name and those below it are asked over TLS only. Browsers mind it only where it came over TLS.
const ONLY_TLS: &str = "max-age=31536000; includeSubDomains";

/// Puts in what is not there yet; an answer may have a stricter policy or a longer life of its own.
pub(super) fn put(headers: &mut HeaderMap, request: &str, secure: bool, private: bool) {
    let kept = if private { "no-store" } else { "no-cache" };
    let own = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, kept),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("x-permitted-cross-domain-policies"),
            "none",
        ),
    ];
    for (name, value) in own {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(ONLY_TLS),
        );
    }
    if let Ok(value) = HeaderValue::from_str(request) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}
