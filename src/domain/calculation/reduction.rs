//! A change against a target change: reductions, mostly. Not an attainment where the figure moved the
//! wrong way.

use super::{Calculated, Comparator};
use crate::domain::number::{Exact, NumberError, Rounding};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// What is known about how a figure moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// The figure at the start and now.
    Counted {
        /// At the start; not 0.
        baseline: Exact,
        /// Now.
        now: Exact,
    },
    /// The change as a share, as published: 0.18 for +18%.
    Published(Exact),
}

impl Movement {
    /// The change as a share of the baseline. `DivisionByZero` for a baseline of 0.
    pub fn change(&self) -> Result<Exact, NumberError> {
        match self {
            Self::Counted { baseline, now } => now.minus(*baseline)?.over(*baseline),
            Self::Published(change) => Ok(*change),
        }
    }
}

/// One reading of a target change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetChange {
    /// Which reading: "by two-thirds".
    pub reading: String,
    /// The change as a share with its sign: −2/3.
    pub change: Exact,
}

impl TargetChange {
    /// From two numbers: "from 1,841 to 626". `DivisionByZero` for a baseline of 0.
    pub fn from_numbers(
        reading: impl Into<String>,
        baseline: Exact,
        to: Exact,
    ) -> Result<Self, NumberError> {
        let change = to.minus(baseline)?.over(baseline)?;
        Ok(Self {
            reading: reading.into(),
            change,
        })
    }

    /// The figure that this change leaves of a baseline, before any rounding.
    pub fn leaves(&self, baseline: Exact) -> Result<Exact, NumberError> {
        Exact::ONE.plus(self.change)?.times(baseline)
    }
}

/// How a movement stands to one reading of the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Away from the target: no share of the target is printed.
    WrongWay(Refusal),
    /// Towards the target, or not at all.
    Toward {
        /// Change over target change.
        attainment: Exact,
        /// Is the target reached?
        is_met: bool,
    },
}

/// One reading with its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The reading.
    pub target: TargetChange,
    /// How the movement stands to it.
    pub outcome: Outcome,
}

/// A movement against every reading of its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The change as a share.
    pub change: Exact,
    /// Each reading by itself; none is chosen.
    pub readings: Vec<Reading>,
    /// Present where the readings ask for different changes.
    pub inconsistent: Option<Refusal>,
    /// How it came about.
    pub working: Working,
}

/// Judges a movement against every reading of the target. A target of no change is an error.
pub fn against_targets(movement: &Movement, targets: &[TargetChange]) -> Calculated<Change> {
    let change = movement.change()?;
    let one_decimal = Rounding::to(1);
    let mut working = Working::new("reduction.change", 1);
    working = match movement {
        Movement::Counted { baseline, now } => {
            working.given("baseline", baseline).given("now", now)
        }
        Movement::Published(change) => working.given("change as published", change),
    };
    working = working.percent("change", &change, one_decimal);
    let mut readings = Vec::with_capacity(targets.len());
    for target in targets {
        working = working.percent(target.reading.clone(), &target.change, one_decimal);
        readings.push(Reading {
            target: target.clone(),
            outcome: outcome(&change, &target.change)?,
        });
    }
    let working = working.concludes(signed_percent(&change));
    Ok(Change {
        change,
        readings,
        inconsistent: inconsistency(targets),
        working,
    })
}

fn outcome(change: &Exact, target: &Exact) -> Calculated<Outcome> {
    if target.is_zero() {
        return Err(NumberError::OutOfRange {
            name: "a target change",
            allowed: "not 0",
        }
        .into());
    }
    let attainment = change.over(*target)?;
    if attainment.is_negative() {
        return Ok(Outcome::WrongWay(
            Refusal::new(RefusalCode::WrongWayNoRatio)
                .with("change", signed_percent(change))
                .with("target", signed_percent(target)),
        ));
    }
    Ok(Outcome::Toward {
        attainment,
        is_met: Comparator::AtLeast.is_met(&attainment, &Exact::ONE),
    })
}

fn inconsistency(targets: &[TargetChange]) -> Option<Refusal> {
    let first = targets.first()?;
    let other = targets
        .iter()
        .find(|target| target.change != first.change)?;
    Some(
        Refusal::new(RefusalCode::CriterionInconsistent)
            .with("one", signed_percent(&first.change))
            .with("other", signed_percent(&other.change)),
    )
}

