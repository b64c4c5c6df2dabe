//! The word catalogue is whole: every key that the sources ask for is there, in every language, saying the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use groundtruth::domain::case_check::Fault;
use groundtruth::domain::party::Counter;
use groundtruth::domain::refusal::RefusalCode;
use groundtruth::infra::words::Words;
use groundtruth_reports::model::Label;

fn catalogue() -> BTreeSet<String> {
    let text = include_str!("../templates/words/en.ftl");
    let keys = text
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key);
    keys.filter(|k| !k.starts_with([' ', '#', '.']))
        .map(str::to_owned)
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "html") {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

/// Every text between quotes that looks like a key of the catalogue.
fn asked_for() -> BTreeSet<String> {
    let mut texts = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in [
        "src/domain",
        "src/infra",
        "src/cli",
        "src/server",
        "templates",
    ] {
        sources(&root.join(folder), &mut texts);
    }
    for feature in std::fs::read_dir(root.join("src/features")).unwrap() {
        let feature = feature.unwrap().path();
        // What files of others call their elements is no key; what is said of them has a test of its own.
        if feature.is_dir() && !feature.ends_with("imports") {
            sources(&feature, &mut texts);
        }
    }
    let mut keys = BTreeSet::new();
    for text in texts {
        for part in text
            .split('"')
            .skip(1)
            .step_by(2)
            .chain(text.split('\'').skip(1))
        {
            keys.insert(part.to_owned());
        }
    }
    keys
}

#[test]
fn every_label_refusal_problem_and_counter_has_its_words() {
    let words = Words::english();
    let mut keys: Vec<String> = Label::ALL.iter().map(|l| l.key().to_owned()).collect();
    for code in RefusalCode::ALL {
        keys.extend([format!("refusal-{code}"), format!("refusal-{code}.lift")]);
    }
    keys.extend(Counter::ALL.iter().map(|c| format!("counted-{}", c.code())));
    keys.push(Fault::NoCurrency.key().to_owned());
    let missing: Vec<&String> = keys.iter().filter(|k| !words.has(k)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_key_that_the_sources_name_is_in_the_catalogue() {
    let known = catalogue();
    let groups = [
        "fact-",
        "problem-",
        "cell-",
        "money-",
        "summary",
        "four-",
        "stamp-",
        "check-",
        "value-",
        "period-",
        "method-",
        "how-",
        "mail-",
        "operations-",
        "accounts-",
        "wording-",
        "kit-blank-",
        "card-",
        "register-",
        "requests-",
        "versions-",
        "amendment-",
        "start-",
        "field-",
    ];
    let missing: Vec<String> = asked_for()
        .into_iter()
        .filter(|k| {
            groups.iter().any(|g| k.starts_with(g)) && !k.contains(['{', ' ', '/', '.', '>', '<'])
        })
        .filter(|k| {
            !known.contains(k)
                && !known
                    .iter()
                    .any(|known| known.starts_with(&format!("{}-", k.trim_end_matches('-'))))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_key_stands_twice() {
    let text = include_str!("../templates/words/en.ftl");
    let keys: Vec<&str> = text
        .lines()
        .filter_map(|l| l.split_once(" ="))
        .map(|(k, _)| k)
        .filter(|k| !k.starts_with([' ', '#', '.']))
        .collect();
    let distinct: BTreeSet<&&str> = keys.iter().collect();
    assert_eq!(distinct.len(), keys.len());
}

/// What stays English, by the beginning of its key: problems in a case file, which are read beside its English keys.
/// What the command line says is no part of the catalogue.
const ENGLISH_ONLY: [&str; 1] = ["problem-"];

/// The catalogues beside the English one, each with its code.
fn translations() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/words");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if code != "en" {
            all.push((code, std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(all.len() >= 2, "es and fr are there");
    all
}

/// Every message and attribute with what it says, selectors and all.
fn messages(text: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let (mut id, mut key) = (String::new(), String::new());
    for line in text.lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let said = if line.starts_with([' ', '}']) {
            let attribute = line
                .trim_start()
                .strip_prefix('.')
                .and_then(|rest| rest.split_once(" = "));
            match attribute {
                Some((name, said)) => {
                    key = format!("{id}.{name}");
                    said
                }
                None => line,
            }
        } else {
            let (name, said) = line.split_once(" =").unwrap();
            name.clone_into(&mut id);
            key.clone_from(&id);
            said
        };
        let entry = all.entry(key.clone()).or_default();
        entry.push_str(said);
        entry.push('\n');
    }
    all
}

/// The names that a message puts in.
fn names(said: &str) -> BTreeSet<&str> {
    let after = said.split('$').skip(1);
    after
        .map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect()
}

#[test]
fn every_translation_is_complete_and_puts_in_the_same_names() {
    let english = messages(include_str!("../templates/words/en.ftl"));
    let mut wrong = Vec::new();
    for (code, text) in translations() {
        let words = Words::of(&code).unwrap();
        let own = messages(&text);
        for (key, said) in &english {
            match own.get(key) {
                None if ENGLISH_ONLY.iter().any(|begins| key.starts_with(begins)) => {}
                None => wrong.push(format!("{code}: {key} is missing")),
                Some(own) if names(own) != names(said) => {
                    wrong.push(format!("{code}: {key} names others: {:?}", names(own)));
                }
                Some(_) if !words.has_itself(key) => {
                    wrong.push(format!("{code}: {key} cannot be read"));
                }
                Some(_) => {}
            }
        }
        let unknown = own.keys().filter(|key| !english.contains_key(*key));
        wrong.extend(unknown.map(|key| format!("{code}: {key} is in no other language")));
        let lines: Vec<&str> = text
            .lines()
            .filter_map(|l| l.split_once(" ="))
            .map(|l| l.0)
            .collect();
        let keys: Vec<&&str> = lines
            .iter()
            .filter(|k| !k.starts_with([' ', '#', '.']))
            .collect();
        if keys.iter().collect::<BTreeSet<_>>().len() != keys.len() {
            wrong.push(format!("{code}: a key stands twice"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_form_of_a_plural_is_said() {
    for words in Words::every() {
        for key in [
            "summary",
            "four-promised",
            "mail-reset-follow",
            "web-filter-shown",
            "target-times",
        ] {
            for count in [0, 1, 2, 5, 1_000_000] {
                let said = words.count(key, count, &[("parts", "P"), ("shown", "1"), ("per", "P")]);
                assert!(
                    !said.is_empty() && !said.contains(['{', '[']),
                    "{words:?} {key} {said}"
                );
            }
        }
    }
}

/// What is said, without what Fluent reads.
fn plain(said: &str) -> String {
    let lines = said.lines().filter(|line| !line.contains("->"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn french_and_spanish_are_set_as_they_are_printed() {
    for (code, text) in translations() {
        for (key, said) in messages(&text) {
            let said = plain(&said).replace("{ \"\\u202F\" }", "\u{202f}");
            if code == "fr" {
                for sign in [" ;", " :", " !", " ?", " »", "« "] {
                    assert!(!said.contains(sign), "{key}: a wide space at {sign:?}");
                }
                assert!(!said.contains(['"', '\'', '“', '”']), "{key}: {said}");
            }
            if code == "es" {
                for (opens, closes) in [('¿', '?'), ('¡', '!'), ('«', '»')] {
                    assert_eq!(
                        said.matches(opens).count(),
                        said.matches(closes).count(),
                        "{key}"
                    );
                }
            }
        }
    }
}
