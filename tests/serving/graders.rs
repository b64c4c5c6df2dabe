//! What programs of others say of the server over TLS: sslyze of its TLS, the Observatory of its headers. Both ask this
//! machine alone.

#![expect(
    clippy::disallowed_methods,
    reason = "tests look for programs on the machine they run on, and start them"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use groundtruth::db::Scope;
use groundtruth::db::organisation::all_organisations;
use groundtruth::domain::actor::Actor;
use groundtruth::features::accounts::actions::redeem::first_run;
use groundtruth::infra::app::Ctx;
use serde_json::Value;

use super::{Running, named, over_tls, secure_at, this_machine};
use crate::portal::browser::{Answer, read};
use crate::support::authority::{Authority, Identity};
use crate::support::house::{PASSWORD, form};
use crate::support::postgres::say;
use crate::support::programs::on_path;

/// A server over TLS as `localhost`.
struct Site {
    running: Running,
    authority: PathBuf,
    origin: String,
    _folder: tempfile::TempDir,
}

fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Web authority");
    let identity: Identity = authority.identity(folder.path(), "web", &["localhost"]);
    let port = std::net::TcpListener::bind((this_machine(), 0))
        .and_then(|listener| listener.local_addr())
        .unwrap()
        .port();
    let origin = format!("https://localhost:{port}");
    let at = (this_machine(), port).into();
    Site {
        running: Running::start(named(&origin), secure_at(at, &identity)),
        authority: authority.file(folder.path()),
        origin,
        _folder: folder,
    }
}

impl Site {
    fn port(&self) -> String {
        self.running.address.port().to_string()
    }

    fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form(fields);
        let request = format!(
            "POST {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            &self.origin["https://".len()..],
            body.len()
        );
        let stream = std::net::TcpStream::connect(self.running.address).unwrap();
        let answer = over_tls(stream, &self.authority, "localhost", request.as_bytes());
        read(&answer.unwrap().0)
    }
}

/// Where a part is missing the suite is skipped aloud; under `CI=true` it fails.
fn missing(what: &str, how: &str) {
    let is_required = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!is_required, "no {what} for the tests ({how})");
    say(&format!("skipped: {what}: it is not there ({how})"));
}

