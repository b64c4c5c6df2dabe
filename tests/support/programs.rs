//! Programs that some suites start, looked for where they usually are.
#![expect(
    clippy::disallowed_methods,
    reason = "what drives the browser is looked for where people install it"
)]

use std::env;
use std::path::{Path, PathBuf};

use super::postgres::say;

/// What it takes to open pages in a real browser.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Runs the script that drives the browser.
    pub node: PathBuf,
    /// Folder that holds `playwright-core` and `axe-core`.
    pub modules: PathBuf,
    /// The browser.
    pub chromium: PathBuf,
}

/// The browser with what drives it. Where a part is missing the suite is skipped aloud; under `CI=true` it fails.
pub fn browser() -> Option<Browser> {
    match found() {
        Ok(browser) => Some(browser),
        Err(missing) if env::var("CI").is_ok_and(|ci| ci == "true") => {
            panic!("no browser for the tests: {missing}")
        }
        Err(missing) => {
            say(&format!("skipped: the pages in a real browser: {missing}"));
            None
        }
    }
}

fn found() -> Result<Browser, String> {
    let node = on_path("node").ok_or("there is no node (install nodejs and npm)")?;
    let chromium = on_path("chromium").ok_or("there is no chromium (install chromium)")?;
    let modules = env::var_os("GROUNDTRUTH_TEST_NODE_MODULES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/npm/node_modules"),
        PathBuf::from,
    );
    for package in ["playwright-core", "axe-core"] {
        if !modules.join(package).join("package.json").is_file() {
            return Err(format!(
                "there is no {package} (install with: npm install --prefix target/npm playwright-core@1.65.1 axe-core@4.14.1)"
            ));
        }
    }
    Ok(Browser {
        node,
        modules,
        chromium,
    })
}

/// A program on the PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

/// What another program says of a file; `None`, aloud, where this machine has not got it, which fails under `CI=true`.
///
/// # Panics
/// Where it finds something wrong.
pub fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let ran = std::process::Command::new(program).args(arguments).output();
    let Ok(output) = ran else {
        let is_required = env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!is_required, "no {program} for the tests");
        say(&format!(
            "skipped: what {program} says: it is not here (install {program})"
        ));
        return None;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !text.contains("WARNING"),
        "{program}: {text}{errors}"
    );
    Some(text)
}
