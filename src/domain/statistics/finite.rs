//! What a finite list changes: the more of it was seen, the less is left to chance. Not for a list
//! whose length is unknown.

use super::wilson::limits;
use super::{Interval, IntervalMethod, Level};
use crate::domain::calculation::{Calculated, part_of};
use crate::domain::number::Exact;
use crate::domain::refusal::RefusalCode;

/// The effective sample size n / (1 − n/N). Refused for n = N, which is a census, and for n above N.
pub fn effective_size(n: u64, list: u64) -> Calculated<Exact> {
    part_of(n, "seen", list, "in the list")?;
    if n == list {
        return Err(RefusalCode::CensusNoInterval.into());
    }
    Ok(Exact::from(n)
        .times(Exact::from(list))?
        .over(Exact::from(list - n))?)
}

/// Wilson's interval of k in n from a list of N, with the effective size in the place of n. `None`
/// for n = 0. Refused as [`effective_size`], and for k above n.
pub fn wilson_finite(k: u64, n: u64, list: u64, level: Level) -> Calculated<Option<Interval>> {
    part_of(k, "in order", n, "seen")?;
    if n == 0 {
        return Ok(None);
    }
    let effective = effective_size(n, list)?.to_f64();
    Ok(Some(limits(
        k,
        n,
        effective,
        IntervalMethod::WilsonEffective,
        level,
    )))
}

/// The standard error of a rate: sqrt(p (1 − p) / n) with n or an effective n, above 0.
pub fn standard_error(rate: f64, n: f64) -> f64 {
    (rate * (1.0 - rate) / n).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::number::Rounding;
    use crate::domain::statistics::tests::close;
    use crate::domain::statistics::wilson::wilson;

    fn is(k: u64, n: u64, list: u64, low: f64, high: f64) {
        let interval = wilson_finite(k, n, list, Level::P95).unwrap().unwrap();
        close(interval.low, low);
        close(interval.high, high);
        assert_eq!(interval.method, IntervalMethod::WilsonEffective);
    }

    #[test]
    fn fifty_of_two_hundred_count_as_66_667() {
        let effective = effective_size(50, 200).unwrap();
        assert_eq!(Rounding::to(3).show(&effective), "66.667");
        is(
            20,
            50,
            200,
            0.290_969_068_322_217_1,
            0.519_927_431_319_892_2,
        );
        let uncorrected = wilson(20, 50, Level::P95).unwrap().unwrap();
        close(uncorrected.low, 0.276_083_897_302_565_4);
        close(uncorrected.high, 0.538_185_622_524_106_3);
        close(standard_error(0.4, effective.to_f64()), 0.06);
        close(standard_error(0.4, 50.0), 0.069_282_032_302_755_09);
    }

    #[test]
    fn sixty_of_six_hundred_as_the_verdicts_use_them() {
        is(
            52,
            60,
            600,
            0.764_867_794_421_475_6,
            0.928_511_706_890_790_3,
        );
        is(
            58,
            60,
            600,
            0.892_231_438_377_192_9,
            0.990_251_563_292_963_6,
        );
        is(
            30,
            60,
            600,
            0.383_292_568_562_937_53,
            0.616_707_431_437_062_4,
        );
    }

    #[test]
    fn a_census_has_no_interval() {
        let refused = wilson_finite(173, 256, 256, Level::P95).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CensusNoInterval));
    }

    #[test]
    fn more_seen_than_listed_is_refused_and_nothing_seen_has_no_interval() {
        let refused = wilson_finite(1, 5, 4, Level::P95).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
        assert_eq!(wilson_finite(0, 0, 4, Level::P95), Ok(None));
    }
}
