//! The OpenAPI 3.1 document: the table of addresses below, with schemas from the types of the answers.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::shapes::{
    AgreementLine, AgreementOut, AuditOut, BodyOut, ClaimOut, DocumentOut, ImportLine, ImportOut,
    MeOut, MoneyOut, Part, Problem, PromiseOut, RequestOut, SiteOut,
};
use crate::infra::http::{Question, WriteLine};

/// An address.
#[derive(Clone, Copy)]
pub struct Address {
    /// The path, with its places in braces.
    pub path: &'static str,
    /// What is read there.
    pub what: &'static str,
    /// Questions.
    pub questions: &'static [Question],
    /// Whether anybody may read it.
    pub is_open: bool,
    schema: fn(&mut SchemaGenerator) -> Value,
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

fn anything(_: &mut SchemaGenerator) -> Value {
    json!({"type": "object"})
}

const PAGES: [Question; 3] = [
    Question {
        name: "q",
        what: "Words that must all be there.",
    },
    Question {
        name: "page",
        what: "Which part, from 1.",
    },
    Question {
        name: "per_page",
        what: "How many lines a part has, 1 to 100; 50 where it is left out.",
    },
];

const AGREEMENTS: [Question; 5] = [
    PAGES[0],
    Question {
        name: "kind",
        what: "Kind of instrument: contract, grant, intergovernmental, law, licence, standard, not_produced.",
    },
    Question {
        name: "on",
        what: "Those that run on this day: 2026-11-22.",
    },
    PAGES[1],
    PAGES[2],
];

const ON: [Question; 1] = [Question {
    name: "on",
    what: "The day whose terms are given: 2026-11-22; today where it is left out.",
}];

/// Every address for programs.
pub const ADDRESSES: [Address; 16] = [
    Address {
        path: "/api/openapi.json",
        what: "This document.",
        questions: &[],
        is_open: true,
        schema: anything,
    },
    Address {
        path: "/api/me",
        what: "For whom the token speaks.",
        questions: &[],
        is_open: false,
        schema: schema::<MeOut>,
    },
    Address {
        path: "/api/audits",
        what: "The stored audits.",
        questions: &[],
        is_open: false,
        schema: schema::<Vec<AuditOut>>,
    },
    Address {
        path: "/api/agreements",
        what: "Agreements, searched, a part at a time.",
        questions: &AGREEMENTS,
        is_open: false,
        schema: schema::<Part<AgreementLine>>,
    },
    Address {
        path: "/api/agreements/{agreement}",
        what: "An agreement with its versions and the terms in force on a day.",
        questions: &ON,
        is_open: false,
        schema: schema::<AgreementOut>,
    },
    Address {
        path: "/api/agreements/{agreement}/promises",
        what: "Its promises, those that no longer stand among them.",
        questions: &[],
        is_open: false,
        schema: schema::<Vec<PromiseOut>>,
    },
    Address {
        path: "/api/agreements/{agreement}/promises/{promise}",
        what: "One promise.",
        questions: &[],
        is_open: false,
        schema: schema::<PromiseOut>,
    },
    Address {
        path: "/api/agreements/{agreement}/claims",
        what: "What was claimed. A claim is never found.",
        questions: &[],
        is_open: false,
        schema: schema::<Vec<ClaimOut>>,
    },
    Address {
        path: "/api/agreements/{agreement}/money",
        what: "Budget, shares, what moved, and funds followed from level to level.",
        questions: &[],
        is_open: false,
        schema: schema::<MoneyOut>,
    },
    Address {
        path: "/api/agreements/{agreement}/requests",
        what: "Documents that were asked for, and what came of it.",
        questions: &[],
        is_open: false,
        schema: schema::<Vec<RequestOut>>,
    },
    Address {
        path: "/api/bodies",
        what: "Bodies with their identifiers, a part at a time.",
        questions: &PAGES,
        is_open: false,
        schema: schema::<Part<BodyOut>>,
    },
    Address {
        path: "/api/sites",
        what: "Sites, assets and groups, a part at a time.",
        questions: &PAGES,
        is_open: false,
        schema: schema::<Part<SiteOut>>,
    },
    Address {
        path: "/api/documents",
        what: "Documents, the newest first, a part at a time.",
        questions: &PAGES,
        is_open: false,
        schema: schema::<Part<DocumentOut>>,
    },
    Address {
        path: "/api/documents/{document}",
        what: "One document. Its file is read at the address that stands in it.",
        questions: &[],
        is_open: false,
        schema: schema::<DocumentOut>,
    },
    Address {
        path: "/api/imports",
        what: "Imports, the newest first, a part at a time.",
        questions: &PAGES,
        is_open: false,
        schema: schema::<Part<ImportLine>>,
    },
    Address {
        path: "/api/imports/{import}",
        what: "One import with what it did, and what of its file was not taken and why.",
        questions: &[],
        is_open: false,
        schema: schema::<ImportOut>,
    },
];

/// What the places of paths stand for.
fn place(name: &str) -> &'static str {
    match name {
        "agreement" => "The number of an agreement: A-0001.",
        "claim" => "The name of a claim: c-01.",
        "line" => "The name of a budget line: l-01.",
        "flow" => "The number of an entry: 1.",
        "request" => "The number of a request: Q-0001.",
        "body" => "The number of a body: B-0001.",
        "document" => "The number of a document: D-0001.",
        "import" => "The number of an import: I-0001.",
        "id" => "A UUID of version 4 that the program made.",
        "sha256" => "SHA-256 of the bytes, as the observation announced it.",
        _ => "The number of a promise: O-01.",
    }
}

