//! What programs send: JSON in the place of a form, taken by the same actions, and the line that tells of it in the
//! document of all addresses.

use std::fmt;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::Web;
use super::forms::told_as_json;
use super::routes::Takes;
use crate::infra::action::{ActionError, Fields};

/// A question that an address takes behind its `?`.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its name.
    pub name: &'static str,
    /// What it asks.
    pub what: &'static str,
}

/// An address to which programs send something, as the document of all addresses tells of it.
#[derive(Clone, Copy, Debug)]
pub struct WriteLine {
    /// The path, with its places in braces.
    pub path: &'static str,
    /// What is done there.
    pub what: &'static str,
    /// Whether it makes something new, which is told with 201; else 200.
    pub makes: bool,
    /// JSON, or the bytes of a file as they are.
    pub takes: Takes,
    /// What the address asks behind its `?`.
    pub questions: &'static [Question],
    /// Further statuses with which it refuses, and when.
    pub refuses: &'static [(&'static str, &'static str)],
    /// The shape of what is sent.
    pub body: fn(&mut SchemaGenerator) -> Value,
    /// The shape of the answer.
    pub answer: fn(&mut SchemaGenerator) -> Value,
    /// `post`, or `put` where the program gives the name.
    pub method: &'static str,
    /// What 200 says, with the same answer, where the same is sent again.
    pub again: Option<&'static str>,
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

impl WriteLine {
    /// An address that makes something of a body.
    #[must_use]
    pub fn making<B: JsonSchema>(path: &'static str, what: &'static str) -> Self {
        Self {
            path,
            what,
            makes: true,
            takes: Takes::Json,
            questions: &[],
            refuses: &[],
            body: schema::<B>,
            answer: schema::<Written>,
            method: "post",
            again: None,
        }
    }

    /// An address under whose name, which the program made, a body is kept: with 201 the first time, with 200 again.
    #[must_use]
    pub fn putting<B: JsonSchema>(path: &'static str, what: &'static str) -> Self {
        Self {
            method: "put",
            again: Some("It was there already; the same body."),
            ..Self::making::<B>(path, what)
        }
    }

    /// The same for the bytes of a file.
    #[must_use]
    pub fn bytes(self) -> Self {
        Self {
            takes: Takes::Bytes,
            body: |_| Value::Object(Map::new()),
            ..self
        }
    }

    /// An address that makes something of the bytes of a file.
    #[must_use]
    pub fn of_bytes(
        path: &'static str,
        what: &'static str,
        questions: &'static [Question],
    ) -> Self {
        Self {
            questions,
            ..Self::making::<Empty>(path, what).bytes()
        }
    }

    /// The same, which refuses with these statuses, too.
    #[must_use]
    pub fn refusing(self, refuses: &'static [(&'static str, &'static str)]) -> Self {
        Self { refuses, ..self }
    }

    /// An address that changes something that is there.
    #[must_use]
    pub fn changing<B: JsonSchema>(path: &'static str, what: &'static str) -> Self {
        Self {
            makes: false,
            ..Self::making::<B>(path, what)
        }
    }

    /// The same with an answer of its own.
    #[must_use]
    pub fn answering<A: JsonSchema>(self) -> Self {
        Self {
            answer: schema::<A>,
            ..self
        }
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Written {
    /// Its number or name: A-0001, O-01, c-01.
    pub number: String,
    /// Where it is read.
    pub address: String,
}

/// Sent where nothing but the address says what is to be done: `{}`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// Why something that was recorded is set aside.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reason {
    /// The reason, in a sentence.
    pub reason: String,
}

/// A body of JSON: the fields of a form, each a text as it would be typed. What is wrong with it is told like what is
/// wrong with a form.
#[derive(Debug)]
pub struct Body<T>(pub Result<T, ActionError>);

impl<S, T> FromRequest<S> for Body<T>
where
    S: Send + Sync,
    T: DeserializeOwned + JsonSchema,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(IntoResponse::into_response)?;
        Ok(Self(read(&bytes)))
    }
}

/// The members of an object, each of which stands there once: of two of one name, who checked and who acts could take
/// another one.
struct Members(Map<String, Value>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Once).map(Self)
    }
}

struct Once;

impl<'de> Visitor<'de> for Once {
    type Value = Map<String, Value>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut members = Map::new();
        while let Some((name, value)) = access.next_entry::<String, Value>()? {
            if members.insert(name, value).is_some() {
                return Err(A::Error::custom("a member stands there twice"));
            }
        }
        Ok(members)
    }
}

