//! Delivery rate and shortfall at one site, and over several sites without setting them off. Not a
//! verdict: that is decided elsewhere, from these figures.

use super::{Calculated, CalculationError};
use crate::domain::number::{Exact, NumberError, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// What independent observation says about a quantity. Unknown is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// So many.
    Counted(Exact),
    /// There are claims, and nobody independent counted.
    OnlyClaimed,
    /// Nobody looked.
    NotObserved,
}

/// One promise of a quantity at one site in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// How many were promised; 0 or more.
    pub promised: Exact,
    /// What the promise counts.
    pub promised_unit: String,
    /// How many were found.
    pub found: Found,
    /// What was counted.
    pub found_unit: String,
}

/// How far a quantity was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// As promised.
    pub promised: Exact,
    /// As found.
    pub found: Exact,
    /// Found of promised; may exceed one. `None` where nothing was promised.
    pub rate: Option<Share>,
    /// What is missing; 0 where nothing is.
    pub shortfall: Exact,
    /// Missing of promised. `None` where nothing was promised.
    pub shortfall_share: Option<Share>,
    /// What is there beyond the promise.
    pub surplus: Exact,
    /// Found minus promised: negative is short.
    pub gap: Exact,
    /// How it came about.
    pub working: Working,
}

/// Which way an obligation wants its figure to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better: units, visits, hours.
    Up,
    /// Less is better: prices, waiting times, cases.
    Down,
}

/// Measures one delivery. Refused where nothing was found out or the units differ.
pub fn measure(delivery: &Delivery) -> Calculated<Delivered> {
    let found = counted(delivery)?;
    let promised = delivery.promised;
    let gap = gap(promised, found, Direction::Up)?;
    let shortfall = (-gap).max(Exact::ZERO);
    let surplus = gap.max(Exact::ZERO);
    let rate = Share::new(found, promised, "promised")?;
    let shortfall_share = Share::new(shortfall, promised, "promised")?;
    let one_decimal = Rounding::to(1);
    let mut working = Working::new("delivery.shortfall", 1)
        .given_in("promised", promised, &delivery.promised_unit)
        .given_in("found", found, &delivery.found_unit)
        .plain("short", shortfall)
        .plain("surplus", surplus);
    if let (Some(rate), Some(missing)) = (&rate, &shortfall_share) {
        working = working
            .percent("found of promised", &rate.value, one_decimal)
            .percent("short of promised", &missing.value, one_decimal);
    }
    let working = working.concludes(format!("{found} of {promised}"));
    Ok(Delivered {
        promised,
        found,
        rate,
        shortfall,
        shortfall_share,
        surplus,
        gap,
        working,
    })
}

fn counted(delivery: &Delivery) -> Calculated<Exact> {
    let found = match delivery.found {
        Found::Counted(found) => found,
        Found::OnlyClaimed => return Err(RefusalCode::NoFoundFigure.into()),
        Found::NotObserved => return Err(RefusalCode::NotObserved.into()),
    };
    same_unit(&delivery.promised_unit, &delivery.found_unit)?;
    if found.is_negative() || delivery.promised.is_negative() {
        return Err(NumberError::OutOfRange {
            name: "a quantity",
            allowed: "0 or more",
        }
        .into());
    }
    Ok(found)
}

fn same_unit(one: &str, other: &str) -> Calculated<()> {
    if one == other {
        return Ok(());
    }
    let refusal = Refusal::new(RefusalCode::UnitsDiffer)
        .with("one", one)
        .with("other", other);
    Err(CalculationError::Refused(refusal))
}

/// The gap in the direction of the obligation: negative is short of the promise.
pub fn gap(promised: Exact, found: Exact, direction: Direction) -> Calculated<Exact> {
    Ok(match direction {
        Direction::Up => found.minus(promised)?,
        Direction::Down => promised.minus(found)?,
    })
}

/// Claimed minus found: positive where more was claimed than is there. Never set off against a gap.
pub fn over_claim(claimed: Exact, found: Exact) -> Calculated<Exact> {
    Ok(claimed.minus(found)?)
}

/// Several sites of one obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverSites {
    /// Each site by itself, in the order given.
    pub sites: Vec<Delivered>,
    /// All that is missing, site by site.
    pub shortfall: Exact,
    /// All that is beyond the promise, site by site.
    pub surplus: Exact,
    /// Present where both are above 0: they are not set off.
    pub not_netted: Option<Refusal>,
    /// How it came about.
    pub working: Working,
}

