//! Tests of rates and their intervals.

use proptest::prelude::*;

use super::*;
use crate::domain::statistics::tests::close;

fn sample(in_order: u64, seen: u64, list: Option<u64>, design: Design) -> RateSample {
    let units = "toilets seen".to_owned();
    RateSample {
        in_order,
        seen: Some(seen),
        list,
        design,
        design_effect: None,
        units,
    }
}

fn usual(sample: &RateSample) -> RateEstimate {
    estimate(sample, &RateRequest::default()).unwrap()
}

fn refused(sample: &RateSample) -> Option<RefusalCode> {
    let estimate = usual(sample);
    assert_eq!(estimate.interval.is_none(), estimate.no_interval.is_some());
    estimate.no_interval.map(|refusal| refusal.code)
}

#[test]
fn a_simple_random_sample_of_a_known_list_is_corrected() {
    let estimate = usual(&sample(20, 50, Some(200), Design::SimpleRandom));
    let interval = estimate.interval.unwrap();
    close(interval.low, 0.290_969_068_322_217_1);
    close(interval.high, 0.519_927_431_319_892_2);
    close(estimate.standard_error.unwrap(), 0.06);
    assert_eq!(estimate.correction, Correction::Applied);
    assert_eq!(estimate.working.result, "20 of 50, 29.1% to 52.0%");
}

#[test]
fn an_unknown_list_leaves_the_interval_uncorrected_and_says_so() {
    let estimate = usual(&sample(20, 50, None, Design::SimpleRandom));
    let interval = estimate.interval.unwrap();
    close(interval.low, 0.276_083_897_302_565_4);
    assert_eq!(interval.method, IntervalMethod::Wilson);
    assert_eq!(estimate.correction, Correction::ListUnknown);
}

#[test]
fn a_census_of_256_toilets_has_a_rate_and_no_interval() {
    let census = usual(&sample(173, 256, Some(256), Design::Census));
    assert_eq!(census.rate.unwrap().percent(1), "67.6%");
    assert_eq!(
        census.no_interval.unwrap().code,
        RefusalCode::CensusNoInterval
    );
    let all_seen = sample(173, 256, Some(256), Design::SimpleRandom);
    assert_eq!(refused(&all_seen), Some(RefusalCode::CensusNoInterval));
    let no_list = sample(173, 256, None, Design::Census);
    assert_eq!(refused(&no_list), Some(RefusalCode::CensusNoInterval));
}

#[test]
fn units_that_were_chosen_have_no_interval() {
    for design in [Design::Judgmental, Design::Convenience] {
        let chosen = sample(10, 20, Some(100), design);
        assert_eq!(refused(&chosen), Some(RefusalCode::NotProbabilitySample));
    }
}

#[test]
fn an_illustrative_interval_is_marked_as_such_and_not_corrected() {
    let chosen = sample(10, 20, Some(100), Design::Judgmental);
    let request = RateRequest {
        illustrative: true,
        ..RateRequest::default()
    };
    let estimate = estimate(&chosen, &request).unwrap();
    assert!(estimate.illustrative && estimate.interval.is_some());
    assert_eq!(estimate.correction, Correction::NotApplied);
    let drawn = sample(10, 20, Some(100), Design::SimpleRandom);
    assert!(!super::estimate(&drawn, &request).unwrap().illustrative);
}

#[test]
fn what_is_not_published_has_no_interval() {
    let unknown_way = sample(10, 20, None, Design::NotPublished);
    assert_eq!(refused(&unknown_way), Some(RefusalCode::SampleNotPublished));
    let unknown_size = RateSample {
        seen: None,
        ..sample(10, 20, None, Design::SimpleRandom)
    };
    let estimate = usual(&unknown_size);
    assert_eq!(
        estimate.no_interval.unwrap().code,
        RefusalCode::SampleNotPublished
    );
    assert_eq!(estimate.rate, None);
}

#[test]
fn clusters_need_a_design_effect() {
    let clustered = sample(20, 50, None, Design::Cluster);
    assert_eq!(
        refused(&clustered),
        Some(RefusalCode::ClusteredNoDesignEffect)
    );
    let known = RateSample {
        design_effect: Some(Exact::from_integer(2)),
        ..clustered
    };
    let estimate = usual(&known);
    close(estimate.standard_error.unwrap(), standard_error(0.4, 25.0));
    let senseless = RateSample {
        design_effect: Some(Exact::ZERO),
        ..known
    };
    assert!(super::estimate(&senseless, &RateRequest::default()).is_err());
}

