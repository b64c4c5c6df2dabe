//! Obligations: each promise as something that can be checked, with every criterion that may apply.
//! People meet an obligation as a *promise*; the lead's editor calls it obligation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::PaymentBasis;
use super::code::Code;
use super::party::Counter;
use super::period::{PartialDate, Period};
use super::published::Stated;

/// What kind of thing was promised.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// So many units.
    Quantity,
    /// So often.
    Frequency,
    /// So many users to a unit.
    Ratio,
    /// Units in a certain state.
    Condition,
    /// People at their post.
    Presence,
    /// Time spent on a task.
    TimeUse,
    /// A result among people or in the world.
    Outcome,
    /// By a date.
    Deadline,
    /// At a price.
    Price,
    /// Only for what is allowed.
    Eligibility,
    /// For everyone alike.
    NonDiscrimination,
    /// Open and within reach.
    Access,
}

impl Kind {
    /// Whether a broken promise of this kind shows in sums of money rather than in units.
    #[must_use]
    pub fn is_about_money(self) -> bool {
        matches!(self, Self::Price | Self::Eligibility)
    }
}

/// Where a criterion comes from, strongest first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CriterionRank {
    /// Law or regulation.
    Law,
    /// The agreement itself.
    Agreement,
    /// The provider's own plan or procedure.
    ProvidersPlan,
    /// A published norm.
    PublishedNorm,
    /// The auditor's benchmark.
    AuditorsBenchmark,
    /// Said by officials of the funder; the agreement does not say it.
    StatedByFunder,
}

/// A unit of time in which something recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Recurrence {
    /// Each day.
    Day,
    /// Each week.
    Week,
    /// Each month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each year.
    Year,
}

/// What must be reached. A comparator keeps its strictness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Target {
    /// Every unit, every time.
    Every,
    /// This much or more (>=). A percentage is a share of the criterion's `of`.
    AtLeast(Stated),
    /// More than this (>).
    MoreThan(Stated),
    /// This much or less (<=).
    AtMost(Stated),
    /// Less than this (<).
    FewerThan(Stated),
    /// Just this (=).
    Exactly(Stated),
    /// A range: the result is compared with both ends.
    Between {
        /// Lower end, included.
        low: Stated,
        /// Upper end, included.
        high: Stated,
    },
    /// So many times per day, week … for each unit.
    Times {
        /// How many times.
        count: u32,
        /// In which stretch of time.
        per: Recurrence,
    },
    /// From a baseline to a number: direction follows from the two.
    MoveTo {
        /// The figure at the start.
        baseline: Stated,
        /// The figure to reach.
        to: Stated,
    },
    /// From a baseline by a share: `-2/3` or `-66%` lowers it.
    MoveBy {
        /// The figure at the start.
        baseline: Stated,
        /// The change, with its sign.
        by: Fraction,
    },
    /// On or before a date.
    By(PartialDate),
    /// The price of the version in force.
    AgreedRate,
    /// No more than the price that allowable cost supports.
    SupportableRate,
    /// The sum that the deciding authority found recoverable.
    RecoverableSum,
    /// The promise itself names no number.
    NotQuantified,
    /// There is, or may be, a number; the sources do not give it.
    NotPublished,
}

impl Target {
    /// Whether there is something to compare with.
    #[must_use]
    pub fn is_quantified(&self) -> bool {
        !matches!(self, Self::NotQuantified | Self::NotPublished)
    }
}

/// How a number is held against another one, as code words, in the order in which they are offered.
pub const COMPARED: [&str; 5] = ["at_least", "more_than", "at_most", "fewer_than", "exactly"];

impl Target {
    /// A number with its code word, where it is one that is compared.
    #[must_use]
    pub fn compared(&self) -> Option<(&'static str, &Stated)> {
        Some(match self {
            Self::AtLeast(number) => ("at_least", number),
            Self::MoreThan(number) => ("more_than", number),
            Self::AtMost(number) => ("at_most", number),
            Self::FewerThan(number) => ("fewer_than", number),
            Self::Exactly(number) => ("exactly", number),
            _ => return None,
        })
    }

    /// The target of a code word and its number.
    #[must_use]
    pub fn comparing(word: &str, number: Stated) -> Option<Self> {
        Some(match word {
            "at_least" => Self::AtLeast(number),
            "more_than" => Self::MoreThan(number),
            "at_most" => Self::AtMost(number),
            "fewer_than" => Self::FewerThan(number),
            "exactly" => Self::Exactly(number),
            _ => return None,
        })
    }
}

/// A signed share: `-2/3`, `25%`, `-0.5`.
#[derive(Clone, Debug, PartialEq)]
pub struct Fraction {
    text: String,
    value: super::number::Exact,
}

