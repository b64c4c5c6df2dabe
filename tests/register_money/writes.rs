//! Everything that programs write: each address is described, every answer fits, and it is the register that people see.

use std::collections::BTreeSet;
use std::sync::Arc;

use groundtruth::features::portal::shelf::Shelf;
use groundtruth::infra::http::{Takes, Web};
use groundtruth::server::every_route;
use serde_json::{Value, json};

use super::api::{fits, read, token_of};
use super::story::story;
use crate::portal::browser::Answer;
use crate::support::house::{House, PASSWORD, Visitor, codes_in};
use crate::support::station::Station;

const ELSEWHERE: &str = "/api/agreements/{agreement}";

pub(super) fn writing(member: &Visitor) -> String {
    let new = [
        ("token_name", "sheets"),
        ("token_writes", "yes"),
        ("current", PASSWORD),
    ];
    codes_in(&member.post("/account/tokens", &new).text()).remove(0)
}

pub(super) fn send(visitor: &Visitor, path: &str, token: &str, body: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", "application/json"),
    ];
    visitor.ask("POST", path, &headers, body)
}

/// Sends the bytes of a file.
pub(super) fn send_file(visitor: &Visitor, path: &str, token: &str, file: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", "application/octet-stream"),
    ];
    visitor.ask("POST", path, &headers, file)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_that_is_written_is_described_and_every_answer_fits() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let (reads, writes) = (token_of(&lead), writing(&lead));
        let program = house.visitor();
        let document: Value =
            serde_json::from_slice(&program.get("/api/openapi.json").body).unwrap();
        let body_of = |route: &str, kind: &str| {
            let content = &document["paths"][route]["post"]["requestBody"]["content"];
            assert!(content[kind].is_object(), "{route}: {content:#}");
            content[kind]["schema"].clone()
        };
        let mut told = BTreeSet::new();
        for (route, path, body, status) in story() {
            let (kind, sent) = match body.as_str() {
                Some(file) => ("application/octet-stream", file.to_owned()),
                None => ("application/json", body.to_string()),
            };
            let shape = body_of(route, kind);
            let whole = json!({"allOf": [shape], "components": document["components"]});
            let validator = jsonschema::validator_for(&whole).unwrap();
            assert!(validator.is_valid(&body), "{route}: {body:#}");
            let send = if body.is_string() { send_file } else { send };
            // Neither a token that only reads nor nobody finds anything there.
            for (token, expected) in [(reads.as_str(), 404), ("gt_nobody", 403)] {
                let refused = send(&program, path, token, &sent);
                assert_eq!(refused.status, expected, "{path}");
                let problem = serde_json::from_slice(&refused.body).unwrap();
                let status = expected.to_string();
                let place = (route, "post", status.as_str());
                fits(&document, place, "application/problem+json", &problem);
            }
            let answer = send(&program, path, &writes, &sent);
            let said = answer.text();
            assert_eq!(answer.status, status, "{path}: {said}");
            let answer = serde_json::from_slice(&answer.body).unwrap();
            let status = status.to_string();
            fits(
                &document,
                (route, "post", &status),
                "application/json",
                &answer,
            );
            if let Some(address) = answer["address"].as_str() {
                assert_eq!(read(&program, address, &writes).status, 200, "{address}");
            }
            told.insert(route);
            if body.is_string() {
                continue;
            }
            // What no form has is refused by its name.
            let wrong = send(&program, path, &writes, r#"{"organisation_id": 1}"#);
            let problem: Value = serde_json::from_slice(&wrong.body).unwrap();
            assert_eq!(wrong.status, 422, "{path}");
            assert_eq!(problem["errors"][0]["field"], "organisation_id", "{path}");
            fits(
                &document,
                (route, "post", "422"),
                "application/problem+json",
                &problem,
            );
        }
        let web = Web::new(Arc::clone(&house.station.app), house.station.scope);
        let routes = every_route(&web, &Arc::new(Shelf::new(Vec::new())));
        let taken = routes
            .table()
            .iter()
            .filter(|line| matches!(line.takes, Takes::Json | Takes::Bytes))
            .filter(|line| line.method == "POST")
            // What the app of a phone sends is no matter of other programs.
            .filter(|line| !line.path.starts_with("/field/"));
        let taken: BTreeSet<_> = taken.map(|line| line.path).collect();
        assert_eq!(told, taken, "every address is in the story");
        let described = document["paths"].as_object().unwrap().iter();
        let described = described.filter(|(_, path)| path["post"].is_object());
        let described: BTreeSet<_> = described.map(|(path, _)| path.as_str()).collect();
        assert_eq!(described, taken);

        // It is the register that people see, and what was there before stays.
        let agreement = lead.get("/register/A-0001").text();
        assert!(agreement.contains("Meals for all") && agreement.contains("O-01"));
        let found = |path: &str| -> Value {
            serde_json::from_slice(&read(&program, path, &reads).body).unwrap()
        };
        let agreement = found("/api/agreements/A-0001");
        let versions = agreement["all_versions"].as_array().unwrap();
        assert!(versions.len() >= 6, "{versions:#?}");
        let claims = found("/api/agreements/A-0001/claims");
        assert_eq!(claims[0]["figure"]["set_aside"], "counted twice");
        assert_eq!(claims[1]["figure"]["set_aside"], "withdrawn");
        let promises = found("/api/agreements/A-0001/promises");
        assert_eq!(
            promises[0]["promise"]["criteria"].as_array().unwrap().len(),
            1
        );
        assert_eq!(promises[1]["stands"], false);
        let requests = found("/api/agreements/A-0001/requests");
        assert_eq!(requests[0]["outcome"], "refused");
        assert_eq!(found("/api/sites?q=clinic")["total"], 3);
        let log = lead.get("/access-log").text();
        assert!(log.contains("claim"), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_programs_send_wrong_is_told_field_by_field_and_changes_nothing() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let token = writing(&lead);
    let program = house.visitor();
    let fields = |path: &str, body: &str| -> Vec<(String, String)> {
        let answer = send(&program, path, &token, body);
        assert_eq!(answer.status, 422, "{path} {body}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem: Value = serde_json::from_slice(&answer.body).unwrap();
        let errors = problem["errors"].as_array().unwrap().iter();
        let word = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
        errors
            .map(|error| (word(error, "field"), word(error, "code")))
            .collect()
    };
    let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(
        fields(
            "/api/agreements",
            r#"{"title": " ", "kind": "grant", "value": "many", "from": "2026-02-30"}"#
        ),
        [
            pair("title", "field-empty"),
            pair("value", "field-number"),
            pair("from", "field-date"),
        ]
    );
    for body in ["", "null", "[]", "{", "title=x", "\"x\"", "{}{}"] {
        assert_eq!(
            fields("/api/agreements", body),
            [pair("form", "field-no-json")]
        );
    }
    assert_eq!(
        fields(
            "/api/agreements",
            r#"{"title": "x", "value": 12, "number": "A-0009"}"#
        ),
        [
            pair("number", "field-unknown"),
            pair("value", "field-no-text")
        ]
    );
    assert_eq!(
        fields("/api/sites", r#"{"kind": "x", "list": ""}"#).len(),
        2
    );
    assert!(
        read(&program, "/api/agreements?q=x", &token)
            .text()
            .contains("\"total\":0")
    );
    let known = r#"{"kind": "site", "list": "Clinic 7"}"#;
    assert_eq!(send(&program, "/api/sites", &token, known).status, 201);
    assert_eq!(
        fields("/api/sites", known),
        [pair("known", "field-site-known")]
    );

    // What somebody independent counted is no claim, whichever way it comes.
    let agreement = r#"{"title": "Meals", "kind": "grant"}"#;
    assert_eq!(
        send(&program, "/api/agreements", &token, agreement).status,
        201
    );
    let found = r#"{"title": "meals", "way": "count", "value": "9", "counted_by": "auditor"}"#;
    assert_eq!(
        fields("/api/agreements/A-0001/claims", found),
        [pair("counted_by", "claim-is-found")]
    );
    for path in [
        "/api/agreements/A-0009/claims",
        "/api/agreements/x/promises",
        "/api/agreements/A-0001/promises/O-09/drop",
        "/api/agreements/A-0001/claims/c-09/aside",
        "/api/bodies/B-0009/identifiers/drop",
    ] {
        let body = match path {
            _ if path.ends_with("claims") => {
                r#"{"title": "m", "way": "count", "value": "9", "counted_by": "provider"}"#
            }
            _ if path.ends_with("promises") => r#"{"promise": "p", "unit": "u"}"#,
            _ if path.ends_with("aside") => r#"{"reason": "x"}"#,
            _ if path.starts_with("/api/bodies") => r#"{"normal": "GB-CHC-1"}"#,
            _ => "{}",
        };
        assert_eq!(send(&program, path, &token, body).status, 404, "{path}");
    }
    let long = format!(r#"{{"title": "{}"}}"#, "x".repeat(70_000));
    let refused = send(&program, "/api/agreements", &token, &long).status;
    assert!((400..500).contains(&refused), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_writes_what_its_member_may_and_no_page_from_elsewhere_uses_a_cookie() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let token = writing(&lead);
    let agreement = r#"{"title": "Meals", "kind": "grant"}"#;
    // The cookie of a member does, from a page of ours alone.
    let json = ("Content-Type", "application/json");
    let ours = [json, ("Sec-Fetch-Site", "same-origin")];
    assert_eq!(
        lead.ask("POST", "/api/agreements", &ours, agreement).status,
        201
    );
    for headers in [
        vec![json],
        vec![json, ("Sec-Fetch-Site", "cross-site")],
        vec![json, ("Origin", "https://evil.example")],
    ] {
        let refused = lead.ask("POST", "/api/agreements", &headers, agreement);
        assert_eq!(refused.status, 403, "{headers:?}");
    }
    // A token needs no such header; it needs JSON.
    let program = house.visitor();
    assert_eq!(
        send(&program, "/api/agreements", &token, agreement).status,
        201
    );
    let bearer = format!("Bearer {token}");
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        let headers = [("Authorization", bearer.as_str()), ("Content-Type", kind)];
        let refused = program.ask("POST", "/api/agreements", &headers, agreement);
        assert_eq!(refused.status, 403, "{kind}");
    }
    let me: Value = serde_json::from_slice(&read(&program, "/api/me", &token).body).unwrap();
    assert_eq!(me["scopes"], json!(["read", "write"]));
    let page = lead.get("/account").text();
    assert!(page.contains("reads and writes"), "{page}");
    // People stay with people.
    for path in [
        "/people/invitations",
        "/settings",
        "/account/tokens",
        "/account/password",
    ] {
        let headers = [
            ("Authorization", bearer.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let refused = program.ask("POST", path, &headers, "role=administrator&note=x");
        assert_eq!(refused.status, 404, "{path}");
    }

    // A token that writes is for who may write, and what is taken from the member is taken from it.
    let observer = house.member(&lead, "observer", "otto").await;
    let new = [
        ("token_name", "x"),
        ("token_writes", "yes"),
        ("current", PASSWORD),
    ];
    assert_eq!(observer.post("/account/tokens", &new).status, 404);
    assert!(!observer.get("/account").text().contains("token_writes"));
    let second = house.member(&lead, "audit_lead", "lea").await;
    let hers = writing(&second);
    assert_eq!(
        send(&program, "/api/agreements", &hers, agreement).status,
        201
    );
    let lower = [("number", "3"), ("role", "observer"), ("standing", "in")];
    assert_eq!(lead.post("/people/change", &lower).status, 303);
    assert_eq!(
        send(&program, "/api/agreements", &hers, agreement).status,
        404
    );
    assert_eq!(read(&program, "/api/agreements", &hers).status, 200);
    // Nothing of another organisation is reached.
    let theirs = house.visitor();
    let scope = house.station.another("theirs").await;
    theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
    house.sets_up_a_factor(&theirs, "olga").await;
    let foreign = writing(&theirs);
    let path = ELSEWHERE.replace("{agreement}", "A-0001");
    assert_eq!(send(&program, &path, &foreign, agreement).status, 404);
}