#[test]
fn a_lot_has_a_class_and_no_interval() {
    let lot = sample(13, 19, Some(600), Design::Lqas);
    assert_eq!(refused(&lot), Some(RefusalCode::ClassNotARate));
}

#[test]
fn a_single_observation_gives_no_rate() {
    let one = usual(&sample(0, 1, None, Design::SimpleRandom));
    assert_eq!(one.rate, None);
    assert_eq!(
        one.no_interval.unwrap().code,
        RefusalCode::SingleObservation
    );
    let the_only_one = usual(&sample(1, 1, Some(1), Design::Census));
    assert!(the_only_one.rate.is_some());
}

#[test]
fn nothing_seen_has_neither_rate_nor_interval() {
    let nothing = usual(&sample(0, 0, Some(10), Design::SimpleRandom));
    assert_eq!((nothing.rate, nothing.interval), (None, None));
}

#[test]
fn counts_that_contradict_each_other_are_refused() {
    for (k, n, list) in [(3, 2, 10), (1, 11, 10)] {
        let wrong = sample(k, n, Some(list), Design::SimpleRandom);
        let error = estimate(&wrong, &RateRequest::default()).unwrap_err();
        assert_eq!(error.code(), Some(RefusalCode::CountsContradict));
    }
}

#[test]
fn the_exact_interval_is_never_corrected() {
    let request = RateRequest {
        method: RateMethod::ClopperPearson,
        ..RateRequest::default()
    };
    let estimate = estimate(&sample(7, 50, Some(200), Design::SimpleRandom), &request).unwrap();
    close(estimate.interval.unwrap().low, 0.058_191_700_340_372_084);
    assert_eq!(estimate.correction, Correction::NotApplied);
}

#[test]
fn samples_of_sixty_from_six_hundred_against_80_per_cent() {
    let against = |k| {
        let estimate = usual(&sample(k, 60, Some(600), Design::SimpleRandom));
        let target = Exact::ratio(8, 10).unwrap();
        estimate
            .interval
            .unwrap()
            .against(Comparator::AtLeast, &target)
    };
    assert_eq!(against(52), WholeInterval::Straddles);
    assert_eq!(against(58), WholeInterval::Meets);
    assert_eq!(against(30), WholeInterval::Misses);
}

fn decide(k: u64, n: u64, list: Option<u64>) -> Option<u64> {
    let target = Exact::ratio(8, 10).unwrap();
    seen_that_would_decide(k, n, list, Comparator::AtLeast, &target, Level::P95)
}

#[test]
fn the_number_that_would_decide_is_the_smallest_one() {
    let enough = decide(52, 60, Some(600)).unwrap();
    let effective = |n: u64| n as f64 / (1.0 - n as f64 / 600.0);
    let low = |n| {
        limits(
            52,
            60,
            effective(n),
            IntervalMethod::WilsonEffective,
            Level::P95,
        )
        .low
    };
    assert!(low(enough) >= 0.8 && low(enough - 1) < 0.8, "{enough}");
    assert_eq!(decide(58, 60, Some(600)), Some(60));
    assert_eq!(decide(48, 60, None), None);
    assert_eq!(decide(0, 0, None), None);
}

proptest! {
    #[test]
    fn no_sample_makes_the_estimate_panic(k: u64, n: Option<u64>, list: Option<u64>, design in any_design(), illustrative: bool) {
        let sample = RateSample { seen: n, ..sample(k, 0, list, design) };
        let request = RateRequest { illustrative, ..RateRequest::default() };
        let _ = estimate(&sample, &request);
    }

    #[test]
    fn an_interval_holds_its_rate(k in 0..300_u64, rest in 0..300_u64, unseen in 0..300_u64) {
        let n = k + rest;
        let result = usual(&sample(k, n, Some(n + unseen), Design::SimpleRandom));
        if let (Some(interval), Some(rate)) = (result.interval, result.rate) {
            let rate = rate.value.to_f64();
            prop_assert!(interval.low <= rate + 1e-12 && rate <= interval.high + 1e-12);
        }
    }
}

fn any_design() -> impl Strategy<Value = Design> {
    prop_oneof![
        Just(Design::Census),
        Just(Design::SimpleRandom),
        Just(Design::Systematic),
        Just(Design::Stratified),
        Just(Design::Cluster),
        Just(Design::Lqas),
        Just(Design::Judgmental),
        Just(Design::Convenience),
        Just(Design::NotPublished),
    ]
}
