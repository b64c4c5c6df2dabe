//! The page of the check. What is typed stands in the form again and nowhere else.

mod samples;

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::Desk;
use super::actions::{Given, Told, given as told_apart, told};
use crate::domain::wording::{Language, check_text};
use crate::infra::http::{Page, SaysItself, Templates, WebError};
use crate::infra::words::Words;

pub use samples::rendered as rendered_samples;

/// Longest text of the form, in characters; the limit of every form is in bytes, and every letter may take nine.
const LONGEST: usize = 20_000;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct CheckPage {
    text: String,
    longest: usize,
    languages: Vec<Choice>,
    error: Option<String>,
    told: Option<Told>,
}

/// A language to choose.
#[derive(Clone, Debug, Serialize)]
struct Choice {
    value: &'static str,
    label: String,
    chosen: bool,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "pages/wording/check.html";
}

impl CheckPage {
    fn of(text: String, language: Language, words: &Words) -> Self {
        let choice = |one: Language| Choice {
            value: one.code(),
            label: words.get(&format!("wording-language-{}", one.code())),
            chosen: one == language,
        };
        Self {
            text,
            longest: LONGEST,
            languages: Language::ALL.into_iter().map(choice).collect(),
            error: None,
            told: None,
        }
    }
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    text: String,
    language: String,
}

/// `GET /check-wording`
pub async fn asked(State(desk): State<Desk>) -> Result<Response, WebError> {
    let words = desk.web.words();
    let language = Language::of(words.code()).unwrap_or_default();
    let page = CheckPage::of(String::new(), language, &words);
    desk.web.templates.answer(&page)
}

/// `POST /check-wording`
pub async fn given(State(desk): State<Desk>, Form(sent): Form<Sent>) -> Result<Response, WebError> {
    let words = desk.web.words();
    let page = checked(sent, &words);
    let refused = page.error.is_some();
    let mut response = desk.web.templates.answer(&page)?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        response.extensions_mut().insert(SaysItself);
    }
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn checked(sent: Sent, words: &Words) -> CheckPage {
    let language = Language::of(&sent.language).unwrap_or_default();
    let mut page = CheckPage::of(sent.text, language, words);
    if page.text.chars().count() > LONGEST {
        page.error = Some(words.say("wording-too-long", &[("most", &LONGEST.to_string())]));
        return page;
    }
    match told_apart(page.text.clone().into_bytes()) {
        Ok(Given::Text(text) | Given::Case(text)) => {
            page.told = Some(told(&check_text(&text, language), language, words));
        }
        Err(why) => page.error = Some(why.say(words)),
    }
    page
}

/// The page rendered from samples: nothing yet, a text with every kind of result, a text that is refused.
#[must_use]
pub fn rendered(templates: &Templates, words: &Words) -> Vec<Result<String, minijinja::Error>> {
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(4);
    let texts = [
        "The provider shall clean 24 toilets at Hillside every day, shown by a log, or $5 is deducted.".to_owned(),
        format!("<script>alert(1)</script> {long} shall be reasonable. It must submit a report."),
        "Nothing binds here.".to_owned(),
        " ".to_owned(),
    ];
    let mut all = vec![templates.html(&CheckPage::of(String::new(), Language::English, words))];
    for text in texts {
        let language = "en".to_owned();
        all.push(templates.html(&checked(Sent { text, language }, words)));
    }
    all
}
