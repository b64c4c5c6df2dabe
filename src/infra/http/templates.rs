//! Pages from templates: strict about what is not defined, always escaped, part of the program. While developing
//! they are read from the disk again for each page.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use axum::response::{Html, IntoResponse, Response};
use minijinja::value::Serde;
use minijinja::{Environment, Error, Value};
use serde::Serialize;

use super::Assets;
use super::errors::WebError;
use crate::infra::app::App;
use crate::infra::templates::{environment, page_names};
use crate::infra::words::Words;

tokio::task_local! {
    /// Whether whoever asks is signed in: the one thing that the frame around every page needs to know, and that no page
    /// should have to hand on.
    pub(super) static SIGNED_IN: bool;
}

/// What a template shows.
pub trait Page: Serialize {
    /// Its template, below `templates/`.
    const TEMPLATE: &'static str;
}

/// The templates with the words they say.
pub struct Templates {
    app: Arc<App>,
    kept: Environment<'static>,
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates").finish_non_exhaustive()
    }
}

impl Templates {
    /// The templates of the program.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        Self {
            kept: environment(OfApp(Arc::clone(&app))),
            app,
        }
    }

    /// Every page template there is, below `templates/`.
    #[must_use]
    pub fn names() -> Vec<String> {
        page_names()
    }

    /// A page as text.
    pub fn html<P: Page>(&self, page: &P) -> Result<String, Error> {
        let signed_in = SIGNED_IN.try_with(|signed_in| *signed_in).unwrap_or(false);
        let shown = minijinja::context! {
            page => Value::from(Serde(page)),
            assets => Value::from_safe_string(Assets::folder()),
            signed_in => signed_in,
        };
        if cfg!(debug_assertions) {
            return environment(OfApp(Arc::clone(&self.app)))
                .get_template(P::TEMPLATE)?
                .render(shown);
        }
        self.kept.get_template(P::TEMPLATE)?.render(shown)
    }

    /// A page as an answer.
    pub fn answer<P: Page>(&self, page: &P) -> Result<Response, WebError> {
        let html = self
            .html(page)
            .map_err(|e| WebError::internal(format!("{}: {e:#}", P::TEMPLATE)))?;
        Ok(Html(html).into_response())
    }
}

/// The words of the program.
struct OfApp(Arc<App>);

impl Deref for OfApp {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.0.words
    }
}
