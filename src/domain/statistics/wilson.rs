//! Wilson's score interval, the usual one for rates. Not Wald's, which is too short and leaves [0, 1].

use super::{Interval, IntervalMethod, Level};
use crate::domain::calculation::{Calculated, part_of};

/// The score interval of k in n, clamped to [0, 1]; exactly 0 at k = 0 and exactly 1 at k = n. `None`
/// for n = 0. Refused for k above n. Source: Wilson 1927; Newcombe 1998.
pub fn wilson(k: u64, n: u64, level: Level) -> Calculated<Option<Interval>> {
    part_of(k, "in order", n, "seen")?;
    if n == 0 {
        return Ok(None);
    }
    Ok(Some(limits(k, n, n as f64, IntervalMethod::Wilson, level)))
}

/// The same with an effective sample size in the place of n, the rate staying k / n. `effective` is
/// above 0 and `n` is not 0.
pub(super) fn limits(
    k: u64,
    n: u64,
    effective: f64,
    method: IntervalMethod,
    level: Level,
) -> Interval {
    let (low, high) = score_limits(k as f64 / n as f64, effective, level);
    Interval {
        low: if k == 0 { 0.0 } else { low },
        high: if k == n { 1.0 } else { high },
        method,
        level,
    }
}

/// The score limits of a rate p from n, clamped.
fn score_limits(p: f64, n: f64, level: Level) -> (f64, f64) {
    let z = level.z();
    let z2 = z * z;
    let centre = p + z2 / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    (
        ((centre - half) / scale).max(0.0),
        ((centre + half) / scale).min(1.0),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::refusal::RefusalCode;
    use crate::domain::statistics::tests::close;

    fn of(k: u64, n: u64) -> Interval {
        wilson(k, n, Level::P95).unwrap().unwrap()
    }

    fn is(k: u64, n: u64, low: f64, high: f64) {
        let interval = of(k, n);
        close(interval.low, low);
        close(interval.high, high);
    }

    fn shown(k: u64, n: u64) -> (String, String) {
        (
            format!("{:.4}", of(k, n).low),
            format!("{:.4}", of(k, n).high),
        )
    }

    #[test]
    fn of_263_with_81_the_limits_are_0_2553_and_0_3662() {
        is(81, 263, 0.255_288_519_878_274_2, 0.366_209_576_982_800_04);
        assert_eq!(shown(81, 263), ("0.2553".into(), "0.3662".into()));
    }

    #[test]
    fn of_148_with_15_the_limits_are_0_0624_and_0_1605() {
        is(15, 148, 0.062_386_399_530_736_28, 0.160_487_241_723_308_03);
        assert_eq!(shown(15, 148), ("0.0624".into(), "0.1605".into()));
    }

    #[test]
    fn of_20_with_none_the_limits_are_0_and_0_1611() {
        is(0, 20, 0.0, 0.161_125_158_052_819_35);
        assert_eq!(of(0, 20).low, 0.0);
    }

    #[test]
    fn of_29_with_1_the_limits_are_0_0061_and_0_1718() {
        is(1, 29, 0.006_113_214_292_762_662, 0.171_755_218_793_202_85);
        assert_eq!(shown(1, 29), ("0.0061".into(), "0.1718".into()));
    }

    #[test]
    fn of_20_with_all_the_limits_are_0_8389_and_1() {
        is(20, 20, 0.838_874_841_947_180_6, 1.0);
        assert_eq!(of(20, 20).high, 1.0);
    }

    #[test]
    fn of_10_with_5_the_limits_are_0_2366_and_0_7634() {
        is(5, 10, 0.236_593_090_512_564, 0.763_406_909_487_436);
    }

    #[test]
    fn of_1_with_1_the_limits_are_0_2065_and_1() {
        is(1, 1, 0.206_549_314_377_237_42, 1.0);
    }

    #[test]
    fn nothing_seen_has_no_interval_and_too_many_are_refused() {
        assert_eq!(wilson(0, 0, Level::P95), Ok(None));
        let refused = wilson(3, 2, Level::P95).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_rate_and_stays_within_0_and_1(k: u64, n in 1_u64.., level in 0.01..0.9999_f64) {
            let k = k % n.saturating_add(1).max(1);
            let interval = wilson(k, n, Level::new(level).unwrap()).unwrap().unwrap();
            let rate = k as f64 / n as f64;
            prop_assert!(interval.low <= rate + 1e-12 && rate <= interval.high + 1e-12);
            prop_assert!((0.0..=1.0).contains(&interval.low) && (0.0..=1.0).contains(&interval.high));
        }

        #[test]
        fn what_is_in_order_and_what_is_not_mirror_each_other(k in 0..500_u64, rest in 0..500_u64) {
            if k + rest > 0 {
                let (one, other) = (of(k, k + rest), of(rest, k + rest));
                prop_assert!((one.low + other.high - 1.0).abs() < 1e-12);
            }
        }

        #[test]
        fn more_seen_makes_the_interval_shorter(k in 0..200_u64, rest in 0..200_u64) {
            if k + rest > 0 {
                let (few, many) = (of(k, k + rest), of(10 * k, 10 * (k + rest)));
                prop_assert!(many.high - many.low < few.high - few.low);
            }
        }
    }
}
