//! The pages in a real browser: nothing moves sideways, nothing comes from elsewhere, nothing breaks the policy,
//! no page is heavy, and the accessibility checker finds nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are opened in another program"
)]

use std::io::Write;
use std::net::SocketAddr;
use std::process::{Command, Stdio};

use super::browser::attributes;
use super::site;
use crate::support::programs::{Browser, browser};

/// Opens pages of a server in a real browser, signed in by a cookie where one is given, and gives what is wrong with them.
/// Nothing where there is no browser, which is said aloud.
pub fn look(address: SocketAddr, paths: &[String], cookie: Option<&str>) -> Option<Vec<String>> {
    let Browser {
        node,
        modules,
        chromium,
    } = browser()?;
    let mut looking = Command::new(node);
    looking
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/portal/look.mjs"
        ))
        .arg(modules)
        .arg(chromium)
        .arg(format!("http://{address}"));
    if let Some(folder) = std::env::var_os("GROUNDTRUTH_TEST_SCREENSHOTS") {
        looking.arg(folder);
    }
    if let Some(cookie) = cookie {
        looking.env("LOOK_COOKIE", cookie);
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
    assert!(output.status.success(), "{failed}");
    Some(wrong.lines().map(str::to_owned).collect())
}

#[test]
fn every_kind_of_page_is_clean_in_a_real_browser() {
    let site = site();
    let audit = "/audits/practice-lunch-tables";
    let mut paths: Vec<String> = ["/", "/components", "/check-wording", "/nothing-here"]
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
    let parts = attributes(&site.get("/components").text(), "href");
    let parts = parts
        .into_iter()
        .filter(|link| link.starts_with("/components/"));
    let before = paths.len();
    paths.extend(parts.collect::<std::collections::BTreeSet<String>>());
    assert!(paths.len() >= before + 15, "the list of parts: {paths:?}");
    paths.push("/audits/mgnrega-recoveries".into());
    paths.push("/audits/ny-reconciliations/method".into());
    let Some(wrong) = look(site.address, &paths, None) else {
        return;
    };
    // A page that is not there says so on the console; that is the browser's own word, not the page's.
    let wrong: Vec<_> = wrong
        .into_iter()
        .filter(|line| !(line.contains("nothing-here") && line.contains("404")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
