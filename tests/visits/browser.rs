//! Every page of visits in a real browser, at the width of a phone and of a desk: nothing runs over, nothing breaks the rules
//! of accessibility, and nothing is refused by the policy.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::process::Command;

use super::{TAPS, begun, uploaded};
use crate::pictures::makers::{jpeg, scene};
use crate::support::house::House;
use crate::support::programs::{Browser, browser};

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_visits_can_be_used_on_a_phone_and_on_a_desk() {
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
    let long = (
        "The area around each of the taps is swept, dry and free of waste on every day of the week.",
        "condition",
        "taps",
        "",
    );
    begun(&lead, &[TAPS, long]);
    let start = [
        ("instrument", "visit"),
        ("place", "s-0001"),
        ("date", "2026-01-05"),
        ("time", "09:30"),
        ("observers", "W-07"),
    ];
    let here = lead.post("/checks/a-0001/drafts", &start);
    let here = here.header("location").to_owned();
    let draft = here.split("/questions/").next().unwrap().to_owned();
    lead.post(&here, &[("value", "yes")]);
    let picture = jpeg(&scene(640, 480, 9), 80);
    let taken = format!("{draft}/questions/o-01/photographs");
    lead.post(&format!("{draft}/questions/o-01"), &[("value", "8")]);
    uploaded(&lead, &taken, &[("photograph", "a.jpg", &picture)]);
    let sent = lead.post("/checks/a-0001/drafts", &start);
    let sent = sent
        .header("location")
        .split("/questions/")
        .next()
        .unwrap()
        .to_owned();
    lead.post(&format!("{sent}/questions/o-01-there"), &[("value", "yes")]);
    lead.post(&format!("{sent}/questions/o-01"), &[("value", "7")]);
    uploaded(
        &lead,
        &format!("{sent}/questions/o-01/photographs"),
        &[("photograph", "a.jpg", &picture)],
    );
    assert_eq!(lead.post(&sent, &[]).status, 200);
    lead.post(
        "/checks/a-0001/instruments/visit/paper",
        &[("place", "every"), ("count", "1")],
    );
    let paths = [
        "/checks/a-0001/instruments".to_owned(),
        "/checks/a-0001/instruments/visit".to_owned(),
        "/checks/a-0001/instruments/visit/questions/o-01".to_owned(),
        "/checks/a-0001/instruments/visit/questions/new".to_owned(),
        "/checks/a-0001/instruments/visit/paper".to_owned(),
        "/checks/a-0001/visits/new?place=s-0001".to_owned(),
        "/checks/a-0001/visits/new?place=s-0001&instrument=visit".to_owned(),
        here,
        format!("{draft}/questions/o-01"),
        format!("{draft}/questions/o-01?then=photographs"),
        format!("{draft}/questions/o-02"),
        format!("{draft}/questions/o-02?then=reason"),
        draft,
        "/checks/a-0001/visits/V-0001/files/1".to_owned(),
        "/checks/a-0001/sheets".to_owned(),
        "/checks/a-0001/folder".to_owned(),
    ];
    let cookie = lead.cookie.borrow().clone().unwrap();
    let mut walking = Command::new(node);
    walking
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/visits/walk.mjs"
        ))
        .arg(modules)
        .arg(chromium)
        .arg(format!("http://{}", house.address))
        .arg(cookie)
        .arg(paths.join(" "));
    if let Some(folder) = std::env::var_os("GROUNDTRUTH_TEST_SCREENSHOTS") {
        walking.arg(folder);
    }
    let output = walking.output().expect("node starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{failed}\n{said}");
    let seen = said
        .lines()
        .filter(|line| line.starts_with("seen: "))
        .count();
    let faults: Vec<_> = said
        .lines()
        .filter(|line| !line.starts_with("seen: "))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(seen, 2 * paths.len());
}
