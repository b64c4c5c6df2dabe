//! Making a report from a comparison: what all its parts share, and the workings they refer to.

use groundtruth_reports::model::{
    Working as WorkingText, WorkingInput, WorkingResult, WorkingStep,
};

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::comparison::Comparison;
use crate::domain::number::Rounding;
use crate::domain::working::Working;
use crate::infra::words::Words;

use super::wording::Wording;

/// What a report is made from, and what was worked out so far.
pub struct Maker<'a> {
    pub case: &'a Case,
    pub comparison: &'a Comparison,
    pub wording: Wording<'a>,
    pub workings: Vec<WorkingText>,
}

impl<'a> Maker<'a> {
    pub fn new(case: &'a Case, comparison: &'a Comparison, words: &'a Words) -> Self {
        Self {
            case,
            comparison,
            wording: Wording { words },
            workings: Vec::new(),
        }
    }

    /// A sentence of the catalogue.
    pub fn say(&self, key: &str, names: &[(&str, &str)]) -> String {
        self.wording.words.say(key, names)
    }

    /// A sentence of the catalogue without names.
    pub fn get(&self, key: &str) -> String {
        self.wording.words.get(key)
    }

    /// A sentence that may begin with a figure's own words: its first letter is a capital.
    pub fn sentence(&self, key: &str, names: &[(&str, &str)]) -> String {
        let text = self.say(key, names);
        let mut letters = text.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => text,
        }
    }

    /// Keeps a working and gives its id.
    pub fn work(&mut self, title: &str, working: &Working) -> String {
        let id = format!("W-{:02}", self.workings.len() + 1);
        let words = self.wording;
        let inputs = working.inputs.iter().map(|input| WorkingInput {
            name: self.named(&input.name),
            text: match &input.unit {
                Some(unit) if !unit.is_empty() => format!("{} {unit}", input.value),
                _ => input.value.clone(),
            },
            exact: Some(input.value.clone()),
            who_counted: input
                .who_counted
                .as_deref()
                .map(|who| words.coded("counted", who)),
            column: None,
            sources: Vec::new(),
        });
        let steps = working.steps.iter().map(|step| WorkingStep {
            text: self.named(&step.name),
            exact: step.exact.clone(),
            shown: step.shown.clone(),
            rounding: step.rounding.map(|r| self.rounding(r)),
        });
        let text = WorkingText {
            id: id.clone(),
            title: title.to_owned(),
            formula: working.formula.to_string(),
            version: working.version.to_string(),
            formula_text: None,
            inputs: inputs.collect(),
            steps: steps.collect(),
            result: WorkingResult {
                text: working.result.clone(),
                exact: Some(working.result.clone()),
                unit: None,
                refusal: None,
            },
            exclusions: Vec::new(),
            observations: Vec::new(),
            notes: (!working.source.is_empty())
                .then(|| working.source.to_string())
                .into_iter()
                .collect(),
        };
        self.workings.push(text);
        id
    }

    /// A name of ours in a working has its words in the catalogue; one that the audit gives is itself.
    fn named(&self, name: &str) -> String {
        let mut key = "working".to_owned();
        for word in name.split(|c: char| !c.is_ascii_alphanumeric()) {
            if !word.is_empty() {
                key.push('-');
                key.push_str(word);
            }
        }
        let is_ours = self.wording.words.has(&key) && Words::english().get(&key) == name;
        if is_ours {
            self.get(&key)
        } else {
            name.to_owned()
        }
    }

    fn rounding(&self, rounding: Rounding) -> String {
        let mode = self.wording.coded_of("rounding", &rounding.mode).label;
        self.say(
            "rounding-text",
            &[
                ("decimals", &rounding.decimals.to_string()),
                ("mode", &mode),
            ],
        )
    }

    /// Number of a promise: `O-01`.
    pub fn promise_number(&self, id: &Code) -> String {
        number("O", self.case.obligations.iter().position(|o| o.id == *id))
    }

    /// Number of a money line: `M-01`.
    pub fn line_number(&self, id: &Code) -> String {
        let position = self.case.money.iter().position(|l| l.id == *id);
        own_number("M", id).unwrap_or_else(|| number("M", position))
    }

    /// Number of a finding: `F-01`.
    pub fn finding_number(&self, id: &Code) -> String {
        let position = self.case.findings.iter().position(|f| f.id == *id);
        own_number("F", id).unwrap_or_else(|| number("F", position))
    }

    /// Number of a piece of evidence: `E-001`.
    pub fn evidence_number(&self, id: &Code) -> String {
        let position = self.case.evidence.iter().position(|e| e.id == *id);
        position.map_or_else(String::new, super::pictures::evidence_number)
    }

    /// Name of a party.
    pub fn party_name(&self, id: &Code) -> String {
        self.case
            .party(id)
            .map_or_else(|| id.to_string(), |p| p.name.clone())
    }

    /// Name of a place.
    pub fn place_name(&self, id: &Code) -> String {
        self.case
            .place(id)
            .map_or_else(|| id.to_string(), |p| p.name.clone())
    }
}

/// The number that something was given when it was begun, which is its name too: F-03 of `f-03`. It keeps it, whatever else is
/// published or taken back.
pub(super) fn own_number(letter: &str, id: &Code) -> Option<String> {
    let label = id.as_str().to_uppercase();
    let digits = label.strip_prefix(letter)?.strip_prefix('-')?;
    let is_number = digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| label.clone())
}

fn number(letter: &str, position: Option<usize>) -> String {
    position.map_or_else(String::new, |p| format!("{letter}-{:02}", p + 1))
}
