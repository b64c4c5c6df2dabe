//! Money by basis and state. Flagged, sustained and recovered are separate amounts with dates.

use serde::{Deserialize, Serialize};

use super::{Coded, DateText, Refusal, SourceRef};

/// All money of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoneySchedule {
    /// What to know before reading it.
    pub text: Vec<String>,
    /// The lines.
    pub lines: Vec<MoneyLine>,
    /// Totals that are allowed, each for one basis, state and currency.
    pub totals: Vec<MoneyTotal>,
    /// Totals and amounts that are refused.
    pub refusals: Vec<Refusal>,
}

/// One amount with its history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoneyLine {
    /// Number people use: `M-01`.
    pub number: String,
    /// What the amount is.
    pub what: String,
    /// As printed, with qualifier: "more than $780,000 (estimated)".
    pub amount: String,
    /// Exact amount as decimal text.
    pub exact: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// Qualifier.
    pub qualifier: Option<Coded>,
    /// Basis: ineligible, unsupported, unreasonable, undelivered, could be saved; none where not given.
    pub basis: Option<Coded>,
    /// `known` or `likely` (extrapolated).
    pub certainty: Option<Coded>,
    /// Lower limit of a likely amount, as printed.
    pub lower_limit: Option<String>,
    /// Who counted it; a product of found and claimed inputs names both.
    pub who_counted: Vec<Coded>,
    /// Place, period, provider.
    pub slice: Option<String>,
    /// Its states in order, each a separate dated amount.
    pub states: Vec<MoneyState>,
    /// Numbers of the promises it belongs to.
    pub promises: Vec<String>,
    /// Id of its working; none where it was entered, not computed.
    pub working: Option<String>,
    /// Anything that must be read with it.
    pub notes: Vec<String>,
    /// What is refused about it, such as calling it recoverable.
    pub refusals: Vec<Refusal>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// One state of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoneyState {
    /// Flagged, answered, sustained, not sustained, offered, rejected, agreed, recovered, withdrawn.
    pub state: Coded,
    /// The amount in this state, as printed; that of the line where empty.
    pub amount: String,
    /// Exact amount as decimal text.
    pub exact: Option<String>,
    /// When; in words where not published.
    pub date: Option<DateText>,
    /// Who counted it.
    pub who_counted: Option<Coded>,
    /// Anything else.
    pub note: Option<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// A total that is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoneyTotal {
    /// Of what: "overbilled, three years, flagged".
    pub what: String,
    /// As printed.
    pub amount: String,
    /// Exact amount as decimal text.
    pub exact: Option<String>,
    /// Why it may be added: the recorded disjointness.
    pub because: Option<String>,
    /// Id of its working.
    pub working: Option<String>,
}
