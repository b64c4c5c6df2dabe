//! Exact fractions, stored numbers and shares.

use proptest::prelude::*;

use crate::domain::number::{Exact, Fixed, NumberError, Share};

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

#[test]
fn a_third_three_times_is_one() {
    let third = Exact::ratio(1, 3).unwrap();
    assert_eq!(third.plus(third).unwrap().plus(third).unwrap(), Exact::ONE);
    assert_eq!(third.times(Exact::from_integer(3)).unwrap(), Exact::ONE);
}

#[test]
fn a_finite_decimal_is_written_as_one_and_anything_else_as_a_fraction() {
    assert_eq!(Exact::ratio(25, 2).unwrap().to_string(), "12.5");
    assert_eq!(Exact::ratio(-1, 8).unwrap().to_string(), "-0.125");
    assert_eq!(Exact::ratio(14, 6).unwrap().to_string(), "7/3");
    assert_eq!(Exact::ratio(1, 1 << 20).unwrap().to_string(), "1/1048576");
    assert_eq!(Exact::ZERO.to_string(), "0");
}

#[test]
fn division_by_zero_is_said_not_done() {
    assert_eq!(
        Exact::ONE.over(Exact::ZERO),
        Err(NumberError::DivisionByZero)
    );
    assert_eq!(Exact::ratio(1, 0), Err(NumberError::DivisionByZero));
}

#[test]
fn what_cannot_be_held_is_an_overflow() {
    let largest = Exact::ratio(i128::MAX, 1).unwrap();
    assert_eq!(largest.plus(Exact::ONE), Err(NumberError::Overflow));
    assert_eq!((-largest).minus(Exact::ONE), Err(NumberError::Overflow));
    assert_eq!(largest.times(largest), Err(NumberError::Overflow));
    assert_eq!(Exact::ratio(i128::MIN, 1), Err(NumberError::Overflow));
    let two_to_126 = Exact::ratio(-(1 << 126), 1).unwrap();
    assert_eq!(
        two_to_126.over(Exact::ratio(-1, 2).unwrap()),
        Err(NumberError::Overflow)
    );
    assert_eq!(
        two_to_126.over(Exact::ratio(1, 2).unwrap()),
        Err(NumberError::Overflow)
    );
}

#[test]
fn the_largest_fractions_still_compare() {
    let high = Exact::ratio(i128::MAX, i128::MAX - 1).unwrap();
    let low = Exact::ratio(i128::MAX - 1, i128::MAX).unwrap();
    assert!(low < Exact::ONE && Exact::ONE < high && -high < -low);
}

#[test]
fn ceiling_and_floor_of_published_thresholds() {
    let tenth = Exact::ratio(1, 10)
        .unwrap()
        .times(Exact::from_integer(4199))
        .unwrap();
    assert_eq!(tenth.ceil(), 420);
    let third = Exact::from_integer(1841)
        .over(Exact::from_integer(3))
        .unwrap();
    assert_eq!(third.floor(), 613);
    assert_eq!((exact("-0.5").floor(), exact("-0.5").ceil()), (-1, 0));
}

#[test]
fn a_stored_number_has_four_decimals_and_says_when_it_needs_more() {
    assert_eq!("12.5".parse::<Fixed>().unwrap().scaled(), 125_000);
    assert_eq!("-0.0001".parse::<Fixed>().unwrap().scaled(), -1);
    assert_eq!(
        "1.00001".parse::<Fixed>(),
        Err(NumberError::TooManyDecimals { found: 5, most: 4 })
    );
    assert_eq!(
        "922337203685477.5808".parse::<Fixed>(),
        Err(NumberError::BeyondStorage)
    );
    assert_eq!(
        "-922337203685477.5808".parse::<Fixed>().unwrap().scaled(),
        i64::MIN
    );
    for text in ["", "-", ".5", "5.", "1,000", "1e3", "--1", "+1", "１"] {
        assert!(
            matches!(text.parse::<Fixed>(), Err(NumberError::NotANumber { .. })),
            "{text}"
        );
    }
}

