//! Files that are part of the program: the shipped audits, and later what the web pages need.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates/cases"]
struct ShippedCases;

/// Names of the shipped audits, in alphabetical order.
#[must_use]
pub fn shipped_audits() -> Vec<String> {
    let files = ShippedCases::iter();
    let mut names: Vec<String> = files
        .filter_map(|path| path.strip_suffix("/case.yaml").map(str::to_owned))
        .filter(|n| !n.contains('/'))
        .collect();
    names.sort();
    names
}

/// A file of a shipped audit: `case.yaml`, or one that its evidence names.
#[must_use]
pub fn shipped_file(audit: &str, file: &str) -> Option<Cow<'static, [u8]>> {
    ShippedCases::get(&format!("{audit}/{file}")).map(|f| f.data)
}
