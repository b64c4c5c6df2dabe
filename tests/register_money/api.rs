//! Every address for programs is described, every answer fits its description, and what is wrong is told at once.

use std::sync::Arc;

use groundtruth::features::portal::shelf::Shelf;
use groundtruth::infra::http::{Takes, Web};
use groundtruth::server::every_route;
use serde_json::{Value, json};

use super::agreement;
use super::story::CONTRACTS;
use super::writes::{send, send_file, writing};
use crate::portal::browser::Answer;
use crate::support::house::{House, PASSWORD, Visitor, codes_in};
use crate::support::station::Station;

pub(super) fn read(visitor: &Visitor, path: &str, token: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    visitor.ask("GET", path, &[("Authorization", &bearer)], "")
}

pub(super) fn token_of(member: &Visitor) -> String {
    let new = [("token_name", "sheets"), ("current", PASSWORD)];
    codes_in(&member.post("/account/tokens", &new).text()).remove(0)
}

/// Holds an answer against the schema that the document has for it.
pub(super) fn fits(
    document: &Value,
    (path, method, status): (&str, &str, &str),
    kind: &str,
    answer: &Value,
) {
    let responses = &document["paths"][path][method]["responses"];
    let schema = &responses[status]["content"][kind]["schema"];
    assert!(schema.is_object(), "{path} {status} {kind}");
    let whole = json!({"allOf": [schema], "components": document["components"]});
    let validator = jsonschema::validator_for(&whole).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(answer)
        .map(|error| format!("{} {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{path}: {wrong:#?}\n{answer:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_is_described_and_every_answer_fits() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        agreement(&house, "Meals").await;
        let claim = [
            ("promise", "O-01"),
            ("way", "count"),
            ("value", "about 120"),
            ("counted_by", "press"),
        ];
        assert_eq!(lead.post("/register/A-0001/claims/new", &claim).status, 303);
        let line = [("title", "Food"), ("amount", "0.3"), ("promises", "O-01")];
        assert_eq!(
            lead.post("/register/A-0001/money/budget/new", &line).status,
            303
        );
        for (level, amount) in [("1", "0.2"), ("2", "0.1")] {
            let flow = [
                ("kind", "payment"),
                ("title", "t"),
                ("amount", amount),
                ("level", level),
                ("line", "l-01"),
                ("counted_by", "funder"),
            ];
            assert_eq!(
                lead.post("/register/A-0001/money/flows/new", &flow).status,
                303
            );
        }
        let token = token_of(&lead);
        let program = house.visitor();
        let writes = writing(&lead);
        for (path, file) in [
            ("/api/documents?title=Words", "Ten taps work."),
            ("/api/imports?name=c.json", CONTRACTS),
        ] {
            assert_eq!(send_file(&program, path, &writes, file).status, 201);
        }
        let take = r#"{"rows": "all"}"#;
        let taken = send(&program, "/api/imports/I-0001/take", &writes, take);
        assert_eq!(taken.status, 200, "{}", taken.text());
        let document: Value =
            serde_json::from_slice(&program.get("/api/openapi.json").body).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        let web = Web::new(Arc::clone(&house.station.app), house.station.scope);
        let routes = every_route(&web, &Arc::new(Shelf::new(Vec::new())));
        let mut counted = 0;
        for route in routes
            .table()
            .iter()
            .filter(|line| line.path.starts_with("/api/"))
        {
            if route.method != "GET" {
                let is_of_programs = matches!(route.takes, Takes::Json | Takes::Bytes);
                assert!(is_of_programs, "{}", route.path);
                continue;
            }
            let described = &document["paths"][route.path]["get"];
            assert!(described.is_object(), "{} is not described", route.path);
            let path = route
                .path
                .replace("{agreement}", "A-0001")
                .replace("{promise}", "O-01")
                .replace("{document}", "D-0001")
                .replace("{import}", "I-0001");
            let answer = read(&program, &path, &token);
            assert_eq!(answer.status, 200, "{path}");
            let body = serde_json::from_slice(&answer.body).unwrap();
            let place = (route.path, "get", "200");
            fits(&document, place, "application/json", &body);
            if described["security"] != json!([]) {
                // Who has no token finds nothing.
                let nothing = house.visitor().get(&path);
                assert_eq!(nothing.status, 404, "{path}");
                let body = serde_json::from_slice(&nothing.body).unwrap();
                let place = (route.path, "get", "404");
                fits(&document, place, "application/problem+json", &body);
            }
            counted += 1;
        }
        let paths = document["paths"].as_object().unwrap();
        let reads = paths.values().filter(|path| path["get"].is_object());
        assert_eq!(reads.count(), counted);
        let money: Value =
            serde_json::from_slice(&read(&program, "/api/agreements/A-0001/money", &token).body)
                .unwrap();
        assert_eq!(money["lines"][0]["paid"], "0.2");
        assert_eq!(money["lines"][0]["unpaid"], "0.1");
        assert_eq!(money["followed"][0]["in_all"], "0.5");
        let log = lead.get("/access-log").text();
        assert!(log.contains("read the register by a program"));
        let reference = house.visitor().get("/api");
        assert_eq!(reference.status, 200);
        for path in document["paths"].as_object().unwrap().keys() {
            assert!(
                reference.text().contains(&path.replace('/', "&#x2f;")),
                "{path}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_is_told_at_once_and_lists_come_in_parts() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    for title in ["Meals", "Toilets", "Meals again"] {
        agreement(&house, title).await;
    }
    let token = token_of(&lead);
    let program = house.visitor();
    let document: Value = serde_json::from_slice(&program.get("/api/openapi.json").body).unwrap();
    let wrong = read(
        &program,
        "/api/agreements?page=0&per_page=101&kind=x&on=2026-02-30",
        &token,
    );
    assert_eq!(
        (wrong.status, wrong.header("content-type")),
        (422, "application/problem+json")
    );
    let body: Value = serde_json::from_slice(&wrong.body).unwrap();
    let fields: Vec<_> = body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["page", "per_page", "kind", "on"]);
    let place = ("/api/agreements", "get", "422");
    fits(&document, place, "application/problem+json", &body);
    let found = |path: &str| -> Value {
        serde_json::from_slice(&read(&program, path, &token).body).unwrap()
    };
    let part = found("/api/agreements?q=meals+hundred&per_page=1&page=2");
    assert_eq!(
        (&part["total"], &part["items"][0]["number"]),
        (&json!(3), &json!("A-0002"))
    );
    assert_eq!(found("/api/agreements?page=1000000")["items"], json!([]));
    assert_eq!(found("/api/bodies?q=fund&per_page=5")["total"], 1);
    assert_eq!(
        read(&program, "/api/sites?on=2026-01-01", &token).status,
        422
    );
    assert_eq!(
        read(&program, "/api/agreements/A-0001?on=soon", &token).status,
        422
    );
    for path in [
        "/api/agreements/A-0009",
        "/api/agreements/A-0001/promises/O-09",
        "/api/agreements/%00",
    ] {
        assert_eq!(read(&program, path, &token).status, 404, "{path}");
    }
    // A token changes nothing, on no page.
    let bearer = format!("Bearer {token}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    let sent = house
        .visitor()
        .ask("POST", "/bodies/new", &headers, "name=x&role=other");
    assert_eq!(sent.status, 404);
}