/// One decimal of a per cent with its sign; whole per cents without a decimal.
fn signed_percent(change: &Exact) -> String {
    let whole = change
        .times(Exact::HUNDRED)
        .is_ok_and(|percent| percent.is_integer());
    let shown = Rounding::to(if whole { 0 } else { 1 }).show_percent(change);
    if change.is_positive() {
        format!("+{shown}")
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calculation::threshold::count_left_after;

    fn whole(value: i64) -> Exact {
        Exact::from_integer(value)
    }

    fn subway() -> [TargetChange; 2] {
        [
            TargetChange::from_numbers("from 1,841 to 626", whole(1841), whole(626)).unwrap(),
            TargetChange {
                reading: "by two-thirds".into(),
                change: Exact::ratio(-2, 3).unwrap(),
            },
        ]
    }

    fn up_18() -> Movement {
        Movement::Published(Exact::ratio(18, 100).unwrap())
    }

    #[test]
    fn up_18_per_cent_moved_the_wrong_way_under_both_readings() {
        let result = against_targets(&up_18(), &subway()).unwrap();
        let said: Vec<_> = result
            .readings
            .iter()
            .map(|reading| match &reading.outcome {
                Outcome::WrongWay(refusal) => refusal.to_string(),
                outcome => panic!("{outcome:?}"),
            })
            .collect();
        assert_eq!(said[0], "WRONG_WAY_NO_RATIO: change +18%, target -66.0%");
        assert_eq!(said[1], "WRONG_WAY_NO_RATIO: change +18%, target -66.7%");
    }

    #[test]
    fn a_reduction_to_626_and_one_by_two_thirds_disagree() {
        let [number, text] = subway();
        assert_eq!(number.change, Exact::ratio(-1215, 1841).unwrap());
        let result = against_targets(&up_18(), &[number, text.clone()]).unwrap();
        let refusal = result.inconsistent.unwrap();
        assert_eq!(
            refusal.to_string(),
            "CRITERION_INCONSISTENT: one -66.0%, other -66.7%"
        );
        let left = text.leaves(whole(1841)).unwrap();
        assert_eq!(Rounding::to(2).show(&left), "613.67");
        assert_eq!(Rounding::WHOLE.show(&left), "614");
        assert_eq!(
            count_left_after(&Exact::ratio(2, 3).unwrap(), 1841),
            Ok(613)
        );
    }

    #[test]
    fn readings_that_agree_raise_nothing() {
        let same = [subway()[1].clone(), subway()[1].clone()];
        assert_eq!(against_targets(&up_18(), &same).unwrap().inconsistent, None);
    }

    #[test]
    fn a_movement_towards_the_target_has_an_attainment() {
        let half_way = Movement::Counted {
            baseline: whole(90),
            now: whole(60),
        };
        let result = against_targets(&half_way, &subway()[1..]).unwrap();
        let half = Exact::ratio(1, 2).unwrap();
        let expected = Outcome::Toward {
            attainment: half,
            is_met: false,
        };
        assert_eq!(result.readings[0].outcome, expected);
        let reached = Movement::Counted {
            baseline: whole(90),
            now: whole(30),
        };
        let result = against_targets(&reached, &subway()[1..]).unwrap();
        let expected = Outcome::Toward {
            attainment: Exact::ONE,
            is_met: true,
        };
        assert_eq!(result.readings[0].outcome, expected);
    }

    #[test]
    fn no_movement_is_not_the_wrong_way() {
        let still = Movement::Counted {
            baseline: whole(90),
            now: whole(90),
        };
        let result = against_targets(&still, &subway()[1..]).unwrap();
        let expected = Outcome::Toward {
            attainment: Exact::ZERO,
            is_met: false,
        };
        assert_eq!(result.readings[0].outcome, expected);
    }

    #[test]
    fn a_baseline_of_nothing_and_a_target_of_no_change_are_errors() {
        let nothing = Movement::Counted {
            baseline: Exact::ZERO,
            now: whole(1),
        };
        assert!(against_targets(&nothing, &subway()).is_err());
        let no_change = TargetChange {
            reading: "as before".into(),
            change: Exact::ZERO,
        };
        assert!(against_targets(&up_18(), &[no_change]).is_err());
    }
}
