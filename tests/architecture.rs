//! The guard of the shape: reads the sources and fails where one leaves the shape that
//! ARCHITECTURE.md describes. It scans words, it does not compile: `source` turns text into tokens and
//! paths, `imports` holds the five layers, `text` the rules on files and words, `named` the tests
//! that documents name, and `samples` proves that each rule can fail.

mod imports;
mod named;
mod samples;
mod source;
mod text;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use source::Source;

/// One breach: where it stands and what to do about it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Breach {
    file: String,
    line: usize,
    what: String,
}

impl Breach {
    fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            what: what.into(),
        }
    }
}

/// Where code of this product lives; a folder that does not exist yet is passed over.
const CODE: [&str; 9] = [
    "src",
    "migrations/src",
    "pictures/src",
    "reports/src",
    "reports/tests",
    "reports/examples",
    "tests",
    "benches",
    "fuzz",
];

#[test]
fn imports_point_down_only() {
    expect_none(
        sources()
            .iter()
            .flat_map(|source| imports::breaches(source, &features())),
    );
}

#[test]
fn files_are_short_named_for_what_they_are_and_say_so() {
    expect_none(sources().iter().flat_map(text::breaches_of_code));
}

#[test]
fn nothing_in_the_repository_names_a_machine_or_a_registry() {
    let files = repository_files();
    assert!(
        files.len() > 10,
        "only {} files found: the guard looks in the wrong place",
        files.len()
    );
    expect_none(files.iter().flat_map(|file| {
        // What is not UTF-8 is a font or a picture.
        fs::read_to_string(root().join(file))
            .map(|text| text::breaches_of_text(&name(file), &text))
            .unwrap_or_default()
    }));
}

#[test]
fn every_test_that_the_documents_name_is_there() {
    let (mut files, mut functions) = (Vec::new(), Vec::new());
    for folder in CODE {
        let mut found = Vec::new();
        walk(&root().join(folder), &mut found);
        for file in found {
            let text = fs::read_to_string(root().join(&file)).unwrap_or_default();
            let after = text.split("fn ").skip(1);
            let name = |rest: &str| rest.split(['(', '<']).next().map(str::to_owned);
            functions.extend(after.filter_map(name));
            files.push(name_without_ending(&file));
        }
    }
    let documents = repository_files();
    let documents = documents.iter().filter(|file| file.starts_with("docs"));
    expect_none(documents.flat_map(|file| {
        let text = fs::read_to_string(root().join(file)).unwrap_or_default();
        named::breaches(&name(file), &text, (&files, &functions))
    }));
}

fn name_without_ending(file: &Path) -> String {
    let name = name(&file.with_extension(""));
    name.strip_suffix("/mod").unwrap_or(&name).to_owned()
}

fn expect_none(breaches: impl Iterator<Item = Breach>) {
    let breaches: BTreeSet<_> = breaches.collect();
    let list: Vec<_> = breaches
        .iter()
        .map(|b| format!("  {}:{}: {}", b.file, b.line, b.what))
        .collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn name(file: &Path) -> String {
    file.to_string_lossy().replace('\\', "/")
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    for folder in CODE {
        walk(&root().join(folder), &mut files);
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    assert!(
        files.len() > 3,
        "only {} sources found: the guard looks in the wrong place",
        files.len()
    );
    let read = |file: PathBuf| {
        let text = fs::read_to_string(root().join(&file)).expect("a source file is UTF-8 text");
        Source::new(&name(&file), &text)
    };
    files.into_iter().map(read).collect()
}

/// The names of the features there are: the folders and files beside `features/mod.rs`.
fn features() -> BTreeSet<String> {
    let mut files = Vec::new();
    walk(&root().join("src/features"), &mut files);
    files
        .iter()
        .filter_map(|file| file.strip_prefix("src/features").ok()?.components().next())
        .map(|first| {
            first
                .as_os_str()
                .to_string_lossy()
                .trim_end_matches(".rs")
                .to_owned()
        })
        .filter(|feature| feature != "mod")
        .collect()
}

/// Every file of the repository but those that git is told to ignore.
fn repository_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(root(), &mut files);
    files
}

/// Adds the files below `folder`, in order, as paths from the root.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let within = path
            .strip_prefix(root())
            .expect("a path below the root")
            .to_owned();
        if is_ignored(&within) {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&path, files),
            Ok(kind) if kind.is_file() => files.push(within),
            _ => {}
        }
    }
}

/// What `.gitignore` says, as far as it says it here: `/folder`, `*.ending` or a name.
fn is_ignored(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let rules = include_str!("../.gitignore").lines().chain(["/.git"]);
    rules
        .map(str::trim)
        .filter(|rule| !rule.is_empty() && !rule.starts_with('#'))
        .any(
            |rule| match (rule.strip_prefix('/'), rule.strip_prefix('*')) {
                (Some(folder), _) => path.starts_with(folder.trim_end_matches('/')),
                (_, Some(ending)) => text.ends_with(ending),
                _ => path
                    .components()
                    .any(|part| part.as_os_str() == rule.trim_end_matches('/')),
            },
        )
}
