//! Findings, what people said, and what is recommended.

use serde::{Deserialize, Serialize};

use super::{Coded, DateText, Grade, SourceRef};

/// One finding, kept or not kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Finding {
    /// Number people use: `F-01`.
    pub number: String,
    /// The finding in one sentence.
    pub title: String,
    /// True where it says that something was kept.
    pub positive: bool,
    /// Numbers of the promises it is about.
    pub promises: Vec<String>,
    /// Criteria: what should be, with its document and date.
    pub criteria: Vec<String>,
    /// Condition: what was found.
    pub condition: Vec<String>,
    /// Cause, with how certain it is.
    pub cause: Option<Cause>,
    /// Effect on people.
    pub effect: Vec<String>,
    /// How often, of how many: the perspective.
    pub perspective: Option<String>,
    /// What the result holds for and no further.
    pub holds_for: Option<String>,
    /// What would change our mind.
    pub change_our_mind: Option<String>,
    /// Proof grade.
    pub grade: Option<Grade>,
    /// Status such as "standard disputed" or "repeat of an earlier finding".
    pub status: Option<Coded>,
    /// Offices it is addressed to.
    pub addressees: Vec<String>,
    /// Numbers of the evidence.
    pub evidence: Vec<String>,
    /// Numbers of money lines.
    pub money: Vec<String>,
    /// Ids of responses that answer it.
    pub responses: Vec<String>,
    /// What else is printed with it: of what kind it is, what was left out and why, who checked it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// Why it is so, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cause {
    /// `known`, `alleged` or `not_determined`.
    pub certainty: Coded,
    /// The cause in words; may be empty where it is not determined.
    pub text: String,
}

/// What one person or group said, printed with consent only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Voice {
    /// Id, unique among voices.
    pub id: String,
    /// The words.
    pub quote: String,
    /// BCP 47 tag of the words where it differs from the report.
    pub quote_language: Option<String>,
    /// Translation into the language of the report.
    pub translation: Option<String>,
    /// Who speaks, as far as they agreed to be named: "a resident, 41".
    pub who: String,
    /// When.
    pub date: Option<DateText>,
    /// What they agreed to.
    pub consent: Option<String>,
    /// Numbers of the promises it is about.
    pub promises: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// One recommendation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recommendation {
    /// Number people use: `C-01`.
    pub number: String,
    /// Named office.
    pub to: String,
    /// What is asked.
    pub action: String,
    /// By when.
    pub due: Option<DateText>,
    /// The cause it addresses.
    pub cause: Option<String>,
    /// Numbers of the findings it follows from.
    pub findings: Vec<String>,
    /// State: open, agreed, done and re-checked …
    pub state: Option<Coded>,
    /// Reply: agrees, partly agrees, disagrees, declined, no reply by the date.
    pub reply: Option<Coded>,
    /// Anything else.
    pub note: Option<String>,
}
