//! What stands in single columns of field work.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::covering::Covered;
use crate::domain::intake::EvidenceRef;

/// How far a version of a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// It can still be changed.
    Draft,
    /// It is sealed in the evidence log.
    Locked,
}

/// What happened on a day of the field work that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneKind {
    /// The provider was told in which weeks visits are made.
    WindowNotice,
    /// The provider was invited to hear what was seen, before the draft.
    DebriefInvitation,
    /// What was seen was told to the provider.
    DebriefHeld,
    /// A letter that says who sends the observers was handed out.
    Authorisation,
    /// The visits were stopped.
    Stopped,
    /// They went on.
    Resumed,
}

impl MilestoneKind {
    /// All of them, in the order of the work.
    pub const ALL: [Self; 6] = [
        Self::WindowNotice,
        Self::DebriefInvitation,
        Self::DebriefHeld,
        Self::Authorisation,
        Self::Stopped,
        Self::Resumed,
    ];

    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::WindowNotice => "window_notice",
            Self::DebriefInvitation => "debrief_invitation",
            Self::DebriefHeld => "debrief_held",
            Self::Authorisation => "authorisation",
            Self::Stopped => "stopped",
            Self::Resumed => "resumed",
        }
    }
}

/// By which way something came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The form of the web.
    Web,
    /// A sheet of paper, keyed.
    Paper,
    /// A table of visits.
    Table,
    /// Another program.
    Program,
    /// The observer's phone.
    Phone,
}

impl Origin {
    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Paper => "paper",
            Self::Table => "table",
            Self::Program => "program",
            Self::Phone => "phone",
        }
    }
}

/// By whom something came in, and when. It stands sealed: whoever reads the disk must not be able to join a member with a
/// place and a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The number of a member, 0 for the console.
    pub by: i64,
    /// To the minute.
    pub at: DateTime<Utc>,
}

/// How far an assignment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentState {
    /// Nobody has been there.
    Open,
    /// Something came in for it.
    Done,
    /// It was called off.
    Dropped,
}

/// One unit of a list that was sealed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Listed {
    /// The place by its name in the audit.
    pub id: Code,
    /// The group in which it is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
    /// The cluster that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
}

/// Who stands behind a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The number of the member, of somebody who signs in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<i64>,
    /// What the lead calls them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Hours and cost of somebody on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// The code of the audit.
    pub code: String,
    /// On which day.
    pub on: NaiveDate,
    /// Minutes of work.
    pub minutes: u32,
    /// What it cost, as written: `EUR 12.50`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<String>,
    /// For what.
    pub what: String,
}

/// What is known of a file: what whoever sent it said, and what was seen when it came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AboutFile {
    /// The question that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Code>,
    /// What was said of it.
    pub said: EvidenceRef,
    /// What was seen of it, of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked: Option<Looked>,
    /// The boxes that are burnt into its public copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covered: Vec<Covered>,
    /// What somebody wrote down of what can be heard, seen or read in it; of a file that has no picture that may be shown,
    /// these words are all that others get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<String>,
}

/// What was seen of a picture. What the device wrote into it is the device's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Width and height in pixels, as it is to be looked at.
    pub size: (u32, u32),
    /// Device says: when it was taken, local time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<chrono::NaiveDateTime>,
    /// Device says: where, in millionths of a degree, north and east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<(i32, i32)>,
    /// 64 bits that are alike for pictures that look alike.
    pub fingerprint: u64,
}

/// Who tests in a pair, and what differs between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairedSetup {
    /// Its name in the audit: `pair-01`.
    pub id: Code,
    /// Where they ask.
    pub place: Code,
    /// What differs between the two: `language`, `wheelchair`.
    pub varied: String,
    /// The tester who has not the trait, by code.
    pub majority: String,
    /// The tester who has it, by code.
    pub minority: String,
    /// Why it is in proportion, and what was thought of the people who are asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grounds: Option<String>,
}
