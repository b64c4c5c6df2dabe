//! Kits: the promises that a service of a kind usually makes, as plain sentences with blanks, with a checklist for the
//! visit, a promise card and letters. Filled in, a kit gives obligations; a case gives a kit back.

mod answers;
mod asking;
mod check;
mod fill;
mod from_case;
mod said;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::AgreementType;
use super::code::Code;
use super::obligation::{CriterionRank, Kind, Recurrence, Target};

pub use answers::{Answers, BlankFault, FieldProblem};
pub use asking::{Asking, asking_of};
pub use check::{KitFault, KitProblem};
pub use fill::{Filled, FilledCard, FilledLetter, FilledQuestion, Reason};
pub use said::{Said, filled};

/// The format and its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// Version 1.
    #[serde(rename = "groundtruth-kit/1")]
    V1,
}

/// A kit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Groundtruth kit")]
pub struct Kit {
    /// Always `groundtruth-kit/1`.
    pub format: Format,
    /// Name of the kit.
    pub id: Code,
    /// What service it is about.
    pub title: Said,
    /// What it is for, in a sentence or two.
    pub about: Said,
    /// Whose service it is.
    pub for_whom: Said,
    /// What kind of document usually holds these promises.
    #[serde(default = "contract")]
    pub written_in: AgreementType,
    /// What must be known before the promises can be said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blanks: Vec<Blank>,
    /// The promises. Each can be left out.
    #[schemars(length(min = 1))]
    pub promises: Vec<KitPromise>,
    /// What is asked on a visit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<Question>,
    /// The promise card.
    pub card: KitCard,
    /// Letters ready to send.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<Letter>,
}

fn contract() -> AgreementType {
    AgreementType::Contract
}

/// What kind of answer a blank takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlankKind {
    /// A number, not below zero: `24`, `2.5`.
    Number,
    /// One line of words.
    Text,
    /// A day, a month or a year: `2027-03-01`.
    Date,
    /// An amount with its currency: `ZAR 150`.
    Money,
    /// One of the choices.
    Choice,
}

/// What a blank gives to the case besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fills {
    /// Who delivers.
    Provider,
    /// Who pays, or owes the service.
    Funder,
    /// Where: names with `;` between them.
    Places,
    /// In which document it is written.
    Agreement,
    /// The first day.
    From,
    /// The last day.
    To,
}

/// Something to be filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// Its name in the sentences: `{toilets}`.
    pub id: Code,
    /// The question, in plain words.
    pub question: Said,
    /// What kind of answer it takes.
    pub kind: BlankKind,
    /// The unit of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Said>,
    /// An answer as it could be.
    pub example: String,
    /// The answer where nobody gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The answers to choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// What it gives to the case besides its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fills: Option<Fills>,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name.
    pub id: Code,
    /// What stands in the sentence.
    pub text: Said,
}

/// What must be reached; numbers may be blanks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum KitTarget {
    /// Every unit, every time.
    Every,
    /// This much or more.
    AtLeast(String),
    /// More than this.
    MoreThan(String),
    /// This much or less.
    AtMost(String),
    /// Less than this.
    FewerThan(String),
    /// Just this.
    Exactly(String),
    /// So many times per day, week … for each unit.
    Times {
        /// How many times.
        count: String,
        /// In which stretch of time.
        per: Recurrence,
    },
    /// On or before a date.
    By(String),
    /// A target that has no blank.
    AsIs(Target),
}

/// A promise with blanks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KitPromise {
    /// Name of the promise.
    pub id: Code,
    /// The promise as a plain sentence.
    pub text: Said,
    /// What kind of thing is promised.
    pub kind: Kind,
    /// What is counted or measured.
    pub unit: String,
    /// What must be reached.
    pub target: KitTarget,
    /// What a share, a time or a count is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Where it usually comes from.
    #[serde(default = "agreement")]
    pub rank: CriterionRank,
    /// Compare place by place.
    #[serde(default, skip_serializing_if = "is_false")]
    pub split_by_place: bool,
    /// Price of a unit, as a blank of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// Proof to ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Said>,
    /// Why people are owed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed_because: Option<Said>,
}

fn agreement() -> CriterionRank {
    CriterionRank::Agreement
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// How a question of the checklist is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// How many.
    Count,
    /// Yes or no.
    YesNo,
    /// A measured number.
    Measure,
    /// From bad to good.
    Scale,
    /// A time of day, or minutes.
    Time,
    /// Who is at their post.
    StaffPresent,
}

/// One question of the checklist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Name of the question.
    pub id: Code,
    /// The promise it speaks to.
    pub promise: Code,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub prompt: Said,
    /// How to find out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Said>,
    /// The unit of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Said>,
    /// Why it could not be checked, to choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub could_not_check: Vec<Said>,
}

/// What the promise card says besides the promises.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KitCard {
    /// Its title.
    pub title: Said,
    /// Lines under it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Said>,
    /// Whom to tell when something is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complain: Vec<Said>,
}

/// What a letter is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// Asks for the agreement and its records.
    RecordsRequest,
    /// Tells that checks will come, in which weeks.
    WindowNotice,
    /// Tells what was found and asks for an answer.
    Finding,
    /// Asks again.
    Reminder,
    /// Asks those above.
    Escalation,
    /// Complains to whoever supervises.
    RegulatorComplaint,
    /// Thanks for what was kept.
    Thanks,
}

impl LetterKind {
    /// Those that are filled in from an audit: what is told to somebody in words of one's own.
    pub const OF_AUDITS: [Self; 5] = [
        Self::RecordsRequest,
        Self::Reminder,
        Self::Escalation,
        Self::RegulatorComplaint,
        Self::Thanks,
    ];

    /// Its word: `records_request`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::RecordsRequest => "records_request",
            Self::WindowNotice => "window_notice",
            Self::Finding => "finding",
            Self::Reminder => "reminder",
            Self::Escalation => "escalation",
            Self::RegulatorComplaint => "regulator_complaint",
            Self::Thanks => "thanks",
        }
    }
}

/// A letter with places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// What it is for.
    pub kind: LetterKind,
    /// Its subject.
    pub subject: Said,
    /// Its paragraphs.
    pub body: Vec<Said>,
}
