//! Rules on files and words: length, names, the line that says what a module is, words that mark
//! unfinished work, silent lint exemptions, and names of machines.

use super::{Breach, source::Source};

/// The longest file a reader should have to take in.
const LONGEST: usize = 500;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 7] = [
    "util", "utils", "helper", "helpers", "common", "manager", "managers",
];

/// Marks of unfinished work; in two halves, so that this file passes its own rule.
const UNFINISHED: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
];

/// Folders that exist on one machine only.
const MACHINE_PATHS: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/tm", "p/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Use", "rs/"),
];

/// Where packages come from is a setting of the machine that builds, not of the product.
const REGISTRY_HOSTS: [&str; 9] = [
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("registry.npmjs", ".org"),
    concat!("registry.yarnpkg", ".com"),
    concat!("deb.debian", ".org"),
    concat!("proxy.golang", ".org"),
    concat!("arti", "factory"),
];

pub(super) fn breaches_of_code(source: &Source) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut refuse = |line, what: String| found.push(Breach::new(&source.file, line, what));

    let lines = source.text.lines().count();
    if lines > LONGEST {
        refuse(
            LONGEST + 1,
            format!("{lines} lines: a file ends at {LONGEST}"),
        );
    }
    if !source.text.starts_with("//!") {
        refuse(
            1,
            "the first line is `//!` and says what this module is".to_owned(),
        );
    }
    for part in source
        .file
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| is_empty_name(part))
    {
        refuse(
            1,
            format!("`{part}` says nothing: name the module for what it holds"),
        );
    }
    for at in source
        .find(&["mod"])
        .filter(|&at| is_empty_name(source.word(at + 1)))
    {
        let name = source.word(at + 1);
        refuse(
            source.tokens[at].line,
            format!("`{name}` says nothing: name the module for what it holds"),
        );
    }
    for (index, line) in source.without_strings.lines().enumerate() {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        if let Some(word) = words.find(|word| UNFINISHED.contains(word)) {
            refuse(index + 1, format!("`{word}`: finish it, or open an issue"));
        }
    }
    for (line, words) in attributes(source) {
        if words.contains(&"allow") && is_lint_attribute(&words) {
            refuse(
                line,
                "`allow` never ends: write `#[expect(…, reason = \"…\")]`".to_owned(),
            );
        }
        if words.first() == Some(&"expect") && !words.contains(&"reason") {
            refuse(line, "`#[expect(…)]` gives its `reason = \"…\"`".to_owned());
        }
    }
    found
}

pub(super) fn breaches_of_text(file: &str, text: &str) -> Vec<Breach> {
    let mut found = Vec::new();
    if text.contains('\0') {
        return found;
    }
    for (index, line) in text.lines().enumerate() {
        for path in MACHINE_PATHS.iter().filter(|path| names_path(line, path)) {
            found.push(Breach::new(
                file,
                index + 1,
                format!("`{path}…` exists on one machine only"),
            ));
        }
        for host in REGISTRY_HOSTS.iter().filter(|host| line.contains(*host)) {
            let what = format!("`{host}`: where packages come from is a setting of the machine");
            found.push(Breach::new(file, index + 1, what));
        }
    }
    found
}

/// `date_utils` is as empty as `utils`.
fn is_empty_name(name: &str) -> bool {
    name.split('_').any(|part| EMPTY_NAMES.contains(&part))
}

/// The words of each `#[…]` and `#![…]`, with the line on which it begins.
fn attributes(source: &Source) -> Vec<(usize, Vec<&str>)> {
    let mut found = Vec::new();
    for at in source.find(&["#"]) {
        let open = if source.word(at + 1) == "!" {
            at + 2
        } else {
            at + 1
        };
        if source.word(open) != "[" {
            continue;
        }
        let mut depth = 1_usize;
        let mut words = Vec::new();
        for token in &source.tokens[open + 1..] {
            match token.word.as_str() {
                "[" => depth += 1,
                "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            words.push(token.word.as_str());
        }
        found.push((source.tokens[at].line, words));
    }
    found
}

fn is_lint_attribute(words: &[&str]) -> bool {
    matches!(words.first(), Some(&("allow" | "cfg_attr")))
}

/// A path from the root of a machine: not the tail of an address or of another path.
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let begins = line[..at].chars().next_back().is_none_or(|c| {
            !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '~' | '}' | ')' | '%'))
        });
        let goes_on = line[at + path.len()..]
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '$' | '{' | '<'));
        begins && goes_on
    })
}
