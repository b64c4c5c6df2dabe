//! The fixed words: complete, used, and filled as they say.

use crate::samples;
use groundtruth_reports::model::{Label, Labels};
use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

fn english() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("labels.en.json")).expect("the label file is JSON")
}

#[test]
fn the_english_file_has_exactly_the_keys_of_the_crate() {
    let keys: BTreeSet<_> = Label::ALL
        .iter()
        .map(|label| label.key().to_owned())
        .collect();
    let english: BTreeSet<_> = english().into_keys().collect();
    assert_eq!(keys, english);
    assert_eq!(keys.len(), Label::ALL.len(), "a key stands twice");
}

#[test]
fn every_value_uses_the_placeholders_of_its_label() {
    let words = english();
    for label in Label::ALL {
        let value = &words[label.key()];
        let used: BTreeSet<_> = value
            .split('{')
            .skip(1)
            .map(|rest| rest.split('}').next().expect("an end"))
            .collect();
        let declared: BTreeSet<_> = label.placeholders().iter().copied().collect();
        assert_eq!(used, declared, "{}", label.key());
    }
}

#[test]
fn every_label_is_used_by_the_crate() {
    let mut source = String::new();
    read_folder(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut source,
    );
    for label in Label::ALL {
        let used = format!("Label::{label:?}");
        let found = source.match_indices(&used).any(|(place, _)| {
            let next = source[place + used.len()..].chars().next();
            !next.is_some_and(|c| c.is_alphanumeric())
        });
        assert!(found, "{used} is not used");
    }
}

fn read_folder(folder: &Path, source: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_folder(&path, source);
        } else if path.extension().is_some_and(|end| end == "rs") {
            source.push_str(&fs::read_to_string(&path).expect("a source file"));
        }
    }
}

#[test]
fn a_value_that_looks_like_a_placeholder_is_not_read_again() {
    let labels = Labels::new([(
        "report-number-and-version",
        "{ number } / {version} / {other} {",
    )]);
    let filled = labels.fill(
        Label::NumberAndVersion,
        &[("number", "{version}"), ("version", "2")],
    );
    assert_eq!(filled, "{version} / 2 / {other} {");
}

#[test]
fn the_renderer_has_no_words_of_its_own() {
    // With every label a code, no English word of the label file is left on a report without text.
    let coded = Label::ALL
        .iter()
        .map(|label| (label.key(), format!("§{}§", label.key())));
    let report = groundtruth_reports::model::Report {
        labels: Labels::new(coded),
        ..samples::everything()
    };
    let page = groundtruth_reports::export::html::write(&report).expect("renders");
    let page = String::from_utf8(page).expect("UTF-8");
    for words in [
        "Promised",
        "Since then",
        "Working",
        "Evidence report",
        "Who counted",
    ] {
        assert!(!page.contains(&format!(">{words}<")), "{words}");
    }
}
