//! The words that stand before a published figure. Not its precision: that is how it was written.

use serde::{Deserialize, Serialize};

/// How a published figure is hedged. Part of the input; survives to the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// No word: the figure as printed.
    #[default]
    Exact,
    /// "about 12.5"
    About,
    /// "almost 42"
    Almost,
    /// "nearly 3"
    Nearly,
    /// "over 10"
    Over,
    /// "more than 126"
    MoreThan,
    /// "fewer than 600"
    FewerThan,
    /// "at least 5"
    AtLeast,
    /// "at most 5"
    AtMost,
    /// "up to 3,000"
    UpTo,
    /// "an estimated 780,000"
    Estimated,
}

/// On which side of the printed figure the true value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrueValue {
    /// At the figure, within its own rounding.
    AtFigure,
    /// On either side.
    EitherSide,
    /// Below, and not equal to it.
    Below,
    /// Below or equal to it.
    BelowOrEqual,
    /// Above, and not equal to it.
    Above,
    /// Above or equal to it.
    AboveOrEqual,
}

impl Qualifier {
    /// Every qualifier, in the order of the glossary.
    pub const ALL: [Self; 11] = [
        Self::Exact,
        Self::About,
        Self::Almost,
        Self::Nearly,
        Self::Over,
        Self::MoreThan,
        Self::FewerThan,
        Self::AtLeast,
        Self::AtMost,
        Self::UpTo,
        Self::Estimated,
    ];

    /// On which side of the figure the true value lies.
    pub const fn true_value(self) -> TrueValue {
        match self {
            Self::Exact => TrueValue::AtFigure,
            Self::About | Self::Estimated => TrueValue::EitherSide,
            Self::Almost | Self::Nearly | Self::FewerThan => TrueValue::Below,
            Self::AtMost | Self::UpTo => TrueValue::BelowOrEqual,
            Self::Over | Self::MoreThan => TrueValue::Above,
            Self::AtLeast => TrueValue::AboveOrEqual,
        }
    }

    /// Does the word hedge the figure at all?
    pub const fn is_fuzzy(self) -> bool {
        !matches!(self, Self::Exact)
    }
}
