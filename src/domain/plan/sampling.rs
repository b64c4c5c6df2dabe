//! Which places are visited and how they come to be chosen, as a plan says it. The draw itself is
//! [`crate::domain::sampling`]'s.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::period::PartialDate;
use crate::domain::published::Stated;
use crate::domain::sample::Design;

/// How units are chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SamplingPlan {
    /// What is chosen: `toilets`, `schools`.
    pub unit: String,
    /// The list of all units that could be chosen, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
    /// Where that list comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame_source: Option<String>,
    /// Of which day it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame_date: Option<PartialDate>,
    /// N: how many the list holds, where it is not sealed yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub universe: Option<u64>,
    /// How they are chosen.
    pub design: Design,
    /// n: how many are to be seen. Of a stratified draw, the sum of its strata; of clusters, of all units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<u64>,
    /// The strata of a stratified draw.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strata: Vec<StratumPlan>,
    /// The clusters of a draw in two stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clusters: Option<ClusterPlan>,
    /// The rule of LQAS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotPlan>,
    /// The text from which anyone repeats the draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<Seed>,
    /// When places are visited, where the times are drawn too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<VisitTimes>,
    /// What happens where a unit cannot be seen.
    #[serde(default)]
    pub replacement: Replacement,
    /// Why these, where chance does not decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen_because: Option<String>,
}

/// One stratum of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StratumPlan {
    /// Its name, as the places carry it.
    pub name: String,
    /// How many units it holds, where the list is not sealed yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// How many are to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<u64>,
}

/// A draw in two stages: groups first, then units within them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClusterPlan {
    /// What a cluster is: `villages`, `depots`. Each place's stratum names its cluster.
    pub unit: String,
    /// M: how many there are, where the list is not sealed yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub universe: Option<u64>,
    /// m: how many are drawn.
    pub planned: u64,
    /// How many units are drawn in each; all of a smaller one.
    pub within: u64,
}

/// Lot quality assurance: how many to see, and more than how many in order pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LotPlan {
    /// Units to see.
    pub n: u64,
    /// The lot reaches its target when more than this many are in order.
    pub d: u64,
    /// A lot with this share in order, or less, is bad: `50%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Stated>,
    /// A lot with this share in order, or more, is good: `80%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Stated>,
}

/// The text from which the draw follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// The text, one line. Of a public value it is empty until the value is known.
    #[serde(default)]
    pub text: String,
    /// Why nobody could shop for it.
    pub kind: SeedKind,
}

/// Why nobody could choose a seed by its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SeedKind {
    /// It was recorded in the evidence log before the list was sealed.
    RecordedBefore,
    /// It is a public value of a day after the list was sealed.
    PublicValue {
        /// Which: `first number of the national lottery`.
        name: String,
        /// Of which day.
        #[schemars(with = "String")]
        date: NaiveDate,
    },
}

/// Visits drawn over places, days and parts of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitTimes {
    /// The days, local.
    #[schemars(with = "Vec<String>")]
    pub days: Vec<NaiveDate>,
    /// Parts of the day: `08:00`, `afternoon`.
    pub slots: Vec<String>,
    /// How many visits each place gets.
    pub per_place: u32,
}

/// What happens where a drawn unit cannot be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Replacement {
    /// Nothing: it stays a gap, and is told.
    #[default]
    None,
    /// The next in the order of the draw, of the same stratum or cluster, where it could not be reached. A refused
    /// or missing unit is a result and is not replaced.
    NextUnlessResult,
    /// The next in the order of the draw, of the same stratum or cluster, whatever the reason.
    NextAlways,
}
