//! Words are marked on the picture of a page in a real browser, and the form has them.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::process::Command;

use super::adds;
use super::papers::agreement;
use crate::support::house::House;
use crate::support::programs::{Browser, browser};

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_marked_come_into_the_form() {
    let Some(Browser {
        node,
        modules,
        chromium,
    }) = browser()
    else {
        return;
    };
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    assert_eq!(
        adds(&administrator, "Agreement 2026", &agreement()).status,
        303
    );
    let cookie = administrator.cookie.borrow().clone().unwrap();
    let mut marking = Command::new(node);
    marking
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/documents/mark.mjs"
        ))
        .arg(modules)
        .arg(chromium)
        .arg(format!("http://{}", house.address))
        .arg(cookie);
    if let Some(folder) = std::env::var_os("GROUNDTRUTH_TEST_SCREENSHOTS") {
        marking.arg(folder);
    }
    let output = marking.output().expect("node starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{failed}\n{said}");
    let lines: Vec<&str> = said.lines().collect();
    let faults: Vec<_> = lines
        .iter()
        .filter(|line| line.starts_with("axe:") || line.starts_with("console:"))
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    for expected in [
        "picture: true",
        "marked: forty \u{fb01}tted toilets",
        "below: three times a week.",
        "said: These words stand on page 1.",
        "sideways at 360: 0",
        "sideways at 1280: 0",
    ] {
        assert!(lines.contains(&expected), "{expected}\n{said}");
    }
}
