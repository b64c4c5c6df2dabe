//! What a party answers and what the auditor makes of it, each about one finding or recommendation.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ReplyState;
use crate::domain::code::Code;

/// What a party is asked about, or answers to.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A finding.
    Finding(Code),
    /// A recommendation.
    Recommendation(Code),
    /// Everything that was asked, in one position. What is answered by itself goes before it.
    Everything,
}

/// Who spoke, by office; never by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    /// The office: `head of sanitation`.
    pub office: String,
}

/// How somebody confirmed a summary of what they had said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The day.
    #[schemars(with = "String")]
    pub on: NaiveDate,
    /// What shows it, where it is held as evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Code>,
}

/// A reply by word of mouth. The text of the answer is the auditor's summary; it counts once the speaker has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Oral {
    /// Who spoke.
    pub by: Speaker,
    /// On which day.
    #[schemars(with = "String")]
    pub spoken_on: NaiveDate,
    /// That the summary says what was meant; absent until the speaker says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmation>,
}

/// How an answer was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HowGiven {
    /// At the desk, by the party's own hand.
    Desk,
    /// In a letter or mail, entered by the auditor word for word.
    Letter,
    /// By word of mouth.
    Oral(Oral),
}

/// One answer. A later one to the same does not overwrite it: both stay, and the later one stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// To what.
    pub about: About,
    /// The position.
    pub state: ReplyState,
    /// The office that answers, where it says so; of what was spoken it stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Speaker>,
    /// The words in full; of a reply by word of mouth, the summary.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Documents that came with it, as evidence under the same custody as ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Code>,
    /// The day it came in.
    #[schemars(with = "String")]
    pub received_on: NaiveDate,
    /// How it was given.
    pub how: HowGiven,
}

/// Why something is not an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongAnswer {
    /// That no reply came is said by the program alone.
    #[error("choose one of the four positions")]
    NotAChoice,
    /// It answers what was not asked in this round.
    #[error("this was not asked in this round")]
    NotAsked,
    /// Partly or not agreeing needs words: with what?
    #[error("say in words what is not agreed")]
    NeedsWords,
    /// It came before the notice was sent.
    #[error("this came in before the notice was sent")]
    BeforeNotice,
}

impl WrongAnswer {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotAChoice => "reply-not-a-choice",
            Self::NotAsked => "reply-not-asked",
            Self::NeedsWords => "reply-needs-words",
            Self::BeforeNotice => "reply-before-notice",
        }
    }
}

impl Answer {
    /// Whether it counts: a reply by word of mouth only once its summary is confirmed.
    #[must_use]
    pub fn counts(&self) -> bool {
        match &self.how {
            HowGiven::Desk | HowGiven::Letter => true,
            HowGiven::Oral(oral) => oral.confirmed.is_some(),
        }
    }

    /// The office that answered, where it is known.
    #[must_use]
    pub fn office(&self) -> Option<&str> {
        let spoken = match &self.how {
            HowGiven::Oral(oral) => Some(&oral.by),
            HowGiven::Desk | HowGiven::Letter => self.by.as_ref(),
        };
        spoken.map(|one| one.office.as_str())
    }

    /// The day that decides whether it is in time: the day it was spoken, written or sent in.
    #[must_use]
    pub fn given_on(&self) -> NaiveDate {
        match &self.how {
            HowGiven::Oral(oral) => oral.spoken_on.min(self.received_on),
            HowGiven::Desk | HowGiven::Letter => self.received_on,
        }
    }

    /// Whether it can be taken in a round. An answer after the end can: it is kept, and printed as late.
    pub fn check(&self, round: &super::ReplyRound) -> Result<(), WrongAnswer> {
        if !ReplyState::CHOICES.contains(&self.state) {
            return Err(WrongAnswer::NotAChoice);
        }
        if self.about != About::Everything && !round.about.contains(&self.about) {
            return Err(WrongAnswer::NotAsked);
        }
        let sent = round.notice.as_ref().map(|notice| notice.sent_on);
        if sent.is_none_or(|sent| self.given_on() < sent) {
            return Err(WrongAnswer::BeforeNotice);
        }
        if self.state.objects() && self.text.trim().is_empty() && self.documents.is_empty() {
            return Err(WrongAnswer::NeedsWords);
        }
        Ok(())
    }
}

/// What changed because of an answer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Nothing: the finding stands as it was sent.
    Stands,
    /// Its words.
    Wording,
    /// A figure in it.
    Figure,
    /// An amount of money in it.
    Amount,
    /// Evidence was added, or no longer counts.
    Evidence,
    /// Its cause.
    Cause,
    /// What is recommended.
    Recommendation,
    /// It was withdrawn.
    Withdrawn,
}

impl Change {
    /// Every change.
    pub const ALL: [Self; 8] = [
        Self::Stands,
        Self::Wording,
        Self::Figure,
        Self::Amount,
        Self::Evidence,
        Self::Cause,
        Self::Recommendation,
        Self::Withdrawn,
    ];

    /// The code word; its label is `reply-change-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Wording => "wording",
            Self::Figure => "figure",
            Self::Amount => "amount",
            Self::Evidence => "evidence",
            Self::Cause => "cause",
            Self::Recommendation => "recommendation",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What the auditor makes of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Of the answer to what.
    pub about: About,
    /// What the auditor says to it.
    pub says: String,
    /// What changed because of it.
    pub changed: Vec<Change>,
    /// The day.
    #[schemars(with = "String")]
    pub on: NaiveDate,
    /// By whom, by the code of the audit.
    pub by: String,
}

/// Why something is no evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongEvaluation {
    /// It says nothing: an objection is answered with reasons.
    #[error("say why the finding stands, or what was changed")]
    NeedsWords,
    /// It does not say what changed.
    #[error("say what changed, or that it stands")]
    NeedsChange,
    /// It stands and it changed cannot both be.
    #[error("a finding that stands as it was sent did not change")]
    StandsAndChanged,
}

impl WrongEvaluation {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NeedsWords => "reply-evaluation-needs-words",
            Self::NeedsChange => "reply-evaluation-needs-change",
            Self::StandsAndChanged => "reply-evaluation-stands-and-changed",
        }
    }
}

impl Evaluation {
    /// Whether it says what it must.
    pub fn check(&self) -> Result<(), WrongEvaluation> {
        if self.says.trim().is_empty() {
            return Err(WrongEvaluation::NeedsWords);
        }
        if self.changed.is_empty() {
            return Err(WrongEvaluation::NeedsChange);
        }
        if self.changed.contains(&Change::Stands) && self.changed.len() > 1 {
            return Err(WrongEvaluation::StandsAndChanged);
        }
        Ok(())
    }
}
