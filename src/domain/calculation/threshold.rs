//! Thresholds on whole numbers and exact fractions. Not on rounded percentages: those decide nothing.

use serde::{Deserialize, Serialize};

use super::Calculated;
use crate::domain::number::{Exact, NumberError};

/// How a figure must stand to its target. The strictness is kept: "more than" is not "at least".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
    /// `<=`
    AtMost,
    /// `<`
    FewerThan,
}

impl Comparator {
    /// Does the figure meet the target?
    pub fn is_met(self, figure: &Exact, target: &Exact) -> bool {
        match self {
            Self::AtLeast => figure >= target,
            Self::MoreThan => figure > target,
            Self::AtMost => figure <= target,
            Self::FewerThan => figure < target,
        }
    }

    /// The whole number closest to the target that still meets it: at least 419.9 takes 420, at most
    /// 613.67 leaves 613, more than 420 takes 421. `Overflow` at the ends of the range.
    pub fn whole_number(self, target: &Exact) -> Result<i128, NumberError> {
        match self {
            Self::AtLeast => Ok(target.ceil()),
            Self::MoreThan => target.floor().checked_add(1).ok_or(NumberError::Overflow),
            Self::AtMost => Ok(target.floor()),
            Self::FewerThan => target.ceil().checked_sub(1).ok_or(NumberError::Overflow),
        }
    }
}

/// The whole count out of `base` that a target share takes: at least 10% of 4,199 is 420.
pub fn count_for_share(comparator: Comparator, share: &Exact, base: u64) -> Calculated<i128> {
    Ok(comparator.whole_number(&share.times(Exact::from(base))?)?)
}

/// The largest whole count that a reduction leaves: two thirds off 1,841 leave at most 613.
pub fn count_left_after(reduction: &Exact, baseline: u64) -> Calculated<i128> {
    let left = Exact::ONE.minus(*reduction)?.times(Exact::from(baseline))?;
    Ok(Comparator::AtMost.whole_number(&left)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Exact {
        Exact::ratio(numerator, denominator).unwrap()
    }

    #[test]
    fn at_least_a_tenth_of_4199_takes_420() {
        assert_eq!(
            count_for_share(Comparator::AtLeast, &ratio(1, 10), 4199),
            Ok(420)
        );
    }

    #[test]
    fn a_reduction_of_two_thirds_from_1841_leaves_at_most_613() {
        assert_eq!(count_left_after(&ratio(2, 3), 1841), Ok(613));
    }

    #[test]
    fn strictness_is_kept() {
        let tenth = ratio(1, 10);
        assert_eq!(count_for_share(Comparator::AtLeast, &tenth, 4200), Ok(420));
        assert_eq!(count_for_share(Comparator::MoreThan, &tenth, 4200), Ok(421));
        assert_eq!(count_for_share(Comparator::AtMost, &tenth, 4200), Ok(420));
        assert_eq!(
            count_for_share(Comparator::FewerThan, &tenth, 4200),
            Ok(419)
        );
        let five = Exact::from_integer(5);
        assert!(
            Comparator::AtLeast.is_met(&five, &five) && Comparator::AtMost.is_met(&five, &five)
        );
        assert!(
            !Comparator::MoreThan.is_met(&five, &five)
                && !Comparator::FewerThan.is_met(&five, &five)
        );
    }

    #[test]
    fn a_rounded_tenth_is_not_a_tenth() {
        let rounds_to_ten_percent = ratio(419, 4199);
        assert!(!Comparator::AtLeast.is_met(&rounds_to_ten_percent, &ratio(1, 10)));
    }
}
