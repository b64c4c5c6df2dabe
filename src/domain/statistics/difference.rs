//! The difference of two rates, by Newcombe's hybrid of two score intervals. Not for pairs, and not for
//! rounds that asked different things.

use super::rate::{RateRequest, RateSample, estimate};
use super::wilson::wilson;
use super::{Interval, IntervalMethod, Level};
use crate::domain::calculation::Calculated;
use crate::domain::number::{Exact, Rounding};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// The interval of k1/n1 − k2/n2. `None` where either n is 0. Refused for k above n. Source: Newcombe
/// 1998b, method 10.
pub fn newcombe(
    (k1, n1): (u64, u64),
    (k2, n2): (u64, u64),
    level: Level,
) -> Calculated<Option<Interval>> {
    let (one, other) = (wilson(k1, n1, level)?, wilson(k2, n2, level)?);
    let (Some(one), Some(other)) = (one, other) else {
        return Ok(None);
    };
    let p1 = k1 as f64 / n1 as f64;
    let p2 = k2 as f64 / n2 as f64;
    Ok(Some(hybrid(
        (p1, one.low, one.high),
        (p2, other.low, other.high),
        level,
    )))
}

/// Point and limits of each rate; a rate without sampling error has its point for limits.
fn hybrid((p1, l1, u1): (f64, f64, f64), (p2, l2, u2): (f64, f64, f64), level: Level) -> Interval {
    let length = |a: f64, b: f64| (a * a + b * b).sqrt();
    let d = p1 - p2;
    let low = d - length(p1 - l1, u2 - p2);
    let high = d + length(u1 - p1, p2 - l2);
    Interval {
        low,
        high,
        method: IntervalMethod::NewcombeDifference,
        level,
    }
}

/// Two rates to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoRates {
    /// The first.
    pub one: RateSample,
    /// What is taken from it.
    pub other: RateSample,
    /// Do both share obligation, question and method?
    pub comparable: bool,
    /// Are the units of the two the same, or matched one by one?
    pub paired: bool,
}

/// The difference of two rates.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// First rate minus second; 0.2 is 20 percentage points. `None` where either has no rate.
    pub difference: Option<Exact>,
    /// Its interval, where one may be given.
    pub interval: Option<Interval>,
    /// Why there is none.
    pub no_interval: Option<Refusal>,
    /// How it came about.
    pub working: Working,
}

