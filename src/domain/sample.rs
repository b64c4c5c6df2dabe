//! Frames and samples: what could have been looked at, how what was looked at came to be chosen.
//! The draw itself is [`crate::domain::sampling`]'s.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::party::Counter;
use super::period::Period;

/// How units were chosen. It decides what may be concluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// Every unit.
    Census,
    /// Drawn with equal chance.
    SimpleRandom,
    /// Every k-th from a random start.
    Systematic,
    /// Drawn within strata.
    Stratified,
    /// Drawn in groups.
    Cluster,
    /// Lot quality assurance: a class, never a rate.
    Lqas,
    /// Chosen by the auditor, not drawn.
    Judgmental,
    /// Whatever was at hand.
    Convenience,
    /// The source does not say.
    NotPublished,
}

impl Design {
    /// Whether chance decided, so that an interval means something.
    #[must_use]
    pub fn is_probability(self) -> bool {
        matches!(
            self,
            Self::SimpleRandom | Self::Systematic | Self::Stratified | Self::Cluster
        )
    }
}

/// Whether the audited side knew when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Announced {
    /// Told before.
    Announced,
    /// Not told.
    Unannounced,
    /// Some visits of each kind, kept apart.
    Both,
    /// The source does not say.
    #[default]
    NotPublished,
}

/// A sample of a frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Name inside this file.
    pub id: Code,
    /// The list of all places or units that could have been chosen, in words.
    pub frame: String,
    /// The unit that was chosen: `toilets`, `routes`.
    pub unit: String,
    /// How they were chosen.
    pub design: Design,
    /// N: how many the frame holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub universe: Option<u64>,
    /// Who counted the frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub universe_counted_by: Option<Counter>,
    /// n: how many were looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
    /// LQAS only: "reaches the target" when more than this many are in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_number: Option<u64>,
    /// Why these, where chance did not decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen_because: Option<String>,
    /// Whether the audited side knew when.
    #[serde(default)]
    pub announced: Announced,
    /// When the looking was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Text from which the draw can be repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    /// `true` where these units are the places of this audit, so that its visits are what was seen of them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub visited: bool,
    /// What lies outside the frame and is therefore not spoken of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<String>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Sample {
    /// How many places were visited of how many, where some were not and chance did not choose: of the others nothing can
    /// be said.
    #[must_use]
    pub fn rest_not_visited(&self) -> Option<(u64, u64)> {
        let (seen, universe) = (self.seen?, self.universe?);
        let says_nothing = self.visited && !self.design.is_probability() && seen < universe;
        says_nothing.then_some((seen, universe))
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
