//! Lot quality assurance: does a lot reach its target, with both risks named in words. Not a coverage
//! estimate of one lot.

use serde::{Deserialize, Serialize};

use super::distribution::{Tails, binomial, hypergeometric};
use crate::domain::calculation::{Calculated, part_of};
use crate::domain::number::{Exact, NumberError};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// Lists above this are taken for a mistake.
const LARGEST_LIST: u64 = 1_000_000_000_000;

/// What separates a good lot from a bad one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// A lot with this share in order, or less, is bad.
    pub low: Exact,
    /// A lot with this share in order, or more, is good.
    pub high: Exact,
    /// Units in the lot; `None` where it is not known or very large.
    pub list: Option<u64>,
}

/// How many to see, and how many in order are not enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotDesign {
    /// Units to see.
    pub n: u64,
    /// The lot reaches its target when more than this many are in order.
    pub d: u64,
}

/// What a lot is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotClass {
    /// More than d in order.
    ReachesTarget,
    /// d or fewer.
    DoesNotReachTarget,
}

/// Both risks of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Risks {
    /// The design.
    pub design: LotDesign,
    /// Risk of failing a provider that is just good.
    pub of_failing_a_good_one: f64,
    /// Risk of passing a provider that is just bad.
    pub of_passing_a_bad_one: f64,
    /// How it came about.
    pub working: Working,
}

/// Both risks of a design: hypergeometric where the list is known, else binomial. A just good lot has
/// the smallest whole number in order that is `high` or more, a just bad one the largest that is `low`
/// or less. Refused where more are to be seen than there are.
pub fn risks(thresholds: &Thresholds, design: LotDesign) -> Calculated<Risks> {
    check(thresholds)?;
    if let Some(list) = thresholds.list {
        part_of(design.n, "to be seen", list, "in the list")?;
    }
    let (good, bad) = both(thresholds, design)?;
    let list = thresholds
        .list
        .map_or("not known".to_owned(), |list| list.to_string());
    let working = Working::new("lqas.risks", 1)
        .given("in the list", list)
        .given("bad at or below", thresholds.low)
        .given("good at or above", thresholds.high)
        .given("to be seen", design.n)
        .given("passes above", design.d)
        .float("risk of failing a good one", good, 4)
        .float("risk of passing a bad one", bad, 4)
        .concludes(format!("n {}, d {}", design.n, design.d));
    Ok(Risks {
        design,
        of_failing_a_good_one: good,
        of_passing_a_bad_one: bad,
        working,
    })
}

fn both(thresholds: &Thresholds, design: LotDesign) -> Result<(f64, f64), NumberError> {
    let LotDesign { n, d } = design;
    let tails = |share: &Exact, marked: fn(&Exact) -> i128| -> Result<Tails, NumberError> {
        let Some(list) = thresholds.list else {
            return Ok(binomial(d, n, share.to_f64()));
        };
        let marked = marked(&share.times(Exact::from(list))?);
        let marked = u64::try_from(marked).map_err(|_| NumberError::Overflow)?;
        Ok(hypergeometric(d, list, marked, n))
    };
    Ok((
        tails(&thresholds.high, Exact::ceil)?.up_to,
        tails(&thresholds.low, Exact::floor)?.above,
    ))
}

fn check(thresholds: &Thresholds) -> Result<(), NumberError> {
    let Thresholds { low, high, list } = thresholds;
    if low.is_negative() || low >= high || *high > Exact::ONE {
        let (name, allowed) = (
            "the thresholds of a lot",
            "from 0 to 1, the lower one first",
        );
        return Err(NumberError::OutOfRange { name, allowed });
    }
    if list.is_some_and(|list| list > LARGEST_LIST) {
        let (name, allowed) = ("the size of a lot", "at most a million million");
        return Err(NumberError::OutOfRange { name, allowed });
    }
    Ok(())
}

/// The design with the fewest units to see, up to `largest_n`, that keeps both risks. `None` where
/// there is none.
pub fn smallest_design(
    thresholds: &Thresholds,
    most_failing_a_good_one: f64,
    most_passing_a_bad_one: f64,
    largest_n: u64,
) -> Calculated<Option<Risks>> {
    check(thresholds)?;
    let largest_n = thresholds
        .list
        .map_or(largest_n, |list| largest_n.min(list));
    // As n grows, so does the smallest d that passes few enough bad lots: it is never looked for twice.
    let mut d = 0;
    for n in 1..=largest_n {
        while d < n && both(thresholds, LotDesign { n, d })?.1 > most_passing_a_bad_one {
            d += 1;
        }
        let design = LotDesign { n, d };
        if d < n && both(thresholds, design)?.0 <= most_failing_a_good_one {
            return risks(thresholds, design).map(Some);
        }
    }
    Ok(None)
}

/// The class of a lot. Refused where more are in order than were to be seen.
pub fn classify(design: LotDesign, in_order: u64) -> Calculated<LotClass> {
    part_of(in_order, "in order", design.n, "seen")?;
    Ok(if in_order > design.d {
        LotClass::ReachesTarget
    } else {
        LotClass::DoesNotReachTarget
    })
}

