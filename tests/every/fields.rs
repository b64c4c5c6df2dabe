//! What an answer carries, by who asks (V8.2.3, V15.3.1): the members of what programs read are those of this table and no
//! more, the same for each role that may read them; and who goes and looks is known by name to whoever leads alone.

use std::collections::{BTreeMap, BTreeSet};

use groundtruth::domain::actor::Role;
use serde_json::Value;

use super::Full;
use crate::support::house::{PASSWORD, codes_in};
use crate::support::postgres::say;

/// The members of each answer, in the order of the alphabet.
const FIELDS: [(&str, &str); 15] = [
    ("/api/me", "number organisation role scopes"),
    ("/api/audits", "code number title"),
    (
        "/api/agreements",
        "currency first_day funders items kind last_day number page per_page promises providers title total value versions",
    ),
    (
        "/api/agreements/A-0001",
        "agreement all_versions at_least changed clause code criteria currency date document effective first_day funders id kind last_day name number obligations on page parties payment_basis places promise promises providers quote rank roles sources split_by target terms title type unit value versions",
    ),
    (
        "/api/agreements/A-0001/promises",
        "agreement at_least clause criteria document id kind last_day number page promise quote rank split_by stands target unit",
    ),
    (
        "/api/agreements/A-0001/promises/O-01",
        "agreement at_least clause criteria document id kind last_day number page promise quote rank split_by stands target unit",
    ),
    ("/api/agreements/A-0001/claims", ""),
    (
        "/api/agreements/A-0001/money",
        "currency flows followed lines shares value",
    ),
    ("/api/agreements/A-0001/requests", ""),
    (
        "/api/bodies",
        "identifiers is_person items name number page per_page roles same_as total",
    ),
    (
        "/api/sites",
        "items kind latitude longitude name number page per_page stratum total",
    ),
    (
        "/api/documents",
        "file has_text items media_type number page pages per_page sha256 stored_on title total",
    ),
    (
        "/api/documents/D-0001",
        "file has_text media_type number pages sha256 stored_on title",
    ),
    (
        "/api/imports",
        "came_on file_name format items number page per_page refused sha256 state taken total",
    ),
    (
        "/api/imports/I-0001",
        "came_on file file_name format made notes number refusals refused sha256 state taken unchanged updated",
    ),
];

/// Names of members that no answer has, whatever else it tells.
const NEVER: [&str; 10] = [
    "password",
    "secret",
    "token",
    "hash",
    "organisation_id",
    "person_id",
    "member_id",
    "sign_in_name",
    "mail",
    "nonce",
];

fn members(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            for (name, value) in all {
                found.insert(name.clone());
                members(value, found);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| members(one, found)),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_has_the_members_of_the_table_and_no_role_is_told_more() {
    let full = Full::new().await;
    let lead = full.lead();
    let mut askers = Vec::new();
    for (role, name) in Role::ALL
        .into_iter()
        .zip(["ann", "bea", "cai", "dan", "eve"])
    {
        let visitor = full.house.member(lead, role.word(), name).await;
        askers.push((role.word(), visitor, None));
    }
    let new = [("token_name", "x"), ("current", PASSWORD)];
    let token = codes_in(&lead.post("/account/tokens", &new).text()).remove(0);
    askers.push((
        "program",
        full.house.visitor(),
        Some(format!("Bearer {token}")),
    ));
    askers.push(("nobody", full.house.visitor(), None));
    let addresses: Vec<String> = full
        .routes
        .iter()
        .filter(|line| line.method == "GET" && line.path.starts_with("/api/"))
        .map(|line| {
            line.path
                .replace("{agreement}", "A-0001")
                .replace("{promise}", "O-01")
                .replace("{document}", "D-0001")
                .replace("{import}", "I-0001")
        })
        .filter(|path| path != "/api/openapi.json")
        .collect();
    let table: BTreeMap<&str, &str> = FIELDS.into_iter().collect();
    let mut wrong = Vec::new();
    for path in &addresses {
        for (who, visitor, bearer) in &askers {
            let heads: Vec<_> = bearer
                .iter()
                .map(|b| ("Authorization", b.as_str()))
                .collect();
            let answer = visitor.ask("GET", path, &heads, "");
            let may = !["funder", "nobody"].contains(who);
            assert_eq!(
                answer.status,
                if may { 200 } else { 404 },
                "{path} as {who}"
            );
            if !may {
                continue;
            }
            let value: Value = serde_json::from_slice(&answer.body).unwrap();
            let mut found = BTreeSet::new();
            members(&value, &mut found);
            for never in NEVER {
                assert!(!found.contains(never), "{path} as {who}: {never}");
            }
            let found: Vec<_> = found.into_iter().collect();
            let found = found.join(" ");
            if table.get(path.as_str()) != Some(&found.as_str()) {
                wrong.push(format!("(\"{path}\", \"{found}\"), // {who}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    say(&format!(
        "{} addresses, {} that ask",
        addresses.len(),
        askers.len()
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_goes_and_looks_is_known_by_name_to_whoever_leads_alone() {
    let full = Full::new().await;
    let lead = full.lead();
    let fields = [
        ("name", "Canaryname Quux"),
        ("role-observer", "yes"),
        ("declared", "yes"),
        ("reason", "Somebody more goes and looks."),
    ];
    let added = lead.post("/checks/a-0001/people", &fields);
    assert_eq!(added.status, 303, "{}", added.text());
    let names = |walk: &super::Walk| {
        let pages = walk
            .answers
            .iter()
            .filter(|(_, answer)| String::from_utf8_lossy(&answer.body).contains("Canaryname"));
        pages.map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    assert!(!names(&full.walk(lead)).is_empty());
    let checker = full.house.member(lead, "checker", "cai").await;
    let observer = full.house.member(lead, "observer", "dan").await;
    let funder = full.house.member(lead, "funder", "eve").await;
    let mut opened = 0;
    for visitor in [
        &checker,
        &observer,
        &funder,
        &full.house.visitor(),
        &full.story.desk,
    ] {
        let walk = full.walk(visitor);
        assert_eq!(names(&walk), Vec::<String>::new());
        opened += walk
            .answers
            .values()
            .filter(|answer| answer.status == 200)
            .count();
    }
    assert!(opened > 150, "{opened}");
}
