//! Money lines: an amount with a basis, and every state it went through with its date.
//! A state never overwrites an earlier one, and lines of different basis or state are never added.
//! How an amount goes on from state to state, and what may be added, is told in `pipeline` and `standing`.

mod pipeline;
mod standing;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::figure::RestsOn;
use super::money::Currency;
use super::party::Counter;
use super::period::{PartialDate, Period};
use super::published::Stated;

pub use pipeline::WrongEntry;
pub use standing::{Held, InState, pipeline, recovery_of};

/// On which ground an amount is questioned.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MoneyBasis {
    /// Spent against the rules or the agreement.
    Ineligible,
    /// Without documents; that does not prove non-delivery.
    Unsupported,
    /// More than it should have cost.
    Unreasonable,
    /// Paid for what did not arrive.
    Undelivered,
    /// Future money, if the advice is followed.
    CouldBeSaved,
    /// The source does not say.
    NotPublished,
}

/// Known, or worked out from a part.
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
pub enum Certainty {
    /// Found case by case.
    #[default]
    Known,
    /// Estimated or extrapolated.
    Likely,
}

/// Where an amount stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MoneyState {
    /// Questioned by the auditor.
    Flagged,
    /// The party has answered.
    Answered,
    /// Upheld by the deciding authority ("disallowed").
    Sustained,
    /// Not upheld.
    NotSustained,
    /// Offered by the party.
    Offered,
    /// The offer was refused.
    Rejected,
    /// Agreed between the parties.
    Agreed,
    /// Paid back.
    Recovered,
    /// Taken back by the auditor.
    Withdrawn,
    /// Published as the base of a rate; whether flagged or decided is not published.
    AsPublished,
}

impl MoneyBasis {
    /// The code word; its label is `money-basis-…` with this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ineligible => "ineligible",
            Self::Unsupported => "unsupported",
            Self::Unreasonable => "unreasonable",
            Self::Undelivered => "undelivered",
            Self::CouldBeSaved => "could_be_saved",
            Self::NotPublished => "not_published",
        }
    }
}

impl Certainty {
    /// The code word; its label is `money-certainty-…` with this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Likely => "likely",
        }
    }
}

/// An amount in one state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateEntry {
    /// The state.
    pub state: MoneyState,
    /// How much, with its qualifier.
    pub amount: Stated,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Who says so.
    pub counted_by: Counter,
    /// What the source calls it, where that differs: "after action".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// For recovered amounts: the rate that the source printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_rate: Option<Stated>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
}

/// A line of the money schedule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneyLine {
    /// Name inside this file.
    pub id: Code,
    /// The promise it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<Code>,
    /// What the money was for, as a phrase.
    pub title: String,
    /// On which ground it is questioned.
    pub basis: MoneyBasis,
    /// Known or estimated.
    #[serde(default)]
    pub certainty: Certainty,
    /// Lower limit of an estimate; a repayment is claimed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower_limit: Option<Stated>,
    /// Currency, where no agreement gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// How it came to light; absent when not published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<RestsOn>,
    /// The sample it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Code>,
    /// The party whose money it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Code>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Code>,
    /// For which time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The sum that was looked at, where it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Stated>,
    /// Who counted that sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_counted_by: Option<Counter>,
    /// The share of it that the source printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_share: Option<Stated>,
    /// A group of lines recorded as sharing no money, so that they may be added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disjoint_group: Option<Code>,
    /// What was counted to arrive at it, where it was computed: one of `derivations`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derivation: Option<Code>,
    /// Every state with its amount, oldest first.
    #[schemars(length(min = 1))]
    pub states: Vec<StateEntry>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
