//! Figures as people and papers write them.

use proptest::prelude::*;

use crate::domain::number::{
    Exact, Grouping, Multiplier, NumberStyle, PublishedNumber, Qualifier, ReadingError, Rounding,
    TrueValue, group, parse_published,
};
use crate::domain::refusal::RefusalCode;

fn free(text: &str) -> PublishedNumber {
    parse_published(text, NumberStyle::Free).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn fails(text: &str) -> ReadingError {
    parse_published(text, NumberStyle::Free).unwrap_err()
}

fn value(text: &str) -> String {
    free(text).value.to_string()
}

#[test]
fn indian_and_western_grouping_are_told_apart_by_position() {
    assert_eq!(value("6,15,840"), "615840");
    assert_eq!(value("615,840"), "615840");
    assert_eq!(value("1,234,567"), "1234567");
    assert_eq!(value("12,34,567.50"), "1234567.5");
    assert_eq!(value("1,234"), "1234");
    assert_eq!(value("126 000 000"), "126000000");
}

#[test]
fn crore_and_lakh_multiply() {
    assert_eq!(value("935 crore"), "9350000000");
    assert_eq!(value("2.07 crore"), "20700000");
    assert_eq!(value("1.5 lakh crore"), "1500000000000");
    assert_eq!(value("3 lakh"), "300000");
    assert_eq!(value("2.5bn"), "2500000000");
}

#[test]
fn a_point_before_three_digits_is_refused_in_free_text_and_read_in_a_case_file() {
    for text in ["1.234", "12.345", "123.456 million", "about 1.234%"] {
        let error = fails(text);
        assert!(matches!(error, ReadingError::Ambiguous { .. }), "{text}");
        assert_eq!(error.refusal().unwrap().code, RefusalCode::AmbiguousNumber);
    }
    let read = parse_published("1.234", NumberStyle::PointDecimal).unwrap();
    assert_eq!(
        (read.value.to_string().as_str(), read.decimals),
        ("1.234", 3)
    );
}

#[test]
fn a_point_that_has_one_reading_only_is_read() {
    assert_eq!(value("0.845"), "0.845");
    assert_eq!(value("1234.567"), "1234.567");
    assert_eq!(value("1,234.567"), "1234.567");
    assert_eq!(value("1.23"), "1.23");
    assert_eq!(value(".5%"), "0.5");
}

#[test]
fn separators_in_the_wrong_place_are_refused_with_what_to_do() {
    for text in ["1,5", "12,34", "0,123", "1.234,56", "1234,567"] {
        assert!(
            matches!(fails(text), ReadingError::DecimalComma { .. }),
            "{text}"
        );
    }
    for text in [
        "1.234.567",
        "1,2,3",
        "1,23,4567",
        "12,345,67",
        "1,234 567",
        "1,,234",
        "1,23.4",
    ] {
        assert!(
            matches!(fails(text), ReadingError::MisplacedGrouping { .. }),
            "{text}"
        );
    }
    assert!(fails("12,34").to_string().ends_with("write a point"));
}

#[test]
fn hedges_unit_word_and_precision_survive() {
    let meals = free("almost 3.8m");
    assert_eq!(meals.text, "almost 3.8m");
    assert_eq!(
        (meals.qualifier, meals.multiplier, meals.decimals),
        (Qualifier::Almost, Multiplier::Million, 1)
    );
    assert_eq!(meals.value, Exact::from_integer(3_800_000));
    assert_eq!(meals.last_place().unwrap(), Exact::from_integer(100_000));
    let paid = free("More than 126 million");
    assert_eq!(
        (paid.qualifier, paid.value),
        (Qualifier::MoreThan, Exact::from_integer(126_000_000))
    );
    assert_eq!(free("up to 3,000").qualifier, Qualifier::UpTo);
    assert_eq!(free("fewer than 600").qualifier, Qualifier::FewerThan);
    assert_eq!(free("not more than 5").qualifier, Qualifier::AtMost);
    assert_eq!(free("−18%").value, Exact::from_integer(-18));
}

#[test]
fn an_estimate_may_carry_a_second_hedge_and_both_survive() {
    let second_meal = free("an estimated more than 780,000");
    assert_eq!(second_meal.qualifier, Qualifier::MoreThan);
    assert!(second_meal.estimated);
    assert_eq!(free("estimated 780,000").qualifier, Qualifier::Estimated);
    assert!(matches!(
        fails("about over 5"),
        ReadingError::UnknownWord { .. }
    ));
}

#[test]
fn per_cent_is_kept_as_written_and_known_as_a_share() {
    let rate = free("nearly 3%");
    assert!(rate.percent);
    assert_eq!((rate.value, rate.decimals), (Exact::from_integer(3), 0));
    assert_eq!(rate.as_share().unwrap().to_string(), "0.03");
    assert!(free("15 per cent").percent);
}

#[test]
fn what_is_not_a_number_is_refused() {
    for text in ["", "  ", "a third", "several", "about", "-", "crore"] {
        let error = fails(text);
        let said = matches!(
            error,
            ReadingError::NoDigits { .. } | ReadingError::UnknownWord { .. }
        );
        assert!(said, "{text}: {error}");
    }
    for text in [
        "$42",
        "5 apples",
        "5 million %",
        "12.",
        "1-2",
        "12 345 m2",
        "1/3",
    ] {
        assert!(
            matches!(fails(text), ReadingError::UnknownWord { .. }),
            "{text}"
        );
    }
    let long = "9".repeat(60);
    assert!(matches!(fails(&long), ReadingError::Number(_)));
}

#[test]
fn each_qualifier_says_on_which_side_the_truth_lies() {
    let sides = Qualifier::ALL.map(Qualifier::true_value);
    assert_eq!(
        sides
            .iter()
            .filter(|side| **side == TrueValue::AtFigure)
            .count(),
        1
    );
    assert!(
        free("fewer than 600")
            .span()
            .unwrap()
            .contains(&Exact::from_integer(598))
    );
    assert!(
        !free("fewer than 600")
            .span()
            .unwrap()
            .contains(&Exact::from_integer(600))
    );
    assert!(
        free("almost 42")
            .span()
            .unwrap()
            .contains(&"41.6".parse().unwrap())
    );
    assert!(
        !free("almost 42")
            .span()
            .unwrap()
            .contains(&"41.4".parse().unwrap())
    );
    assert!(
        free("over 10")
            .span()
            .unwrap()
            .contains(&"10.1".parse().unwrap())
    );
    assert!(
        free("up to 3,000")
            .span()
            .unwrap()
            .contains(&Exact::from_integer(3000))
    );
    assert!(
        !free("at least 5")
            .span()
            .unwrap()
            .contains(&"4.9".parse().unwrap())
    );
}

#[test]
fn a_published_number_is_stored_with_its_words() {
    let number = free("about 12.5 crore");
    let json = serde_json::to_string(&number).unwrap();
    assert!(
        json.contains(r#""value":"125000000","qualifier":"about""#),
        "{json}"
    );
    assert_eq!(
        serde_json::from_str::<PublishedNumber>(&json).unwrap(),
        number
    );
}

proptest! {
    #[test]
    fn a_grouped_number_reads_back(number: i64, grouping in any_grouping()) {
        let text = group(&number.to_string(), grouping);
        prop_assert_eq!(free(&text).value, Exact::from_integer(number));
    }

    #[test]
    fn a_grouped_decimal_reads_back_from_a_case_file(scaled: i32, decimals in 0_u8..6, grouping in any_grouping()) {
        let number = Exact::ratio(scaled.into(), 10_i128.pow(decimals.into())).unwrap();
        let text = group(&Rounding::to(decimals).show(&number), grouping);
        let read = parse_published(&text, NumberStyle::PointDecimal).unwrap();
        prop_assert_eq!((read.value, read.decimals), (number, decimals));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,30}") {
        let _ = parse_published(&text, NumberStyle::Free);
        let _ = parse_published(&text, NumberStyle::PointDecimal);
    }

    #[test]
    fn no_text_that_looks_like_a_number_makes_the_reader_panic(text in "(about |over |~)?[-−]?[0-9,. ]{0,12}(%| ?m| crore)?") {
        if let Ok(read) = parse_published(&text, NumberStyle::Free) {
            prop_assert!(read.span().is_ok());
        }
    }

    #[test]
    fn grouping_never_panics(text in "\\PC{0,30}", grouping in any_grouping()) {
        let grouped = group(&text, grouping);
        prop_assert_eq!(grouped.replace(',', ""), text.replace(',', ""));
    }
}

fn any_grouping() -> impl Strategy<Value = Grouping> {
    prop_oneof![
        Just(Grouping::None),
        Just(Grouping::Western),
        Just(Grouping::Indian)
    ]
}
