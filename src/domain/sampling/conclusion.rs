//! What may be concluded from a design, before anything is seen: codes, in words elsewhere.

use crate::domain::refusal::RefusalCode;
use crate::domain::sample::Design;

/// From this share of refused or missing units on, a reader is told that the others may not speak for them.
const MANY_MISSING: (u64, u64) = (1, 5);

/// What may be concluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// The main sentence.
    pub says: Concludes,
    /// What stays refused.
    pub refused: Vec<RefusalCode>,
    /// Whether so many units were refused or missing that the others may not speak for them.
    pub many_missing: bool,
}

/// The main sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Concludes {
    /// Nothing was seen.
    Nothing,
    /// One unit: that it happened, no rate.
    OnlyThatItHappened,
    /// The whole list: a count, without an interval.
    AllOfTheList,
    /// A rate for the whole list, with an interval.
    RateWithInterval,
    /// A rate for the whole list, no interval: one cluster only.
    RateWithoutInterval,
    /// Whether the lot reaches its target; never a rate.
    ClassOfTheLot,
    /// Something about the units seen, nothing about others.
    OnlyThoseSeen,
}

impl Concludes {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Nothing => "conclusion-nothing",
            Self::OnlyThatItHappened => "conclusion-only-that-it-happened",
            Self::AllOfTheList => "conclusion-all-of-the-list",
            Self::RateWithInterval => "conclusion-rate-with-interval",
            Self::RateWithoutInterval => "conclusion-rate-without-interval",
            Self::ClassOfTheLot => "conclusion-class-of-the-lot",
            Self::OnlyThoseSeen => "conclusion-only-those-seen",
        }
    }
}

/// What may be concluded where `seen` units of a list were seen and `missing` more were refused or not found. Of
/// clusters, `clusters` were drawn.
#[must_use]
pub fn conclusion(
    design: Design,
    seen: u64,
    list: Option<u64>,
    missing: u64,
    clusters: Option<u64>,
) -> Conclusion {
    let everything = list.is_some_and(|list| seen >= list && list > 0);
    let (says, refused) = match design {
        _ if seen == 0 => (Concludes::Nothing, vec![RefusalCode::NotObserved]),
        _ if everything => (Concludes::AllOfTheList, vec![RefusalCode::CensusNoInterval]),
        Design::Lqas => (Concludes::ClassOfTheLot, vec![RefusalCode::ClassNotARate]),
        // A census that is not complete speaks for those seen: nobody drew them.
        Design::Census | Design::Judgmental | Design::Convenience => {
            let code = RefusalCode::NotProbabilitySample;
            let one = (
                Concludes::OnlyThatItHappened,
                vec![RefusalCode::SingleObservation, code],
            );
            if seen == 1 {
                one
            } else {
                (Concludes::OnlyThoseSeen, vec![code])
            }
        }
        Design::NotPublished => (
            Concludes::OnlyThoseSeen,
            vec![RefusalCode::SampleNotPublished],
        ),
        _ if seen == 1 => (
            Concludes::OnlyThatItHappened,
            vec![RefusalCode::SingleObservation],
        ),
        Design::Cluster if clusters.is_none_or(|m| m < 2) => (
            Concludes::RateWithoutInterval,
            vec![RefusalCode::NoVariance],
        ),
        Design::SimpleRandom | Design::Systematic | Design::Stratified | Design::Cluster => {
            (Concludes::RateWithInterval, vec![RefusalCode::BeyondFrame])
        }
    };
    let (of, out_of) = MANY_MISSING;
    let all = u128::from(seen) + u128::from(missing);
    Conclusion {
        says,
        refused,
        many_missing: missing > 0
            && u128::from(missing) * u128::from(out_of) >= all * u128::from(of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(design: Design, seen: u64, list: u64) -> Concludes {
        conclusion(design, seen, Some(list), 0, Some(3)).says
    }

    #[test]
    fn the_design_decides_what_may_be_said() {
        for (design, expected) in [
            (Design::SimpleRandom, Concludes::RateWithInterval),
            (Design::Systematic, Concludes::RateWithInterval),
            (Design::Stratified, Concludes::RateWithInterval),
            (Design::Cluster, Concludes::RateWithInterval),
            (Design::Lqas, Concludes::ClassOfTheLot),
            (Design::Judgmental, Concludes::OnlyThoseSeen),
            (Design::Convenience, Concludes::OnlyThoseSeen),
            (Design::NotPublished, Concludes::OnlyThoseSeen),
        ] {
            assert_eq!(says(design, 19, 600), expected, "{design:?}");
            assert_eq!(says(design, 0, 600), Concludes::Nothing, "{design:?}");
            assert_eq!(
                says(design, 600, 600),
                Concludes::AllOfTheList,
                "{design:?}"
            );
        }
    }

    #[test]
    fn one_unit_gives_no_rate_and_one_cluster_no_interval() {
        assert_eq!(
            says(Design::SimpleRandom, 1, 600),
            Concludes::OnlyThatItHappened
        );
        let one = conclusion(Design::Cluster, 30, Some(600), 0, Some(1));
        assert_eq!(
            (one.says, one.refused),
            (
                Concludes::RateWithoutInterval,
                vec![RefusalCode::NoVariance]
            )
        );
    }

    #[test]
    fn a_census_with_gaps_is_no_census() {
        let gaps = conclusion(Design::Census, 11, Some(12), 1, None);
        assert_eq!(gaps.says, Concludes::OnlyThoseSeen);
        assert!(!gaps.many_missing);
    }

    #[test]
    fn a_fifth_missing_is_many() {
        let of = |seen, missing| {
            conclusion(Design::SimpleRandom, seen, Some(90), missing, None).many_missing
        };
        assert!(of(8, 2) && !of(9, 2) && !of(9, 0) && of(0, 1));
    }
}
