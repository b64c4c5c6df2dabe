//! Parts against a stated total. Not an adjustment: no part is edited to close a gap, and a residual
//! of 0 is shown as well.

use super::Calculated;
use crate::domain::number::{Exact, NumberError, PublishedNumber};
use crate::domain::refusal::RefusalCode;
use crate::domain::working::Working;

/// A figure with the tolerance that its own rounding brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The figure.
    pub value: Exact,
    /// Half a unit in its last place; 0 for an exact figure.
    pub half_unit: Exact,
}

impl Amount {
    /// A figure without tolerance: a count, an amount to the cent.
    pub const fn exact(value: Exact) -> Self {
        Self {
            value,
            half_unit: Exact::ZERO,
        }
    }

    /// A published figure, rounded to its last place.
    pub fn published(number: &PublishedNumber) -> Result<Self, NumberError> {
        let half_unit = number.last_place()?.over(Exact::from_integer(2))?;
        Ok(Self {
            value: number.value,
            half_unit,
        })
    }
}

/// A stated total and its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// Each part with its name.
    pub parts: Vec<(String, Amount)>,
    /// The total as stated.
    pub total: Amount,
    /// Are the parts declared to share nothing?
    pub disjoint: bool,
}

/// How a residual stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// 0.
    Exact,
    /// Not 0, and within half a unit of each figure.
    WithinTolerance,
    /// Beyond that.
    Off,
}

/// Parts reconciled with their total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciled {
    /// Sum of the parts.
    pub sum: Exact,
    /// Stated total minus sum; shown even where it is 0.
    pub residual: Exact,
    /// Half a unit of every part and of the total.
    pub tolerance: Exact,
    /// How the residual stands.
    pub matched: Match,
    /// How it came about.
    pub working: Working,
}

/// Reconciles parts with their total. Refused where the parts are not declared disjoint.
pub fn reconcile(parts: &Parts) -> Calculated<Reconciled> {
    if !parts.disjoint {
        return Err(RefusalCode::OverlappingCategories.into());
    }
    let sum = Exact::sum(parts.parts.iter().map(|(_, part)| &part.value))?;
    let residual = parts.total.value.minus(sum)?;
    let figures = parts
        .parts
        .iter()
        .map(|(_, part)| part)
        .chain([&parts.total]);
    let tolerance = Exact::sum(figures.map(|figure| &figure.half_unit))?;
    let matched = match residual.abs() {
        off if off.is_zero() => Match::Exact,
        off if off <= tolerance => Match::WithinTolerance,
        _ => Match::Off,
    };
    let mut working = Working::new("reconciliation.residual", 1);
    for (name, part) in &parts.parts {
        working = working.given(name.clone(), part.value);
    }
    let working = working
        .given("stated total", parts.total.value)
        .plain("sum of parts", sum)
        .plain("residual", residual)
        .plain("tolerance", tolerance)
        .concludes(residual);
    Ok(Reconciled {
        sum,
        residual,
        tolerance,
        matched,
        working,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::number::{NumberStyle, parse_published};

    fn counts(parts: &[i64], total: i64) -> Parts {
        let part = |value: &i64| {
            (
                value.to_string(),
                Amount::exact(Exact::from_integer(*value)),
            )
        };
        Parts {
            parts: parts.iter().map(part).collect(),
            total: Amount::exact(Exact::from_integer(total)),
            disjoint: true,
        }
    }

    fn leaves_nothing(parts: &[i64], total: i64) {
        let result = reconcile(&counts(parts, total)).unwrap();
        assert_eq!(
            (result.residual, result.matched),
            (Exact::ZERO, Match::Exact)
        );
        assert_eq!(result.working.result, "0");
    }

    #[test]
    fn child_development_council_adds_up_to_16699() {
        leaves_nothing(&[5_394, 3_609, 2_337, 2_309, 3_050], 16_699);
    }

    #[test]
    fn susan_e_wagner_adds_up_to_140902() {
        leaves_nothing(&[81_370, 39_709, 18_650, 1_173], 140_902);
    }

    #[test]
    fn rochester_childfirst_adds_up_to_13201() {
        leaves_nothing(&[7_042, 6_159], 13_201);
    }

    #[test]
    fn the_other_four_providers_add_up() {
        leaves_nothing(&[621_191, 33_864], 655_055);
        leaves_nothing(&[283_649, 12_348], 295_997);
        leaves_nothing(&[229_117, 188_877], 417_994);
        leaves_nothing(&[64_790, 70_384], 135_174);
    }

    #[test]
    fn the_condition_of_528_toilets_is_a_partition() {
        leaves_nothing(&[188, 149, 109, 82], 528);
    }

    #[test]
    fn published_sums_of_the_cases_add_up() {
        leaves_nothing(&[1_333_635, 648_650], 1_982_285);
        leaves_nothing(&[1_598_408, 1_475_002, 1_150_955], 4_224_365);
    }

    #[test]
    fn rounded_parts_match_within_half_a_unit_each() {
        let read = |text: &str| {
            Amount::published(&parse_published(text, NumberStyle::Free).unwrap()).unwrap()
        };
        let parts = Parts {
            parts: vec![("one".into(), read("1.4m")), ("other".into(), read("0.9m"))],
            total: read("2.4m"),
            disjoint: true,
        };
        let result = reconcile(&parts).unwrap();
        assert_eq!(result.residual, Exact::from_integer(100_000));
        assert_eq!(result.tolerance, Exact::from_integer(150_000));
        assert_eq!(result.matched, Match::WithinTolerance);
    }

    #[test]
    fn a_residual_beyond_the_tolerance_is_off() {
        let result = reconcile(&counts(&[1, 2], 4)).unwrap();
        assert_eq!((result.residual, result.matched), (Exact::ONE, Match::Off));
    }

    #[test]
    fn parts_that_may_overlap_are_refused() {
        let parts = Parts {
            disjoint: false,
            ..counts(&[138, 78], 528)
        };
        let refused = reconcile(&parts).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::OverlappingCategories));
    }

    proptest! {
        #[test]
        fn sum_and_residual_make_the_total(parts in prop::collection::vec(-1_000_000..1_000_000_i64, 0..20), total in -1_000_000..1_000_000_i64) {
            let result = reconcile(&counts(&parts, total)).unwrap();
            prop_assert_eq!(result.sum.plus(result.residual).unwrap(), Exact::from_integer(total));
        }
    }
}
