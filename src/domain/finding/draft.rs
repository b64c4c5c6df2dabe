//! A finding while people work on it: sentence by sentence, each with what it rests on. A grade is never part of it:
//! grades are computed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::category::{Category, CauseKind};
use super::{Cause, CauseCertainty, Finding};
use crate::domain::code::Code;
use crate::domain::party::Counter;

/// Which element of a finding a sentence belongs to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What should be, with its document.
    Criteria,
    /// What is.
    Condition,
    /// Why.
    Cause,
    /// What follows for people and money.
    Effect,
}

impl Part {
    /// Every element, in the order in which they are read.
    pub const ALL: [Self; 4] = [Self::Criteria, Self::Condition, Self::Cause, Self::Effect];
}

/// Something that a sentence rests on.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Citation {
    /// A piece of evidence: E-004.
    Evidence(Code),
    /// What was seen of a promise: on every visit to a place, or on every visit.
    Observations {
        /// The promise.
        promise: Code,
        /// The place; absent for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Code>,
    },
    /// What was seen of a promise on one visit.
    Observation {
        /// The visit.
        visit: Code,
        /// The promise.
        promise: Code,
    },
    /// A claim or a published tally.
    Figure(Code),
    /// What somebody said.
    Account(Code),
    /// A document.
    Document {
        /// One of `sources`.
        source: Code,
        /// Its page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<u32>,
    },
    /// A money line.
    Money(Code),
    /// A figure worked out from others.
    Derivation(Code),
    /// A working of the comparison, by its formula, for a promise.
    Working {
        /// The formula: `delivery.shortfall`.
        formula: String,
        /// The promise it was worked out for.
        promise: Code,
    },
}

/// What a sentence says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Says {
    /// Written by the program: a key of the word catalogue with what it names.
    Written {
        /// The key.
        key: String,
        /// What it names.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        names: BTreeMap<String, String>,
    },
    /// Written by somebody.
    Typed(String),
}

/// Whether a sentence says what is, or what somebody says. Alleged is not established.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Assertion {
    /// It was found to be so.
    #[default]
    Established,
    /// Somebody says so.
    Alleged,
}

/// One sentence with everything it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Which element it belongs to.
    pub part: Part,
    /// What it says.
    pub says: Says,
    /// Whether it says what is, or what somebody says.
    #[serde(default)]
    pub assertion: Assertion,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<Citation>,
}

impl Sentence {
    /// The words, where somebody wrote them.
    #[must_use]
    pub fn typed(&self) -> Option<&str> {
        match &self.says {
            Says::Typed(words) => Some(words),
            Says::Written { .. } => None,
        }
    }
}

/// Why it happened: how sure that is, and of what kind. The sentences stand among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftCause {
    /// How sure it is.
    #[serde(default)]
    pub certainty: CauseCertainty,
    /// Of what kind; absent while not determined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CauseKind>,
}

/// Contrary evidence that is not shown in the finding, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// What is not shown.
    pub of: Citation,
    /// Why. Printed under the finding.
    pub because: String,
}

