//! What came of the report: what is asked, promised or to be put right, until it is done and somebody has seen it.

use serde::{Deserialize, Serialize};

use super::{Coded, DateText};

/// What is followed up, and how much of it was fixed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FollowUp {
    /// One thing each: asked, promised at a hearing, found.
    pub items: Vec<Followed>,
    /// What was fixed, body by body; never a rate alone.
    pub fixes: Vec<Fixes>,
}

/// One thing that is followed until it is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Followed {
    /// Number people use: `C-01`, `H-01-01`, `P-01`.
    pub number: String,
    /// Asked, promised at a hearing, a problem that was found.
    pub kind: Coded,
    /// What is to be done.
    pub what: String,
    /// Who is to do it: body and office.
    pub to: String,
    /// Since when: asked, promised or found on this day.
    pub since: Option<DateText>,
    /// By when.
    pub due: Option<DateText>,
    /// Numbers of the findings that it is about.
    pub findings: Vec<String>,
    /// What was decided about it, oldest first.
    pub decided: Vec<Decided>,
    /// Where it stands.
    pub state: Coded,
    /// The day since which it stands there, where it does not wait any more.
    pub settled: Option<DateText>,
}

/// What whoever is asked decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decided {
    /// When.
    pub on: DateText,
    /// Agrees, partly agrees, disagrees.
    pub state: Coded,
    /// The office that decided.
    pub by: Option<String>,
    /// In its words.
    pub says: String,
}

/// What one body fixed, with everything a rate stands beside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fixes {
    /// The body.
    pub body: String,
    /// Problems found.
    pub found: u64,
    /// Of these, seen to be fixed by somebody who looked again.
    pub fixed: u64,
    /// Closed without a fix.
    pub closed: u64,
    /// Problems that were marked fixed and looked at again.
    pub looked_at: u64,
    /// Of these, not fixed.
    pub was_not: u64,
    /// The same in sentences.
    pub text: Vec<String>,
}