/// Reads a body: JSON, an object, no member that the shape does not have, and each of them a text.
fn read<T: DeserializeOwned + JsonSchema>(bytes: &[u8]) -> Result<T, ActionError> {
    let mut fields = Fields::default();
    let members = match serde_json::from_slice::<Members>(bytes) {
        Ok(Members(members)) => members,
        Err(error) => {
            let about = vec![
                ("line", error.line().to_string()),
                ("column", error.column().to_string()),
            ];
            fields.wrong_about("form", "field-no-json", about);
            return Err(fields.done(()).err().unwrap_or(ActionError::NotThere));
        }
    };
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let shape = settings.into_generator().into_root_schema_for::<T>();
    let known = shape.get("properties").and_then(Value::as_object);
    let is_open = shape
        .get("additionalProperties")
        .is_some_and(Value::is_object);
    for (name, value) in &members {
        let is_known = is_open || known.is_some_and(|known| known.contains_key(name));
        let name: String = name.chars().take(100).collect();
        if !is_known {
            fields.wrong(&name, "field-unknown");
        } else if !value.is_string() {
            fields.wrong(&name, "field-no-text");
        }
    }
    fields.done(())?;
    let read = serde_json::from_value(Value::Object(members));
    read.map_err(|_| ActionError::field("form", "field-no-json"))
}

impl Web {
    /// Tells a program what was made, or what is wrong.
    #[must_use]
    pub fn made(&self, done: Result<Written, ActionError>) -> Response {
        let address = done.as_ref().ok().map(|done| done.address.clone());
        let mut response = self.answered(StatusCode::CREATED, done);
        if let Some(address) = address.and_then(|at| HeaderValue::from_str(&at).ok()) {
            response.headers_mut().insert(LOCATION, address);
        }
        response
    }

    /// Tells a program what was changed, or what is wrong.
    #[must_use]
    pub fn changed(&self, done: Result<Written, ActionError>) -> Response {
        self.answered(StatusCode::OK, done)
    }

    /// Tells a program an answer, or what is wrong.
    #[must_use]
    pub fn answered<T: Serialize>(
        &self,
        status: StatusCode,
        done: Result<T, ActionError>,
    ) -> Response {
        match done {
            Ok(done) => (status, [(CACHE_CONTROL, "no-store")], Json(done)).into_response(),
            Err(error) => told_as_json(&self.words(), error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn problems<T: DeserializeOwned + JsonSchema>(body: &str) -> Vec<(String, &'static str)> {
        match read::<T>(body.as_bytes()) {
            Err(ActionError::Invalid(problems)) => problems
                .into_iter()
                .map(|problem| (problem.field, problem.why))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The same member twice, once in another writing of its name.
    const TWICE: &str = r#"{"reason": "x", "reason": "y"}"#;
    const ESCAPED: &str = r#"{"reason": "x", "re\u0061son": "y"}"#;

    #[test]
    fn a_body_is_an_object_of_texts_that_the_shape_has() {
        assert_eq!(read::<Reason>(br#"{"reason": "x"}"#).unwrap().reason, "x");
        assert_eq!(read::<Reason>(b"{}").unwrap().reason, "");
        let of_form = vec![("form".to_owned(), "field-no-json")];
        for text in [
            "",
            "[]",
            "{",
            "nonsense",
            "null",
            "\"reason\"",
            "{} {}",
            TWICE,
            ESCAPED,
        ] {
            assert_eq!(problems::<Reason>(text), of_form, "{text}");
        }
        assert_eq!(
            problems::<Reason>(r#"{"reason": 5, "why": "x", "organisation_id": 1}"#),
            [
                ("organisation_id".to_owned(), "field-unknown"),
                ("reason".to_owned(), "field-no-text"),
                ("why".to_owned(), "field-unknown"),
            ]
        );
        assert_eq!(
            problems::<Reason>(r#"{"reason": null}"#),
            [("reason".to_owned(), "field-no-text")]
        );
    }

    #[test]
    fn a_body_of_names_that_nobody_knows_before_takes_any_name() {
        let given: BTreeMap<String, String> = read(br#"{"b-0001": "0.1"}"#).unwrap();
        assert_eq!(given["b-0001"], "0.1");
        assert_eq!(
            problems::<BTreeMap<String, String>>(r#"{"b-0001": 0.1}"#),
            [("b-0001".to_owned(), "field-no-text")]
        );
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let deep = "[".repeat(1_000_000);
        assert_eq!(
            problems::<Reason>(&deep),
            [("form".to_owned(), "field-no-json")]
        );
    }
}
