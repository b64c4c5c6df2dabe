//! A provider who has never seen the product answers on a phone, with script and without, in a real browser.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use groundtruth::domain::party::Role;
use groundtruth::domain::reply::ReplyState;
use serde_json::{Value, json};

use super::{asks, audit, begun, finding, jobs_run, published};
use crate::support::house::House;
use crate::support::programs::{Browser, browser};

/// What must be seen on each of the two walks.
const SEEN: usize = 11;

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_answers_on_a_phone_with_script_and_without() {
    let Some(Browser {
        node,
        modules,
        chromium,
    }) = browser()
    else {
        return;
    };
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead);
    let found = [
        "Four of ten taps worked.",
        "Nobody had the key.",
        "Three taps leaked at the gate.",
        "The record was not kept.",
    ];
    let mut drafts = Vec::new();
    for says in found {
        drafts.push(finding(&house, says).await);
    }
    let mut walks: Vec<Value> = Vec::new();
    for (round, about) in [(1, ["f-01", "f-02"]), (2, ["f-03", "f-04"])] {
        let (link, code) = asks(&house, &lead, Role::Provider, round, &about).await;
        let opens = link.split_once("/reply").unwrap().1;
        walks.push(json!({
            "link": format!("http://{}/reply{opens}", house.address), "code": code,
            "first": about[0].to_uppercase(), "second": about[1].to_uppercase(),
            "found": found[if round == 1 { 0 } else { 2 }],
        }));
    }
    let mut walking = Command::new(node);
    walking
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/replies/desk.mjs"
        ))
        .arg(modules)
        .arg(chromium)
        .arg(format!("http://{}", house.address));
    if let Some(folder) = std::env::var_os("GROUNDTRUTH_TEST_SCREENSHOTS") {
        walking.arg(folder);
    }
    let mut walking = walking
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node starts");
    let mut input = walking.stdin.take().expect("it reads");
    input
        .write_all(Value::from(walks).to_string().as_bytes())
        .unwrap();
    drop(input);
    let output = walking.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{failed}");
    assert_eq!(said.trim(), format!("seen {}", 2 * SEEN));

    // What was sent is what stands in the audit.
    for draft in &drafts {
        published(&house, draft).await;
    }
    jobs_run(&house).await;
    let (_, case) = audit(&house).await;
    assert_eq!(case.responses.len(), 4);
    for (at, response) in case.responses.iter().enumerate() {
        let (state, words) = match at % 2 {
            0 => (
                ReplyState::Disagrees,
                "Two of the taps were closed that day.",
            ),
            _ => (ReplyState::Declined, ""),
        };
        assert_eq!(response.state, state, "{response:?}");
        assert_eq!(response.points[0].says, words);
        let has_document = response
            .note
            .as_ref()
            .is_some_and(|note| note.contains("Cleaning record"));
        assert_eq!(has_document, at % 2 == 0, "{response:?}");
    }
}
