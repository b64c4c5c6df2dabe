//! The right of reply: what a party was sent, what it answered, and what the auditor made of the answer.
//!
//! A [`Response`] is what a case file and a report say. The desk before it: a [`ReplyRound`] asks one party about findings
//! and recommendations, an [`Answer`] comes in by hand, mail or word of mouth, an [`Evaluation`] says what the auditor made
//! of it, and [`positions`] says on any day where each of them stands. Nothing that came in is overwritten.

mod answer;
mod position;
mod round;
mod service;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::finding::Finding;
use super::party::Counter;
use super::period::PartialDate;

pub use answer::{
    About, Answer, Change, Confirmation, Evaluation, HowGiven, Oral, Speaker, WrongAnswer,
    WrongEvaluation,
};
pub use position::{Position, positions, responses};
pub use round::{Extension, Notice, Reminder, ReplyRound, ReplyRules, Window, WrongRound, day_in};
pub use service::{ProofKind, ProofOfService};

/// How a party answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplyState {
    /// Accepts the finding.
    Agrees,
    /// Accepts a part.
    PartlyAgrees,
    /// Does not accept it.
    Disagrees,
    /// Was asked and chose not to answer.
    Declined,
    /// Was asked and had not answered by the date.
    NoReplyByTheDate,
    /// The sources give no answer, and do not say whether one was asked for.
    NotPublished,
}

impl ReplyState {
    /// What a party may choose itself. That no reply came is said by the program, by the date.
    pub const CHOICES: [Self; 4] = [
        Self::Agrees,
        Self::PartlyAgrees,
        Self::Disagrees,
        Self::Declined,
    ];

    /// Whether it speaks against the finding, in part or whole.
    #[must_use]
    pub fn objects(self) -> bool {
        matches!(self, Self::PartlyAgrees | Self::Disagrees)
    }

    /// The code word; its label is `reply-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::PartlyAgrees => "partly_agrees",
            Self::Disagrees => "disagrees",
            Self::Declined => "declined",
            Self::NoReplyByTheDate => "no_reply_by_the_date",
            Self::NotPublished => "not_published",
        }
    }
}

/// Something sent to a party before publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// What was sent: `draft report`, `invitation to the hearing`.
    pub what: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
}

/// One objection or statement, with what the auditor says to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// What the party says, in full or summarised.
    pub says: String,
    /// What the auditor says to it, and what changed because of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<String>,
}

/// A party's reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Name inside this file.
    pub id: Code,
    /// Who answered, or was asked.
    pub party: Code,
    /// How.
    pub state: ReplyState,
    /// Where the state was worked out from the text rather than published.
    #[serde(default, skip_serializing_if = "is_false")]
    pub state_derived: bool,
    /// When it was received, or by when none had come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The promises it speaks to; none named means the whole report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Code>,
    /// The findings it answers, and no others; none named means every finding about the party and those promises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Code>,
    /// The recommendations it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Code>,
    /// What the party had been sent before; empty means nothing is known to have been sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<Sent>,
    /// The answer, point by point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Response {
    /// Whether it answers a finding. Where it names findings or recommendations, it answers what it names and nothing else;
    /// otherwise it answers every finding that means its party and concerns one of its promises.
    #[must_use]
    pub fn answers(&self, finding: &Finding) -> bool {
        if !self.findings.is_empty() || !self.recommendations.is_empty() {
            return self.findings.contains(&finding.id);
        }
        let concerns = finding
            .obligations
            .iter()
            .any(|promise| self.obligations.contains(promise));
        finding.addressees.contains(&self.party) && (self.obligations.is_empty() || concerns)
    }

    /// Whether it answers a recommendation by name.
    #[must_use]
    pub fn answers_recommendation(&self, id: &Code) -> bool {
        self.recommendations.contains(id)
    }

    /// Whether it answers the whole report in one.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.obligations.is_empty() && self.findings.is_empty() && self.recommendations.is_empty()
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Something that happened, for the chronology and for *Since then*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When; two sources that disagree are two events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Last day, where it lasted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// What happened, as a sentence.
    pub what: String,
    /// `true` where it belongs under *Since then*.
    #[serde(default, skip_serializing_if = "is_false")]
    pub since: bool,
    /// The promises it concerns; none named means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Code>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_by: Option<Counter>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
}
