//! Tails and quantiles of four distributions. Not a library: just what this module needs, written so
//! that it gives the same digits everywhere.
//!
//! Tails of the binomial and the hypergeometric distribution are summed from the most likely value
//! outwards with the ratios of neighbouring terms, and divided by the sum of all: no factorials, no
//! logarithms. Student's t has closed sums for whole degrees of freedom (Abramowitz and Stegun 26.7.3
//! and 26.7.4). Quantiles are found by halving.

use libm::{atan2, erfc};

/// Terms smaller than this beside the largest add nothing.
const NEGLIGIBLE: f64 = 1e-30;
/// Halvings after which two neighbouring numbers of any size that matters are reached.
const HALVINGS: u32 = 200;

/// Probabilities on both sides of a count, each summed by itself so that small ones stay exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// P(X <= k).
    pub up_to: f64,
    /// P(X > k).
    pub above: f64,
}

/// Tails of the binomial distribution at `k` for `n` trials with probability `p` from 0 to 1.
pub fn binomial(k: u64, n: u64, p: f64) -> Tails {
    if p <= 0.0 || k >= n {
        return Tails {
            up_to: 1.0,
            above: 0.0,
        };
    }
    if p >= 1.0 {
        return Tails {
            up_to: 0.0,
            above: 1.0,
        };
    }
    let odds = p / (1.0 - p);
    let mode = (((n as f64) + 1.0) * p).floor().min(n as f64) as u64;
    let step = |x: u64| (n - x) as f64 / (x + 1) as f64 * odds;
    tails_from(mode, 0, n, k, step)
}

/// Tails of the hypergeometric distribution at `k`: `n` drawn without putting back from a list of
/// `size` of which `marked` count. `marked` and `n` are at most `size`, and `size` at most 2^62.
pub fn hypergeometric(k: u64, size: u64, marked: u64, n: u64) -> Tails {
    let lowest = (n + marked).saturating_sub(size);
    let highest = n.min(marked);
    if k >= highest {
        return Tails {
            up_to: 1.0,
            above: 0.0,
        };
    }
    if k < lowest {
        return Tails {
            up_to: 0.0,
            above: 1.0,
        };
    }
    let likely = (n as f64 + 1.0) * (marked as f64 + 1.0) / (size as f64 + 2.0);
    let mode = (likely.floor() as u64).clamp(lowest, highest);
    let step = |x: u64| {
        let (up, down) = ((marked - x) as f64 * (n - x) as f64, (x + 1) as f64);
        up / down / (size + x + 1 - marked - n) as f64
    };
    tails_from(mode, lowest, highest, k, step)
}

/// Sums terms from the mode outwards, the term of the mode being 1. `step(x)` is the term of x + 1
/// over that of x.
fn tails_from(mode: u64, lowest: u64, highest: u64, k: u64, step: impl Fn(u64) -> f64) -> Tails {
    let (mut up_to, mut above) = (0.0, 0.0);
    let mut add = |x: u64, term: f64| if x <= k { up_to += term } else { above += term };
    add(mode, 1.0);
    let mut term = 1.0;
    for x in mode..highest {
        term *= step(x);
        add(x + 1, term);
        if term < NEGLIGIBLE {
            break;
        }
    }
    term = 1.0;
    for x in (lowest..mode).rev() {
        term /= step(x);
        add(x, term);
        if term < NEGLIGIBLE {
            break;
        }
    }
    let all = up_to + above;
    Tails {
        up_to: up_to / all,
        above: above / all,
    }
}

/// The value that a standard normal variable stays below with probability `p`, from 0.5 up to 1.
pub fn normal_quantile(p: f64) -> f64 {
    let tail = 1.0 - p;
    where_it_falls_to(0.0, 40.0, |z| {
        erfc(z / std::f64::consts::SQRT_2) / 2.0 - tail
    })
}

/// The value that Student's t with `df` degrees of freedom, at least 1, stays below with probability
/// `p`, from 0.5 up to 1.
pub fn t_quantile(p: f64, df: u64) -> f64 {
    let excess = |t: f64| 2.0 * (1.0 - p) - (1.0 - t_within(t, df));
    let mut high = 2.0;
    while excess(high) < 0.0 && high < 1e12 {
        high *= 2.0;
    }
    where_it_falls_to(0.0, high, |t| -excess(t))
}

/// P(|T| <= t) for `t` from 0 and whole degrees of freedom.
fn t_within(t: f64, df: u64) -> f64 {
    let nu = df as f64;
    let (cos2, sin) = (nu / (nu + t * t), t / (nu + t * t).sqrt());
    let is_odd = df % 2 == 1;
    // Odd: cos, 2/3 cos^3, 2·4/(3·5) cos^5 ...; even: 1, 1/2 cos^2, 1·3/(2·4) cos^4 ...
    let mut term = if is_odd { cos2.sqrt() } else { 1.0 };
    let mut last = if is_odd { 1 } else { 0 };
    let mut sum = 0.0;
    while last + 2 <= df {
        sum += term;
        term *= cos2 * (last + 1) as f64 / (last + 2) as f64;
        last += 2;
        if term < NEGLIGIBLE {
            break;
        }
    }
    if is_odd {
        std::f64::consts::FRAC_2_PI * (atan2(t, nu.sqrt()) + sin * sum)
    } else {
        sin * sum
    }
}

