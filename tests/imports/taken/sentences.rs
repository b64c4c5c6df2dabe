//! Whatever is said of a row or a file has its sentence.

use std::collections::BTreeSet;
use std::path::Path;

use groundtruth::domain::exchange::{Note, Pointer};
use groundtruth::features::imports::profile::Field;
use groundtruth::features::imports::wording::{field_key, sentence};
use groundtruth::infra::words::Words;

/// Elements, attributes and words of formats that look like codes and are none.
const NO_CODES: [&str; 46] = [
    "activity-date",
    "activity-status",
    "aggregation-status",
    "day-first",
    "field-empty",
    "field-signs",
    "import-file-taken",
    "default-currency",
    "document-date",
    "document-link",
    "end-actual",
    "end-planned",
    "iati-activities",
    "iati-activity",
    "iati-identifier",
    "iati-tables",
    "import-baseline",
    "import-changed",
    "import-private-person",
    "import-source",
    "import-target-in-words",
    "import-unit",
    "import-untitled",
    "iso-date",
    "location-description",
    "location-id",
    "month-first",
    "ocds-tables",
    "participating-org",
    "period-end",
    "period-start",
    "provider-org",
    "receiver-org",
    "recipient-country",
    "recipient-region",
    "reporting-org",
    "start-actual",
    "start-planned",
    "transaction-date",
    "transaction-type",
    "value-date",
    "import-taken",
    "import-undone",
    "import-received",
    "import-discarded",
    "import-profile-saved",
];

fn literals(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            // Pages speak of addresses and keys, profiles and tables of headings; their codes are tried with the tables.
            if !["api", "pages", "profile", "tables"].contains(&name.as_str()) {
                literals(&path, found);
            }
        } else if name != "wording.rs" {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let lines = code.lines().filter(|line| !line.trim().starts_with("//"));
            for line in lines {
                found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
            }
        }
    }
}

fn is_code(text: &str) -> bool {
    text.contains('-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit())
}

#[test]
fn every_code_that_is_noted_has_its_sentence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features/imports");
    let mut found = BTreeSet::new();
    literals(&root, &mut found);
    let words = Words::english();
    let codes: Vec<_> = found
        .iter()
        .filter(|text| is_code(text) && !NO_CODES.contains(&text.as_str()))
        .collect();
    assert!(codes.len() > 60, "{}", codes.len());
    let missing: Vec<_> = codes
        .into_iter()
        .filter(|code| !words.has(&format!("problem-import-{code}")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_sentence_says_what_it_is_about() {
    let note = Note {
        code: "number-unread".to_owned(),
        at: Pointer("Grants!C3".to_owned()),
        about: vec![("text".to_owned(), "many".to_owned())],
    };
    let said = sentence(&Words::english(), &note);
    assert_eq!(said, "“many” is not a number");
}

#[test]
fn every_field_has_its_words_in_every_language() {
    for words in Words::every() {
        for field in Field::ALL {
            let key = field_key(field);
            assert!(words.has_itself(&key), "{}: {key}", words.code());
        }
    }
}
