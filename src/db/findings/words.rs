//! What stands in single columns of findings, replies and what follows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::finding::Draft;
use crate::domain::follow_up::Recommended;
use crate::domain::sample::Announced;

/// What was done with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepWord {
    /// Begun, from the comparison or by somebody.
    Begun,
    /// Changed.
    Edited,
    /// Given to a checker.
    Submitted,
    /// Sent back by the checker.
    SentBack,
    /// Passed by the checker.
    Passed,
    /// Those it is about were asked.
    Asked,
    /// Put into the report.
    Published,
    /// Taken back.
    Withdrawn,
}

impl StepWord {
    /// The code word; its label is `finding-taken-` and this.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Edited => "edited",
            Self::Submitted => "submitted",
            Self::SentBack => "sent_back",
            Self::Passed => "passed",
            Self::Asked => "asked",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A step of the work on a finding, with what it said then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTaken {
    /// What was done.
    pub step: StepWord,
    /// By whom, by the code of the audit.
    pub by: String,
    /// On which day, in the zone of the organisation.
    pub on: NaiveDate,
    /// Why, where something was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the finding said after it, where that changed: the earlier words stay readable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Draft>,
}

/// What was sent to a party, and to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The office or person it was sent to.
    pub to: String,
    /// Their mail, where it went by mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// The language of the notice.
    pub language: String,
    /// The notice, byte for byte: its SHA-256 stands in the round and in the evidence log.
    pub notice: String,
    /// The findings as they were sent, each in the words it had then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Draft>,
    /// What was asked of them, as it was sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Recommended>,
}

/// What a pass of a party is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassKind {
    /// It opens the round.
    Opens,
    /// Link or code was shown; it opens once the code is shown that was mailed.
    Waits,
    /// A browser in which that was done: it is not asked again.
    Known,
}

/// What is known of a document that came with a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutReplyFile {
    /// What whoever sent it calls it.
    pub title: String,
    /// As the file was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
}

/// Somebody who read or wrote down that a problem is said to be fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimReader {
    /// Who, by the code of the audit, or by P-0001 where they have none.
    pub who: String,
    /// On which day first.
    pub on: NaiveDate,
}

/// How far a look at whether something was fixed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecheckState {
    /// Nobody has been there.
    Open,
    /// Somebody looked.
    Done,
    /// It was called off.
    Dropped,
}

/// Who looks again, with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecheckTask {
    /// Who goes, by the code of the audit.
    pub who: String,
    /// The instrument that found the problem, by code and version.
    pub instrument: (Code, u32),
    /// Whether the body knows when.
    pub announced: Announced,
    /// The visit that looked, once it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Code>,
}
