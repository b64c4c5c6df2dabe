//! In which language a page is read: the one that was chosen, else the best of those that the browser wishes for, else
//! the one of the organisation. The choice is a cookie that says nothing but the language.

use axum::extract::{Query, Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CONTENT_LANGUAGE, COOKIE, HeaderMap, LOCATION, SET_COOKIE, VARY,
};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Extension, http::HeaderName};
use serde::Deserialize;

use super::reach::Arrival;
use super::{Routes, Web};
use crate::domain::actor::Permission;
use crate::infra::app::App;
use crate::infra::words::Words;

/// Where a language is chosen.
const ROUTE: &str = "/language";

/// Name of the cookie.
const NAME: &str = "language";

/// A year, in seconds.
const KEPT: u32 = 31_536_000;

/// No address of ours is longer.
const LONGEST: usize = 2_000;

tokio::task_local! {
    static READER: Reader;
}

/// Who reads: in which language, and which page.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    /// The words.
    pub words: Words,
    /// The page, with what stands after its question mark.
    pub here: String,
}

impl Reader {
    /// Whoever asked for what is being made; outside of a request, somebody at the first page who reads the language
    /// of the organisation.
    pub fn now(app: &App) -> Self {
        READER.try_with(Clone::clone).unwrap_or_else(|_| Self {
            words: app.words,
            here: "/".to_owned(),
        })
    }

    /// Says in the headers which language an answer is in, and what that depends on.
    pub fn mark(&self, headers: &mut HeaderMap) {
        if let Ok(code) = HeaderValue::from_str(self.words.code()) {
            headers.insert(CONTENT_LANGUAGE, code);
        }
        headers.append(VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    }
}

/// Makes everything inside speak the language of whoever asks.
pub(super) async fn spoken(State(web): State<Web>, request: Request, next: Next) -> Response {
    let reader = Reader {
        words: words_for(request.headers(), web.app.words),
        here: request
            .uri()
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string),
    };
    READER.scope(reader, next.run(request)).await
}

fn words_for(headers: &HeaderMap, default: Words) -> Words {
    let wished = || Words::wished(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?);
    chosen(headers).or_else(wished).unwrap_or(default)
}

/// What the cookie says, where it names a language that there is.
fn chosen(headers: &HeaderMap) -> Option<Words> {
    let cookies = headers.get_all(COOKIE).iter();
    let cookies = cookies.filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().strip_prefix(NAME)?.strip_prefix('='))
        .find_map(exactly)
}

fn exactly(code: &str) -> Option<Words> {
    Words::every().find(|words| words.code() == code)
}

/// The cookie that remembers a language.
#[must_use]
pub fn language_cookie(words: Words, secure: bool) -> String {
    let (code, secure) = (words.code(), if secure { "; Secure" } else { "" });
    format!("{NAME}={code}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Lax{secure}")
}

/// The address where a language is chosen.
pub fn routes(web: Web) -> Routes {
    Routes::default()
        .change(ROUTE, Permission::Public, choose)
        .with_state(web)
}

/// What the form in the foot of every page sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    /// Code of the language.
    language: String,
    /// The page it was chosen on.
    #[serde(default)]
    back: String,
}

async fn choose(Extension(arrival): Extension<Arrival>, body: String) -> Response {
    let sent = format!("{ROUTE}?{body}").parse::<Uri>().ok();
    let choice = sent.and_then(|sent| Query::<Choice>::try_from_uri(&sent).ok());
    let Some((words, back)) =
        choice.and_then(|Query(choice)| Some((exactly(&choice.language)?, choice.back)))
    else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let cookie = language_cookie(words, arrival.secure);
    let said: [(HeaderName, String); 2] =
        [(LOCATION, ours(&back).to_owned()), (SET_COOKIE, cookie)];
    let mut response = StatusCode::SEE_OTHER.into_response();
    for (name, value) in said {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// An address of ours, as it was given; anything that could lead elsewhere is the first page.
fn ours(back: &str) -> &str {
    let plain = back
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_path = back.starts_with('/') && !back.starts_with("//") && back.len() <= LONGEST;
    let is_read = back
        .parse::<Uri>()
        .is_ok_and(|uri| uri.authority().is_none() && uri.scheme().is_none());
    if plain && is_path && is_read && !back.starts_with(ROUTE) {
        back
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_nowhere_else() {
        for (back, leads) in [
            ("/", "/"),
            ("/audits/a?sort=gap", "/audits/a?sort=gap"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("https://evil.example/", "/"),
            ("javascript:alert(1)", "/"),
            ("evil.example", "/"),
            ("/a\r\nSet-Cookie: x=y", "/"),
            ("/language", "/"),
            ("", "/"),
        ] {
            assert_eq!(ours(back), leads, "{back:?}");
        }
        assert_eq!(ours(&format!("/{}", "a".repeat(9_000))), "/");
    }

    #[test]
    fn a_cookie_counts_only_where_it_names_a_language_exactly() {
        let words = |cookie: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_str(cookie).unwrap());
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("fr"));
            words_for(&headers, Words::english()).code()
        };
        assert_eq!(words("a=b; language=es"), "es");
        for hostile in [
            "language=",
            "language=ES",
            "language=es/..",
            "xlanguage=es",
            "language",
        ] {
            assert_eq!(words(hostile), "fr", "{hostile}");
        }
    }
}
