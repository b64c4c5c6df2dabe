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

/// No system of files takes a longer name.
const LONGEST_NAME: usize = 200;

/// Names that Windows takes for devices, whatever ends them.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

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

    /// Letters, digits, dots and hyphens, which no reader of headers and no system of files takes for anything else. No path
    /// comes from it, and no name that somebody typed: of those only these signs are left.
    fn safe_name(&self) -> String {
        let safe = |c: char| {
            if c.is_ascii_alphanumeric() || c == '.' || c == '-' {
                c
            } else {
                '-'
            }
        };
        let name: String = self.name.chars().take(LONGEST_NAME).map(safe).collect();
        let name = name.trim_start_matches(['.', '-']).trim_end_matches('.');
        let stem = name.split('.').next().unwrap_or_default();
        let is_device = DEVICES.iter().any(|one| stem.eq_ignore_ascii_case(one));
        match name.is_empty() || is_device {
            true => format!("file-{name}"),
            false => name.to_owned(),
        }
    }
}

/// Whether a copy of it may be kept is said where all headers are: not of what somebody who is signed in reads.
impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let how = if self.shown { "inline" } else { "attachment" };
        let disposition = format!("{how}; filename=\"{}\"", self.safe_name());
        // A saved file that is opened in the browser after all can do nothing there.
        let policy = self
            .policy
            .unwrap_or_else(|| "default-src 'none'; sandbox".to_owned());
        let headers: [(HeaderName, String); 3] = [
            (CONTENT_TYPE, self.content_type.to_owned()),
            (CONTENT_DISPOSITION, disposition),
            (CONTENT_SECURITY_POLICY, policy),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(name: &str) -> String {
        let file = Download::pdf(name.to_owned(), Vec::new());
        let answer = file.into_response();
        let said = answer.headers()[CONTENT_DISPOSITION].to_str().unwrap();
        let name = said.strip_prefix("attachment; filename=\"");
        name.and_then(|name| name.strip_suffix('"'))
            .unwrap()
            .to_owned()
    }

    #[test]
    fn a_name_is_a_name_on_every_machine() {
        for (name, safe) in [
            ("a-0001.pdf", "a-0001.pdf"),
            ("../../etc/passwd", "etc-passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("a\0.pdf", "a-.pdf"),
            ("CON", "file-CON"),
            ("nul.pdf", "file-nul.pdf"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            ("a\r\nSet-Cookie: b=c", "a--Set-Cookie--b-c"),
            ("a\"; filename=\"b.exe", "a---filename--b.exe"),
            ("\u{1f6bd}.pdf", "pdf"),
            (".htaccess", "htaccess"),
            ("...", "file-"),
            ("", "file-"),
            ("name.", "name"),
        ] {
            assert_eq!(named(name), safe, "{name:?}");
        }
        assert_eq!(named(&"a".repeat(4_096)).len(), LONGEST_NAME);
    }

    proptest! {
        #[test]
        fn whatever_a_name_is_it_says_nothing_else(name in any::<String>()) {
            let safe = named(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= LONGEST_NAME + 5);
            prop_assert!(safe.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-'));
            prop_assert!(!safe.starts_with(['.', '-']) && !safe.contains("/"));
        }
    }
}
