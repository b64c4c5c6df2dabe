//! Boxes are drawn over a picture in a real browser, with a pointer and with keys, and the form has them.
#![expect(
    clippy::disallowed_methods,
    reason = "the page is opened in another program"
)]

use std::process::Command;

use crate::portal::site;
use crate::support::programs::{Browser, browser};

#[test]
fn boxes_are_drawn_with_a_pointer_and_with_keys() {
    let Some(Browser {
        node,
        modules,
        chromium,
    }) = browser()
    else {
        return;
    };
    let site = site();
    let mut drawing = Command::new(node);
    drawing
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/pictures/draw.mjs"
        ))
        .arg(modules)
        .arg(chromium)
        .arg(format!("http://{}", site.address));
    if let Some(folder) = std::env::var_os("GROUNDTRUTH_TEST_SCREENSHOTS") {
        drawing.arg(folder);
    }
    let output = drawing.output().expect("node starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{failed}\n{said}");
    let lines: Vec<&str> = said.lines().collect();
    let faults: Vec<_> = lines
        .iter()
        .filter(|line| line.starts_with("axe:") || line.starts_with("console:"))
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    for width in [360, 1_280] {
        for expected in [
            "picture: true",
            "at first: 2 boxes",
            "drawn: 10 20 30 25",
            "moved: 15 20 30 25",
            "pulled: 15 20 40 35",
            "with keys: 36 35 30 31",
            "boxes: 4",
            "sent: 15 20 40 35 / 36 35 30 31",
            "removed: 3",
            "focus after: rect",
            "typed: 5 5 10.25 10",
            "without script: true",
            "sideways: 0",
        ] {
            let line = format!("{width} {expected}");
            assert!(lines.contains(&line.as_str()), "{line}\n{said}");
        }
    }
}
