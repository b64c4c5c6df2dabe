//! Every published file in a format that is read: taken, asked about, or refused for the reason that is agreed for it. The
//! table beside this file says which; whatever is said has a sentence, and whatever is refused has a place.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use groundtruth::domain::exchange::Note;
use groundtruth::features::imports::profile::Question;
use groundtruth::features::imports::reading::{Answered, Piece, pieces};
use groundtruth::features::imports::wording::{asked, sentence};
use groundtruth::infra::words::Words;

use super::data::folder;

const ENDINGS: [&str; 6] = [".json", ".xml", ".csv", ".xlsx", ".xls", ".ods"];

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
            continue;
        }
        let name = path.to_string_lossy().to_lowercase();
        if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

fn word(question: &Question) -> &'static str {
    match question {
        Question::DateOrder { .. } | Question::ListDates { .. } => "dates",
        Question::DecimalSign { .. } => "decimals",
        Question::Currency => "currency",
        Question::Name => "name",
        Question::Row => "row",
        Question::Year { .. } => "year",
        Question::Which { .. } => "which",
        Question::CountedBy => "counted-by",
        Question::Check => "check",
        Question::Missing(_) => "missing",
        Question::Promise { .. } => "promise",
        Question::Meaning { .. } => "meaning",
    }
}

fn is_said(words: &Words, note: &Note) {
    let key = format!("problem-import-{}", note.code);
    assert!(words.has(&key), "{key} has no sentence");
    assert!(!sentence(words, note).is_empty());
}

/// What becomes of a file, in a few words: `taken ocds`, `refused ocds: tender-only`, `asked: name`, `not: is-pdf`.
async fn outcome(words: &Words, path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let mut stream = pieces(Box::new(Cursor::new(bytes)), Answered::default(), None);
    let (mut format, mut taken) = ("", 0);
    let (mut refused, mut questions) = (BTreeSet::new(), BTreeSet::new());
    let mut unreadable = None;
    while let Some(piece) = stream.recv().await {
        assert!(unreadable.is_none(), "something comes behind the end");
        match piece {
            Piece::Format(found) => format = found,
            Piece::Agreement(agreement) => {
                taken += 1;
                agreement.notes.iter().for_each(|note| is_said(words, note));
            }
            Piece::Visit(_) => panic!("no check was chosen"),
            Piece::Note(note) => is_said(words, &note),
            Piece::Refused(note) => {
                is_said(words, &note);
                // The pointer to the whole of a JSON file is empty.
                let is_whole = path.extension().is_some_and(|ending| ending == "json");
                assert!(
                    is_whole || !note.at.0.is_empty(),
                    "{} has no place",
                    note.code
                );
                refused.insert(note.code);
            }
            Piece::Table(table) => {
                for question in &table.questions {
                    assert!(!asked(words, &table.profile, question).is_empty());
                    questions.insert(word(question));
                }
            }
            Piece::Unreadable(note) => {
                is_said(words, &note);
                unreadable = Some(note.code);
            }
        }
    }
    let list = |codes: Vec<&str>| codes.join(", ");
    if let Some(code) = unreadable {
        assert_eq!(taken, 0, "a broken file is not taken in halves");
        return format!("not: {code}");
    }
    if !questions.is_empty() {
        assert_eq!(
            taken, 0,
            "nothing is taken before what is asked is answered"
        );
        return format!("asked: {}", list(questions.into_iter().collect()));
    }
    let refused = list(refused.iter().map(String::as_str).collect());
    match (taken, refused.is_empty()) {
        (0, true) => format!("nothing {format}"),
        (0, false) => format!("refused {format}: {refused}"),
        (_, true) => format!("taken {format}"),
        (_, false) => format!("taken {format}; refused: {refused}"),
    }
}

/// Whether a path is of a pattern, in which `*` stands for anything.
fn fits(path: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Patterns of paths and what becomes of their files; the first that fits holds.
fn table() -> Vec<(String, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports/sweep.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let read = |line: &str| {
        let (pattern, outcomes) = line.split_once(" = ").unwrap_or_else(|| panic!("{line}"));
        let outcomes = outcomes.split(" | ").map(|one| one.trim().to_owned());
        (pattern.trim().to_owned(), outcomes.collect())
    };
    lines.map(read).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_published_file_is_taken_or_refused_for_its_reason() {
    let Some(folder) = folder() else { return };
    let (words, table) = (Words::english(), table());
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    files.sort();
    assert!(files.len() > 500, "{} files", files.len());
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    for path in files {
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy();
        let came = outcome(&words, &path).await;
        match table.iter().position(|(pattern, _)| fits(&name, pattern)) {
            None => wrong.push(format!("{name}: {came}, and nothing is agreed")),
            Some(line) => {
                used.insert(line);
                let agreed = &table[line].1;
                if !agreed.contains(&came) {
                    wrong.push(format!("{name}: {came}, agreed is {agreed:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let idle = table.iter().enumerate();
    let idle: Vec<_> = idle.filter(|(line, _)| !used.contains(line)).collect();
    assert!(idle.is_empty(), "no file is of {idle:?}");
}

#[test]
fn a_pattern_fits_what_it_says() {
    for (path, pattern, is) in [
        ("a/b.json", "a/b.json", true),
        ("a/b.json", "a/*.json", true),
        ("a/c/b.json", "a/*.json", true),
        ("a/b.json", "*.json", true),
        ("a/b.csv", "a/*.json", false),
        ("a/b.json", "a/b", false),
        ("a/x-y.json", "a/x*y*.json", true),
        ("b/a.json", "a*", false),
    ] {
        assert_eq!(fits(path, pattern), is, "{path} {pattern}");
    }
}
