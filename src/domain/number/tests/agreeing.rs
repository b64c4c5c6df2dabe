//! Recomputed rates against published ones, the listed disagreements among them.

use crate::domain::number::{
    Agreement, Exact, Explanation, InputSide, LimitSide, NumberError, NumberStyle, PublishedNumber,
    Rounding, agreement, explain, parse_published,
};

fn read(text: &str) -> PublishedNumber {
    parse_published(text, NumberStyle::PointDecimal).unwrap()
}

fn explained(numerator: &str, denominator: &str, rate: &str) -> Explanation {
    explain(&read(numerator), &read(denominator), &read(rate)).unwrap()
}

fn at(decimals: u8, found: &Explanation) -> String {
    Rounding::to(decimals).show_percent(&found.recomputed)
}

#[test]
fn india_2017_to_2021_recovered_1_34_per_cent_as_published() {
    let found = explained("about 12.5 crore", "935 crore", "1.34%");
    assert_eq!(
        (at(2, &found).as_str(), found.agreement),
        ("1.34%", Agreement::Exact)
    );
    assert_eq!(at(3, &found), "1.337%");
}

#[test]
fn tamil_nadu_gives_0_84_not_0_85_and_input_rounding_explains_it() {
    let found = explained("2.07 crore", "245 crore", "0.85%");
    assert_eq!(
        (at(2, &found).as_str(), at(4, &found).as_str()),
        ("0.84%", "0.8449%")
    );
    assert_eq!(found.agreement, Agreement::WithinOneInLastPlace);
    assert!(found.agreement.is_listed());
    assert!(found.explained_by_input_rounding);
    assert!(!found.truncation_fits);
}

#[test]
fn andhra_gives_1_87_not_1_88_and_input_rounding_does_not_explain_it() {
    let found = explained("4.48 crore", "239.31 crore", "1.88%");
    assert_eq!(
        (at(2, &found).as_str(), at(4, &found).as_str()),
        ("1.87%", "1.8720%")
    );
    assert_eq!(found.agreement, Agreement::WithinOneInLastPlace);
    assert!(!found.explained_by_input_rounding);
    let most = found.reachable.high.unwrap().value;
    assert_eq!(Rounding::to(3).show_percent(&most), "1.874%");
}

#[test]
fn of_2022_23_truncation_fits_20_8() {
    let found = explained("18 crore", "86.2 crore", "20.8%");
    assert_eq!(
        (at(1, &found).as_str(), at(4, &found).as_str()),
        ("20.9%", "20.8817%")
    );
    assert_eq!(found.agreement, Agreement::WithinOneInLastPlace);
    assert!(found.truncation_fits);
}

#[test]
fn almost_42_of_544_fits_7_6_if_it_is_at_most_41_6() {
    let found = explained("almost 42m", "544m", "7.6%");
    assert_eq!(
        (at(1, &found).as_str(), at(4, &found).as_str()),
        ("7.7%", "7.7206%")
    );
    assert_eq!(found.agreement, Agreement::WithinOneInLastPlace);
    let [limit] = found.limits.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        (limit.input, limit.side),
        (InputSide::Numerator, LimitSide::AtMost)
    );
    assert_eq!(
        (limit.shown.as_str(), limit.limit),
        ("41.6", Exact::from_integer(41_600_000))
    );
}

#[test]
fn over_10_of_almost_301_fits_3_4_if_it_is_at_least_10_1() {
    let found = explained("over 10m", "almost 301m", "about 3.4%");
    assert_eq!(
        (at(1, &found).as_str(), at(4, &found).as_str()),
        ("3.3%", "3.3223%")
    );
    assert_eq!(found.agreement, Agreement::WithinOneInLastPlace);
    assert!(found.explained_by_input_rounding);
    let [limit] = found.limits.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        (limit.input, limit.side),
        (InputSide::Numerator, LimitSide::AtLeast)
    );
    assert_eq!(
        (limit.shown.as_str(), limit.limit),
        ("10.1", Exact::from_integer(10_100_000))
    );
}

#[test]
fn new_york_2016_and_2019_agree() {
    let found = explained("about 5.5m", "almost 188m", "nearly 3%");
    assert_eq!(
        (at(1, &found).as_str(), found.agreement),
        ("2.9%", Agreement::Exact)
    );
    assert!(found.limits.is_empty());
    let found = explained("almost 11.2m", "103.5m", "almost 11%");
    assert_eq!(
        (at(1, &found).as_str(), found.agreement),
        ("10.8%", Agreement::Exact)
    );
}

#[test]
fn the_published_precision_decides() {
    let share = Exact::ratio(26, 171).unwrap();
    assert_eq!(agreement(&share, &read("15%")).unwrap(), Agreement::Exact);
    assert_eq!(agreement(&share, &read("15.2%")).unwrap(), Agreement::Exact);
    assert_eq!(
        agreement(&share, &read("15.1%")).unwrap(),
        Agreement::WithinOneInLastPlace
    );
    assert_eq!(
        agreement(&share, &read("15.0%")).unwrap(),
        Agreement::Disagrees
    );
    let served = Exact::ratio(173, 256).unwrap();
    assert_eq!(agreement(&served, &read("68%")).unwrap(), Agreement::Exact);
}

#[test]
fn amounts_agree_in_the_unit_they_were_published_in() {
    let days = Exact::from_integer(6_430_570);
    assert_eq!(agreement(&days, &read("6.4m")).unwrap(), Agreement::Exact);
    assert_eq!(
        agreement(&days, &read("6.43 million")).unwrap(),
        Agreement::Exact
    );
    assert_eq!(
        agreement(&days, &read("6.6 million")).unwrap(),
        Agreement::Disagrees
    );
}

#[test]
fn under_reporting_of_79_per_cent_is_a_factor_of_1_79_only_if_it_is_of_the_reported_figure() {
    let under_reported = read("79%").as_share().unwrap();
    assert_eq!(Exact::ONE.plus(under_reported).unwrap().to_string(), "1.79");
}

#[test]
fn a_rate_of_nothing_has_no_explanation() {
    let (some, none, rate) = (read("5"), read("0"), read("3%"));
    assert_eq!(
        explain(&some, &none, &rate),
        Err(NumberError::DivisionByZero)
    );
    assert!(matches!(
        explain(&read("-5"), &some, &rate),
        Err(NumberError::OutOfRange { .. })
    ));
}
