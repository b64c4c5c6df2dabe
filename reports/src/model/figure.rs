//! A number as it stands under one of the four words, and what two of them make together.

use serde::{Deserialize, Serialize};

use super::{Coded, DateText, SourceRef};

/// One number or wording with everything that must stand beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// What is printed, with its qualifier in words: "256", "more than R126 million", "mostly not there".
    pub text: String,
    /// The exact value as decimal text, without grouping; none for a wording.
    pub exact: Option<String>,
    /// Unit in words: "toilets", "hours a shift". Not repeated where `text` has it.
    pub unit: Option<String>,
    /// Numerator and denominator in words: "256 of 346 (74.0%)".
    pub of: Option<String>,
    /// Published precision: `exact`, `about`, `almost`, `over`, `at_least`, `up_to`, `estimated` …
    pub qualifier: Option<Coded>,
    /// Who counted it: auditor, third party, users, funder, provider, official, press, not published.
    pub who_counted: Option<Coded>,
    /// How it was counted, or that this is not published.
    pub how_counted: Option<String>,
    /// The place it holds for, where it differs from the row.
    pub place: Option<String>,
    /// The date or period it holds for.
    pub date: Option<DateText>,
    /// Proof grade of this figure, where figures of one list are not equally proven.
    pub grade: Option<Coded>,
    /// `used`, `superseded`, `kept_beside`, `unverified`; none means used.
    pub standing: Option<Coded>,
    /// Anything else that must be read with it.
    pub notes: Vec<String>,
    /// Id of its [`super::Working`].
    pub working: Option<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// What stands in one of the four columns of a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cell {
    /// The figures, the one that counts first.
    pub figures: Vec<Figure>,
    /// Stands where there is no figure: "nobody looked", "not quantified", "no claim published".
    pub sentence: Option<String>,
}

impl Cell {
    /// A cell with one figure.
    pub fn of(figure: Figure) -> Self {
        Self {
            figures: vec![figure],
            sentence: None,
        }
    }

    /// A cell with words in place of a figure.
    pub fn without(sentence: impl Into<String>) -> Self {
        Self {
            figures: Vec::new(),
            sentence: Some(sentence.into()),
        }
    }
}

/// Which way a gap points, seen in the direction of the promise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Less than promised.
    Short,
    /// Exactly as promised, or within the range promised.
    Met,
    /// More than promised.
    Surplus,
    /// Moved away from the target.
    WrongWay,
    /// Claimed more than was found.
    OverClaim,
    /// Claimed less than was found.
    UnderClaim,
    /// Not computed; the refusals of the row say why.
    #[default]
    NotComputed,
}

/// A difference between two of the four words: the gap, or claimed beyond found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Difference {
    /// What is printed: "90 not found · 26.0% of 346".
    pub text: String,
    /// The signed exact value, negative when short; a range gives both ends as `low..high`.
    pub exact: Option<String>,
    /// Unit in words.
    pub unit: Option<String>,
    /// Which way it points.
    pub direction: Direction,
    /// Id of its [`super::Working`].
    pub working: Option<String>,
}

/// The uncertainty of a sampled figure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Interval {
    /// Lower end as decimal text.
    pub low: String,
    /// Upper end as decimal text.
    pub high: String,
    /// Level as decimal text, such as `0.95`.
    pub level: String,
    /// Method, such as `wilson`.
    pub method: Coded,
    /// What is printed: "75.8% to 93.1%".
    pub text: String,
    /// Id of its [`super::Working`].
    pub working: Option<String>,
}
