//! A case in which every field says something, and one of many observations.

use groundtruth::domain::case::Case;
use serde_json::{Value, json};

fn case(value: Value) -> Case {
    serde_json::from_value(value).unwrap()
}

/// Every list filled, every field set at least once.
pub fn full_case() -> Case {
    serde_json::from_str(include_str!("every_field.json")).unwrap()
}

/// One promise in two places, with as many observations as wanted.
pub fn case_of_many(observations: usize) -> Case {
    let visits: Vec<Value> = (0..20)
        .map(|n| {
            json!({ "id": format!("v{n}"), "place": format!("p{}", n % 2), "date": format!("2024-01-{:02}", n + 1),
                    "observers": [format!("W-{:02}", n % 3)] })
        })
        .collect();
    let seen: Vec<Value> = (0..observations)
        .map(|n| {
            json!({ "visit": format!("v{}", n % 20), "obligation": "many",
                    "seen": if n % 3 == 0 { "in_order" } else { "not_in_order" }, "value": n.to_string() })
        })
        .collect();
    case(json!({
        "format": "groundtruth-case/1", "id": "many", "title": "Many", "standing": "practice",
        "places": [{ "id": "p0", "name": "P0" }, { "id": "p1", "name": "P1" }],
        "obligations": [{ "id": "many", "promise": "Many.", "kind": "condition", "unit": "taps",
            "criteria": [{ "id": "c", "target": "every", "rank": "law" }] }],
        "visits": visits, "observations": seen
    }))
}

/// So many promises at so many places, each seen twice everywhere.
pub fn case_of_cells(promises: usize, places: usize) -> Case {
    let list = |letter: &str, count: usize, make: &dyn Fn(String) -> Value| -> Vec<Value> {
        (0..count).map(|n| make(format!("{letter}{n}"))).collect()
    };
    let mut observations = Vec::new();
    for round in 0..2 {
        for promise in 0..promises {
            for place in 0..places {
                let seen = if (promise + place + round) % 3 == 0 {
                    "in_order"
                } else {
                    "partly"
                };
                observations.push(
                    json!({ "visit": format!("v{place}"), "obligation": format!("o{promise}"),
                    "seen": seen, "value": format!("{promise}.{place}") }),
                );
            }
        }
    }
    case(json!({
        "format": "groundtruth-case/1", "id": "cells", "title": "Cells", "standing": "own",
        "places": list("p", places, &|id| json!({ "id": id, "name": "P" })),
        "obligations": list("o", promises, &|id| json!({ "id": id, "promise": "P.", "kind": "condition", "unit": "u",
            "criteria": [{ "id": "c", "target": "every", "rank": "law" }] })),
        "visits": list("v", places, &|id| json!({ "id": id, "place": id.replace('v', "p"), "date": "2024-05-05",
            "observers": ["W-01"] })),
        "observations": observations
    }))
}
