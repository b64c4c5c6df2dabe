//! The app as files: what it may load, what it says, and one version over all of it; and the tests of its own modules.
#![expect(
    clippy::disallowed_methods,
    reason = "the modules of the app are tested by another program"
)]

use std::process::Command;

use serde_json::Value;

use super::{House, hash, json};
use crate::support::programs::browser;
use crate::visits::whole;

#[tokio::test(flavor = "multi_thread")]
async fn the_app_is_served_with_a_policy_of_its_own_and_every_file_is_in_its_version() {
    let house = House::on_sqlite().await;
    let visitor = house.visitor();
    let version = json(&visitor.get("/field/version.json"));
    let files = version["files"].as_array().unwrap();
    assert_eq!(version["version"].as_str().unwrap().len(), 16);
    let paths: Vec<&str> = files
        .iter()
        .map(|file| file["path"].as_str().unwrap())
        .collect();
    for wanted in [
        "words/en.json",
        "words/es.json",
        "words/fr.json",
        "plex-serif-600.woff2",
    ] {
        assert!(paths.contains(&wanted), "{paths:?}");
    }
    assert!(!paths.contains(&"sw.js") && !paths.contains(&"version.json"));
    let mut weight = 0;
    for file in files {
        let path = match file["path"].as_str().unwrap() {
            "index.html" => "/field".to_owned(),
            path => format!("/field/{path}"),
        };
        let answer = visitor.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        let bytes = whole(&answer);
        assert_eq!(file["sha256"], hash(&bytes), "{path}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'")
                && !policy.contains("unsafe"),
            "{path}"
        );
        assert!(
            answer
                .header("permissions-policy")
                .contains("camera=(self)"),
            "{path}"
        );
        assert_eq!(answer.header("service-worker-allowed"), "/field");
        assert_eq!(answer.header("cache-control"), "no-cache");
        let mark = answer.header("etag").to_owned();
        let again = visitor.ask("GET", &path, &[("If-None-Match", &mark)], "");
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        let packed = visitor.ask("GET", &path, &[("Accept-Encoding", "gzip")], "");
        weight += packed.body.len();
    }
    assert!(weight < 200 * 1024, "the app weighs {weight} bytes");
    for missing in [
        "/field/index.html",
        "/field/nothing.js",
        "/field/../Cargo.toml",
        "/field/words/de.json",
        "/field/.gitkeep",
    ] {
        assert_eq!(visitor.get(missing).status, 404, "{missing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_app_says_is_the_catalogue_in_every_language() {
    let house = House::on_sqlite().await;
    let words = |code: &str| json(&house.visitor().get(&format!("/field/words/{code}.json")));
    let english = words("en");
    assert_eq!(english["visit-answer-yes"], "Yes");
    for code in ["es", "fr"] {
        let own = words(code);
        let (Value::Object(english), Value::Object(own)) = (&english, &own) else {
            panic!("no words");
        };
        assert_eq!(
            english.keys().collect::<Vec<_>>(),
            own.keys().collect::<Vec<_>>()
        );
        assert_ne!(english["visit-answer-yes"], own["visit-answer-yes"]);
    }
}

#[test]
fn the_modules_of_the_app_pass_their_own_tests() {
    let Some(programs) = browser() else { return };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/field");
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.flatten().map(|file| file.path());
    let files: Vec<_> = files
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    assert!(!files.is_empty(), "there are no tests in {folder}");
    let output = Command::new(programs.node)
        .arg("--test")
        .args(&files)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
}