#[test]
fn stored_sums_that_do_not_fit_are_refused() {
    let largest = Fixed::from_scaled(i64::MAX);
    assert_eq!(
        largest.plus(Fixed::from_scaled(1)),
        Err(NumberError::BeyondStorage)
    );
    assert_eq!(
        Fixed::from_scaled(i64::MIN).minus(Fixed::from_scaled(1)),
        Err(NumberError::BeyondStorage)
    );
    assert_eq!(largest.times(2), Err(NumberError::BeyondStorage));
    assert_eq!(
        Fixed::from_integer(i64::MAX),
        Err(NumberError::BeyondStorage)
    );
}

#[test]
fn an_exact_number_is_stored_only_without_loss() {
    assert_eq!(
        Fixed::from_exact(&exact("42.82")).unwrap().to_string(),
        "42.82"
    );
    let third = Exact::ratio(1, 3).unwrap();
    assert!(matches!(
        Fixed::from_exact(&third),
        Err(NumberError::TooManyDecimals { .. })
    ));
    let five = NumberError::TooManyDecimals { found: 5, most: 4 };
    assert_eq!(Fixed::from_exact(&exact("0.00001")), Err(five));
}

#[test]
fn numbers_are_text_in_json() {
    let json = serde_json::to_string(&(exact("7/3"), Fixed::from_scaled(125_000))).unwrap();
    assert_eq!(json, r#"["7/3","12.5"]"#);
    let (ratio, stored): (Exact, Fixed) = serde_json::from_str(&json).unwrap();
    assert_eq!((ratio, stored.scaled()), (exact("7/3"), 125_000));
}

#[test]
fn a_share_of_nothing_is_undefined_and_any_other_names_its_base() {
    assert_eq!(Share::new(5_u64, 0_u64, "promised").unwrap(), None);
    let share = Share::new(90_u64, 346_u64, "promised").unwrap().unwrap();
    assert_eq!(
        (share.percent(1).as_str(), share.of.as_str()),
        ("26.0%", "promised")
    );
}

fn any_exact() -> impl Strategy<Value = Exact> {
    (-i128::MAX..=i128::MAX, 1..=i128::MAX).prop_map(|(n, d)| Exact::ratio(n, d).unwrap())
}

fn small() -> impl Strategy<Value = Exact> {
    (any::<i32>(), 1..=i32::MAX).prop_map(|(n, d)| Exact::ratio(n.into(), d.into()).unwrap())
}

proptest! {
    #[test]
    fn every_stored_number_reads_back(scaled: i64) {
        let fixed = Fixed::from_scaled(scaled);
        prop_assert_eq!(fixed.to_string().parse::<Fixed>().unwrap(), fixed);
        prop_assert_eq!(Fixed::from_exact(&fixed.to_exact()).unwrap(), fixed);
    }

    #[test]
    fn every_exact_number_reads_back(value in any_exact()) {
        prop_assert_eq!(value.to_string().parse::<Exact>().unwrap(), value);
    }

    #[test]
    fn a_decimal_of_any_size_reads_back(numerator in -i128::MAX..=i128::MAX, places in 0_u32..18) {
        let value = Exact::ratio(numerator, 10_i128.pow(places)).unwrap();
        prop_assert_eq!(value.to_string().parse::<Exact>().unwrap(), value);
    }

    #[test]
    fn no_operation_on_any_two_numbers_panics(a in any_exact(), b in any_exact()) {
        let _ = (a.plus(b), a.minus(b), a.times(b), a.over(b), a.cmp(&b));
        let _ = (a.floor(), a.ceil(), a.to_f64(), a.abs(), -a);
        prop_assert!(a.floor() <= a.ceil());
    }

    #[test]
    fn subtraction_undoes_addition_and_division_multiplication(a in small(), b in small()) {
        prop_assert_eq!(a.plus(b).unwrap().minus(b).unwrap(), a);
        if !b.is_zero() {
            prop_assert_eq!(a.times(b).unwrap().over(b).unwrap(), a);
        }
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,40}") {
        let _ = (text.parse::<Exact>(), text.parse::<Fixed>());
    }
}