/// The document: what is read, and what is written at the addresses that are given.
#[must_use]
pub fn document(writes: &[WriteLine]) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    // What is sent may leave out what an answer always has.
    let mut sent = settings.clone().for_deserialize().into_generator();
    let mut generator = settings.for_serialize().into_generator();
    let mut paths = Map::new();
    let problem = schema::<Problem>(&mut generator);
    for address in ADDRESSES {
        let answer = (address.schema)(&mut generator);
        let answers = responses(&address, answer, &problem);
        let mut get = operation(address.path, address.what, answers);
        if let Some(Value::Array(parameters)) = get.get_mut("parameters") {
            parameters.extend(address.questions.iter().map(asked));
        }
        if address.is_open {
            get["security"] = json!([]);
        }
        paths.insert(address.path.to_owned(), json!({"get": get}));
    }
    for line in writes {
        let answer = (line.answer)(&mut generator);
        let mut done = operation(line.path, line.what, taken(line, &answer, &problem));
        if let Some(Value::Array(parameters)) = done.get_mut("parameters") {
            parameters.extend(line.questions.iter().map(asked));
        }
        let kind = line.takes.content_type();
        done["requestBody"] = json!({
            "required": true,
            "content": {kind: {"schema": (line.body)(&mut sent)}},
        });
        done["security"] = json!([{"token": ["write"]}]);
        paths.entry(line.path).or_insert_with(|| json!({}))[line.method] = done;
    }
    let mut schemas = sent.take_definitions(true);
    schemas.extend(generator.take_definitions(true));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Groundtruth",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "What was promised, what is claimed, and what money moved, for programs that read and write.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {
                "type": "http", "scheme": "bearer",
                "description": "The token of a member, made on the page of the account. It reads what the member reads; made for writing, it writes what the member may.",
            }},
        },
    })
}

/// What an address is for, with the places of its path.
fn operation(path: &str, what: &str, responses: Value) -> Value {
    let places = path.split('{').skip(1);
    let places = places.filter_map(|rest| rest.split('}').next());
    let parameters = places.map(|name| {
        json!({
            "name": name, "in": "path", "required": true, "description": place(name),
            "schema": {"type": "string"},
        })
    });
    let parameters: Vec<Value> = parameters.collect();
    json!({"summary": what, "parameters": parameters, "responses": responses})
}

fn asked(question: &Question) -> Value {
    json!({
        "name": question.name, "in": "query", "required": false,
        "description": question.what, "schema": {"type": "string"},
    })
}

fn told(what: &str, problem: &Value) -> Value {
    json!({
        "description": what,
        "content": {"application/problem+json": {"schema": problem}},
    })
}

const NOTHING: &str = "Not there, or not open to whoever asks: from outside, the same.";
const WRONG: &str = "Every field that is wrong, at once.";

fn responses(address: &Address, answer: Value, problem: &Value) -> Value {
    let mut responses = json!({"200": {
        "description": address.what,
        "content": {"application/json": {"schema": answer}},
    }});
    if !address.is_open {
        responses["404"] = told(NOTHING, problem);
    }
    if !address.questions.is_empty() {
        responses["422"] = told(WRONG, problem);
    }
    responses
}

fn taken(line: &WriteLine, answer: &Value, problem: &Value) -> Value {
    let status = if line.makes { "201" } else { "200" };
    let answered = |what| {
        json!({
            "description": what,
            "content": {"application/json": {"schema": answer}},
        })
    };
    let mut taken = json!({
        status: answered(line.what),
        "403": told("Of another content type, or neither with a token nor from a page of ours.", problem),
        "404": told(NOTHING, problem),
        "422": told(WRONG, problem),
    });
    if let Some(what) = line.again {
        taken["200"] = answered(what);
    }
    for (status, when) in line.refuses {
        taken[*status] = told(when, problem);
    }
    taken
}
