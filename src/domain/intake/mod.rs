//! Intake: what an observer sends from one visit, call or interview, on whatever channel it came. Not yet an
//! observation of the comparison: that it becomes when it is accepted ([`crate::domain::review`]).

mod check;
mod taken;

use chrono::{DateTime, NaiveDateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::fieldwork::{AccessGiven, Audience, VisitPurpose};
use super::instrument::{Channel, Decimal, TimeOfDay, YesOrNo};
use super::log::Digest;
use super::sample::Announced;

pub use check::{IntakeFault, IntakeProblem, check};
pub use taken::{Taken, to_fieldwork};

/// Everything one visit brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The audit, by its name.
    pub audit: Code,
    /// The instrument.
    pub instrument: Code,
    /// Its version.
    pub version: u32,
    /// The place, by its name in the audit.
    pub place: Code,
    /// To find out, or to look again.
    #[serde(default)]
    pub purpose: VisitPurpose,
    /// How questions were put.
    pub channel: Channel,
    /// Who looked, by code (W-01), never by name.
    pub observers: Vec<String>,
    /// When it began, local, as the observer or the device says.
    #[schemars(with = "String")]
    pub started: NaiveDateTime,
    /// When it ended, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub ended: Option<NaiveDateTime>,
    /// What is known of the clock of the device; nothing on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<DeviceClock>,
    /// Where the device says it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Whether the audited side knew.
    #[serde(default)]
    pub announced: Announced,
    /// Whether the observers were let in.
    #[serde(default)]
    pub access: AccessGiven,
    /// Whose words these are, where somebody was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<Respondent>,
    /// Which half of a paired test this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<PairHalf>,
    /// The answers.
    pub answers: Vec<Answer>,
    /// Weather and what else mattered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Submission {
    /// What was answered to a question.
    #[must_use]
    pub fn answer(&self, question: &Code) -> Option<&Answer> {
        self.answers
            .iter()
            .find(|answer| answer.question == *question)
    }

    /// Every piece of evidence with the question it was taken for.
    pub fn evidence(&self) -> impl Iterator<Item = (&Code, &EvidenceRef)> {
        self.answers.iter().flat_map(|answer| {
            answer
                .evidence
                .iter()
                .map(|piece| (&answer.question, piece))
        })
    }

    /// SHA-256 of its canonical JSON (RFC 8785). Numbers are texts in it, so every program writes the same bytes. An
    /// error where it cannot be written, which no submission that was read can cause.
    pub fn content_hash(&self) -> Result<Digest, serde_json::Error> {
        let bytes = serde_json_canonicalizer::to_vec(self)?;
        Ok(Digest::of(&[&bytes]))
    }
}

/// What is known of the clock of the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceClock {
    /// What it showed when this was sent or closed.
    #[schemars(with = "String")]
    pub device: DateTime<Utc>,
    /// Seconds it was ahead of the server (behind: below zero), where that was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift_seconds: Option<i32>,
    /// When that was measured, by the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub measured: Option<DateTime<Utc>>,
}

/// A point on the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Degrees north.
    pub lat: Decimal,
    /// Degrees east.
    pub lon: Decimal,
    /// How far it may be off, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<Decimal>,
}

/// Somebody who was asked, under a pseudonym.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Respondent {
    /// Pseudonym: `U-12`. One person has one in the whole audit.
    pub code: String,
    /// From which stated list or place they were chosen: `clients of March`, `people leaving the clinic`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen_from: Option<String>,
    /// For whom their words may be shown.
    pub consent: Audience,
    /// Language spoken, and whether an interpreter helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether an interpreter helped, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<String>,
    /// Whether the words were read back and confirmed.
    #[serde(default)]
    pub read_back: bool,
}

/// Which of two testers.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TesterSide {
    /// The tester who has not the trait.
    Majority,
    /// The tester who has it.
    Minority,
}

/// Which half of which paired test.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PairHalf {
    /// The test, by its name in the audit.
    pub test: Code,
    /// Which tester.
    pub side: TesterSide,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The question.
    pub question: Code,
    /// The answer; absent where it could not be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<AnswerValue>,
    /// Why it could not be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub could_not_check: Option<WhyNot>,
    /// What staff said is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What else was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Photographs and papers taken with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceRef>,
}