fn scanned(site: &Site) -> Option<Value> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python/bin/python");
    let is_there = |python: &Path| {
        let asked = Command::new(python).args(["-c", "import sslyze"]).output();
        asked.is_ok_and(|output| output.status.success())
    };
    let pythons = [Some(own), on_path("python3")];
    let Some(python) = pythons.into_iter().flatten().find(|p| is_there(p)) else {
        missing(
            "sslyze",
            "target/python/bin/python -m pip install sslyze==6.3.1",
        );
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told.json");
    let ran = Command::new(python)
        .args(["-m", "sslyze", "--quiet"])
        .arg(format!("--json_out={}", told.display()))
        .arg(format!("localhost:{}", site.port()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    let told = std::fs::read_to_string(told).unwrap_or_else(|error| panic!("{error}: {said}"));
    Some(serde_json::from_str(&told).unwrap())
}

#[test]
fn sslyze_finds_nothing_below_tls_1_2_nothing_weak_and_nothing_known() {
    let site = site();
    let Some(told) = scanned(&site) else {
        return;
    };
    let server = &told["server_scan_results"][0];
    assert_eq!(server["scan_status"], "COMPLETED", "{server}");
    let result = |what: &str| {
        let found = &server["scan_result"][what]["result"];
        assert!(!found.is_null(), "{what} was not looked at");
        found
    };
    let suites = |version: &str| -> Vec<String> {
        let accepted = &result(version)["accepted_cipher_suites"];
        let names = accepted.as_array().unwrap().iter();
        names
            .map(|suite| suite["cipher_suite"]["name"].as_str().unwrap().to_owned())
            .collect()
    };
    for old in ["ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1"] {
        let accepted = suites(&format!("{old}_cipher_suites"));
        assert!(accepted.is_empty(), "{old}: {accepted:?}");
    }
    let mut offered = 0;
    for version in ["tls_1_2", "tls_1_3"] {
        let accepted = suites(&format!("{version}_cipher_suites"));
        assert!(!accepted.is_empty(), "{version}");
        for suite in &accepted {
            let is_sealed = suite.contains("_GCM_") || suite.contains("CHACHA20_POLY1305");
            let is_fresh = version == "tls_1_3" || suite.starts_with("TLS_ECDHE_");
            assert!(is_sealed && is_fresh, "{version}: {suite}");
        }
        offered += accepted.len();
    }
    let renegotiation = result("session_renegotiation");
    for (what, found, wanted) in [
        (
            "Heartbleed",
            &result("heartbleed")["is_vulnerable_to_heartbleed"],
            false,
        ),
        (
            "CCS injection",
            &result("openssl_ccs_injection")["is_vulnerable_to_ccs_injection"],
            false,
        ),
        (
            "compression",
            &result("tls_compression")["supports_compression"],
            false,
        ),
        (
            "renegotiation by clients",
            &renegotiation["is_vulnerable_to_client_renegotiation_dos"],
            false,
        ),
        (
            "secure renegotiation",
            &renegotiation["supports_secure_renegotiation"],
            true,
        ),
        (
            "fallback signal",
            &result("tls_fallback_scsv")["supports_fallback_scsv"],
            true,
        ),
        (
            "extended master secret",
            &result("tls_extended_master_secret")["supports_ems_extension"],
            true,
        ),
    ] {
        assert_eq!(found, &Value::Bool(wanted), "{what}");
    }
    let robot = &result("robot")["robot_result"];
    assert_eq!(robot, "NOT_VULNERABLE_RSA_NOT_SUPPORTED");
    say(&format!(
        "sslyze: {offered} suites of TLS 1.2 and 1.3, nothing weak, nothing known"
    ));
}

/// The points of a page, and what gave them.
fn graded(site: &Site, path: &str, cookie: Option<&str>) -> Option<(i64, String)> {
    let modules = std::env::var_os("GROUNDTRUTH_TEST_NODE_MODULES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/npm/node_modules"),
        PathBuf::from,
    );
    let package = modules.join("@mdn/mdn-http-observatory");
    let node = on_path("node").filter(|_| package.join("package.json").is_file());
    let Some(node) = node else {
        let how =
            "npm install --prefix target/npm --ignore-scripts @mdn/mdn-http-observatory@1.4.8";
        missing("the Observatory", how);
        return None;
    };
    // The list of names that browsers know to be reached over TLS alone is fetched by a script that is not run: ours is
    // on no such list.
    let known = package.join("conf/hsts-preload.json");
    if !known.is_file() {
        std::fs::write(known, "{}").unwrap();
    }
    let ran = Command::new(node)
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/serving/graders.mjs"
        ))
        .arg(&modules)
        .args([site.port().as_str(), path])
        .args(cookie)
        .env("NODE_EXTRA_CA_CERTS", &site.authority)
        .output()
        .unwrap();
    let failed = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{failed}");
    let told: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(told["status"], 200, "{path}");
    assert_eq!(
        told["verified"], true,
        "{path}: the certificate is believed"
    );
    let lines = told["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 10);
    for line in lines {
        assert_eq!(line["pass"], true, "{path}: {line}");
    }
    let points: i64 = lines
        .iter()
        .map(|line| line["points"].as_i64().unwrap())
        .sum();
    let said: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {}", line["result"], line["points"]))
        .collect();
    Some((100 + points, said.join(", ")))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_observatory_gives_all_its_points_but_those_of_a_list_of_browsers() {
    let site = site();
    let Some(public) = graded(&site, "/", None) else {
        return;
    };
    let scripted = graded(&site, "/begin", None).unwrap();
    let all = all_organisations(site.running.app.db.reads())
        .await
        .unwrap();
    let app = std::sync::Arc::clone(&site.running.app);
    let ctx = Ctx::begin(app, Actor::Console, Scope::of(all[0].id));
    let code = first_run(&ctx).await.unwrap().unwrap().written();
    let begun = site.posts(
        "/begin",
        &[
            ("code", code.as_str()),
            ("organisation", "Water Watch"),
            ("work_name", "social audit"),
            ("name", "Amina"),
            ("sign_in_name", "amina"),
            ("password", PASSWORD),
        ],
    );
    assert_eq!(begun.status, 303, "{}", begun.text());
    let cookie = begun.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-"), "{cookie}");
    let account = graded(&site, "/account", Some(&cookie)).unwrap();
    let join = graded(&site, "/join", Some(&cookie)).unwrap();
    // 145 in all: 5 are for a cookie, 5 for a script that is held against its hash, 5 for a name that browsers have on a
    // list, which is for whoever owns the name to ask for.
    for (what, (points, said), wanted) in [
        ("in public", public, 130),
        ("with a script", scripted, 135),
        ("signed in", account, 135),
        ("signed in, with a script", join, 140),
    ] {
        assert_eq!(points, wanted, "{what}: {said}");
        say(&format!("the Observatory, {what}: {points} of 145"));
    }
}
