//! A figure as somebody else printed it. Not a measurement of ours: its words, its precision and its
//! unit words are part of it and survive to the output.

use serde::{Deserialize, Serialize};

use super::span::End;
use super::{Exact, NumberError, Qualifier, Span, TrueValue};

/// The unit word behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Multiplier {
    /// No word.
    #[default]
    One,
    /// 1,000
    Thousand,
    /// 1,00,000
    Lakh,
    /// 1,000,000; also `m` and `mn`.
    Million,
    /// 1,00,00,000
    Crore,
    /// 1,000,000,000; also `bn`.
    Billion,
    /// 10^12
    LakhCrore,
}

impl Multiplier {
    /// What the word multiplies by.
    pub const fn factor(self) -> Exact {
        Exact::from_integer(match self {
            Self::One => 1,
            Self::Thousand => 1_000,
            Self::Lakh => 100_000,
            Self::Million => 1_000_000,
            Self::Crore => 10_000_000,
            Self::Billion => 1_000_000_000,
            Self::LakhCrore => 1_000_000_000_000,
        })
    }
}

/// A number as published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedNumber {
    /// As written: "almost 3.8m".
    pub text: String,
    /// What it says, unit word included: 3,800,000. For "7.6%" it is 7.6 and `percent` is true.
    pub value: Exact,
    /// The hedge that tells the side on which the true value lies.
    #[serde(default)]
    pub qualifier: Qualifier,
    /// Called an estimate; may stand beside another hedge, as in "an estimated more than 780,000".
    #[serde(default)]
    pub estimated: bool,
    /// Digits after the point as written: 1.
    pub decimals: u8,
    /// The unit word: million.
    #[serde(default)]
    pub multiplier: Multiplier,
    /// Written as per cent?
    #[serde(default)]
    pub percent: bool,
}

impl PublishedNumber {
    /// The same figure with the hedge of a separate field.
    #[must_use]
    pub fn hedged(mut self, qualifier: Qualifier) -> Self {
        self.estimated |= qualifier == Qualifier::Estimated;
        self.qualifier = qualifier;
        self
    }

    /// One in the last place as written: 0.1 million for "3.8m". `Overflow` past 38 decimals.
    pub fn last_place(&self) -> Result<Exact, NumberError> {
        let steps = 10_i128
            .checked_pow(u32::from(self.decimals))
            .ok_or(NumberError::Overflow)?;
        self.multiplier.factor().over(Exact::ratio(steps, 1)?)
    }

    /// The figure as a share: "7.6%" is 0.076, "0.076" is itself.
    pub fn as_share(&self) -> Result<Exact, NumberError> {
        if self.percent {
            self.value.over(Exact::HUNDRED)
        } else {
            Ok(self.value)
        }
    }

    /// The values that the true figure may have, in the unit of `value`.
    ///
    /// | words | span |
    /// |---|---|
    /// | none, about, estimated | half a unit in the last place on either side |
    /// | almost, nearly | from half a unit below up to the figure, which is not reached |
    /// | over, more than | above the figure |
    /// | at least | the figure and above |
    /// | fewer than | below the figure, from 0 |
    /// | at most, up to | the figure and below, from 0 |
    pub fn span(&self) -> Result<Span, NumberError> {
        let half = self.last_place()?.over(Exact::from_integer(2))?;
        let below = Some(End::included(self.value.minus(half)?));
        let above = Some(End::included(self.value.plus(half)?));
        let zero = (!self.value.is_negative()).then_some(End::included(Exact::ZERO));
        let (here, up_to_here) = (End::included(self.value), End::excluded(self.value));
        let (low, high) = match self.qualifier.true_value() {
            TrueValue::AtFigure | TrueValue::EitherSide => (below, above),
            TrueValue::Below if self.qualifier == Qualifier::FewerThan => (zero, Some(up_to_here)),
            TrueValue::Below => (below, Some(up_to_here)),
            TrueValue::BelowOrEqual => (zero, Some(here)),
            TrueValue::Above => (Some(End::excluded(self.value)), None),
            TrueValue::AboveOrEqual => (Some(here), None),
        };
        Ok(Span { low, high })
    }
}
