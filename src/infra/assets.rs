//! Files that are part of the program: the shipped audits, and later what the web pages need.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates/cases"]
struct ShippedCases;

#[derive(RustEmbed)]
#[folder = "templates/kits"]
struct ShippedKits;

/// Names of the shipped kits, in alphabetical order.
#[must_use]
pub fn shipped_kits() -> Vec<String> {
    let files = ShippedKits::iter();
    let mut names: Vec<String> = files
        .filter_map(|path| path.strip_suffix(".yaml").map(str::to_owned))
        .filter(|name| !name.contains('/'))
        .collect();
    names.sort();
    names
}

/// The text of a shipped kit, or of `common/letters`.
#[must_use]
pub fn shipped_kit(name: &str) -> Option<String> {
    let file = ShippedKits::get(&format!("{name}.yaml"))?;
    String::from_utf8(file.data.into_owned()).ok()
}

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
