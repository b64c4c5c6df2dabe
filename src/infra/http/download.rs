//! A file as an answer: shown or saved, under a name that is safe on every machine.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A file to be handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its name; anything but letters, digits, dot and hyphen becomes a hyphen.
    pub name: String,
    /// What it is, with its charset where it is text.
    pub content_type: &'static str,
    /// True where the browser shows it, false where it is saved.
    pub shown: bool,
    /// Policy of its own, where it is a page with a style of its own.
    pub policy: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Download {
    /// A PDF file, to be saved.
    #[must_use]
    pub fn pdf(name: String, bytes: Vec<u8>) -> Self {
        Self {
            name,
            content_type: "application/pdf",
            shown: false,
            policy: None,
            bytes,
        }
    }

    /// The file as an answer of which nobody keeps a copy on the way.
    #[must_use]
    pub fn unkept(self) -> Response {
        let mut response = self.into_response();
        let no_store = HeaderValue::from_static("no-store");
        response.headers_mut().insert(CACHE_CONTROL, no_store);
        response
    }

    fn safe_name(&self) -> String {
        let safe = |c: char| {
            if c.is_ascii_alphanumeric() || c == '.' || c == '-' {
                c
            } else {
                '-'
            }
        };
        self.name
            .chars()
            .map(safe)
            .collect::<String>()
            .trim_start_matches(['.', '-'])
            .to_owned()
    }
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let how = if self.shown { "inline" } else { "attachment" };
        let disposition = format!("{how}; filename=\"{}\"", self.safe_name());
        // A saved file that is opened in the browser after all can do nothing there.
        let policy = self
            .policy
            .unwrap_or_else(|| "default-src 'none'; sandbox".to_owned());
        let headers: [(HeaderName, String); 4] = [
            (CONTENT_TYPE, self.content_type.to_owned()),
            (CONTENT_DISPOSITION, disposition),
            (CONTENT_SECURITY_POLICY, policy),
            (CACHE_CONTROL, "no-cache".to_owned()),
        ];
        let mut response = Response::new(Body::from(self.bytes));
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// A policy under which a page may use just the style elements that stand in it, and nothing else.
#[must_use]
pub fn policy_for_inline_style(page: &str) -> String {
    let mut styles = String::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<style>") {
        let (style, after) = after.split_once("</style>").unwrap_or((after, ""));
        let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
        styles.push_str(&format!(" 'sha256-{hash}'"));
        rest = after;
    }
    let styles = if styles.is_empty() {
        " 'none'".to_owned()
    } else {
        styles
    };
    format!(
        "default-src 'none'; style-src{styles}; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
}
