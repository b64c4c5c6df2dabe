//! Python as a second reader of what we write; without it the test is skipped, aloud.

#![expect(
    clippy::disallowed_methods,
    reason = "tests look for programs on the machine they run on, and start them"
)]

use std::env;
use std::process::Command;

use super::postgres::say;

/// What a script prints; `None` where this machine has no Python.
///
/// # Panics
/// Where the script fails, and under `CI=true` where there is no Python.
pub fn python(script: &str, arguments: &[&str]) -> Option<String> {
    let ran = Command::new("python3")
        .args(["-I", "-c", script])
        .args(arguments)
        .output();
    let Ok(output) = ran else {
        let is_required = env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!is_required, "no python3 for the tests (install python3)");
        say("skipped: the second reader: no python3 (install python3)");
        return None;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap())
}
