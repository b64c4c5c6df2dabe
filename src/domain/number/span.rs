//! The values a hedged or rounded figure may truly have. Not a confidence interval: nothing here is
//! about chance.

use serde::{Deserialize, Serialize};

use super::{Exact, NumberError};

/// One end of a [`Span`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Where it ends.
    pub value: Exact,
    /// Does the end itself belong to it?
    pub included: bool,
}

impl End {
    pub(super) const fn included(value: Exact) -> Self {
        Self {
            value,
            included: true,
        }
    }

    pub(super) const fn excluded(value: Exact) -> Self {
        Self {
            value,
            included: false,
        }
    }
}

/// A range of possible values; a missing end means that nothing is said on that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The lower end.
    pub low: Option<End>,
    /// The upper end.
    pub high: Option<End>,
}

impl Span {
    /// Does the value lie in it?
    pub fn contains(&self, value: &Exact) -> bool {
        !self.lies_above(value) && !self.lies_below(value)
    }

    /// Is every value in it larger than this one?
    pub fn lies_above(&self, value: &Exact) -> bool {
        self.low
            .is_some_and(|end| *value < end.value || (*value == end.value && !end.included))
    }

    /// Is every value in it smaller than this one?
    pub fn lies_below(&self, value: &Exact) -> bool {
        self.high
            .is_some_and(|end| *value > end.value || (*value == end.value && !end.included))
    }

    /// Do the two have a value in common?
    pub fn meets(&self, other: &Self) -> bool {
        reaches(self.high, other.low) && reaches(other.high, self.low)
    }

    /// Every value divided by a positive number.
    pub(super) fn over(self, divisor: Exact) -> Result<Self, NumberError> {
        let divide = |end: Option<End>| -> Result<Option<End>, NumberError> {
            end.map(|end| {
                Ok(End {
                    value: end.value.over(divisor)?,
                    ..end
                })
            })
            .transpose()
        };
        Ok(Self {
            low: divide(self.low)?,
            high: divide(self.high)?,
        })
    }

    /// What dividing a value of this span by a value of the other can give. Both hold no negative
    /// numbers; where the divisor may be 0 there is no upper end.
    pub(super) fn ratio_to(self, divisor: Self) -> Result<Self, NumberError> {
        Ok(Self {
            low: match divisor.high {
                Some(end) => quotient(self.low, end)?,
                None => Some(End::excluded(Exact::ZERO)),
            },
            high: match divisor.low {
                Some(end) if end.value.is_positive() => quotient(self.high, end)?,
                _ => None,
            },
        })
    }
}

fn quotient(above: Option<End>, below: End) -> Result<Option<End>, NumberError> {
    above
        .map(|end| {
            Ok(End {
                value: end.value.over(below.value)?,
                included: end.included && below.included,
            })
        })
        .transpose()
}

fn reaches(high: Option<End>, low: Option<End>) -> bool {
    match (high, low) {
        (Some(high), Some(low)) => {
            low.value < high.value || (low.value == high.value && low.included && high.included)
        }
        _ => true,
    }
}