/// Where a falling function crosses 0 between two points.
pub(super) fn where_it_falls_to(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    low + (high - low) / 2.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(computed: f64, expected: f64) {
        let off = (computed - expected).abs();
        assert!(
            off < 1e-12 * expected.abs().max(1.0),
            "{computed} is {off:e} off {expected}"
        );
    }

    #[test]
    fn normal_quantiles_to_full_precision() {
        near(normal_quantile(0.975), 1.959_963_984_540_054_3);
        near(normal_quantile(0.95), 1.644_853_626_951_472_6);
        near(normal_quantile(0.995), 2.575_829_303_548_901);
        near(normal_quantile(0.9), 1.281_551_565_544_600_6);
        near(normal_quantile(0.5), 0.0);
    }

    #[test]
    fn t_quantiles_to_full_precision() {
        near(t_quantile(0.975, 1), 12.706_204_736_174_705);
        near(t_quantile(0.975, 2), 4.302_652_729_749_464);
        near(t_quantile(0.975, 3), 3.182_446_305_283_709_5);
        near(t_quantile(0.95, 6), 1.943_180_280_515_303_1);
        near(t_quantile(0.9, 5), 1.475_884_048_824_481);
        near(t_quantile(0.995, 7), 3.499_483_297_350_494);
        near(t_quantile(0.975, 10), 2.228_138_851_986_275);
        near(t_quantile(0.95, 29), 1.699_127_026_533_498);
        near(t_quantile(0.975, 120), 1.979_930_405_082_441);
        near(t_quantile(0.975, 1001), 1.962_336_705_280_88);
    }

    #[test]
    fn many_degrees_of_freedom_are_nearly_normal() {
        assert!((t_quantile(0.975, 5_000_000) - 1.959_964).abs() < 2e-6);
    }

    #[test]
    fn binomial_tails_to_full_precision() {
        near(binomial(12, 19, 0.8).up_to, 0.067_600_065_897_116_47);
        near(binomial(12, 19, 0.5).above, 0.083_534_240_722_656_25);
        near(binomial(0, 8, 0.5).up_to, 0.003_906_25);
    }

    #[test]
    fn hypergeometric_tails_to_full_precision() {
        near(
            hypergeometric(12, 600, 480, 19).up_to,
            0.064_461_936_597_706_09,
        );
        near(
            hypergeometric(12, 600, 300, 19).above,
            0.080_142_487_773_712_94,
        );
        near(hypergeometric(1, 5, 3, 3).up_to, 0.3);
    }

    #[test]
    fn certain_outcomes_are_certain() {
        assert_eq!(
            binomial(3, 10, 0.0),
            Tails {
                up_to: 1.0,
                above: 0.0
            }
        );
        assert_eq!(
            binomial(3, 10, 1.0),
            Tails {
                up_to: 0.0,
                above: 1.0
            }
        );
        assert_eq!(
            binomial(10, 10, 0.3),
            Tails {
                up_to: 1.0,
                above: 0.0
            }
        );
        assert_eq!(
            hypergeometric(0, 10, 9, 5),
            Tails {
                up_to: 0.0,
                above: 1.0
            }
        );
        assert_eq!(
            hypergeometric(0, 10, 0, 5),
            Tails {
                up_to: 1.0,
                above: 0.0
            }
        );
    }

    #[test]
    fn large_counts_are_quick_and_stay_probabilities() {
        let tails = binomial(499_000, 1_000_000, 0.5);
        assert!((tails.up_to - 0.022_800).abs() < 1e-4);
        let tails = hypergeometric(5_000, 100_000_000, 50_000_000, 10_000);
        assert!((tails.up_to - 0.504).abs() < 1e-3);
    }

    proptest! {
        #[test]
        fn tails_add_up_to_one(n in 1..3000_u64, k in 0..3000_u64, p in 0.0..=1.0_f64) {
            let tails = binomial(k, n, p);
            prop_assert!((tails.up_to + tails.above - 1.0).abs() < 1e-12);
        }

        #[test]
        fn an_urn_and_its_complement_mirror_each_other(size in 1..500_u64, a in 0.0..=1.0_f64, b in 0.0..=1.0_f64, k in 0..500_u64) {
            let (marked, n) = ((a * size as f64) as u64, (b * size as f64) as u64);
            if k < n {
                let one = hypergeometric(k, size, marked, n);
                let other = hypergeometric(n - k - 1, size, size - marked, n);
                prop_assert!((one.up_to - other.above).abs() < 1e-11);
            }
        }
    }
}
