//! From signing in with the second factor to a promise made of marked words, in a real browser, on a telephone and a desk.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::process::Command;

use chrono::TimeDelta;

use super::adds;
use super::papers::agreement;
use crate::support::house::{House, PASSWORD};
use crate::support::programs::{Browser, browser};

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_with_a_second_factor_and_makes_a_promise_of_marked_words() {
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
    let entered = [("title", "Toilets in ten villages"), ("kind", "contract")];
    assert_eq!(administrator.post("/register/new", &entered).status, 303);
    for width in ["360", "1280"] {
        // A code works once.
        house.advance(TimeDelta::seconds(60));
        let code = house.digits("amina").await;
        let output = Command::new(&node)
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/documents/story.mjs"
            ))
            .args([&modules, &chromium])
            .arg(format!("http://{}", house.address))
            .args([width, &code, PASSWORD])
            .output()
            .expect("node starts");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let failed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{width}: {failed}\n{said}");
        let lines: Vec<&str> = said.lines().collect();
        // The page that is not there, and the code that is refused, are told by the browser as well.
        let is_expected =
            |line: &str| line.contains("status of 404") || line.contains("status of 422");
        let faults: Vec<_> = lines
            .iter()
            .filter(|line| {
                ["axe:", "console:", "policy:"]
                    .iter()
                    .any(|kind| line.starts_with(kind))
            })
            .filter(|line| !is_expected(line))
            .collect();
        assert!(faults.is_empty(), "{width}: {faults:?}");
        for expected in [
            "outside: false",
            "refused: /sign-in/code",
            "in: true",
            "marked: forty \u{fb01}tted toilets",
            "quote: forty \u{fb01}tted toilets",
            "promised: true",
            "looked: agreement",
        ] {
            assert!(lines.contains(&expected), "{width}: {expected}\n{said}");
        }
    }
    let promises = administrator.get("/register/A-0001").text();
    for width in ["360", "1280"] {
        assert!(
            promises.contains(&format!("seen at {width}.")),
            "{promises}"
        );
    }
}
