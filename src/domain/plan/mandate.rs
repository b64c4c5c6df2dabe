//! The mandate: who asked for the audit, what for, and whether this organisation is the one to make it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::case::Purpose;
use crate::domain::period::PartialDate;

/// Who asked, and why us.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// Who asked: `community meeting of RR-Section`, `board resolution 12`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<String>,
    /// What for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Purpose>,
    /// Who decided to make it, as a body, never by a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<PartialDate>,
    /// Should we be the auditor? Five questions, each at most once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fit: Vec<FitAnswer>,
    /// Who might do it better, where that was chosen or weighed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<Alternative>,
}

impl Mandate {
    /// What was answered to one of the five questions.
    #[must_use]
    pub fn answer(&self, question: FitQuestion) -> Option<&FitAnswer> {
        self.fit.iter().find(|answer| answer.question == question)
    }
}

/// A question about whether to be the auditor.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FitQuestion {
    /// Do we know enough about this service?
    Expertise,
    /// Have we the people, the time and the money?
    Resources,
    /// Are we the right ones, rather than somebody whose task it is?
    RightParty,
    /// Will those who are audited cooperate?
    Cooperation,
    /// Are we credible, or would somebody better known be more so?
    Credibility,
}

impl FitQuestion {
    /// The five, in their order.
    pub const ALL: [Self; 5] = [
        Self::Expertise,
        Self::Resources,
        Self::RightParty,
        Self::Cooperation,
        Self::Credibility,
    ];
}

/// An answer to a question that may stay open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YesNoUnsure {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known.
    Unsure,
}

/// One of the five questions, answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FitAnswer {
    /// The question.
    pub question: FitQuestion,
    /// The answer.
    pub answer: YesNoUnsure,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who else could make the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Alternative {
    /// A regulator of the government.
    Regulator,
    /// A professional body.
    ProfessionalBody,
    /// A watchdog.
    Watchdog,
    /// A university.
    Academics,
    /// An eminent person or a commission.
    EminentPerson,
    /// A team of organisations of the same kind.
    PeerTeam,
    /// Whoever pays for the service.
    Funder,
}

impl Alternative {
    /// The seven, in their order.
    pub const ALL: [Self; 7] = [
        Self::Regulator,
        Self::ProfessionalBody,
        Self::Watchdog,
        Self::Academics,
        Self::EminentPerson,
        Self::PeerTeam,
        Self::Funder,
    ];
}
