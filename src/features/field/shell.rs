//! The app of the observer's phone as files: part of the program, each with what it is, and one version over all of them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use rust_embed::RustEmbed;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::infra::http::Assets;
use crate::infra::words::Words;

/// Sentences whose keys begin so are said by the app, too.
const SAID: [&str; 5] = ["phone-", "visit-", "intake-", "language-name", "colon"];

/// Typefaces that the app shares with the pages.
const FACES: [&str; 1] = ["plex-serif-600.woff2"];

/// The page that the app begins with.
pub const FIRST: &str = "index.html";

/// What works while the page is closed.
pub const WORKER: &str = "sw.js";

#[derive(RustEmbed)]
#[folder = "static/field"]
struct Files;

/// A file of the app.
#[derive(Clone, Debug)]
pub struct File {
    /// What it is.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// What a phone keeps to begin without a signal.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// Changes with any byte of any file.
    pub version: String,
    /// Every address with the SHA-256 of what is there.
    pub files: Vec<Listed>,
}

/// One address of the app.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// Below `/field/`: `app.js`; the page itself is `index.html`.
    pub path: String,
    /// Lower-case hex.
    pub sha256: String,
}

/// A file by its name; none where there is no such file, or it is of no kind that the app has.
#[must_use]
pub fn file(name: &str) -> Option<File> {
    let kind = kind_of(name)?;
    let bytes = match FACES.contains(&name) {
        true => Assets::bytes(name)?,
        false => Files::get(name)?.data,
    };
    Some(File { kind, bytes })
}

fn kind_of(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

/// What the app says in a language, as JSON.
#[must_use]
pub fn words(code: &str) -> Option<String> {
    let words = Words::every().find(|words| words.code() == code)?;
    serde_json::to_string(&words.handed_out(&SAID)).ok()
}

/// All of it. While developing it is worked out anew each time.
#[must_use]
pub fn version() -> Version {
    static KEPT: OnceLock<Version> = OnceLock::new();
    if cfg!(debug_assertions) {
        gathered()
    } else {
        KEPT.get_or_init(gathered).clone()
    }
}

fn gathered() -> Version {
    let mut files = Vec::new();
    let mut add = |path: String, bytes: &[u8]| {
        let sha256 = hex(&Sha256::digest(bytes));
        files.push(Listed { path, sha256 });
    };
    let faces = FACES.into_iter().map(Cow::Borrowed);
    // The browser keeps what works by itself by itself.
    for name in Files::iter().chain(faces).filter(|name| name != WORKER) {
        if let Some(found) = file(&name) {
            add(name.into_owned(), &found.bytes);
        }
    }
    for words in Words::every() {
        let code = words.code();
        let said = self::words(code).unwrap_or_default();
        add(format!("words/{code}.json"), said.as_bytes());
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let mut all = Sha256::new();
    for one in &files {
        all.update(one.path.as_bytes());
        all.update(one.sha256.as_bytes());
    }
    Version {
        version: hex(&all.finalize()[..8]),
        files,
    }
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
