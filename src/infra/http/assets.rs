//! Style sheet and typefaces, part of the program. Their address holds a hash of their bytes, so that a browser
//! may keep them for ever.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256, Sha384};

use super::errors::WebError;

#[derive(RustEmbed)]
#[folder = "templates/assets"]
struct Files;

/// The files that pages refer to.
#[derive(Clone, Copy, Debug)]
pub struct Assets;

impl Assets {
    /// The route under which they are served.
    pub const ROUTE: &'static str = "/assets/{version}/{file}";

    /// The folder of the present version: `/assets/0123456789abcdef`.
    #[must_use]
    pub fn folder() -> String {
        format!("/assets/{}", version())
    }

    /// What a browser holds a file against before it runs it: `sha384-…`. Empty where there is no such file.
    #[must_use]
    pub fn integrity(file: &str) -> String {
        let data = Files::get(file).map(|found| found.data);
        data.map_or_else(String::new, |data| {
            format!("sha384-{}", STANDARD.encode(Sha384::digest(data)))
        })
    }

    /// The bytes of one file.
    #[must_use]
    pub fn bytes(file: &str) -> Option<Cow<'static, [u8]>> {
        Files::get(file).map(|found| found.data)
    }

    /// Answers with one file.
    pub async fn answer(Path((asked, file)): Path<(String, String)>) -> Result<Response, WebError> {
        let kind = kind_of(&file).ok_or(WebError::NotFound)?;
        let found = (asked == version()).then(|| Files::get(&file)).flatten();
        let data: Cow<'static, [u8]> = found.ok_or(WebError::NotFound)?.data;
        let kept = "public, max-age=31536000, immutable";
        Ok((
            [(CONTENT_TYPE, kind), (CACHE_CONTROL, kept)],
            data.into_owned(),
        )
            .into_response())
    }
}

fn kind_of(file: &str) -> Option<&'static str> {
    match file.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml; charset=utf-8"),
        "txt" => Some("text/plain; charset=utf-8"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

/// The first 16 digits of a SHA-256 over all files. While developing it is worked out anew each time.
fn version() -> String {
    static KEPT: OnceLock<String> = OnceLock::new();
    if cfg!(debug_assertions) {
        digest()
    } else {
        KEPT.get_or_init(digest).clone()
    }
}

fn digest() -> String {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update(Files::get(&name).map(|f| f.data).unwrap_or_default());
    }
    hash.finalize()
        .iter()
        .take(8)
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
