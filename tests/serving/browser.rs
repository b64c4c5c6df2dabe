//! A phone on another machine: a real browser that asks a second address over TLS, and trusts the server's own
//! authority.

#![expect(
    clippy::disallowed_methods,
    reason = "tests look for programs on the machine they run on, and start them"
)]

use std::path::Path;
use std::process::Command;

use super::{Running, another_address, named, secure};
use crate::support::authority::Authority;
use crate::support::postgres::say;

/// The page as a browser has it after loading; `None` where this machine has no Chromium.
fn loaded(home: &Path, address: &str, trusting: Option<&str>) -> Option<String> {
    let mut command = Command::new("chromium");
    command
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--window-size=360,740",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", home.display()))
        .env("HOME", home);
    if let Some(fingerprint) = trusting {
        command.arg(format!(
            "--ignore-certificate-errors-spki-list={fingerprint}"
        ));
    }
    let Ok(output) = command.arg(address).output() else {
        let is_required = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!is_required, "no Chromium for the tests (install chromium)");
        say("skipped: the phone on another machine: no Chromium (install chromium)");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_phone_on_another_machine_loads_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let address = another_address();
    let authority = Authority::new("Authority of the office");
    let identity = authority.identity(folder.path(), "web", &[&address.to_string()]);
    let running = Running::start(
        named(&format!("https://{address}")),
        secure(address, &identity),
    );
    let page = format!("https://{}/", running.address);
    let trusting = folder.path().join("trusting");
    let Some(dom) = loaded(&trusting, &page, Some(&authority.fingerprint())) else {
        return;
    };
    assert!(dom.contains("Was it delivered?"), "{dom}");
    assert!(dom.contains("groundtruth.css"), "{dom}");
    // Without that trust the browser shows nothing of it.
    let strange = folder.path().join("strange");
    let dom = loaded(&strange, &page, None).unwrap_or_default();
    assert!(!dom.contains("Was it delivered?"), "{dom}");
}
