//! The word catalogue is whole: every key that the sources ask for is there, and every key there is asked for.

use std::collections::BTreeSet;
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
    sources(&root.join("src"), &mut texts);
    sources(&root.join("templates"), &mut texts);
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
