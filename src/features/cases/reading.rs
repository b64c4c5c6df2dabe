//! Reading a case file: bounded, located, all or nothing. Whether its parts fit together is the domain's to say.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::domain::case::Case;
use crate::domain::case_check::{Severity, problems_of};
use crate::infra::located::read_located;
use crate::infra::words::Words;

pub use crate::infra::located::Located;

/// Largest case file, in bytes. The largest shipped one is below a hundredth of it.
pub const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// A case that was read, with warnings that do not stand in its way.
#[derive(Debug)]
pub struct ReadCase {
    /// The case.
    pub case: Case,
    /// Warnings.
    pub warnings: Vec<Located>,
}

/// A file that cannot be used, and why.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableCase {
    /// The file itself.
    #[error("{0}")]
    File(#[from] io::Error),
    /// What it says.
    #[error("{} problems", .0.len())]
    Problems(Vec<Located>),
}

/// Reads a case from a file.
pub fn read_case_file(path: &Path, words: &Words) -> Result<ReadCase, UnreadableCase> {
    let file = File::open(path)?;
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large without reading the rest of it.
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(one_problem(
            None,
            words.say("problem-file-too-large", &[("most", "16")]),
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        one_problem(
            Some((line as u64 + 1, 1)),
            words.say("problem-not-utf8", &[]),
        )
    })?;
    read_case(&text, words)
}

/// Reads a case from its text.
pub fn read_case(text: &str, words: &Words) -> Result<ReadCase, UnreadableCase> {
    let (case, lines): (Case, _) =
        read_located(text, words).map_err(|problem| UnreadableCase::Problems(vec![problem]))?;
    let mut errors = Vec::new();
    let mut warnings = Vec::new();
    for problem in problems_of(&case) {
        let severity = problem.fault.severity();
        let params = problem.fault.params();
        let params: Vec<(&str, &str)> = params.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let message = format!(
            "{}: {}",
            problem.place.as_str(),
            words.say(problem.fault.key(), &params)
        );
        let located = Located {
            severity,
            at: lines.find(&problem.place),
            message,
        };
        if severity == Severity::Error {
            errors.push(located)
        } else {
            warnings.push(located)
        }
    }
    if errors.is_empty() {
        Ok(ReadCase { case, warnings })
    } else {
        errors.append(&mut warnings);
        Err(UnreadableCase::Problems(errors))
    }
}

fn one_problem(at: Option<(u64, u64)>, message: String) -> UnreadableCase {
    UnreadableCase::Problems(vec![Located {
        severity: Severity::Error,
        at,
        message,
    }])
}
