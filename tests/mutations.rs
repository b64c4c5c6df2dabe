//! Case files as people get them wrong: each mistake is told with its line and column, none half imports anything.

use std::io::Write;
use std::path::PathBuf;

use groundtruth::domain::case_check::Severity;
use groundtruth::features::cases::reading::{Located, UnreadableCase, read_case, read_case_file};
use groundtruth::infra::words::Words;

/// What a reader says to a text: problems, or nothing.
fn told(text: &str) -> Vec<Located> {
    match read_case(text, &Words::english()) {
        Ok(read) => read.warnings,
        Err(UnreadableCase::Problems(problems)) => problems,
        Err(UnreadableCase::File(error)) => panic!("{error}"),
    }
}

fn cases() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates/cases");
    let mut cases: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| {
            let text = std::fs::read_to_string(path.join("case.yaml")).unwrap();
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                text,
            )
        })
        .collect();
    cases.sort();
    cases
}

/// Every `step`-th of the lines that fit, changed one at a time.
fn changed(
    text: &str,
    fits: impl Fn(&str) -> bool,
    most: usize,
    change: impl Fn(&str) -> Option<String>,
) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let places: Vec<usize> = (0..lines.len()).filter(|i| fits(lines[*i])).collect();
    let step = places.len().div_ceil(most).max(1);
    let one = |at: usize| {
        let mut copy: Vec<String> = lines.iter().map(|l| (*l).to_owned()).collect();
        match change(lines[at]) {
            Some(line) => copy[at] = line,
            None => {
                copy.remove(at);
            }
        }
        copy.join("\n")
    };
    places.into_iter().step_by(step).map(one).collect()
}