impl Fraction {
    /// Reads `n/d`, a percentage or a decimal, each with an optional sign.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{}` is not a share: write -2/3, -66% or 0.25",
                text.chars().take(40).collect::<String>()
            )
        };
        let plain = text.trim().replace('\u{2212}', "-");
        let (negative, digits) = match plain.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
        };
        let magnitude = match digits.split_once('/') {
            Some((n, d)) => {
                let (n, d): (i64, i64) = (
                    n.trim().parse().map_err(|_| wrong())?,
                    d.trim().parse().map_err(|_| wrong())?,
                );
                if n < 0 || d <= 0 {
                    return Err(wrong());
                }
                super::number::Exact::ratio(n.into(), d.into()).map_err(|_| wrong())?
            }
            None => Stated::parse(digits)
                .and_then(|s| s.share().map_err(|_| wrong()))
                .map_err(|_| wrong())?,
        };
        let value = if negative { -magnitude } else { magnitude };
        Ok(Self {
            text: text.trim().to_owned(),
            value,
        })
    }

    /// The exact share.
    #[must_use]
    pub fn value(&self) -> super::number::Exact {
        self.value
    }

    /// The share as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Serialize for Fraction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Fraction {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Share".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "number"],
            "description": "A share with its sign: -2/3, -66%, 0.25."
        })
    }
}

/// Where in which document a promise is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The document, one of `sources`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Code>,
    /// Number of the clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The words themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Whether the words were found on the page; absent where nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<QuoteChecked>,
}

/// What came of looking for the words of a clause on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuoteChecked {
    /// They stand there.
    Found,
    /// The page is a picture without text, in which nothing can be looked for.
    NotChecked,
}

impl QuoteChecked {
    /// The last part of the key of its words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::NotChecked => "not-checked",
        }
    }
}

/// The end of a criterion: dropped, withdrawn or given up. After it the criterion applies no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// The last day before it ended; absent when not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// What happened, as a phrase that can follow "after": `the goal was dropped`.
    pub because: String,
}

/// A target that differs for one place, period or party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SliceTarget {
    /// The place it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Code>,
    /// The period it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The party it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Code>,
    /// What must be reached there.
    pub target: Target,
}

/// One standard to hold the service to. Several stand side by side, each with its own result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Name inside this obligation.
    pub id: Code,
    /// What must be reached.
    pub target: Target,
    /// Targets that differ for a place, period or party.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<SliceTarget>,
    /// What a share, a time or a count is of: `persons assessed`, `a shift of 8.5 hours`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Allowed deviation in the unit of the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Stated>,
    /// Judge an unfinished period in proportion to the time gone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pro_rata: bool,
    /// Where it comes from.
    pub rank: CriterionRank,
    /// Who counted the target or its baseline, where somebody did: a register, a letter, last year's count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_by: Option<Counter>,
    /// A short name for this reading: `as stated by officials`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Parties that say this is the one that applies. Two criteria held by different parties are a dispute.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<Code>,
    /// What payment depends on, by this reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_basis: Option<PaymentBasis>,
    /// The criterion that states the same promise in other words or numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_wording_of: Option<Code>,
    /// When and why it stopped applying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// Date of the document it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<PartialDate>,
    /// Where it is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// What a comparison is split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SplitBy {
    /// A row for each place.
    Place,
    /// A row for each period.
    Period,
    /// A row for each party.
    Party,
}

/// A price for each unit that is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitPrice {
    /// Price of one unit, or the lower end of a range.
    pub amount: Stated,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Stated>,
    /// How many periods the shortfall lasted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods: Option<u32>,
}

/// A promise as something that can be checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Name inside this file.
    pub id: Code,
    /// The agreement, law or standard it comes from; absent when none was produced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Code>,
    /// The promise as a plain sentence.
    pub promise: String,
    /// What kind of thing was promised.
    pub kind: Kind,
    /// What is counted or measured: `toilets`, `hours`, `persons`.
    pub unit: String,
    /// Where it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<Clause>,
    /// The standards that may apply.
    #[schemars(length(min = 1))]
    pub criteria: Vec<Criterion>,
    /// For which time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Places it applies to; none named means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Code>,
    /// Compare place by place, period by period, party by party.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub split_by: Vec<SplitBy>,
    /// Price of a unit, where one was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<UnitPrice>,
    /// `false` where payment does not depend on this result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_by_result: Option<bool>,
    /// `false` where the audit says that it did not test this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested: Option<bool>,
    /// What happens when it is not kept, by the agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<String>,
    /// The share of the payment that depends on this promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Stated>,
    /// What would prove it: the roster of the day, a photograph of each toilet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// Why the promise cannot be read in one way, if it cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unclear: Option<String>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