/// A finding while people work on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Name inside the audit.
    pub id: Code,
    /// The finding in one sentence, where somebody wrote one; otherwise the program says promise and verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The promises it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Code>,
    /// `true` for a promise kept. It gets the same room.
    #[serde(default, skip_serializing_if = "is_false")]
    pub positive: bool,
    /// What kind of finding; absent for a promise kept and where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Why it happened.
    #[serde(default)]
    pub cause: DraftCause,
    /// Criteria, condition, cause, effect, in the order in which they are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Sentence>,
    /// Contrary evidence that is not shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    /// Who is meant: provider, funder or both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<Code>,
    /// Help that would put it right, where somebody needs help rather than blame. A valid thing to ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_needed: Option<String>,
    /// An earlier finding that this one repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat_of: Option<Code>,
    /// What would change our mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub would_change: Option<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Draft {
    /// A draft that says nothing but its name.
    #[must_use]
    pub fn begun(id: Code) -> Self {
        Self {
            id,
            title: None,
            obligations: Vec::new(),
            positive: false,
            category: None,
            cause: DraftCause::default(),
            sentences: Vec::new(),
            exclusions: Vec::new(),
            addressees: Vec::new(),
            help_needed: None,
            repeat_of: None,
            would_change: None,
        }
    }

    /// Its sentences of one element.
    pub fn of(&self, part: Part) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(move |s| s.part == part)
    }

    /// Everything that its sentences rest on, each once.
    #[must_use]
    pub fn cited(&self) -> Vec<&Citation> {
        let mut all: Vec<&Citation> = self.sentences.iter().flat_map(|s| &s.cites).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The finding that a case file holds and a report prints. `say` gives the words of a sentence that the program
    /// wrote; `title` those of the title, where nobody wrote one.
    #[must_use]
    pub fn finding(
        &self,
        counted_by: Counter,
        title: &str,
        say: &dyn Fn(&str, &BTreeMap<String, String>) -> String,
    ) -> Finding {
        let words = |part| {
            let said: Vec<String> = self
                .of(part)
                .map(|sentence| match &sentence.says {
                    Says::Written { key, names } => say(key, names),
                    Says::Typed(words) => words.clone(),
                })
                .collect();
            (!said.is_empty()).then(|| said.join(" "))
        };
        let mut evidence: Vec<Code> = Vec::new();
        let mut sources: Vec<Code> = Vec::new();
        for citation in self.cited() {
            match citation {
                Citation::Evidence(id) => evidence.push(id.clone()),
                Citation::Document { source, .. } if !sources.contains(source) => {
                    sources.push(source.clone());
                }
                _ => {}
            }
        }
        Finding {
            id: self.id.clone(),
            title: self.title.clone().unwrap_or_else(|| title.to_owned()),
            obligations: self.obligations.clone(),
            criteria: words(Part::Criteria),
            condition: words(Part::Condition).unwrap_or_default(),
            cause: Cause {
                certainty: self.cause.certainty,
                says: words(Part::Cause),
            },
            effect: words(Part::Effect),
            positive: self.positive,
            addressees: self.addressees.clone(),
            counted_by,
            evidence,
            repeat_of: self.repeat_of.clone(),
            sources,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft() -> Draft {
        serde_json::from_value(json!({
            "id": "f-1", "obligations": ["present"], "category": "under_delivered",
            "addressees": ["provider"],
            "sentences": [
                { "part": "criteria", "says": { "typed": "346 toilets." },
                  "cites": [{ "document": { "source": "agreement", "page": 4 } }] },
                { "part": "condition", "says": { "written": { "key": "fact-of-promised", "names": { "found": "256" } } },
                  "cites": [{ "figure": "audit-count" }, { "evidence": "e-001" }] },
                { "part": "condition", "says": { "typed": "90 toilets were not found." },
                  "cites": [{ "evidence": "e-001" }, { "document": { "source": "agreement" } }] },
            ],
        }))
        .unwrap()
    }

    #[test]
    fn a_draft_reads_back_as_it_was_stored() {
        let stored = serde_json::to_value(draft()).unwrap();
        assert_eq!(serde_json::from_value::<Draft>(stored).unwrap(), draft());
    }

    #[test]
    fn a_finding_is_its_sentences_in_order_with_each_source_once() {
        let say = |key: &str, names: &BTreeMap<String, String>| format!("{key} {}", names["found"]);
        let finding = draft().finding(Counter::Auditor, "Fewer toilets", &say);
        assert_eq!(
            finding.condition,
            "fact-of-promised 256 90 toilets were not found."
        );
        assert_eq!(finding.criteria.as_deref(), Some("346 toilets."));
        assert_eq!(finding.title, "Fewer toilets");
        assert_eq!((finding.evidence.len(), finding.sources.len()), (1, 1));
        assert_eq!(finding.effect, None);
    }
}
