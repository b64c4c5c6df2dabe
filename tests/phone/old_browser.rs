//! The oldest browser that the app is made for, with the memory that a cheap phone leaves it: Chromium 71 of 2018.
#![expect(
    clippy::disallowed_methods,
    reason = "whether a missing program fails is said by the surroundings"
)]

use super::journey::walks;
use crate::support::postgres::say;
use crate::support::programs::{Browser, browser, on_path};

/// The package that brings it, packed.
const PACKAGE: &str = "chrome-aws-lambda@1.9.1";
const PACKED: &str = "chrome-aws-lambda/bin/chromium-71.0.3563.0.br";

/// The old browser with what drives it. Where a part is missing it is said aloud; under `CI=true` it fails.
fn old() -> Option<Browser> {
    let present = browser()?;
    let chromium = present.modules.join(PACKED);
    let missing = if !chromium.is_file() {
        format!("no old browser (install with: npm install --prefix target/npm {PACKAGE})")
    } else if on_path("certutil").is_none() {
        "no certutil, by which the old browser is told whom to trust (install libnss3-tools)".into()
    } else {
        return Some(Browser {
            chromium,
            ..present
        });
    };
    let is_required = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!is_required, "{missing}");
    say(&format!("skipped: the phone in an old browser: {missing}"));
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn old_browser_with_little_memory_records_a_visit_without_a_signal_and_sends_it() {
    if let Some(old) = old() {
        walks("old_browser.mjs", 11, old).await;
    }
}
