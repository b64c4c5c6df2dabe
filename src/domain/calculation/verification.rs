//! Recounted against reported. Not a recount without documents: that is one more claim.

use super::Calculated;
use crate::domain::number::{Exact, NumberError, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// One register, recounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recount {
    /// Which site or register.
    pub site: String,
    /// What the recount from source documents came to: found.
    pub recounted: u64,
    /// What had been reported: claimed.
    pub reported: u64,
    /// Were the source documents seen?
    pub documents_seen: bool,
    /// Design weight where the sites were sampled; 1 otherwise.
    pub weight: Exact,
}

/// One register's factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFactor {
    /// Which site or register.
    pub site: String,
    /// Recounted of reported. `None` where nothing was reported.
    pub factor: Option<Share>,
    /// Outside 0.90 to 1.10, both bounds allowed, tested on whole numbers.
    pub flagged: bool,
}

/// The factors of several registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Each register by itself.
    pub sites: Vec<SiteFactor>,
    /// Sum recounted of sum reported, weighted; never the mean of the factors. `None` where nothing
    /// was reported.
    pub aggregate: Option<Share>,
    /// What was reported and not there, as a share of reported. `None` where the factor is 1 or more.
    pub over_claim: Option<Exact>,
    /// What was there and not reported, as a share of reported. `None` where the factor is 1 or less.
    pub under_reported: Option<Exact>,
    /// Registers where nothing was reported: no factor.
    pub undefined: Vec<String>,
    /// How it came about.
    pub working: Working,
}

/// Outside the band of 0.90 to 1.10? Both bounds are inside. Nothing reported is not flagged: it has
/// no factor.
pub fn is_flagged(recounted: u64, reported: u64) -> bool {
    let (recounted, reported) = (u128::from(recounted), u128::from(reported));
    reported > 0 && (10 * recounted < 9 * reported || 10 * recounted > 11 * reported)
}

/// Verification factors of registers and their aggregate. Refused where the source documents of any
/// of them were not seen.
pub fn verify(recounts: &[Recount]) -> Calculated<Verification> {
    if let Some(unseen) = recounts.iter().find(|recount| !recount.documents_seen) {
        return Err(Refusal::new(RefusalCode::NoFoundFigure)
            .with("site", &unseen.site)
            .into());
    }
    if recounts.iter().any(|recount| !recount.weight.is_positive()) {
        return Err(NumberError::OutOfRange {
            name: "a design weight",
            allowed: "above 0",
        }
        .into());
    }
    let mut working = Working::new("verification.factor", 1)
        .cite("WHO Data Quality Review; flag band of PLOS ONE 0235823");
    let mut sites = Vec::with_capacity(recounts.len());
    let (mut recounted, mut reported) = (Exact::ZERO, Exact::ZERO);
    for recount in recounts {
        working = working
            .given(format!("{}: recounted", recount.site), recount.recounted)
            .given(format!("{}: reported", recount.site), recount.reported);
        recounted = recounted.plus(recount.weight.times(Exact::from(recount.recounted))?)?;
        reported = reported.plus(recount.weight.times(Exact::from(recount.reported))?)?;
        sites.push(SiteFactor {
            site: recount.site.clone(),
            factor: Share::new(recount.recounted, recount.reported, "reported")?,
            flagged: is_flagged(recount.recounted, recount.reported),
        });
    }
    let undefined = recounts.iter().filter(|recount| recount.reported == 0);
    let undefined = undefined.map(|recount| recount.site.clone()).collect();
    let aggregate = Share::new(recounted, reported, "reported")?;
    let off_one = aggregate
        .as_ref()
        .map(|share| Exact::ONE.minus(share.value))
        .transpose()?;
    if let Some(share) = &aggregate {
        working = working.step("factor", &share.value, Rounding::to(2));
    }
    Ok(Verification {
        sites,
        aggregate,
        over_claim: off_one.filter(Exact::is_positive),
        under_reported: off_one.filter(Exact::is_negative).map(|off| -off),
        undefined,
        working: working.concludes(format!("{recounted} of {reported} reported")),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn recount(recounted: u64, reported: u64) -> Recount {
        Recount {
            site: format!("{recounted} of {reported}"),
            recounted,
            reported,
            documents_seen: true,
            weight: Exact::ONE,
        }
    }

    fn one(recounted: u64, reported: u64) -> Verification {
        verify(&[recount(recounted, reported)]).unwrap()
    }

    #[test]
    fn a_hundred_of_a_hundred_is_a_match() {
        let result = one(100, 100);
        assert_eq!(result.aggregate.unwrap().value, Exact::ONE);
        assert_eq!((result.over_claim, result.under_reported), (None, None));
        assert!(!result.sites[0].flagged);
    }

    #[test]
    fn ninety_and_a_hundred_and_ten_are_just_inside_the_band() {
        assert_eq!(
            one(90, 100).aggregate.unwrap().value,
            "0.9".parse().unwrap()
        );
        assert_eq!(
            one(110, 100).aggregate.unwrap().value,
            "1.1".parse().unwrap()
        );
        assert!(!one(90, 100).sites[0].flagged && !one(110, 100).sites[0].flagged);
    }

    #[test]
    fn eighty_nine_and_a_hundred_and_eleven_are_flagged() {
        assert!(one(89, 100).sites[0].flagged && one(111, 100).sites[0].flagged);
    }

    #[test]
    fn five_of_nothing_reported_is_undefined_and_listed() {
        let result = one(5, 0);
        assert_eq!(result.aggregate, None);
        assert_eq!(result.undefined, ["5 of 0"]);
    }

    #[test]
    fn the_aggregate_is_of_sums_and_not_a_mean_of_factors() {
        let result = verify(&[recount(90, 100), recount(30, 50)]).unwrap();
        let aggregate = result.aggregate.unwrap().value;
        assert_eq!(aggregate, "0.8".parse().unwrap());
        assert_ne!(aggregate, "0.75".parse().unwrap());
        assert_eq!(
            Rounding::to(1).show_percent(&result.over_claim.unwrap()),
            "20.0%"
        );
    }

    #[test]
    fn a_factor_of_1_79_is_79_per_cent_under_reporting_of_the_reported_figure() {
        let result = one(179, 100);
        assert_eq!(result.aggregate.unwrap().value, "1.79".parse().unwrap());
        assert_eq!(result.under_reported, Some("0.79".parse().unwrap()));
    }

    #[test]
    fn design_weights_count() {
        let heavy = Recount {
            weight: Exact::from_integer(3),
            ..recount(50, 100)
        };
        let result = verify(&[heavy, recount(100, 100)]).unwrap();
        assert_eq!(result.aggregate.unwrap().value, "0.625".parse().unwrap());
        let weightless = Recount {
            weight: Exact::ZERO,
            ..recount(1, 1)
        };
        assert!(verify(&[weightless]).is_err());
    }

    #[test]
    fn a_recount_without_documents_is_refused() {
        let unseen = Recount {
            documents_seen: false,
            ..recount(90, 100)
        };
        let refused = verify(&[recount(1, 1), unseen]).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::NoFoundFigure));
    }

    proptest! {
        #[test]
        fn no_count_is_too_large_for_the_band(recounted: u64, reported: u64) {
            let _ = is_flagged(recounted, reported);
        }
    }
}
