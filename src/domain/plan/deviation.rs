//! What was changed after the plan was locked, and why. Not the lock itself.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of the plan that can be changed by itself.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PlanPart {
    /// Who asked, and why us.
    Mandate,
    /// What it sets out to find.
    Objectives,
    /// What it covers.
    Scope,
    /// Who takes part.
    Team,
    /// What could happen to whom.
    Risks,
    /// How things are found out.
    Methods,
    /// What result counts as kept.
    DecisionRules,
    /// Which places, and how they are chosen.
    Sampling,
    /// The sealed list of places.
    ListOfPlaces,
    /// What is asked.
    Instruments,
    /// The standards to hold the service to.
    Criteria,
    /// Whether the audited side knows when.
    Announced,
    /// In which weeks.
    Window,
    /// Telling the provider before the draft.
    Debrief,
    /// Hours and money.
    Budget,
    /// Which round it is.
    Round,
}

/// One change after the lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// 1 for the first of the audit.
    pub number: u32,
    /// The day it was made.
    #[schemars(with = "String")]
    pub on: NaiveDate,
    /// What was changed.
    pub what: PlanPart,
    /// What the plan said, in words.
    pub before: String,
    /// What it says now, in words.
    pub after: String,
    /// Why.
    pub reason: String,
}