/// An answer, by the kind of its question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AnswerValue {
    /// A count.
    Count(Decimal),
    /// A measure.
    Measure(Decimal),
    /// Yes or no.
    YesNo(YesOrNo),
    /// A step of the scale.
    Condition(Code),
    /// A time of day.
    Time(TimeOfDay),
    /// Staff, role by role.
    Staff(Vec<StaffSeen>),
    /// How many people share how many units.
    Sharing {
        /// People, households.
        users: Decimal,
        /// Units that are there.
        units: Decimal,
        /// Of these, broken.
        broken: Decimal,
        /// Of these, locked.
        locked: Decimal,
        /// Of these, broken and locked; absent where not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        both: Option<Decimal>,
    },
    /// How a shift was spent.
    TimeUse {
        /// Hours of the shift.
        shift: Decimal,
        /// Hours of each activity.
        activities: Vec<TimeSpent>,
    },
    /// What was chosen.
    Choice(Vec<Code>),
    /// Words.
    Text(String),
    /// A step of satisfaction, from 1.
    Satisfaction(u8),
    /// A complaint, and what became of it.
    Complaint {
        /// Whether one was made.
        made: YesOrNo,
        /// Whether it was answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answered: Option<YesOrNo>,
        /// After how many days.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after_days: Option<u32>,
    },
    /// A register, counted again.
    Recount {
        /// What the provider recorded.
        recorded: Decimal,
        /// What was counted again.
        recounted: Decimal,
        /// Whether the source documents were seen.
        documents_seen: bool,
    },
    /// Whether it is there.
    Place {
        /// There, or not found at the time of the visit.
        found: bool,
    },
    /// The photographs are the answer.
    Photograph,
}

/// Staff of one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffSeen {
    /// The role.
    pub role: Code,
    /// How many stand on the roster, where it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rostered: Option<u32>,
    /// Rostered, but not for this shift.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub off_shift: u32,
    /// Away with leave, by the provider's own papers.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub authorised: u32,
    /// How many were seen.
    pub present: u32,
}

/// Time spent on one activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeSpent {
    /// The activity.
    pub activity: Code,
    /// Hours.
    pub hours: Decimal,
}

/// Why something could not be checked.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// Locked or closed.
    Locked,
    /// Staff refused.
    Refused,
    /// Not found at the time of the visit.
    NotFound,
    /// It was not safe.
    NotSafe,
    /// The one to be asked was not there, or did not answer.
    NobodyThere,
    /// The papers were not there.
    NoDocuments,
    /// Time ran out.
    NoTime,
    /// It does not apply here.
    DoesNotApply,
    /// The question was not clear.
    NotClear,
    /// Something else; the note says what.
    Other,
}

/// What kind of file a piece of evidence is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A photograph.
    Photograph,
    /// A sound recording.
    Sound,
    /// A video.
    Video,
    /// A document.
    Document,
    /// Files that were packed together.
    Archive,
}

impl FileKind {
    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Photograph => "photograph",
            Self::Sound => "sound",
            Self::Video => "video",
            Self::Document => "document",
            Self::Archive => "archive",
        }
    }

    /// Whether a file that was announced as this may be that by its content. Recorders write sound into files of films, and
    /// whoever sends papers packed together sends a document.
    #[must_use]
    pub fn may_be(self, content: Self) -> bool {
        let alike = |one, other| [one, other].contains(&self) && [one, other].contains(&content);
        self == content || alike(Self::Sound, Self::Video) || alike(Self::Document, Self::Archive)
    }
}

/// How a file came to be, from the strongest class to the weakest.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CaptureClass {
    /// Taken with the camera of the form, there and then.
    InCamera,
    /// The filled-in paper form, photographed or scanned.
    PaperSheet,
    /// A scan of a paper.
    Scan,
    /// A file that somebody gave.
    Document,
    /// Picked from the pictures on a device: when and where it was taken is only claimed.
    Gallery,
}

/// A file that belongs to an answer. The file itself is kept elsewhere, under its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRef {
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Its length in bytes.
    pub len: u64,
    /// What kind of file.
    pub kind: FileKind,
    /// How it came to be.
    pub class: CaptureClass,
    /// When it was taken, local, as the device says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub taken: Option<NaiveDateTime>,
    /// Where the device says it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests;
