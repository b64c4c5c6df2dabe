//! Paired testing: two testers, alike but for one trait, ask for the same. Not a comparison of two
//! independent groups.

use super::distribution::binomial;
use crate::domain::calculation::{Calculated, total};
use crate::domain::number::{Exact, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// Outcomes of paired tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairedTests {
    /// Tests in which the majority tester was favoured.
    pub majority_favoured: u64,
    /// Tests in which the minority tester was favoured.
    pub minority_favoured: u64,
    /// Tests in which both were treated alike.
    pub ties: u64,
    /// Tests of which one half is missing, by name.
    pub incomplete: Vec<String>,
}

/// What paired tests show.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedResult {
    /// Majority favoured of all tests, ties included. `None` for no tests.
    pub majority: Option<Share>,
    /// Minority favoured of all tests, ties included. `None` for no tests.
    pub minority: Option<Share>,
    /// Majority share minus minority share; 0.12 is 12 percentage points. `None` for no tests.
    pub net: Option<Exact>,
    /// How often chance alone would part the two as far, two-sided, from the tests in which one was
    /// favoured. `None` for no tests; 1 where nobody was favoured.
    pub p_value: Option<f64>,
    /// How it came about.
    pub working: Working,
}

/// Shares and the exact sign test. Refused, with their names, where pairs are incomplete. Source: HUD
/// paired testing, PD&R Edge 062813; McNemar 1947.
pub fn paired_result(tests: &PairedTests) -> Calculated<PairedResult> {
    if !tests.incomplete.is_empty() {
        let refusal = Refusal::new(RefusalCode::PairsIncomplete);
        return Err(refusal.with("pairs", tests.incomplete.join(", ")).into());
    }
    let (b, c) = (tests.majority_favoured, tests.minority_favoured);
    let n = total([b, c, tests.ties])?;
    let of_all = |count| Share::new(count, n, "all tests, ties included");
    let (majority, minority) = (of_all(b)?, of_all(c)?);
    let mut working = Working::new("paired.sign_test", 1)
        .cite("McNemar 1947; HUD paired testing")
        .given("majority tester favoured", b)
        .given("minority tester favoured", c)
        .given("treated alike", tests.ties);
    let (mut net, mut p_value) = (None, None);
    if let (Some(majority), Some(minority)) = (&majority, &minority) {
        let difference = majority.value.minus(minority.value)?;
        let p = sign_test(b, c);
        working = working
            .percent("majority favoured", &majority.value, Rounding::to(1))
            .percent("minority favoured", &minority.value, Rounding::to(1))
            .percent("net, in percentage points", &difference, Rounding::to(1))
            .float("p-value", p, 4);
        (net, p_value) = (Some(difference), Some(p));
    }
    let working = working.concludes(format!("{b} against {c} of {n}"));
    Ok(PairedResult {
        majority,
        minority,
        net,
        p_value,
        working,
    })
}

/// The exact sign test, two-sided: min(1, 2 P(X <= the smaller)) for a fair coin.
pub fn sign_test(one: u64, other: u64) -> f64 {
    let discordant = one.saturating_add(other);
    (2.0 * binomial(one.min(other), discordant, 0.5).up_to).min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::statistics::tests::close;

    fn tests(majority_favoured: u64, minority_favoured: u64, ties: u64) -> PairedTests {
        PairedTests {
            majority_favoured,
            minority_favoured,
            ties,
            incomplete: vec![],
        }
    }

    #[test]
    fn thirty_against_eighteen_of_a_hundred_are_a_net_of_12_points() {
        let result = paired_result(&tests(30, 18, 52)).unwrap();
        assert_eq!(result.majority.unwrap().percent(1), "30.0%");
        assert_eq!(result.minority.unwrap().percent(1), "18.0%");
        assert_eq!(Rounding::to(1).show_percent(&result.net.unwrap()), "12.0%");
        close(result.p_value.unwrap(), 0.111_402_891_061_018_75);
    }

    #[test]
    fn fifteen_against_five_have_a_p_value_of_0_0414() {
        close(sign_test(15, 5), 0.041_389_465_332_031_25);
    }

    #[test]
    fn eight_against_none_have_a_p_value_of_0_0078() {
        close(sign_test(8, 0), 0.007_812_5);
    }

    #[test]
    fn nobody_favoured_is_a_net_of_0_with_a_p_value_of_1() {
        let result = paired_result(&tests(0, 0, 40)).unwrap();
        assert_eq!((result.net, result.p_value), (Some(Exact::ZERO), Some(1.0)));
    }

    #[test]
    fn no_tests_show_nothing() {
        let result = paired_result(&tests(0, 0, 0)).unwrap();
        assert_eq!(
            (result.majority, result.net, result.p_value),
            (None, None, None)
        );
    }

    #[test]
    fn incomplete_pairs_are_listed_and_refused() {
        let torn = PairedTests {
            incomplete: vec!["7".into(), "12".into()],
            ..tests(1, 1, 1)
        };
        let error = paired_result(&torn).unwrap_err();
        assert_eq!(
            error.refusal().unwrap().to_string(),
            "PAIRS_INCOMPLETE: pairs 7, 12"
        );
    }

    proptest! {
        #[test]
        fn a_p_value_is_a_probability_and_has_no_sides(b in 0..2000_u64, c in 0..2000_u64) {
            let p = sign_test(b, c);
            prop_assert!((0.0..=1.0).contains(&p) && p == sign_test(c, b));
        }
    }
}
