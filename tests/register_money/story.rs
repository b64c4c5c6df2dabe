//! What programs write, one thing after another: each address of the register, its body and the status of its answer.

use serde_json::{Value, json};

/// A contract as OCDS.
pub const CONTRACTS: &str = r#"{"releases": [{"ocid": "x-1", "id": "1", "date": "2026-01-01", "contracts": [{"id": "c", "title": "Taps"}]}]}"#;

/// What is sent to which address, in an order in which each rests on what was sent before. A text is
/// sent as the bytes of a file.
pub fn story() -> Vec<(&'static str, &'static str, Value, u16)> {
    let at = "/api/agreements/{agreement}";
    let agreement = json!({
        "title": "Meals", "kind": "grant", "funders": "City of Rivers\nNorth Fund",
        "providers": "Clean Streets", "value": "0.3", "currency": "ZAR", "from": "2026-01-01",
        "to": "2026-12-31", "places": "Clinic 7 | north",
    });
    let mut corrected = agreement.clone();
    corrected["title"] = json!("Meals for all");
    let promise = json!({
        "promise": "A hundred meals are served each day.", "unit": "meals",
        "target": "at_least", "amount": "100",
    });
    let mut more = promise.clone();
    more["amount"] = json!("120");
    let second = json!({
        "promise": "Every meal is warm.", "unit": "meals", "target": "every",
        "kind": "condition",
    });
    let standard =
        json!({"target": "at_least", "amount": "90", "rank": "law", "source": "The law"});
    let request = json!({
        "what": "The budget", "asked_of": "City of Rivers", "how": "letter",
        "asked_on": "2026-01-05", "days": "30",
    });
    let answer = json!({"answered_on": "2026-01-20", "outcome": "refused", "answer": "No."});
    let claim = json!({
        "promise": "O-01", "way": "count", "value": "about 120", "counted_by": "provider",
    });
    let mut other_claim = claim.clone();
    other_claim["value"] = json!("110");
    other_claim["reason"] = json!("counted twice");
    let line = json!({"title": "Food", "amount": "0.3", "promises": "O-01"});
    let flow = json!({
        "kind": "payment", "title": "First part", "amount": "0.1", "line": "l-01",
        "counted_by": "funder",
    });
    let mut other_flow = flow.clone();
    other_flow["amount"] = json!("0.2");
    other_flow["reason"] = json!("the slip says so");
    let body = json!({"name": "Clean Streets", "role": "provider"});
    let mut sites = json!({"kind": "site", "list": "Clinic 8 | north\nClinic 9"});
    let first_sites = sites.clone();
    sites["known"] = json!("leave");
    vec![
        ("/api/agreements", "/api/agreements", agreement, 201),
        (at, "/api/agreements/A-0001", corrected, 200),
        (
            "/api/agreements/{agreement}/promises",
            "/api/agreements/A-0001/promises",
            promise,
            201,
        ),
        (
            "/api/agreements/{agreement}/promises",
            "/api/agreements/A-0001/promises",
            second,
            201,
        ),
        (
            "/api/agreements/{agreement}/versions",
            "/api/agreements/A-0001/versions",
            json!({"effective": "2026-07-01", "changed": "More meals"}),
            201,
        ),
        (
            "/api/agreements/{agreement}/promises/{promise}",
            "/api/agreements/A-0001/promises/O-01",
            more,
            200,
        ),
        (
            "/api/agreements/{agreement}/promises/{promise}/criteria",
            "/api/agreements/A-0001/promises/O-01/criteria",
            standard,
            200,
        ),
        (
            "/api/agreements/{agreement}/promises/{promise}/criteria/drop",
            "/api/agreements/A-0001/promises/O-01/criteria/drop",
            json!({"criterion": "c-2"}),
            200,
        ),
        (
            "/api/agreements/{agreement}/promises/{promise}/drop",
            "/api/agreements/A-0001/promises/O-02/drop",
            json!({}),
            200,
        ),
        (
            "/api/agreements/{agreement}/requests",
            "/api/agreements/A-0001/requests",
            request,
            201,
        ),
        (
            "/api/agreements/{agreement}/requests/{request}",
            "/api/agreements/A-0001/requests/Q-0001",
            answer,
            200,
        ),
        (
            "/api/agreements/{agreement}/claims",
            "/api/agreements/A-0001/claims",
            claim,
            201,
        ),
        (
            "/api/agreements/{agreement}/claims/{claim}",
            "/api/agreements/A-0001/claims/c-01",
            other_claim,
            201,
        ),
        (
            "/api/agreements/{agreement}/claims/{claim}/aside",
            "/api/agreements/A-0001/claims/c-02/aside",
            json!({"reason": "withdrawn"}),
            200,
        ),
        (
            "/api/agreements/{agreement}/money/budget",
            "/api/agreements/A-0001/money/budget",
            line.clone(),
            201,
        ),
        (
            "/api/agreements/{agreement}/money/budget",
            "/api/agreements/A-0001/money/budget",
            line.clone(),
            201,
        ),
        (
            "/api/agreements/{agreement}/money/budget/{line}",
            "/api/agreements/A-0001/money/budget/l-01",
            line,
            200,
        ),
        (
            "/api/agreements/{agreement}/money/budget/{line}/drop",
            "/api/agreements/A-0001/money/budget/l-02/drop",
            json!({}),
            200,
        ),
        (
            "/api/agreements/{agreement}/money/shares",
            "/api/agreements/A-0001/money/shares",
            json!({"b-0001": "0.1", "b-0002": "0.2"}),
            200,
        ),
        (
            "/api/agreements/{agreement}/money/rate",
            "/api/agreements/A-0001/money/rate",
            json!({"unit": "meal", "price": "0.01"}),
            200,
        ),
        (
            "/api/agreements/{agreement}/money/flows",
            "/api/agreements/A-0001/money/flows",
            flow,
            201,
        ),
        (
            "/api/agreements/{agreement}/money/flows/{flow}",
            "/api/agreements/A-0001/money/flows/1",
            other_flow,
            201,
        ),
        (
            "/api/agreements/{agreement}/money/flows/{flow}/aside",
            "/api/agreements/A-0001/money/flows/2/aside",
            json!({"reason": "never paid"}),
            200,
        ),
        ("/api/bodies", "/api/bodies", body, 201),
        (
            "/api/bodies/{body}/identifiers",
            "/api/bodies/B-0004/identifiers",
            json!({"identifier": "GB-CHC-1164883"}),
            200,
        ),
        (
            "/api/bodies/{body}/identifiers/drop",
            "/api/bodies/B-0004/identifiers/drop",
            json!({"normal": "GB-CHC-1164883"}),
            200,
        ),
        (
            "/api/bodies/{body}/same",
            "/api/bodies/B-0004/same",
            json!({"other": "B-0003", "decision": "same"}),
            200,
        ),
        ("/api/sites", "/api/sites", first_sites, 201),
        ("/api/sites", "/api/sites", sites, 201),
        (
            "/api/documents",
            "/api/documents?title=The+contract",
            json!("Ten taps work at each place."),
            201,
        ),
        (
            "/api/imports",
            "/api/imports?name=contracts.json",
            json!(CONTRACTS),
            201,
        ),
        (
            "/api/imports/{import}/preview",
            "/api/imports/I-0001/preview",
            json!({}),
            200,
        ),
        (
            "/api/imports/{import}/take",
            "/api/imports/I-0001/take",
            json!({"rows": "all"}),
            200,
        ),
        (
            "/api/imports/{import}/undo",
            "/api/imports/I-0001/undo",
            json!({}),
            200,
        ),
        (
            "/api/imports",
            "/api/imports?name=table.csv",
            json!("a,b\n1,2\n"),
            201,
        ),
        (
            "/api/imports/{import}/discard",
            "/api/imports/I-0002/discard",
            json!({}),
            200,
        ),
    ]
}
