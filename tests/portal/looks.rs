//! The pages in a real browser: nothing moves sideways, nothing comes from elsewhere, nothing breaks the policy,
//! no page is heavy, and the accessibility checker finds nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::io::Write;
use std::process::{Command, Stdio};

use super::site;
use crate::support::programs::{Browser, browser};

#[test]
fn every_kind_of_page_is_clean_in_a_real_browser() {
    let Some(Browser {
        node,
        modules,
        chromium,
    }) = browser()
    else {
        return;
    };
    let site = site();
    let audit = "/audits/practice-lunch-tables";
    let mut paths: Vec<String> = [
        "/",
        "/components",
        "/components/row",
        "/components/bar",
        "/components/field",
        "/components/quotation",
        "/check-wording",
        "/nothing-here",
    ]
    .map(String::from)
    .into();
    for under in [
        "",
        "?verdict=not_delivered",
        "/promises/O-02",
        "/promises/O-03",
        "/findings",
        "/chronology",
        "/method",
        "/workings/W-04",
    ] {
        paths.push(format!("{audit}{under}"));
    }
    paths.push("/audits/mgnrega-recoveries".into());
    paths.push("/audits/ny-reconciliations/method".into());
    let mut looking = Command::new(node);
    looking
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/portal/look.mjs"
        ))
        .arg(modules)
        .arg(chromium)
        .arg(format!("http://{}", site.address));
    if let Some(folder) = std::env::var_os("GROUNDTRUTH_TEST_SCREENSHOTS") {
        looking.arg(folder);
    }
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
    let wrong = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    // A page that is not there says so on the console; that is the browser's own word, not the page's.
    let wrong: Vec<_> = wrong
        .lines()
        .filter(|line| !(line.contains("nothing-here") && line.contains("404")))
        .collect();
    assert!(output.status.success(), "{failed}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
