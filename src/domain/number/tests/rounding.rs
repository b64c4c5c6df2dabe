//! Rounding, and digits in groups.

use proptest::prelude::*;

use crate::domain::number::{Exact, Grouping, Mode, NumberError, Rounding, group};

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

#[test]
fn an_eighth_is_13_per_cent_or_12_5() {
    let eighth = Exact::ratio(1, 8).unwrap();
    assert_eq!(Rounding::to(0).show_percent(&eighth), "13%");
    assert_eq!(Rounding::to(1).show_percent(&eighth), "12.5%");
}

#[test]
fn each_mode_goes_its_way() {
    let table = [
        (Mode::HalfAwayFromZero, ["3", "-3", "3", "-4", "2"]),
        (Mode::HalfEven, ["2", "-2", "3", "-4", "2"]),
        (Mode::Up, ["3", "-3", "3", "-4", "3"]),
        (Mode::Down, ["2", "-2", "2", "-3", "2"]),
        (Mode::Ceil, ["3", "-2", "3", "-3", "3"]),
        (Mode::Floor, ["2", "-3", "2", "-4", "2"]),
    ];
    for (mode, expected) in table {
        let rounding = Rounding::new(0, mode);
        let shown = ["2.5", "-2.5", "2.6", "-3.6", "2.1"].map(|text| rounding.show(&exact(text)));
        assert_eq!(shown, expected, "{mode:?}");
    }
}

#[test]
fn shown_figures_are_padded_and_carry() {
    assert_eq!(Rounding::to(2).show(&exact("347188.9")), "347188.90");
    assert_eq!(Rounding::to(1).show(&exact("9.96")), "10.0");
    assert_eq!(Rounding::to(1).show(&exact("0.04")), "0.0");
    assert_eq!(Rounding::to(1).show(&exact("-0.04")), "0.0");
    assert_eq!(Rounding::to(1).show_percent(&Exact::ONE), "100.0%");
    assert_eq!(Rounding::to(1).show_percent(&exact("0.0004")), "0.0%");
}

#[test]
fn rounding_to_places_that_are_not_there_changes_nothing() {
    assert_eq!(
        Rounding::to(60).round(&exact("12.5")).unwrap(),
        exact("12.5")
    );
    let third = Exact::ratio(1, 3).unwrap();
    assert_eq!(Rounding::to(60).round(&third), Err(NumberError::Overflow));
    assert_eq!(
        Rounding::to(60).show(&third),
        format!("0.{}", "3".repeat(60))
    );
}

#[test]
fn a_rounding_is_stored_as_decimals_and_mode() {
    let json = serde_json::to_string(&Rounding::to(2)).unwrap();
    assert_eq!(json, r#"{"decimals":2,"mode":"half_away_from_zero"}"#);
    assert_eq!(
        serde_json::from_str::<Rounding>(r#"{"decimals":2}"#).unwrap(),
        Rounding::to(2)
    );
}

#[test]
fn long_numbers_are_grouped_either_way() {
    assert_eq!(group("615840", Grouping::Indian), "6,15,840");
    assert_eq!(group("9350000000", Grouping::Indian), "9,35,00,00,000");
    assert_eq!(group("-347188.90", Grouping::Western), "-347,188.90");
    assert_eq!(group("1234567", Grouping::Western), "1,234,567");
    assert_eq!(group("999", Grouping::Indian), "999");
    assert_eq!(group("1234.5%", Grouping::None), "1234.5%");
    assert_eq!(group("", Grouping::Western), "");
}

proptest! {
    #[test]
    fn showing_and_rounding_say_the_same(
        numerator: i64, denominator in 1_i64.., decimals in 0_u8..12, mode in any_mode(),
    ) {
        let value = Exact::ratio(numerator.into(), denominator.into()).unwrap();
        let rounding = Rounding::new(decimals, mode);
        let rounded = rounding.round(&value).unwrap();
        prop_assert_eq!(rounding.show(&value).parse::<Exact>().unwrap(), rounded);
        let unit = Exact::ratio(1, 10_i128.pow(decimals.into())).unwrap();
        prop_assert!(rounded.minus(value).unwrap().abs() < unit);
    }

    #[test]
    fn per_cent_is_a_hundred_times_the_number(numerator: i32, denominator in 1_i32.., decimals in 0_u8..9) {
        let value = Exact::ratio(numerator.into(), denominator.into()).unwrap();
        let hundredfold = value.times(Exact::HUNDRED).unwrap();
        let rounding = Rounding::to(decimals);
        prop_assert_eq!(rounding.show_percent(&value), format!("{}%", rounding.show(&hundredfold)));
    }

    #[test]
    fn any_number_can_be_shown(numerator in -i128::MAX..=i128::MAX, denominator in 1..=i128::MAX, decimals: u8) {
        let value = Exact::ratio(numerator, denominator).unwrap();
        let shown = Rounding::to(decimals).show(&value);
        prop_assert_eq!(shown.split_once('.').map_or(0, |(_, after)| after.len()), usize::from(decimals));
        let _ = Rounding::to(decimals).show_percent(&value);
    }
}

fn any_mode() -> impl Strategy<Value = Mode> {
    prop_oneof![
        Just(Mode::HalfAwayFromZero),
        Just(Mode::HalfEven),
        Just(Mode::Up),
        Just(Mode::Down),
        Just(Mode::Ceil),
        Just(Mode::Floor),
    ]
}
