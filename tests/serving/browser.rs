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

#[tokio::test(flavor = "multi_thread")]
async fn phone_on_another_machine_signs_in() {
    use crate::support::programs::{Browser, browser};
    use groundtruth::db::Scope;
    use groundtruth::db::organisation::all_organisations;
    use groundtruth::domain::actor::Actor;
    use groundtruth::features::accounts::actions::redeem::first_run;
    use groundtruth::infra::app::Ctx;
    let Some(Browser {
        node,
        modules,
        chromium,
    }) = browser()
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let address = another_address();
    let authority = Authority::new("Authority of the office");
    let identity = authority.identity(folder.path(), "web", &[&address.to_string()]);
    // The origin names the port, which is known only once it listens: so it is chosen before.
    let port = std::net::TcpListener::bind((address, 0))
        .and_then(|listener| listener.local_addr())
        .unwrap()
        .port();
    let origin = format!("https://{address}:{port}");
    let running = Running::start(
        named(&origin),
        super::secure_at((address, port).into(), &identity),
    );
    let all = all_organisations(running.app.db.reads()).await.unwrap();
    let scope = Scope::of(all[0].id);
    let ctx = Ctx::begin(std::sync::Arc::clone(&running.app), Actor::Console, scope);
    let code = first_run(&ctx).await.unwrap().unwrap().written();
    let output = Command::new(node)
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/serving/phone.mjs"
        ))
        .args([&modules, &chromium])
        .args([&origin, &code, &authority.fingerprint()])
        .arg("seven brown boats drift")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{failed}");
    let expected = [
        format!("code: {code}"),
        "address: /begin".to_owned(),
        "cookie: __Host-groundtruth true true Lax".to_owned(),
        "without: true".to_owned(),
        "account: true".to_owned(),
        "sideways: 0".to_owned(),
    ];
    let seen: Vec<&str> = said
        .lines()
        // What is not open is not there, and the browser says so itself; it also gives advice about forms.
        .filter(|line| {
            let told = line.strip_prefix("console: ");
            !told.is_some_and(|told| told.contains("404") || told.starts_with("[DOM]"))
        })
        .collect();
    assert_eq!(seen, expected, "{failed}");
}