/// The coverage of one lot from its class: always refused. Lots may be pooled and weighted.
pub fn coverage_of_one_lot() -> Refusal {
    Refusal::new(RefusalCode::ClassNotARate)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::statistics::tests::close;

    fn thresholds(low: &str, high: &str, list: Option<u64>) -> Thresholds {
        Thresholds {
            low: low.parse().unwrap(),
            high: high.parse().unwrap(),
            list,
        }
    }

    fn half_to_80(list: Option<u64>) -> Thresholds {
        thresholds("0.5", "0.8", list)
    }

    fn of(thresholds: &Thresholds, n: u64, d: u64) -> (f64, f64) {
        let risks = risks(thresholds, LotDesign { n, d }).unwrap();
        (risks.of_failing_a_good_one, risks.of_passing_a_bad_one)
    }

    #[test]
    fn nineteen_and_twelve_of_six_hundred_keep_both_risks() {
        let (good, bad) = of(&half_to_80(Some(600)), 19, 12);
        close(good, 0.064_461_936_597_706_09);
        close(bad, 0.080_142_487_773_712_94);
    }

    #[test]
    fn sixteen_and_ten_of_six_hundred_pass_too_many_bad_ones() {
        let (good, bad) = of(&half_to_80(Some(600)), 16, 10);
        close(good, 0.078_902_848_098_151_43);
        close(bad, 0.101_973_783_510_655_06);
    }

    #[test]
    fn without_a_list_the_risks_are_binomial() {
        let (good, bad) = of(&half_to_80(None), 19, 12);
        close(good, 0.067_600_065_897_116_47);
        close(bad, 0.083_534_240_722_656_25);
    }

    #[test]
    fn the_smallest_design_for_six_hundred_is_nineteen_and_twelve() {
        let found = smallest_design(&half_to_80(Some(600)), 0.1, 0.1, 100)
            .unwrap()
            .unwrap();
        assert_eq!(found.design, LotDesign { n: 19, d: 12 });
        assert_eq!(
            smallest_design(&half_to_80(Some(600)), 0.1, 0.1, 18),
            Ok(None)
        );
    }

    #[test]
    fn every_rule_of_the_table_for_nineteen_keeps_its_risks_below_a_tenth() {
        let row = [
            ("0.5", 7),
            ("0.6", 9),
            ("0.7", 11),
            ("0.8", 13),
            ("0.9", 15),
            ("0.95", 16),
        ];
        for (target, at_least) in row {
            let high: Exact = target.parse().unwrap();
            let low = high.minus("0.3".parse().unwrap()).unwrap();
            let (good, bad) = of(
                &Thresholds {
                    low,
                    high,
                    list: None,
                },
                19,
                at_least - 1,
            );
            assert!(good < 0.1 && bad < 0.1, "{target}: {good} {bad}");
        }
    }

    #[test]
    fn thirteen_of_nineteen_reach_the_target_and_twelve_do_not() {
        let design = LotDesign { n: 19, d: 12 };
        assert_eq!(classify(design, 13), Ok(LotClass::ReachesTarget));
        assert_eq!(classify(design, 12), Ok(LotClass::DoesNotReachTarget));
        assert_eq!(
            classify(design, 20).unwrap_err().code(),
            Some(RefusalCode::CountsContradict)
        );
    }

    #[test]
    fn a_class_is_not_a_rate() {
        assert_eq!(coverage_of_one_lot().code, RefusalCode::ClassNotARate);
    }

    #[test]
    fn seeing_more_than_there_are_is_refused_and_senseless_thresholds_are_errors() {
        let refused = risks(&half_to_80(Some(10)), LotDesign { n: 19, d: 12 }).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
        for (low, high) in [
            ("0.8", "0.5"),
            ("0.5", "0.5"),
            ("0.5", "1.1"),
            ("-0.1", "0.5"),
        ] {
            let wrong = thresholds(low, high, None);
            assert_eq!(
                risks(&wrong, LotDesign { n: 19, d: 12 })
                    .unwrap_err()
                    .code(),
                None
            );
        }
    }

    proptest! {
        #[test]
        fn a_stricter_rule_fails_more_good_ones_and_passes_fewer_bad_ones(d in 0..78_u64, more in 2..20_u64) {
            let n = d + more;
            let (lax, strict) = (of(&half_to_80(Some(100)), n, d), of(&half_to_80(Some(100)), n, d + 1));
            prop_assert!(strict.0 >= lax.0 - 1e-12 && strict.1 <= lax.1 + 1e-12);
        }

        #[test]
        fn the_search_finds_the_same_as_trying_everything(list in 20..300_u64, low in 2..6_i128) {
            let low = Exact::ratio(low, 10).unwrap();
            let high = low.plus(Exact::ratio(3, 10).unwrap()).unwrap();
            let thresholds = Thresholds { low, high, list: Some(list) };
            let found = smallest_design(&thresholds, 0.1, 0.1, 60).unwrap().map(|risks| risks.design);
            let designs = (1..=60.min(list)).flat_map(|n| (0..n).map(move |d| LotDesign { n, d }));
            let mut kept = designs.filter(|design| {
                let (good, bad) = of(&thresholds, design.n, design.d);
                good <= 0.1 && bad <= 0.1
            });
            prop_assert_eq!(found, kept.next());
        }
    }
}
