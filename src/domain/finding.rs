//! Findings and recommendations: criteria, condition, cause, effect, and who is asked to do what by when.
//!
//! A [`Finding`] is what a case file and a report say. A [`Draft`] is what people work on before: the same, sentence by
//! sentence, each with what it rests on. [`drafts`] begins them from the comparison, [`publishable`] lists what is
//! missing, [`attacks`] what a hostile reader will say, [`Progress`] holds the order of the work.

mod attack;
mod category;
mod draft;
mod drafting;
mod progress;
mod publishable;
mod rests;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::party::Counter;
use super::period::PartialDate;

pub use attack::{Attack, Field, Visited, attacks};
pub use category::{Category, CauseKind};
pub use draft::{Assertion, Citation, Draft, DraftCause, Exclusion, Part, Says, Sentence};
pub use drafting::drafts;
pub use progress::{Progress, Stage, Step, WrongStep};
pub use publishable::{Beside, Lack, Note, Readiness, publishable};
pub use rests::{Contrary, contrary, rests_on_accounts};

/// How sure the cause is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CauseCertainty {
    /// Established.
    Known,
    /// Somebody says so.
    Alleged,
    /// Not found out.
    #[default]
    NotDetermined,
}

/// Why it happened, as far as anybody knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// How sure it is.
    pub certainty: CauseCertainty,
    /// What it is; absent when not determined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// A finding: one thing kept or not kept, with everything that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Name inside this file.
    pub id: Code,
    /// The finding in one sentence.
    pub title: String,
    /// The promises it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Code>,
    /// What should be, with its document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<String>,
    /// What is.
    pub condition: String,
    /// Why.
    #[serde(default)]
    pub cause: Cause,
    /// What follows for people and money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// `true` for a promise kept.
    #[serde(default, skip_serializing_if = "is_false")]
    pub positive: bool,
    /// Who is meant: provider, funder or both.
    pub addressees: Vec<Code>,
    /// Who found it.
    pub counted_by: Counter,
    /// Pieces of evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Code>,
    /// An earlier finding that this one repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat_of: Option<Code>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// What somebody is asked to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Name inside this file.
    pub id: Code,
    /// Who is asked.
    pub to: Code,
    /// The office inside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// What to do.
    pub action: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<PartialDate>,
    /// The findings it follows from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Code>,
}
