//! Texts from templates: strict about what is not defined, with the words of the catalogue, part of the program. What
//! ends in `.html` is always escaped. Pages and mails are made from them; neither is known here.

use std::borrow::Cow;
use std::fmt::Write as _;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Value};
use rust_embed::RustEmbed;
use serde::Serialize;

use super::words::Words;

#[derive(RustEmbed)]
#[folder = "templates/pages"]
struct Pages;

#[derive(RustEmbed)]
#[folder = "templates/components"]
struct Components;

#[derive(RustEmbed)]
#[folder = "templates/mails"]
struct Mails;

const BASE: &str = include_str!("../../templates/base.html");

/// Every page template there is, below `templates/`.
#[must_use]
pub fn page_names() -> Vec<String> {
    Pages::iter().map(|name| format!("pages/{name}")).collect()
}

/// Every mail there is: the names of the folders below `templates/mails/`.
#[must_use]
pub fn mail_names() -> Vec<String> {
    let files = Mails::iter();
    let mut names: Vec<String> = files
        .filter_map(|file| file.split_once('/').map(|(name, _)| name.to_owned()))
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The templates with the words they say, about content in a language of its own. In each of them are there:
///
/// * `language` and `languages`: the one they speak and all there are, each with code, name and direction
/// * `colon`: how the language sets one
/// * `content`: code of the language of the content
/// * `own` and `mine`: what stands in the tag around content, and around words of ours inside of it; nothing where both
///   are in the same language
#[must_use]
pub fn environment(words: Words, content: Words) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".txt") {
            AutoEscape::None
        } else {
            AutoEscape::Html
        }
    });
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    environment.add_global("language", Value::from(Serde(Spoken::of(words))));
    let all: Vec<Spoken> = Words::every().map(Spoken::of).collect();
    let marked = |of: Words| {
        let attributes = format!(" lang=\"{}\" dir=\"{}\"", of.code(), of.direction());
        Value::from_safe_string(if words == content {
            String::new()
        } else {
            attributes
        })
    };
    environment.add_global("colon", words.get("colon"));
    environment.add_global("content", content.code());
    environment.add_global("own", marked(content));
    environment.add_global("mine", marked(words));
    environment.add_global("languages", Value::from(Serde(all)));
    environment.set_loader(|name| Ok(source(name)));
    environment.add_filter("urlencode", |text: &str| escaped(text));
    environment.add_function("say", move |key: &str, names: Kwargs| {
        say(words, key, &names)
    });
    environment
}

/// A text as it stands behind the `?` of an address.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                escaped.push(char::from(byte));
            }
            other => _ = write!(escaped, "%{other:02X}"),
        }
    }
    escaped
}

/// A language as templates name it.
#[derive(Serialize)]
struct Spoken {
    code: &'static str,
    name: &'static str,
    direction: &'static str,
}

impl Spoken {
    fn of(words: Words) -> Self {
        Self {
            code: words.code(),
            name: words.name(),
            direction: words.direction(),
        }
    }
}

fn source(name: &str) -> Option<String> {
    if name == "base.html" {
        return Some(BASE.to_owned());
    }
    let file = match name.split_once('/')? {
        ("pages", file) => Pages::get(file)?,
        ("components", file) => Components::get(file)?,
        ("mails", file) => Mails::get(file)?,
        _ => return None,
    };
    let text: Cow<'static, [u8]> = file.data;
    String::from_utf8(text.into_owned()).ok()
}

/// A sentence of the catalogue; a number called `count` chooses its form.
fn say(words: Words, key: &str, names: &Kwargs) -> Result<String, Error> {
    if !words.has(key) {
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
        Some(count) => words.count(key, count, &values),
        None => words.say(key, &values),
    })
}
