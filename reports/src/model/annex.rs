//! What stands at the back: what happened when, earlier findings, evidence, sources, corrections.

use serde::{Deserialize, Serialize};

use super::{Coded, DateText, FourWord, Picture, SourceRef};

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChronologyEntry {
    /// When.
    pub date: DateText,
    /// What happened.
    pub what: String,
    /// Under which of the four words it falls.
    pub column: Option<FourWord>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// A finding of an earlier report and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlierFinding {
    /// Report and number.
    pub reference: String,
    /// The finding.
    pub title: String,
    /// Fixed, not fixed, marked fixed but was not, not re-checked.
    pub status: Coded,
    /// When the status was established.
    pub date: Option<DateText>,
    /// Anything else.
    pub note: Option<String>,
}

/// Something withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Omission {
    /// What, without giving it away.
    pub what: String,
    /// Why.
    pub why: String,
}

/// One piece of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// Number people use: `E-001`.
    pub number: String,
    /// What it is.
    pub title: String,
    /// Photograph, document, count sheet, interview …
    pub kind: Option<Coded>,
    /// When it was captured or dated.
    pub date: Option<DateText>,
    /// Who captured or issued it, as far as it may be said.
    pub by: Option<String>,
    /// Class of origin, such as "taken in the form" or "picked from the gallery".
    pub origin: Option<Coded>,
    /// SHA-256 of the original, lower-case hex.
    pub sha256: Option<String>,
    /// SHA-256 of the public copy, lower-case hex.
    pub copy_sha256: Option<String>,
    /// Numbers of promises and findings it stands behind.
    pub supports: Vec<String>,
    /// Anything else, such as "not held: published summary only".
    pub note: Option<String>,
    /// Its public copy as a photograph, where it is one.
    pub picture: Option<Picture>,
}

/// A document or publication the report rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// Id that references use, such as `a`.
    pub id: String,
    /// Author or publisher.
    pub by: Option<String>,
    /// Title.
    pub title: String,
    /// Date.
    pub date: Option<DateText>,
    /// Address; printed as a link when it begins with http, https or mailto.
    pub url: Option<String>,
    /// Strength: secondary source, unverified.
    pub strength: Option<Coded>,
    /// SHA-256 of the copy held.
    pub sha256: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

/// A correction since the first version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    /// When.
    pub date: DateText,
    /// Version that first carries it.
    pub version: String,
    /// What was changed and why.
    pub what: String,
}

/// A word explained.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GlossaryEntry {
    /// The word.
    pub term: String,
    /// What it means.
    pub meaning: String,
}
