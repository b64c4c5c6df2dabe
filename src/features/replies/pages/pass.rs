//! What the browser of a party shows: the pass that opens, and that it was let in by a mailed code before.

use axum::http::HeaderValue;
use axum::http::header::{COOKIE, HeaderMap};

/// A cookie of a party. Over TLS it is for this host alone; in clear, on this machine alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// The pass that opens, or waits for a code.
    Pass,
    /// That this browser showed a mailed code.
    Known,
}

impl Shows {
    fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Pass, true) => "__Host-groundtruth-reply",
            (Self::Pass, false) => "groundtruth-reply",
            (Self::Known, true) => "__Host-groundtruth-reply-known",
            (Self::Known, false) => "groundtruth-reply-known",
        }
    }

    /// The line that sets it for so many seconds.
    pub(super) fn cookie(self, secure: bool, value: &str, age: i64) -> HeaderValue {
        let name = self.name(secure);
        let marks = match secure {
            true => "Path=/; Secure; HttpOnly; SameSite=Strict",
            false => "Path=/; HttpOnly; SameSite=Strict",
        };
        let text = format!("{name}={value}; {marks}; Max-Age={age}");
        // A token is letters, digits, hyphen and underscore.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// What a browser shows; nothing where it shows two.
    pub(super) fn of(self, headers: &HeaderMap, secure: bool) -> Option<String> {
        let name = self.name(secure);
        let lines = headers.get_all(COOKIE).iter();
        let lines = lines.filter_map(|line| line.to_str().ok());
        let mut found = lines.flat_map(|line| line.split(';')).filter_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then(|| value.to_owned())
        });
        found.next().filter(|_| found.next().is_none())
    }
}
