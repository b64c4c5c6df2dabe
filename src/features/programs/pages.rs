//! The reference of the JSON for programs, as a page: the same table and the same schemas as the document.

mod samples;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;

use super::Programs;
use super::api::document::{ADDRESSES, document};
use crate::infra::http::{Page, Takes, WebError, WriteLine};

pub use samples::rendered as rendered_samples;

/// A member of a shape.
#[derive(Clone, Debug, Serialize)]
struct Member {
    name: String,
    kind: String,
    refers: Option<String>,
    what: String,
    is_needed: bool,
}

/// A shape.
#[derive(Clone, Debug, Serialize)]
struct Shape {
    name: String,
    what: String,
    members: Vec<Member>,
    words: Vec<String>,
}

/// An address.
#[derive(Clone, Debug, Serialize)]
struct Line {
    method: &'static str,
    path: &'static str,
    what: &'static str,
    questions: Vec<(&'static str, &'static str)>,
    body: Option<String>,
    /// The bytes of a file are sent.
    is_file: bool,
    shape: Option<String>,
    is_list: bool,
    is_open: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ReferencePage {
    addresses: Vec<Line>,
    shapes: Vec<Shape>,
}

impl Page for ReferencePage {
    const TEMPLATE: &'static str = "pages/programs/reference.html";
}

/// The name of the shape that a schema refers to, in itself or for the members of a list.
fn refers(schema: &Value) -> Option<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let alternatives = list(&schema["anyOf"]);
    let within = [schema, &schema["items"], &schema["additionalProperties"]];
    let mut all = within.into_iter().chain(&alternatives);
    let found = all.find_map(|one| one["$ref"].as_str())?;
    found.rsplit('/').next().map(str::to_owned)
}

fn kind(schema: &Value) -> String {
    match &schema["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => {
            let kinds = kinds.iter().filter_map(Value::as_str);
            kinds.collect::<Vec<_>>().join(" | ")
        }
        _ => String::new(),
    }
}

fn shape(name: &str, schema: &Value) -> Shape {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let needed = schema["required"].as_array().cloned().unwrap_or_default();
    let properties = schema["properties"].as_object();
    let members = properties
        .into_iter()
        .flatten()
        .map(|(name, schema)| Member {
            name: name.clone(),
            kind: kind(schema),
            refers: refers(schema),
            what: text(&schema["description"]),
            is_needed: needed.iter().any(|one| one.as_str() == Some(name)),
        });
    let alternatives = ["oneOf", "anyOf"].map(|key| schema[key].as_array());
    let alternatives = alternatives.into_iter().flatten().flatten();
    let words = alternatives.filter_map(|one| {
        let of_object = one["properties"].as_object().and_then(|o| o.keys().next());
        let word = one["const"].as_str().or(of_object.map(String::as_str))?;
        Some(format!("{word}: {}", text(&one["description"])))
    });
    let listed = schema["enum"].as_array().into_iter().flatten();
    let listed = listed.filter_map(Value::as_str).map(str::to_owned);
    Shape {
        name: name.to_owned(),
        what: text(&schema["description"]),
        members: members.collect(),
        words: words.chain(listed).collect(),
    }
}

impl ReferencePage {
    /// The reference of the addresses that are read, and of those that are written.
    fn of(writes: &[WriteLine]) -> Self {
        let document = document(writes);
        let addresses = ADDRESSES.iter().map(|address| {
            let answer = &document["paths"][address.path]["get"]["responses"]["200"]["content"];
            let schema = &answer["application/json"]["schema"];
            Line {
                method: "GET",
                path: address.path,
                what: address.what,
                questions: address.questions.iter().map(|q| (q.name, q.what)).collect(),
                body: None,
                is_file: false,
                shape: refers(schema),
                is_list: schema["type"] == "array",
                is_open: address.is_open,
            }
        });
        let written = writes.iter().map(|line| {
            let done = &document["paths"][line.path][line.method];
            let body = &done["requestBody"]["content"][line.takes.content_type()]["schema"];
            let status = if line.makes { "201" } else { "200" };
            let answer = &done["responses"][status]["content"]["application/json"]["schema"];
            Line {
                method: if line.method == "put" { "PUT" } else { "POST" },
                path: line.path,
                what: line.what,
                questions: line.questions.iter().map(|q| (q.name, q.what)).collect(),
                body: refers(body),
                is_file: line.takes == Takes::Bytes,
                shape: refers(answer),
                is_list: false,
                is_open: false,
            }
        });
        let schemas = document["components"]["schemas"].as_object();
        let shapes = schemas.into_iter().flatten();
        Self {
            addresses: addresses.chain(written).collect(),
            shapes: shapes.map(|(name, schema)| shape(name, schema)).collect(),
        }
    }
}

/// `GET /api`
pub async fn reference(State(programs): State<Programs>) -> Result<Response, WebError> {
    let page = ReferencePage::of(&programs.writes);
    programs.web.shown(StatusCode::OK, &page)
}