/// The difference with its interval, each rate with its own corrections; a census enters without
/// sampling error. Refused for rounds that are not comparable and for pairs.
pub fn difference(rates: &TwoRates, request: &RateRequest) -> Calculated<Difference> {
    if !rates.comparable {
        return Err(RefusalCode::RoundsNotComparable.into());
    }
    if rates.paired {
        return Err(RefusalCode::PairedData.into());
    }
    let one = estimate(&rates.one, request)?;
    let other = estimate(&rates.other, request)?;
    let mut working = Working::new("difference.newcombe", 1).cite("Newcombe 1998, method 10");
    for (sample, name) in [(&rates.one, "first"), (&rates.other, "second")] {
        let seen = sample
            .seen
            .map_or("not known".to_owned(), |seen| seen.to_string());
        working = working.given(name, format!("{} of {seen}", sample.in_order));
    }
    let (Some(p1), Some(p2)) = (&one.rate, &other.rate) else {
        let no_interval = one.no_interval.or(other.no_interval);
        let working = working.concludes("no difference");
        return Ok(Difference {
            difference: None,
            interval: None,
            no_interval,
            working,
        });
    };
    let difference = p1.value.minus(p2.value)?;
    working = working.percent(
        "difference in percentage points",
        &difference,
        Rounding::to(1),
    );
    let is_census = |why: &Option<Refusal>| {
        why.as_ref()
            .is_some_and(|r| r.code == RefusalCode::CensusNoInterval)
    };
    let censuses = (is_census(&one.no_interval), is_census(&other.no_interval));
    let no_interval = match censuses {
        (true, true) => one.no_interval.clone(),
        (true, false) => other.no_interval.clone(),
        (false, true) => one.no_interval.clone(),
        (false, false) => one.no_interval.clone().or(other.no_interval.clone()),
    };
    let point_and_limits = |rate: &Exact, interval: Option<Interval>| {
        let rate = rate.to_f64();
        interval.map_or((rate, rate, rate), |interval| {
            (rate, interval.low, interval.high)
        })
    };
    let interval = no_interval.is_none().then(|| {
        let first = point_and_limits(&p1.value, one.interval);
        hybrid(
            first,
            point_and_limits(&p2.value, other.interval),
            request.level,
        )
    });
    if let Some(interval) = &interval {
        working = working
            .float("low", interval.low, 4)
            .float("high", interval.high, 4);
    }
    let working = working.concludes(Rounding::to(1).show_percent(&difference));
    Ok(Difference {
        difference: Some(difference),
        interval,
        no_interval,
        working,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::sample::Design;
    use crate::domain::statistics::tests::close;

    fn is(one: (u64, u64), other: (u64, u64), low: f64, high: f64) {
        let interval = newcombe(one, other, Level::P95).unwrap().unwrap();
        close(interval.low, low);
        close(interval.high, high);
    }

    #[test]
    fn of_56_in_70_and_48_in_80_the_difference_is_0_0524_to_0_3339() {
        is(
            (56, 70),
            (48, 80),
            0.052_431_472_402_364_9,
            0.333_872_654_036_905_97,
        );
    }

    #[test]
    fn of_9_in_10_and_3_in_10_the_difference_is_0_1705_to_0_8090() {
        is(
            (9, 10),
            (3, 10),
            0.170_522_723_934_502_93,
            0.809_017_973_535_488,
        );
    }

    #[test]
    fn of_5_in_56_and_none_in_29_the_difference_is_minus_0_0381_to_0_1926() {
        is(
            (5, 56),
            (0, 29),
            -0.038_137_147_903_536_88,
            0.192_560_013_855_111_6,
        );
    }

    #[test]
    fn of_none_in_10_and_none_in_20_the_difference_is_minus_0_1611_to_0_2775() {
        is(
            (0, 10),
            (0, 20),
            -0.161_125_158_052_819_35,
            0.277_532_799_862_889_2,
        );
    }

    #[test]
    fn of_all_in_10_and_none_in_20_the_difference_is_0_6791_to_1() {
        is((10, 10), (0, 20), 0.679_086_037_141_914_7, 1.0);
    }

    fn sample(in_order: u64, seen: u64, design: Design) -> RateSample {
        let units = "places seen".into();
        RateSample {
            in_order,
            seen: Some(seen),
            list: None,
            design,
            design_effect: None,
            units,
        }
    }

    fn two(one: Design, other: Design) -> TwoRates {
        TwoRates {
            one: sample(56, 70, one),
            other: sample(48, 80, other),
            comparable: true,
            paired: false,
        }
    }

    fn compare(rates: &TwoRates) -> Difference {
        difference(rates, &RateRequest::default()).unwrap()
    }

    #[test]
    fn two_samples_have_a_difference_and_an_interval() {
        let result = compare(&two(Design::SimpleRandom, Design::SimpleRandom));
        assert_eq!(result.difference, Some("0.2".parse().unwrap()));
        close(result.interval.unwrap().low, 0.052_431_472_402_364_9);
    }

    #[test]
    fn two_censuses_have_a_difference_and_no_interval() {
        let result = compare(&two(Design::Census, Design::Census));
        assert_eq!(result.difference, Some("0.2".parse().unwrap()));
        assert_eq!(result.interval, None);
        assert_eq!(
            result.no_interval.unwrap().code,
            RefusalCode::CensusNoInterval
        );
    }

    #[test]
    fn against_a_census_only_the_sample_is_uncertain() {
        let result = compare(&two(Design::Census, Design::SimpleRandom));
        let interval = result.interval.unwrap();
        let sampled = wilson(48, 80, Level::P95).unwrap().unwrap();
        close(interval.low, 0.8 - sampled.high);
        close(interval.high, 0.8 - sampled.low);
    }

    #[test]
    fn chosen_units_on_either_side_have_no_interval() {
        for rates in [
            two(Design::Judgmental, Design::SimpleRandom),
            two(Design::SimpleRandom, Design::Convenience),
            two(Design::Census, Design::Judgmental),
        ] {
            let result = compare(&rates);
            assert_eq!(result.interval, None);
            assert_eq!(
                result.no_interval.unwrap().code,
                RefusalCode::NotProbabilitySample
            );
        }
    }

    #[test]
    fn rounds_that_asked_different_things_and_pairs_are_refused() {
        let request = RateRequest::default();
        let good = two(Design::SimpleRandom, Design::SimpleRandom);
        let other_question = TwoRates {
            comparable: false,
            ..good.clone()
        };
        let refused = difference(&other_question, &request).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::RoundsNotComparable));
        let pairs = TwoRates {
            paired: true,
            ..good
        };
        let refused = difference(&pairs, &request).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::PairedData));
    }

    #[test]
    fn nothing_seen_on_one_side_has_no_difference() {
        assert_eq!(newcombe((0, 0), (1, 2), Level::P95), Ok(None));
        let nothing = TwoRates {
            one: sample(0, 0, Design::SimpleRandom),
            ..two(Design::SimpleRandom, Design::SimpleRandom)
        };
        let result = compare(&nothing);
        assert_eq!((result.difference, result.interval), (None, None));
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_difference_and_turns_with_it(a in 0..200_u64, b in 0..200_u64, c in 0..200_u64, d in 0..200_u64) {
            if a + b > 0 && c + d > 0 {
                let of = |one, other| newcombe(one, other, Level::P95).unwrap().unwrap();
                let (there, back) = (of((a, a + b), (c, c + d)), of((c, c + d), (a, a + b)));
                let point = a as f64 / (a + b) as f64 - c as f64 / (c + d) as f64;
                prop_assert!(there.low <= point + 1e-12 && point <= there.high + 1e-12);
                prop_assert!((there.low + back.high).abs() < 1e-12);
                prop_assert!(there.low >= -1.0 - 1e-12 && there.high <= 1.0 + 1e-12);
            }
        }
    }
}
