//! How the work was done: purpose, scope, sample, dates, instruments, limits.

use serde::{Deserialize, Serialize};

use super::{Coded, DateText, Fact, Figure, SourceRef};

/// The method, field by field; an empty field is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Method {
    /// Why the work was done.
    pub purposes: Vec<String>,
    /// The questions asked.
    pub objectives: Vec<String>,
    /// Places, people and periods covered.
    pub scope: Vec<String>,
    /// What was not covered.
    pub not_covered: Vec<String>,
    /// Samples and counts, one for each population.
    pub samples: Vec<Sample>,
    /// Field periods; sources that differ are both kept.
    pub field_work: Vec<Fact>,
    /// Forms, checklists, measuring devices.
    pub instruments: Vec<String>,
    /// Who observed, how many, how trained.
    pub observers: Vec<Fact>,
    /// Agreement of two observers, with its working.
    pub agreement: Vec<Figure>,
    /// Refused or hindered access, not inspectable: tallies with their bases.
    pub access: Vec<Figure>,
    /// Limits of the method.
    pub limits: Vec<String>,
    /// When the plan was locked, standards followed and anything else.
    pub facts: Vec<Fact>,
}

/// How the units of one population were chosen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sample {
    /// The population: "toilets in the four areas".
    pub of: String,
    /// Units examined, of all units in the list, in words: "256 of 256 found".
    pub n_of_total: String,
    /// List of all places: its source and date.
    pub frame: Option<String>,
    /// Design: census, simple random, stratified, cluster, LQAS, chosen, convenience, not published.
    pub design: Option<Coded>,
    /// How and why these units.
    pub chosen: Option<String>,
    /// Dates.
    pub dates: Option<DateText>,
    /// Announced, unannounced, both, not published.
    pub announced: Option<Coded>,
    /// Whether there is an interval, or the words "census: no sampling error; …".
    pub interval_note: Option<String>,
    /// Published seed of the draw.
    pub seed: Option<String>,
    /// SHA-256 of the sealed list.
    pub list_sha256: Option<String>,
    /// Substitutions and anything else.
    pub notes: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}
