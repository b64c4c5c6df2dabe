//! Who takes part in an audit, by code, and what ties them to those who are audited. Names are kept elsewhere, sealed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::period::PartialDate;

/// What somebody does in the audit.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TeamRole {
    /// Leads it.
    Lead,
    /// Accepts or rejects what was seen.
    Checker,
    /// Goes and looks.
    Observer,
    /// Interprets between languages.
    Interpreter,
}

/// One person, by the code of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Pseudonym: `W-01`.
    pub code: String,
    /// What they do; one person may do several things.
    pub roles: Vec<TeamRole>,
    /// What ties them to the parties. Empty with `declared_on` means: declared, none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declarations: Vec<Declaration>,
    /// When they declared it; absent where nobody asked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub declared_on: Option<NaiveDate>,
}

/// What kind of tie it is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Interest {
    /// Works or worked there.
    Employment,
    /// A relative works there.
    Relative,
    /// Gets money from there, or owns a part.
    Money,
    /// Works for a competitor.
    Competitor,
    /// Politics.
    Politics,
    /// Anything else.
    Other,
}

/// One declared tie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// With which party; absent where it is none of the audit's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Code>,
    /// At which place of the audit, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Code>,
    /// What kind.
    pub kind: Interest,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<PartialDate>,
    /// Until when; absent while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<PartialDate>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
