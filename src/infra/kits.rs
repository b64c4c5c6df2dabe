//! Reading a kit: bounded, located, all or nothing; and its JSON Schema.

use serde::Deserialize;

use crate::domain::case_check::Severity;
use crate::domain::kit::{FieldProblem, Kit, Letter};
use crate::infra::assets::{shipped_kit, shipped_kits};
use crate::infra::located::{Located, read_located};
use crate::infra::words::Words;

/// Largest kit, in bytes. The largest shipped one is below a tenth of it.
pub const LARGEST: usize = 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Letters {
    letters: Vec<Letter>,
}

/// Reads a kit from its text, or names everything that is wrong with it.
pub fn read_kit(text: &str, words: &Words) -> Result<Kit, Vec<Located>> {
    if text.len() > LARGEST {
        return Err(vec![Located {
            severity: Severity::Error,
            at: None,
            message: words.say("problem-file-too-large", &[("most", "1")]),
        }]);
    }
    let (kit, lines): (Kit, _) = read_located(text, words).map_err(|problem| vec![problem])?;
    let problems = kit.problems().into_iter().map(|problem| Located {
        severity: Severity::Error,
        at: lines.find(&problem.place),
        message: format!(
            "{}: {}",
            problem.place.as_str(),
            words.say(problem.fault.key(), &[("name", problem.fault.name())])
        ),
    });
    let problems: Vec<Located> = problems.collect();
    if problems.is_empty() {
        Ok(kit)
    } else {
        Err(problems)
    }
}

/// A shipped kit by its name, with the letters that every kit has.
#[must_use]
pub fn shipped(name: &str, words: &Words) -> Option<Kit> {
    if name.contains('/') {
        return None;
    }
    let mut kit = read_kit(&shipped_kit(name)?, words).ok()?;
    for letter in letters(words) {
        if kit.letters.iter().all(|own| own.kind != letter.kind) {
            kit.letters.push(letter);
        }
    }
    Some(kit)
}

/// The letters that every kit has.
#[must_use]
pub fn letters(words: &Words) -> Vec<Letter> {
    let text = shipped_kit("common/letters").unwrap_or_default();
    let read = read_located::<Letters>(&text, words);
    read.map_or_else(|_| Vec::new(), |(common, _)| common.letters)
}

/// Every shipped kit.
#[must_use]
pub fn all_shipped(words: &Words) -> Vec<Kit> {
    let names = shipped_kits();
    names
        .iter()
        .filter_map(|name| shipped(name, words))
        .collect()
}

/// A kit as YAML; reading it gives the same kit.
pub fn kit_to_yaml(kit: &Kit) -> Result<String, serde_saphyr::ser_error::Error> {
    serde_saphyr::to_string(kit)
}

/// What is wrong with an answer, as a sentence that names its blank.
#[must_use]
pub fn say_problem(problem: &FieldProblem, words: &Words) -> String {
    let params = problem.fault.params();
    let params: Vec<(&str, &str)> = params.iter().map(|(k, v)| (*k, v.as_str())).collect();
    format!(
        "{}: {}",
        problem.blank,
        words.say(problem.fault.key(), &params)
    )
}

/// The JSON Schema of the format, from the types that read it.
#[must_use]
pub fn kit_schema() -> String {
    let mut schema = schemars::schema_for!(Kit);
    schema.insert(
        "$id".to_owned(),
        "https://groundtruth.example/schema/groundtruth-kit-1.json".into(),
    );
    format!("{:#}\n", schema.as_value())
}
