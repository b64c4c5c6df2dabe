//! The pages in a real browser, by somebody who is signed in.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::io::Write;
use std::process::{Command, Stdio};

use super::agreement;
use crate::support::house::House;
use crate::support::programs::{Browser, browser};

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_claims_and_money_are_clean_in_a_real_browser() {
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
    agreement(&house, "Meals at the clinics of the northern district").await;
    let claim = [
        ("promise", "O-01"),
        ("way", "in_order"),
        ("value", "90"),
        ("of", "100"),
        ("counted_by", "provider"),
        ("from", "2026-01"),
        ("to", "2026-03"),
        ("how", "from signed lists"),
        ("place", "s-0001"),
    ];
    assert_eq!(lead.post("/register/A-0001/claims/new", &claim).status, 303);
    let line = [
        ("title", "Food and the people who cook it"),
        ("amount", "615840.50"),
        ("promises", "O-01"),
    ];
    assert_eq!(
        lead.post("/register/A-0001/money/budget/new", &line).status,
        303
    );
    for (level, amount, payer, payee) in [
        ("1", "400000", "City of Rivers", "District"),
        ("2", "310000.75", "District", "Clean Streets"),
    ] {
        let flow = [
            ("kind", "payment"),
            ("title", "First instalment"),
            ("amount", amount),
            ("level", level),
            ("payer", payer),
            ("payee", payee),
            ("line", "l-01"),
            ("from", "2026-02"),
            ("counted_by", "funder"),
        ];
        assert_eq!(
            lead.post("/register/A-0001/money/flows/new", &flow).status,
            303
        );
    }
    let rate = [
        ("unit", "meal"),
        ("volume", "meals that day"),
        ("tiers", "<70 | 12.50\n72+ | 10"),
    ];
    assert_eq!(lead.post("/register/A-0001/money/rate", &rate).status, 303);
    let shares = [("b-0001", "60%"), ("b-0002", "30%")];
    assert_eq!(
        lead.post("/register/A-0001/money/shares", &shares).status,
        303
    );
    let body = [
        ("name", "Clean streets"),
        ("role", "provider"),
        ("identifier", "gb–chc 1164883"),
    ];
    assert_eq!(lead.post("/bodies/new", &body).status, 303);
    let paths = [
        "/register/A-0001/claims",
        "/register/A-0001/claims/new",
        "/register/A-0001/claims/c-01",
        "/register/A-0001/money",
        "/register/A-0001/money/working",
        "/register/A-0001/money/budget/l-01",
        "/register/A-0001/money/shares",
        "/register/A-0001/money/rate",
        "/register/A-0001/money/flows/1",
        "/bodies",
        "/bodies/new",
        "/bodies/B-0005",
        "/sites",
        "/funding",
        "/funding/B-0001",
        "/api",
    ];
    let mut looking = Command::new(node);
    looking
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/portal/look.mjs"
        ))
        .arg(modules)
        .arg(chromium)
        .arg(format!("http://{}", house.address))
        .arg(std::env::var("GROUNDTRUTH_TEST_SCREENSHOTS").unwrap_or_default())
        .arg(lead.cookie.borrow().clone().unwrap_or_default());
    let mut looking = looking
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node starts");
    let mut input = looking.stdin.take().expect("it reads");
    input.write_all(paths.join("\n").as_bytes()).unwrap();
    drop(input);
    let output = looking.wait_with_output().unwrap();
    let wrong = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{failed}");
    assert!(wrong.is_empty(), "{wrong}");
}
