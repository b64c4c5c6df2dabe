//! Derivations: figures worked out from other figures, step by step, with the rounding the method declares.
//! Also sets of categories and sums that must match their parts. Never a free formula: four operations and a name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::party::Counter;
use super::period::Period;
use super::published::Stated;

/// One figure that goes into a derivation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Name inside this derivation; steps refer to it.
    pub id: Code,
    /// What it is, as a phrase.
    pub title: String,
    /// The number, unless it is taken from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Stated>,
    /// The result of another derivation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Code>,
    /// A period whose days are counted, both ends included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_of: Option<Period>,
    /// Unit, in words or as a currency code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Who counted it.
    pub counted_by: Counter,
    /// What the auditor did with a party's figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested: Option<super::figure::Tested>,
    /// For which time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
}

/// What a step does with its operands, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Operation {
    /// First plus the others.
    Add(Vec<Code>),
    /// First minus the others.
    Subtract(Vec<Code>),
    /// First times the others.
    Multiply(Vec<Code>),
    /// First divided by the others.
    Divide(Vec<Code>),
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Name inside this derivation; later steps refer to it.
    pub id: Code,
    /// What it is, as a phrase.
    pub title: String,
    /// The operation.
    #[serde(rename = "do")]
    pub operation: Operation,
    /// Decimals to round to before the next step; absent keeps the exact value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u8>,
    /// Show as a percentage.
    #[serde(default, skip_serializing_if = "is_false")]
    pub percent: bool,
    /// Unit, in words or as a currency code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The figure that the source printed, to be compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Stated>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// A figure worked out from others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Derivation {
    /// Name inside this file.
    pub id: Code,
    /// What it shows, as a phrase.
    pub title: String,
    /// The promise it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<Code>,
    /// What goes in.
    pub inputs: Vec<Input>,
    /// What is done, in order.
    #[schemars(length(min = 1))]
    pub steps: Vec<Step>,
    /// Whether the inputs of a sum are recorded as sharing nothing.
    #[serde(default, skip_serializing_if = "is_false")]
    pub disjoint: bool,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A named count among categories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Name inside this set.
    pub id: Code,
    /// What it counts: `damaged`.
    pub title: String,
    /// How many.
    pub count: u64,
    /// The share that the source printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_share: Option<Stated>,
}

/// Categories taken together, with every denominator that may be meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What they are together: `dirty or very dirty`.
    pub title: String,
    /// Which categories.
    pub of: Vec<Code>,
    /// Categories to leave out of a second denominator: `too-bad-to-inspect`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Code>,
    /// The share that the source printed, in words or as a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
}

/// Whether a unit falls into just one category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SetKind {
    /// Each unit in just one; the counts add up to the base.
    Partition,
    /// One unit may be in several; the counts are never added.
    Overlapping,
    /// Problems are counted, not units; no share of units follows.
    Instances,
}

/// A set of categories over one base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategorySet {
    /// Name inside this file.
    pub id: Code,
    /// What it describes: `condition on the day`.
    pub title: String,
    /// The promise it speaks to, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<Code>,
    /// Whether a unit falls into just one category.
    pub set: SetKind,
    /// The base: how many units were looked at.
    pub base: u64,
    /// What the base counts: `toilets found`.
    pub base_title: String,
    /// Who counted.
    pub counted_by: Counter,
    /// How; absent when not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// The sample it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Code>,
    /// The categories.
    #[schemars(length(min = 1))]
    pub categories: Vec<Category>,
    /// Categories taken together; only in a partition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One part of a total.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is.
    pub title: String,
    /// How much.
    pub amount: Stated,
}

/// A stated total and the parts that must make it up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reconciliation {
    /// Name inside this file.
    pub id: Code,
    /// What is reconciled.
    pub title: String,
    /// Who counted the parts and the total.
    pub counted_by: Counter,
    /// Unit, in words or as a currency code.
    pub unit: String,
    /// The parts.
    #[schemars(length(min = 1))]
    pub parts: Vec<Part>,
    /// The stated total; absent where none is stated and the sum is only worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Stated>,
    /// Whether the parts are recorded as sharing nothing.
    pub disjoint: bool,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
