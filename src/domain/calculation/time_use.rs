//! Hours of a shift and what they were spent on. Not a full account of a shift: unrecorded time stays
//! unrecorded.

use super::Calculated;
use crate::domain::number::{Exact, NumberError, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// One shift, or the mean of several, with what was seen done in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Length in hours.
    pub hours: Exact,
    /// Activities with their hours; they do not overlap.
    pub activities: Vec<(String, Exact)>,
}

/// Hours of one activity as a share of the shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityShare {
    /// What was done.
    pub activity: String,
    /// For how many hours.
    pub hours: Exact,
    /// Of the shift. `None` for a shift of no hours.
    pub share: Option<Share>,
}

/// A shift taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeUse {
    /// Each activity, in the order given.
    pub activities: Vec<ActivityShare>,
    /// Hours of which nothing is recorded; the activities do not add up to the shift without them.
    pub unrecorded: Exact,
    /// How it came about.
    pub working: Working,
}

/// Shares of a shift and the remainder. Refused where the activities are longer than the shift,
/// because then they overlap.
pub fn shares(shift: &Shift) -> Calculated<TimeUse> {
    not_negative(
        shift
            .activities
            .iter()
            .map(|(_, hours)| hours)
            .chain([&shift.hours]),
    )?;
    let recorded = Exact::sum(shift.activities.iter().map(|(_, hours)| hours))?;
    let unrecorded = shift.hours.minus(recorded)?;
    if unrecorded.is_negative() {
        return Err(Refusal::new(RefusalCode::OverlappingCategories)
            .with("sum", recorded)
            .with("base", shift.hours)
            .into());
    }
    let mut working = Working::new("time_use.shares", 1).given_in("shift", shift.hours, "hour");
    let mut activities = Vec::with_capacity(shift.activities.len());
    for (activity, hours) in &shift.activities {
        let share = Share::new(*hours, shift.hours, "the shift")?;
        working = working.given_in(activity.clone(), hours, "hour");
        if let Some(share) = &share {
            working = working.percent(activity.clone(), &share.value, Rounding::to(1));
        }
        activities.push(ActivityShare {
            activity: activity.clone(),
            hours: *hours,
            share,
        });
    }
    let working = working
        .plain("unrecorded hours", unrecorded)
        .concludes(format!("{recorded} of {} hours recorded", shift.hours));
    Ok(TimeUse {
        activities,
        unrecorded,
        working,
    })
}

/// How far a time falls short of a target range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RangeShortfall {
    /// Against the lower end, as a share of it.
    pub least: Share,
    /// Against the upper end, as a share of it.
    pub most: Share,
}

/// Compares a time with both ends of a target range, which may be one point. `None` where the time is
/// within the range or above it. The ends are above 0 and in order.
pub fn short_of_range(
    observed: &Exact,
    low: &Exact,
    high: &Exact,
) -> Calculated<Option<RangeShortfall>> {
    not_negative([observed])?;
    if !low.is_positive() || high < low {
        let (name, allowed) = ("a target range", "above 0 and in order");
        return Err(NumberError::OutOfRange { name, allowed }.into());
    }
    if observed >= low {
        return Ok(None);
    }
    let short_of = |end: &Exact| Share::new(end.minus(*observed)?, *end, "the target");
    let ends = short_of(low)?.zip(short_of(high)?);
    Ok(ends.map(|(least, most)| RangeShortfall { least, most }))
}

fn not_negative<'a>(values: impl IntoIterator<Item = &'a Exact>) -> Calculated<()> {
    if values.into_iter().any(Exact::is_negative) {
        return Err(NumberError::OutOfRange {
            name: "a time",
            allowed: "0 or more",
        }
        .into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Exact {
        text.parse().unwrap()
    }

    fn shift() -> Shift {
        Shift {
            hours: decimal("8.5"),
            activities: vec![
                ("outreach".into(), decimal("2.2")),
                ("office".into(), decimal("4.5")),
            ],
        }
    }

    #[test]
    fn of_a_shift_of_8_5_hours_2_2_are_26_per_cent_and_4_5_are_53() {
        let result = shares(&shift()).unwrap();
        let shown = |index: usize, decimals| {
            result.activities[index]
                .share
                .as_ref()
                .unwrap()
                .percent(decimals)
        };
        assert_eq!((shown(0, 2), shown(0, 0)), ("25.88%".into(), "26%".into()));
        assert_eq!((shown(1, 2), shown(1, 0)), ("52.94%".into(), "53%".into()));
    }

    #[test]
    fn the_remainder_of_1_8_hours_stays_unrecorded() {
        assert_eq!(shares(&shift()).unwrap().unrecorded, decimal("1.8"));
    }

    #[test]
    fn hours_of_2_2_against_4_to_5_fall_short_by_45_to_56_per_cent() {
        let short = short_of_range(&decimal("2.2"), &decimal("4"), &decimal("5")).unwrap();
        let short = short.unwrap();
        assert_eq!(
            (short.least.percent(0), short.most.percent(0)),
            ("45%".into(), "56%".into())
        );
    }

    #[test]
    fn within_the_range_or_above_it_is_met() {
        for observed in ["4", "4.5", "5", "6"] {
            let result = short_of_range(&decimal(observed), &decimal("4"), &decimal("5"));
            assert_eq!(result, Ok(None));
        }
    }

    #[test]
    fn a_shift_of_no_hours_has_no_shares() {
        let none = Shift {
            hours: Exact::ZERO,
            activities: vec![("rest".into(), Exact::ZERO)],
        };
        assert_eq!(shares(&none).unwrap().activities[0].share, None);
    }

    #[test]
    fn activities_longer_than_the_shift_overlap_and_are_refused() {
        let long = Shift {
            hours: decimal("6"),
            ..shift()
        };
        let refused = shares(&long).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::OverlappingCategories));
        assert!(
            shares(&Shift {
                hours: decimal("-1"),
                activities: vec![]
            })
            .is_err()
        );
    }

    #[test]
    fn a_range_that_makes_no_sense_is_an_error() {
        assert!(short_of_range(&decimal("1"), &decimal("0"), &decimal("5")).is_err());
        assert!(short_of_range(&decimal("1"), &decimal("5"), &decimal("4")).is_err());
    }
}
