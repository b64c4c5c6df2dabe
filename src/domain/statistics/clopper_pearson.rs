//! The exact interval of Clopper and Pearson: for very small samples, rare events and adversarial
//! settings. Not the usual one: it is wider than its level asks for.

use super::distribution::{binomial, where_it_falls_to};
use super::{Interval, IntervalMethod, Level};
use crate::domain::calculation::{Calculated, part_of};

/// The exact interval of k in n; 0 at k = 0 and 1 at k = n. `None` for n = 0. Refused for k above n.
/// Source: Clopper and Pearson 1934.
pub fn clopper_pearson(k: u64, n: u64, level: Level) -> Calculated<Option<Interval>> {
    part_of(k, "in order", n, "seen")?;
    if n == 0 {
        return Ok(None);
    }
    let tail = level.tail();
    let low = match k {
        0 => 0.0,
        // k or more become likelier with p: the limit is where they have just the tail.
        _ => where_it_falls_to(0.0, 1.0, |p| tail - binomial(k - 1, n, p).above),
    };
    let high = match k {
        _ if k == n => 1.0,
        _ => where_it_falls_to(0.0, 1.0, |p| binomial(k, n, p).up_to - tail),
    };
    Ok(Some(Interval {
        low,
        high,
        method: IntervalMethod::ClopperPearson,
        level,
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::refusal::RefusalCode;
    use crate::domain::statistics::tests::close;

    fn of(k: u64, n: u64) -> Interval {
        clopper_pearson(k, n, Level::P95).unwrap().unwrap()
    }

    fn is(k: u64, n: u64, low: f64, high: f64) {
        close(of(k, n).low, low);
        close(of(k, n).high, high);
    }

    #[test]
    fn of_50_with_7_the_limits_are_those_of_the_scipy_documentation() {
        is(7, 50, 0.058_191_700_339_973_42, 0.267_396_002_497_008_46);
        // To full precision the low limit is 0.05819170034037208: SciPy's root is 4e-13 off.
        assert!((of(7, 50).low - 0.058_191_700_340_372_084).abs() < 1e-15);
        assert!((of(7, 50).high - 0.267_396_002_497_008_46).abs() < 1e-15);
    }

    #[test]
    fn of_263_with_81_the_limits_are_0_2527_and_0_3676() {
        is(81, 263, 0.252_736_745_585_271_15, 0.367_621_922_601_351_35);
    }

    #[test]
    fn of_148_with_15_the_limits_are_0_0578_and_0_1617() {
        is(15, 148, 0.057_844_010_083_448_56, 0.161_650_490_349_479);
    }

    #[test]
    fn of_20_with_none_the_limits_are_0_and_0_1684() {
        is(0, 20, 0.0, 0.168_433_470_983_085_34);
        assert_eq!(of(0, 20).low, 0.0);
    }

    #[test]
    fn of_29_with_1_the_limits_are_0_0009_and_0_1776() {
        is(1, 29, 0.000_872_646_883_579_922, 0.177_644_295_488_722_93);
    }

    #[test]
    fn all_of_20_reach_1_and_other_levels_work() {
        is(20, 20, 0.831_566_529_016_914_7, 1.0);
        let rare = clopper_pearson(3, 2000, Level::new(0.99).unwrap())
            .unwrap()
            .unwrap();
        close(rare.low, 0.000_169_001_935_318_479_68);
        close(rare.high, 0.005_477_802_959_843_467);
    }

    #[test]
    fn nothing_seen_has_no_interval_and_too_many_are_refused() {
        assert_eq!(clopper_pearson(0, 0, Level::P95), Ok(None));
        let refused = clopper_pearson(3, 2, Level::P95).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_rate(k in 0..400_u64, rest in 0..400_u64) {
            if k + rest > 0 {
                let interval = of(k, k + rest);
                prop_assert!(interval.contains(k as f64 / (k + rest) as f64));
                prop_assert!((0.0..=1.0).contains(&interval.low) && interval.high <= 1.0);
            }
        }
    }
}
