//! Numbers that are no promise: other figures, sets of categories, derived checks.

use serde::{Deserialize, Serialize};

use super::{Coded, Figure, FourWord, Grade, Refusal, SourceRef};

/// Figures that belong together and measure no promise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureGroup {
    /// Id, unique among groups.
    pub id: String,
    /// What they are: "Condition on the day".
    pub title: String,
    /// What to know before reading them.
    pub text: Vec<String>,
    /// Why there is no verdict.
    pub no_verdict: Option<String>,
    /// Proof grade of the group.
    pub grade: Option<Grade>,
    /// The figures.
    pub entries: Vec<FigureEntry>,
    /// What is refused.
    pub refusals: Vec<Refusal>,
}

/// One figure with what it counts and its column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureEntry {
    /// What is counted.
    pub what: String,
    /// Under which of the four words it stands.
    pub column: FourWord,
    /// The figure.
    pub figure: Figure,
}

/// Whether the categories of a set exclude each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CategoryKind {
    /// Each unit is in exactly one category; the sum is checked against the base.
    Partition,
    /// A unit can be in several; they are not added.
    #[default]
    Overlapping,
}

/// A set of categories over one or several bases.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CategorySet {
    /// Id, unique among sets.
    pub id: String,
    /// What is counted.
    pub title: String,
    /// Partition or overlapping.
    pub kind: CategoryKind,
    /// Under which of the four words it stands.
    pub column: FourWord,
    /// The denominators, each printed.
    pub bases: Vec<Base>,
    /// The categories.
    pub rows: Vec<CategoryRow>,
    /// Categories put together, such as "dirty or very dirty"; only within a partition.
    pub combined: Vec<CategoryRow>,
    /// The sum as printed; none where refused.
    pub sum: Option<String>,
    /// Total less sum, printed even when zero.
    pub residual: Option<String>,
    /// What is refused, such as the sum of overlapping categories.
    pub refusals: Vec<Refusal>,
    /// Id of the working of sum and residual.
    pub working: Option<String>,
    /// Anything else.
    pub notes: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// A denominator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Base {
    /// Its number with what it is: "528 inspected".
    pub text: String,
    /// Its exact value.
    pub exact: Option<String>,
    /// Who counted it.
    pub who_counted: Option<Coded>,
}

/// One category.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryRow {
    /// Name of the category.
    pub name: String,
    /// The count as printed.
    pub count: String,
    /// The exact count.
    pub exact: Option<String>,
    /// Its share of each base, in the order of the bases; none where it has no share of that base.
    pub shares: Vec<Option<Share>>,
    /// Who counted it.
    pub who_counted: Option<Coded>,
    /// Anything that must be read with it.
    pub note: Option<String>,
}

/// A share with its published counterpart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Share {
    /// As printed: "26.1%".
    pub text: String,
    /// Exact value as text, such as `138/528`.
    pub exact: Option<String>,
    /// As published, where it was: "26%".
    pub published: Option<String>,
    /// Id of its working.
    pub working: Option<String>,
}

/// How a recomputed value stands to the published one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// Equal at the published precision.
    Agrees,
    /// Not equal; listed, never adjusted.
    Differs,
    /// Nothing was published to compare with.
    #[default]
    NotPublished,
    /// The value is refused; the refusals say why.
    Refused,
}

/// A rate, sum or other number derived from published inputs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Check {
    /// Id, unique among checks.
    pub id: String,
    /// Heading under which checks of one kind stand together; rows with the same words join.
    pub group: String,
    /// What is derived.
    pub what: String,
    /// Place, period, provider or stage.
    pub slice: Option<String>,
    /// Numerator and denominator, or the terms, in words: "12.5 of 935 (Rs crore)".
    pub from: String,
    /// What the denominator is: "flagged", "after action", "of the base as published".
    pub base: Option<String>,
    /// The value as recomputed, with its qualifier.
    pub computed: String,
    /// Its exact value as text.
    pub exact: Option<String>,
    /// The value as published.
    pub published: Option<String>,
    /// How they stand to each other.
    pub outcome: CheckOutcome,
    /// What the disagreement is and what would explain it.
    pub remark: Option<String>,
    /// Who counted the inputs, each named.
    pub who_counted: Vec<Coded>,
    /// What is refused.
    pub refusals: Vec<Refusal>,
    /// Id of its working.
    pub working: Option<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}