/// Adds shortfalls and surpluses over sites, each by itself. Refused where a site is not known or the
/// units differ.
pub fn over_sites(deliveries: &[Delivery]) -> Calculated<OverSites> {
    let sites = deliveries
        .iter()
        .map(measure)
        .collect::<Calculated<Vec<_>>>()?;
    for pair in deliveries.windows(2) {
        same_unit(&pair[0].promised_unit, &pair[1].promised_unit)?;
    }
    let shortfall = Exact::sum(sites.iter().map(|site| &site.shortfall))?;
    let surplus = Exact::sum(sites.iter().map(|site| &site.surplus))?;
    let not_netted = (shortfall.is_positive() && surplus.is_positive()).then(|| {
        Refusal::new(RefusalCode::NotNetted)
            .with("shortfall", shortfall)
            .with("surplus", surplus)
    });
    let mut working = Working::new("delivery.over_sites", 1);
    for site in &sites {
        working = working
            .given("promised", site.promised)
            .given("found", site.found);
    }
    let working = working
        .plain("short", shortfall)
        .plain("surplus", surplus)
        .concludes(format!("short {shortfall}, surplus {surplus}"));
    Ok(OverSites {
        sites,
        shortfall,
        surplus,
        not_netted,
        working,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn delivery(promised: i64, found: i64) -> Delivery {
        Delivery {
            promised: Exact::from_integer(promised),
            promised_unit: "toilet".into(),
            found: Found::Counted(Exact::from_integer(found)),
            found_unit: "toilet".into(),
        }
    }

    fn whole(value: i64) -> Exact {
        Exact::from_integer(value)
    }

    #[test]
    fn of_346_promised_and_256_found_ninety_are_missing() {
        let result = measure(&delivery(346, 256)).unwrap();
        assert_eq!(result.shortfall, whole(90));
        let missing = result.shortfall_share.unwrap();
        assert_eq!(
            (missing.percent(1), missing.percent(4)),
            ("26.0%".into(), "26.0116%".into())
        );
        let rate = result.rate.unwrap();
        assert_eq!(
            (rate.percent(1), rate.percent(4)),
            ("74.0%".into(), "73.9884%".into())
        );
        assert_eq!((result.surplus, result.gap), (Exact::ZERO, whole(-90)));
        assert_eq!(rate.of, "promised");
    }

    #[test]
    fn of_100_promised_and_110_found_none_is_missing_and_ten_are_surplus() {
        let result = measure(&delivery(100, 110)).unwrap();
        assert_eq!((result.shortfall, result.surplus), (Exact::ZERO, whole(10)));
        assert_eq!(result.rate.unwrap().percent(1), "110.0%");
    }

    #[test]
    fn twenty_too_many_here_do_not_make_up_for_twenty_too_few_there() {
        let result = over_sites(&[delivery(100, 80), delivery(100, 120)]).unwrap();
        assert_eq!((result.shortfall, result.surplus), (whole(20), whole(20)));
        assert_eq!(result.not_netted.unwrap().code, RefusalCode::NotNetted);
    }

    #[test]
    fn where_nothing_was_promised_there_is_a_surplus_and_no_rate() {
        let result = measure(&delivery(0, 5)).unwrap();
        assert_eq!((result.rate, result.shortfall_share), (None, None));
        assert_eq!(result.surplus, whole(5));
    }

    #[test]
    fn contacts_claimed_by_lahsa_exceed_their_target_by_134() {
        let result = measure(&delivery(6500, 6634)).unwrap();
        assert_eq!(result.rate.unwrap().percent(1), "102.1%");
        assert_eq!(result.surplus, whole(134));
    }

    #[test]
    fn unknown_is_not_zero() {
        let unknown = |found| {
            measure(&Delivery {
                found,
                ..delivery(10, 0)
            })
            .unwrap_err()
            .code()
        };
        assert_eq!(
            unknown(Found::OnlyClaimed),
            Some(RefusalCode::NoFoundFigure)
        );
        assert_eq!(unknown(Found::NotObserved), Some(RefusalCode::NotObserved));
    }

    #[test]
    fn units_that_differ_are_not_compared() {
        let meals = Delivery {
            found_unit: "meal".into(),
            ..delivery(10, 10)
        };
        assert_eq!(
            measure(&meals).unwrap_err().code(),
            Some(RefusalCode::UnitsDiffer)
        );
        let hours = Delivery {
            promised_unit: "hour".into(),
            found_unit: "hour".into(),
            ..delivery(1, 1)
        };
        let refused = over_sites(&[delivery(1, 1), hours]).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::UnitsDiffer));
    }

    #[test]
    fn a_price_above_its_limit_is_short_of_the_promise() {
        assert_eq!(gap(whole(50), whole(60), Direction::Down), Ok(whole(-10)));
        assert_eq!(over_claim(whole(100), whole(64)), Ok(whole(36)));
    }

    proptest! {
        #[test]
        fn shortfall_and_surplus_are_never_both_positive(promised in 0..i64::MAX, found in 0..i64::MAX) {
            let result = measure(&delivery(promised, found)).unwrap();
            prop_assert!(result.shortfall.is_zero() || result.surplus.is_zero());
            prop_assert_eq!(result.surplus.minus(result.shortfall).unwrap(), result.gap);
            if let (Some(rate), Some(missing)) = (result.rate, result.shortfall_share) {
                prop_assert!(rate.value.plus(missing.value).unwrap() >= Exact::ONE);
            }
        }

        #[test]
        fn sums_over_sites_are_the_sums_of_the_sites(counts in prop::collection::vec((0..1000_i64, 0..1000_i64), 0..12)) {
            let deliveries: Vec<_> = counts.iter().map(|(p, f)| delivery(*p, *f)).collect();
            let result = over_sites(&deliveries).unwrap();
            let short: i64 = counts.iter().map(|(p, f)| (p - f).max(0)).sum();
            prop_assert_eq!(result.shortfall, whole(short));
        }
    }
}
