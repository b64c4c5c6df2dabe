//! Pages from templates: strict about what is not defined, always escaped, part of the program. While developing
//! they are read from the disk again for each page.

use std::fmt;
use std::sync::Arc;

use axum::response::{Html, IntoResponse, Response};
use minijinja::value::Serde;
use minijinja::{Environment, Error, Value};
use serde::Serialize;

use super::Assets;
use super::errors::WebError;
use super::language::Reader;
use crate::infra::app::App;
use crate::infra::templates::{environment, page_names};
use crate::infra::words::Words;

tokio::task_local! {
    /// What the frame around every page needs to know, and no page should have to hand on.
    pub(super) static FRAME: Frame;
}

/// What the frame around every page shows to whoever asks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    /// Whether they are signed in.
    pub signed_in: bool,
    /// Whether they may read the register.
    pub reads_register: bool,
}

/// What a template shows.
pub trait Page: Serialize {
    /// Its template, below `templates/`.
    const TEMPLATE: &'static str;
}

/// The templates with the words they say.
pub struct Templates {
    app: Arc<App>,
    kept: Vec<(Words, Environment<'static>)>,
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates").finish_non_exhaustive()
    }
}

/// A template and what came of it with sample values.
pub type Rendered = (&'static str, Result<String, Error>);

/// For samples: a word that no column is wide enough for, a tag, and words that run from right to left.
pub const AWKWARD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau <script>alert(1)</script> كل مرحاض";

impl Templates {
    /// The templates of the program, in every language.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        let kept = Words::every().map(|words| (words, environment(words, app.words)));
        Self {
            kept: kept.collect(),
            app,
        }
    }

    /// Every page template there is, below `templates/`.
    #[must_use]
    pub fn names() -> Vec<String> {
        page_names()
    }

    /// A page as text, in the language of whoever reads it.
    pub fn html<P: Page>(&self, page: &P) -> Result<String, Error> {
        let reader = Reader::now(&self.app);
        let frame = FRAME.try_with(|frame| *frame).unwrap_or_default();
        let shown = minijinja::context! {
            page => Value::from(Serde(page)),
            assets => Value::from_safe_string(Assets::folder()),
            integrity => Value::from_function(|file: String| {
                Value::from_safe_string(Assets::integrity(&file))
            }),
            here => reader.here,
            signed_in => frame.signed_in,
            reads_register => frame.reads_register,
        };
        let kept = self.kept.iter().find(|(words, _)| *words == reader.words);
        match kept {
            Some((_, kept)) if !cfg!(debug_assertions) => {
                kept.get_template(P::TEMPLATE)?.render(shown)
            }
            _ => environment(reader.words, self.app.words)
                .get_template(P::TEMPLATE)?
                .render(shown),
        }
    }

    /// A page rendered from sample values, with its template.
    pub fn sample<P: Page>(&self, page: &P) -> Rendered {
        (P::TEMPLATE, self.html(page))
    }

    /// A page as an answer.
    pub fn answer<P: Page>(&self, page: &P) -> Result<Response, WebError> {
        let html = self
            .html(page)
            .map_err(|e| WebError::internal(format!("{}: {e:#}", P::TEMPLATE)))?;
        let mut response = Html(html).into_response();
        Reader::now(&self.app).mark(response.headers_mut());
        Ok(response)
    }
}
