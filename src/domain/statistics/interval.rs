//! An interval with its method and level. Not a bare pair of numbers.

use serde::{Deserialize, Serialize};

use super::distribution::normal_quantile;
use crate::domain::calculation::Comparator;
use crate::domain::number::{Exact, NumberError};

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalMethod {
    /// Wilson's score interval.
    Wilson,
    /// The same with an effective sample size: for a finite list, for a design effect, or both.
    WilsonEffective,
    /// The exact interval of Clopper and Pearson.
    ClopperPearson,
    /// Newcombe's hybrid of two score intervals.
    NewcombeDifference,
    /// A stratified mean or total with a normal quantile.
    StratifiedNormal,
    /// The same with a quantile of Student's t.
    StratifiedT,
    /// A ratio mean over clusters with a quantile of Student's t.
    ClusterT,
}

impl IntervalMethod {
    /// Whether it is of units that were drawn within groups or in groups, each weighing by its size.
    #[must_use]
    pub fn is_of_groups(self) -> bool {
        matches!(
            self,
            Self::StratifiedNormal | Self::StratifiedT | Self::ClusterT
        )
    }
}

/// A two-sided confidence level strictly between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Level(f64);

impl Level {
    /// 95%, the usual one for rates.
    pub const P95: Self = Self(0.95);
    /// 90%, whose lower limit is the one-sided 95% limit on which money is claimed.
    pub const P90: Self = Self(0.90);

    /// A level. `OutOfRange` unless strictly between 0 and 1.
    pub fn new(level: f64) -> Result<Self, NumberError> {
        if level > 0.0 && level < 1.0 {
            return Ok(Self(level));
        }
        Err(NumberError::OutOfRange {
            name: "a confidence level",
            allowed: "between 0 and 1",
        })
    }

    /// The level as a number: 0.95.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// What is left out on each side: 0.025 of 95%.
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// The normal quantile: 1.959963984540054 for 95%, 1.6448536269514722 for 90%.
    pub fn z(self) -> f64 {
        if self == Self::P95 {
            1.959_963_984_540_054
        } else if self == Self::P90 {
            1.644_853_626_951_472_2
        } else {
            normal_quantile(1.0 - self.tail())
        }
    }
}

impl TryFrom<f64> for Level {
    type Error = NumberError;

    fn try_from(level: f64) -> Result<Self, NumberError> {
        Self::new(level)
    }
}

impl From<Level> for f64 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// Two limits; a rate has them as shares, a total in its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
    /// How it was made.
    pub method: IntervalMethod,
    /// Its confidence level, two-sided.
    pub level: Level,
}

/// How a whole interval stands to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WholeInterval {
    /// Every value in it meets the target.
    Meets,
    /// No value in it does.
    Misses,
    /// Some do: too few were seen to say.
    Straddles,
}

impl Interval {
    /// Does the value lie within the limits?
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// How the whole interval stands to a target.
    pub fn against(&self, comparator: Comparator, target: &Exact) -> WholeInterval {
        let target = target.to_f64();
        let meets = |value: f64| match comparator {
            Comparator::AtLeast => value >= target,
            Comparator::MoreThan => value > target,
            Comparator::AtMost => value <= target,
            Comparator::FewerThan => value < target,
        };
        match (meets(self.low), meets(self.high)) {
            (true, true) => WholeInterval::Meets,
            (false, false) => WholeInterval::Misses,
            _ => WholeInterval::Straddles,
        }
    }

    /// The limits of a share as per cent with so many decimals: `("25.5%", "36.6%")`.
    pub fn percent(&self, decimals: u8) -> (String, String) {
        let shown = |limit: f64| format!("{:.*}%", usize::from(decimals), limit * 100.0);
        (shown(self.low), shown(self.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(low: f64, high: f64) -> Interval {
        Interval {
            low,
            high,
            method: IntervalMethod::Wilson,
            level: Level::P95,
        }
    }

    #[test]
    fn the_usual_quantiles_are_those_of_the_rules() {
        assert_eq!(Level::P95.z(), 1.959_963_984_540_054);
        assert_eq!(Level::P90.z(), 1.644_853_626_951_472_2);
        let off = Level::new(0.99).unwrap().z() - 2.575_829_303_548_901;
        assert!(off.abs() < 1e-12);
    }

    #[test]
    fn a_level_of_nothing_or_everything_is_an_error() {
        for level in [0.0, 1.0, -0.5, 1.5, f64::NAN] {
            assert!(Level::new(level).is_err(), "{level}");
        }
        assert!(serde_json::from_str::<Level>("1.0").is_err());
    }

    #[test]
    fn a_whole_interval_meets_misses_or_straddles() {
        let target = Exact::ratio(8, 10).unwrap();
        let at_least = |low, high| interval(low, high).against(Comparator::AtLeast, &target);
        assert_eq!(at_least(0.8922, 0.9903), WholeInterval::Meets);
        assert_eq!(at_least(0.3833, 0.6167), WholeInterval::Misses);
        assert_eq!(at_least(0.7649, 0.9285), WholeInterval::Straddles);
        assert_eq!(at_least(0.8, 0.9), WholeInterval::Meets);
        let more_than = interval(0.8, 0.9).against(Comparator::MoreThan, &target);
        assert_eq!(more_than, WholeInterval::Straddles);
        let at_most = interval(0.1, 0.2).against(Comparator::AtMost, &target);
        assert_eq!(at_most, WholeInterval::Meets);
    }

    #[test]
    fn limits_are_shown_to_a_decimal_of_a_per_cent() {
        let shown = interval(0.255_288, 0.366_210).percent(1);
        assert_eq!(shown, ("25.5%".into(), "36.6%".into()));
    }
}