fn key_of(line: &str) -> Option<&str> {
    let bare = line.trim_start().trim_start_matches("- ");
    let (key, _) = bare.split_once(':')?;
    (!key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')).then_some(key)
}

fn has_key(line: &str, keys: &[&str]) -> bool {
    key_of(line).is_some_and(|k| keys.contains(&k))
}

fn with_value(line: &str, value: &str) -> String {
    let at = line.find(':').unwrap();
    format!("{}: {value}", &line[..at])
}

/// Kind of mistake, and the texts that make it.
fn mistakes(text: &str) -> Vec<(&'static str, Vec<String>)> {
    let keyed = |line: &str| key_of(line).is_some() && !line.trim_start().starts_with('#');
    vec![
        (
            "misspelt key",
            changed(
                text,
                |l| {
                    keyed(l)
                        && has_key(
                            l,
                            &[
                                "title",
                                "counted_by",
                                "kind",
                                "unit",
                                "obligation",
                                "criteria",
                                "value",
                                "party",
                            ],
                        )
                },
                9,
                |l| Some(l.replacen(':', "x:", 1)),
            ),
        ),
        (
            "missing key",
            changed(
                text,
                |l| has_key(l, &["format", "promise", "kind"]) && !l.trim_start().starts_with("- "),
                5,
                |_| None,
            ),
        ),
        (
            "wrong type",
            changed(
                text,
                |l| has_key(l, &["promise", "counted_by", "kind", "payment_basis"]),
                4,
                |l| Some(with_value(l, "[1, 2]")),
            ),
        ),
        (
            "unknown word",
            changed(
                text,
                |l| {
                    has_key(
                        l,
                        &["counted_by", "kind", "payment_basis", "rank", "design"],
                    )
                },
                4,
                |l| Some(with_value(l, "perhaps")),
            ),
        ),
        (
            "absurd date",
            changed(
                text,
                |l| has_key(l, &["date", "as_of"]) && l.contains(": 2"),
                3,
                |l| Some(with_value(l, "2013-13-45")),
            ),
        ),
        (
            "unknown name",
            changed(
                text,
                |l| has_key(l, &["agreement", "party", "sample", "obligation"]),
                4,
                |l| Some(with_value(l, "nobody-of-this-name")),
            ),
        ),
        (
            "not a name",
            changed(
                text,
                |l| l.trim_start().starts_with("- id:"),
                2,
                |l| Some(with_value(l, "Not A Name")),
            ),
        ),
        (
            "not a currency",
            changed(
                text,
                |l| has_key(l, &["currency"]),
                2,
                |l| Some(with_value(l, "ZZZ")),
            ),
        ),
        (
            "overflow",
            changed(
                text,
                |l| {
                    has_key(l, &["amount", "value"])
                        && l.contains(|c: char| c.is_ascii_digit())
                        && !l.contains('{')
                },
                2,
                |l| Some(with_value(l, "99999999999999999999999999")),
            ),
        ),
        (
            "broken yaml",
            changed(text, keyed, 3, |l| Some(format!("{l}: ["))),
        ),
    ]
}

#[test]
fn three_hundred_mistakes_are_each_told_with_line_and_column() {
    let mut tried = 0;
    let mut wrong = Vec::new();
    for (name, text) in cases() {
        for (kind, texts) in mistakes(&text) {
            for (i, mistaken) in texts.iter().enumerate() {
                tried += 1;
                let problems = told(mistaken);
                if problems.is_empty() {
                    wrong.push(format!("{name}, {kind} {i}: nothing was said"));
                }
                if problems
                    .iter()
                    .any(|p| p.at.is_none() || p.message.contains('[') && p.message.ends_with(']'))
                {
                    wrong.push(format!(
                        "{name}, {kind} {i}: not located or not worded: {problems:?}"
                    ));
                }
            }
        }
    }
    assert!(tried >= 300, "only {tried} mistakes were tried");
    assert!(
        wrong.is_empty(),
        "{} of {tried}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

const SMALL: &str = include_str!("../templates/cases/beginning.yaml");

fn said(text: &str) -> String {
    let problems = told(text);
    assert!(problems.iter().all(|p| p.at.is_some()), "{problems:?}");
    problems
        .iter()
        .map(|p| format!("{:?} {:?} {}\n", p.severity, p.at.unwrap(), p.message))
        .collect()
}

#[test]
fn the_file_to_begin_with_is_in_order() {
    assert!(told(SMALL).is_empty());
}

#[test]
fn a_name_used_twice_is_told_where_it_is_used_again() {
    let text = SMALL.replace(
        "- {id: company, name: The Water Company",
        "- {id: town, name: The Water Company",
    );
    assert!(
        said(&text).contains("“town” is used twice"),
        "{}",
        said(&text)
    );
}

#[test]
fn a_chain_that_leads_back_to_itself_is_told() {
    let versions = "    sources: [contract]\n    versions:\n      - {id: a, changed: first, supersedes: b}\n      - {id: b, changed: second, supersedes: a}\n\n# Promised";
    let text = SMALL.replace("    sources: [contract]\n\n# Promised", versions);
    assert!(
        said(&text).contains("leads back to itself"),
        "{}",
        said(&text)
    );
}

#[test]
fn another_unit_than_the_promise_is_a_warning_and_the_figures_are_not_compared() {
    let text = SMALL.replace(
        "    title: taps working\n",
        "    title: taps working\n    unit: pumps\n",
    );
    let problems = told(&text);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].severity, Severity::Warning);
    assert!(
        problems[0].at.is_some() && problems[0].message.contains("pumps"),
        "{problems:?}"
    );
}

#[test]
fn a_part_larger_than_its_whole_is_told() {
    let text = SMALL.replace("value: {count: 3}", "value: {in_order: {count: 5, of: 4}}");
    assert!(
        said(&text).contains("5 cannot be a part of 4"),
        "{}",
        said(&text)
    );
}

#[test]
fn a_period_that_ends_before_it_begins_is_told() {
    let text = SMALL.replace(
        "    unit_price:",
        "    period: {from: 2026-05-01, to: 2026-01-01}\n    unit_price:",
    );
    assert!(
        said(&text).contains("ends before it begins"),
        "{}",
        said(&text)
    );
}

#[test]
fn an_auditors_figure_is_not_a_claim() {
    let text = SMALL.replace("counted_by: provider", "counted_by: auditor");
    assert!(
        said(&text).contains("move it to tallies"),
        "{}",
        said(&text)
    );
}

#[test]
fn anchors_second_documents_and_deep_nesting_are_refused_where_they_stand() {
    let anchor = SMALL.replace("id: my-audit", "id: &x my-audit");
    let two = format!("{SMALL}\n---\nformat: groundtruth-case/1\n");
    let deep = format!("{SMALL}\nmethod: {}{}\n", "{a: ".repeat(60), "}".repeat(60));
    for (text, word) in [
        (anchor, "anchors"),
        (two, "one document"),
        (deep, "nesting"),
    ] {
        assert!(said(&text).contains(word), "{word}: {}", said(&text));
    }
}

#[test]
fn a_hundred_megabytes_are_refused_without_being_read() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let line = vec![b'#'; 1024 * 1024];
    for _ in 0..100 {
        file.write_all(&line).unwrap();
    }
    let Err(UnreadableCase::Problems(problems)) = read_case_file(file.path(), &Words::english())
    else {
        panic!("it was read");
    };
    assert!(
        problems[0].message.contains("larger than 16 MB"),
        "{problems:?}"
    );
}

#[test]
fn bytes_that_are_no_text_are_told_by_line() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"format: groundtruth-case/1\nid: \xff\xfe\n")
        .unwrap();
    let Err(UnreadableCase::Problems(problems)) = read_case_file(file.path(), &Words::english())
    else {
        panic!("it was read");
    };
    assert_eq!(problems[0].at, Some((2, 1)));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,400}") {
        told(&text);
    }

    #[test]
    fn no_change_of_bytes_makes_the_reader_panic(at in 0_usize..4000, with in "[\\x00-\\x7f]{0,6}") {
        let mut text = SMALL.to_owned();
        let at = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap();
        text.insert_str(at, &with);
        told(&text);
    }
}
