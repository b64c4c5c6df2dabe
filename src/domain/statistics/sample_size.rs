//! How many units to see, after Krejcie and Morgan. Not a power calculation, and not for clusters.

use crate::domain::calculation::Calculated;
use crate::domain::number::{Exact, Mode, NumberError, Rounding};
use crate::domain::refusal::RefusalCode;
use crate::domain::working::Working;

/// The assumptions behind a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumptions {
    /// Chi-squared for one degree of freedom at the level: 3.841 for 95%.
    pub chi_squared: Exact,
    /// The share that is expected: one half asks for the most.
    pub proportion: Exact,
    /// The margin on either side: 0.05 is five percentage points.
    pub margin: Exact,
    /// `HalfAwayFromZero` as in the published table; `Ceil` guarantees the margin.
    pub mode: Mode,
}

impl Assumptions {
    /// Those of the published table, rounded to the nearest.
    pub fn published() -> Result<Self, NumberError> {
        Ok(Self {
            chi_squared: Exact::ratio(3841, 1000)?,
            proportion: Exact::ratio(1, 2)?,
            margin: Exact::ratio(1, 20)?,
            mode: Mode::HalfAwayFromZero,
        })
    }

    /// The same, rounded up so that the margin is guaranteed.
    pub fn rounded_up() -> Result<Self, NumberError> {
        Ok(Self {
            mode: Mode::Ceil,
            ..Self::published()?
        })
    }
}

/// A sample size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleSize {
    /// Before rounding.
    pub exact: Exact,
    /// Units to see; at least 1, at most all.
    pub size: u64,
    /// How it came about.
    pub working: Working,
}

/// The sample size for a list of N. Refused for an empty list. Source: Krejcie and Morgan 1970.
pub fn sample_size(list: u64, assumptions: &Assumptions) -> Calculated<SampleSize> {
    if list == 0 {
        return Err(RefusalCode::NothingToSample.into());
    }
    let Assumptions {
        chi_squared,
        proportion,
        margin,
        mode,
    } = *assumptions;
    check(assumptions)?;
    let spread = chi_squared
        .times(proportion)?
        .times(Exact::ONE.minus(proportion)?)?;
    let others = Exact::from(list - 1);
    let below = margin.times(margin)?.times(others)?.plus(spread)?;
    let exact = spread.times(Exact::from(list))?.over(below)?;
    let rounding = Rounding::new(0, mode);
    let rounded = rounding.round(&exact)?.floor();
    let size = u64::try_from(rounded)
        .map_err(|_| NumberError::Overflow)?
        .clamp(1, list);
    let working = Working::new("sample_size.krejcie_morgan", 1)
        .cite("Krejcie and Morgan 1970")
        .given("units in the list", list)
        .given("chi-squared", chi_squared)
        .given("expected share", proportion)
        .given("margin", margin)
        .step("units to see", &exact, rounding)
        .concludes(size);
    Ok(SampleSize {
        exact,
        size,
        working,
    })
}

fn check(assumptions: &Assumptions) -> Result<(), NumberError> {
    let inside = |value: &Exact| value.is_positive() && *value < Exact::ONE;
    if !inside(&assumptions.proportion) || !inside(&assumptions.margin) {
        let (name, allowed) = ("a share or a margin", "between 0 and 1");
        return Err(NumberError::OutOfRange { name, allowed });
    }
    if !assumptions.chi_squared.is_positive() {
        return Err(NumberError::OutOfRange {
            name: "chi-squared",
            allowed: "above 0",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LISTS: [u64; 14] = [
        10, 15, 20, 50, 100, 230, 240, 250, 500, 1200, 1300, 1400, 1500, 9000,
    ];

    fn sizes(assumptions: Assumptions) -> [u64; 14] {
        LISTS.map(|list| sample_size(list, &assumptions).unwrap().size)
    }

    #[test]
    fn the_published_table_rounds_to_the_nearest() {
        let published = [
            10, 14, 19, 44, 80, 144, 148, 152, 217, 291, 297, 302, 306, 368,
        ];
        assert_eq!(sizes(Assumptions::published().unwrap()), published);
    }

    #[test]
    fn rounding_up_guarantees_the_margin() {
        let guaranteed = [
            10, 15, 20, 45, 80, 145, 148, 152, 218, 292, 297, 302, 306, 369,
        ];
        assert_eq!(sizes(Assumptions::rounded_up().unwrap()), guaranteed);
    }

    #[test]
    fn sizes_before_rounding_are_exact() {
        let exact = |list| {
            let size = sample_size(list, &Assumptions::published().unwrap()).unwrap();
            Rounding::to(4).show(&size.exact)
        };
        assert_eq!(
            (exact(230), exact(500)),
            ("144.0923".into(), "217.4725".into())
        );
    }

    #[test]
    fn of_one_unit_one_is_seen_and_of_none_the_question_is_refused() {
        let assumptions = Assumptions::published().unwrap();
        assert_eq!(sample_size(1, &assumptions).unwrap().size, 1);
        let refused = sample_size(0, &assumptions).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::NothingToSample));
    }

    #[test]
    fn the_rounding_mode_is_stored_with_the_size() {
        let size = sample_size(9000, &Assumptions::rounded_up().unwrap()).unwrap();
        assert_eq!(
            size.working.steps[0].rounding,
            Some(Rounding::new(0, Mode::Ceil))
        );
    }

    #[test]
    fn assumptions_that_make_no_sense_are_errors() {
        let published = Assumptions::published().unwrap();
        for wrong in [
            Assumptions {
                proportion: Exact::ONE,
                ..published
            },
            Assumptions {
                margin: Exact::ZERO,
                ..published
            },
            Assumptions {
                chi_squared: Exact::ZERO,
                ..published
            },
        ] {
            assert!(sample_size(100, &wrong).is_err());
        }
    }

    proptest! {
        #[test]
        fn a_size_is_never_more_than_the_list(list in 1_u64..) {
            let size = sample_size(list, &Assumptions::rounded_up().unwrap()).unwrap().size;
            prop_assert!(size >= 1 && size <= list && size <= 385);
        }
    }
}
