//! Instruments: what is asked on a visit, in a call or in a letter, question by question. Not the answers
//! ([`crate::domain::intake`]).

mod check;
mod entered;
mod promised;
mod skip;
mod versions;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::fieldwork::SeenAs;
use super::kit::Said;

pub use check::{InstrumentFault, InstrumentProblem, check};
pub use entered::{Decimal, TimeOfDay};
pub use promised::{KEYS, from_promises};
pub use skip::asked;
pub use versions::{QuestionsDiffer, next_version, same_question};

/// A way in which questions are put.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A visit as an observer.
    OrdinaryVisit,
    /// A visit as any user would make it, not known as an audit at the time.
    MysteryVisit,
    /// A call with a script.
    Call,
    /// A letter or mail with a script.
    Mail,
    /// An interview with somebody who uses the service.
    Interview,
    /// Counting a register of the provider again.
    RegisterRecount,
    /// One of two testers, alike but for one trait.
    PairedTest,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 7] = [
        Self::OrdinaryVisit,
        Self::MysteryVisit,
        Self::Call,
        Self::Mail,
        Self::Interview,
        Self::RegisterRecount,
        Self::PairedTest,
    ];

    /// Whether the observer speaks by a script.
    #[must_use]
    pub fn has_a_script(self) -> bool {
        matches!(
            self,
            Self::MysteryVisit | Self::Call | Self::Mail | Self::Interview | Self::PairedTest
        )
    }
}

/// Words on a form: written for this audit, or a sentence of the word catalogue with what is filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Words {
    /// Written for this audit, in one or more languages.
    Own(Said),
    /// A sentence of the word catalogue.
    Catalogue {
        /// Its key.
        key: String,
        /// What is filled in, by name.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        with: BTreeMap<String, String>,
    },
}

impl Words {
    /// A sentence of the catalogue without anything filled in.
    #[must_use]
    pub fn key(key: &str) -> Self {
        Self::Catalogue {
            key: key.to_owned(),
            with: BTreeMap::new(),
        }
    }

    /// An English sentence of this audit's own.
    #[must_use]
    pub fn english(text: &str) -> Self {
        Self::Own(Said::english(text))
    }

    /// Fills in a name. Words of the audit's own stay as they are.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Catalogue { with, .. } = &mut self {
            with.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Own(said) => said.is_empty(),
            Self::Catalogue { key, .. } => key.is_empty(),
        }
    }
}

/// What is asked, in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its name in the audit; the same in every version.
    pub code: Code,
    /// 1 for the first. Any change makes a new one.
    pub version: u32,
    /// How questions are put.
    pub channel: Channel,
    /// What people call it.
    pub title: Words,
    /// What the observer says first: who they are, or the script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Words>,
    /// What to ask, in order.
    pub questions: Vec<Question>,
}

impl Instrument {
    /// The question with this name.
    #[must_use]
    pub fn question(&self, id: &Code) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in the instrument; the same in every version and round.
    pub id: Code,
    /// The question.
    pub text: Words,
    /// How to find the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Words>,
    /// What kind of answer it takes.
    pub asks: Asks,
    /// The promise it speaks to; none where it is the audit's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Code>,
    /// Whether it must be answered, or told why it could not be checked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// When it is asked; always where this is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<SkipRule>,
    /// How many photographs are wanted with the answer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub photographs: u32,
    /// Whether to ask "what did staff say is the reason?" after every answer that is not in order.
    #[serde(default, skip_serializing_if = "is_false")]
    pub why_not: bool,
}

/// What kind of answer a question takes. Each may also be answered with "could not check" and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Asks {
    /// A whole number of things.
    Count {
        /// Of what: `toilets`.
        unit: String,
        /// The least that makes sense.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Decimal>,
        /// The most that makes sense.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Decimal>,
    },
    /// A measure.
    Measure {
        /// In what: `litres`, `minutes`.
        unit: String,
        /// The least that makes sense.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Decimal>,
        /// The most that makes sense.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Decimal>,
        /// Most digits after the point.
        #[serde(default, skip_serializing_if = "is_no_decimals")]
        decimals: u8,
    },
    /// Yes or no.
    YesNo {
        /// Which answer keeps the promise.
        #[serde(default)]
        kept_by: YesOrNo,
    },
    /// The state of a thing, on a scale.
    Condition {
        /// The steps of the scale, best first.
        scale: Vec<Step>,
    },
    /// A time of day: opening, arrival.
    Time {
        /// Kept when not before this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<TimeOfDay>,
        /// Kept when not after this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_after: Option<TimeOfDay>,
    },
    /// Staff present, against the roster.
    Staff {
        /// The roles, with how many are promised.
        roster: Vec<RosterRole>,
    },
    /// How many people share how many units.
    Sharing {
        /// Who shares: `households`.
        users: String,
        /// What is shared: `toilets`.
        units: String,
    },
    /// How a shift is spent.
    TimeUse {
        /// What the time can be spent on.
        activities: Vec<Activity>,
    },
    /// One or several of a list.
    Choice {
        /// The list.
        options: Vec<Choice>,
        /// Whether several may be chosen.
        #[serde(default, skip_serializing_if = "is_false")]
        several: bool,
    },
    /// Words.
    Text {
        /// Most characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        longest: Option<u32>,
    },
    /// How satisfied somebody is, from 1 to this many.
    Satisfaction {
        /// Steps of the scale, 2 to 10.
        steps: u8,
    },
    /// Whether somebody complained, and what became of it.
    Complaint,
    /// A register of the provider, counted again from its source documents.
    Recount {
        /// Which register: `attendance register of March`.
        register: String,
        /// What is counted.
        unit: String,
    },
    /// Whether the place, or the thing, is there at all.
    Place,
    /// Only photographs, as many as the question wants.
    Photograph,
}

/// Yes or no.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum YesOrNo {
    /// Yes.
    #[default]
    Yes,
    /// No.
    No,
}

impl YesOrNo {
    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// One step of a scale of condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name.
    pub id: Code,
    /// What it is called.
    pub label: Words,
    /// What it means for the promise.
    pub seen: SeenAs,
}

/// One role of a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RosterRole {
    /// Its name.
    pub id: Code,
    /// What it is called: `nurses`.
    pub label: Words,
    /// How many are promised to be present at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<u32>,
}

/// What time can be spent on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Its name.
    pub id: Code,
    /// What it is called.
    pub label: Words,
    /// Whether this is the time that was promised.
    #[serde(default, skip_serializing_if = "is_false")]
    pub promised: bool,
}

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name.
    pub id: Code,
    /// What it is called.
    pub label: Words,
    /// What choosing it means for the promise; nothing where it is only noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<SeenAs>,
}

/// When a question is asked: after another one was answered so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkipRule {
    /// The other question; it stands before this one.
    pub question: Code,
    /// What its answer must be.
    pub answer: Test,
}

/// What an answer must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Test {
    /// This word: `yes`, `no`, or the name of a step or choice.
    Is(String),
    /// One of these words.
    AnyOf(Vec<String>),
    /// A number above this.
    Over(Decimal),
    /// A number below this.
    Under(Decimal),
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn is_no_decimals(count: &u8) -> bool {
    *count == 0
}
