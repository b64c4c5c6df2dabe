//! Pages from templates: strict about what is not defined, always escaped, part of the program. While developing
//! they are read from the disk again for each page.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use axum::response::{Html, IntoResponse, Response};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Value};
use rust_embed::RustEmbed;
use serde::Serialize;

use super::Assets;
use super::errors::WebError;
use crate::infra::app::App;

#[derive(RustEmbed)]
#[folder = "templates/pages"]
struct Pages;

#[derive(RustEmbed)]
#[folder = "templates/components"]
struct Components;

const BASE: &str = include_str!("../../../templates/base.html");

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
            kept: environment(Arc::clone(&app)),
            app,
        }
    }

    /// Every page template there is, below `templates/`.
    #[must_use]
    pub fn names() -> Vec<String> {
        Pages::iter().map(|name| format!("pages/{name}")).collect()
    }

    /// A page as text.
    pub fn html<P: Page>(&self, page: &P) -> Result<String, Error> {
        let shown = minijinja::context! { page => Value::from(Serde(page)), assets => Value::from_safe_string(Assets::folder()) };
        if cfg!(debug_assertions) {
            return environment(Arc::clone(&self.app))
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

fn environment(app: Arc<App>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    environment.set_loader(|name| Ok(source(name)));
    environment.add_function("say", move |key: &str, names: Kwargs| {
        say(&app, key, &names)
    });
    environment
}

fn source(name: &str) -> Option<String> {
    if name == "base.html" {
        return Some(BASE.to_owned());
    }
    let file = match name.split_once('/')? {
        ("pages", file) => Pages::get(file)?,
        ("components", file) => Components::get(file)?,
        _ => return None,
    };
    let text: Cow<'static, [u8]> = file.data;
    String::from_utf8(text.into_owned()).ok()
}

/// A sentence of the catalogue; a number called `count` chooses its form.
fn say(app: &App, key: &str, names: &Kwargs) -> Result<String, Error> {
    if !app.words.has(key) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("the catalogue has no words for `{key}`"),
        ));
    }
    let mut count = None;
    let mut values: Vec<(&str, String)> = Vec::new();
    for name in names.args() {
        let value: Value = names.peek(name)?;
        match usize::try_from(value.clone()) {
            Ok(number) if name == "count" => count = Some(number),
            _ => values.push((name, value.to_string())),
        }
    }
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Ok(match count {
        Some(count) => app.words.count(key, count, &values),
        None => app.words.say(key, &values),
    })
}
