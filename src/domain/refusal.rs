//! Refusals: honest answers to questions that the data cannot answer. A refusal is a result, not a
//! failure. Not the sentences: a catalogue of words holds them, by code.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a figure is not given.
///
/// The text form, also in serde, is SCREAMING_SNAKE_CASE: `VISITS_NOT_COUNTED`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefusalCode {
    /// Nobody independent counted this, so the result rests on a claim.
    NoFoundFigure,
    /// It is not published who counted this figure.
    WhoCountedUnknown,
    /// One party gave figures that disagree.
    ClaimsDiffer,
    /// Users reported this, but how many of how many asked is not published.
    UsersNUnknown,
    /// The promise is not quantified.
    NoTarget,
    /// The obligation was not tested.
    NotObserved,
    /// The base of a share, or its state, is not published.
    BaseUnknown,
    /// "At least once" does not count visits.
    VisitsNotCounted,
    /// The payment covers other places or periods than the audit.
    MoneyCoversMore,
    /// Every unit was counted: no sampling error, no interval.
    CensusNoInterval,
    /// One unit can be in several of these categories.
    OverlappingCategories,
    /// The figure moved away from the target.
    WrongWayNoRatio,
    /// Wording and number of the promise disagree.
    CriterionInconsistent,
    /// There is no price per unit.
    UnitPriceUnknown,
    /// Under a fixed price a difference in cost is a disputed amount, not a debt.
    BasisFixedPrice,
    /// The payment basis is not published.
    BasisUnknown,
    /// The payment does not depend on this result.
    PaidNotByResult,
    /// Money lines differ in basis or state, or may overlap.
    MoneyNotAdded,
    /// The units were chosen, not drawn.
    NotProbabilitySample,
    /// How many units were seen, or how they were chosen, is not published.
    SampleNotPublished,
    /// One observation shows that a deviation occurred and gives no rate.
    SingleObservation,
    /// The result holds for the places and period examined and no further.
    BeyondFrame,
    /// The figures have different or overlapping periods.
    PeriodsNotMixed,
    /// Only single values are published, not the distribution.
    RatioNoDistribution,
    /// Two versions of the agreement apply in one period.
    VersionsMixed,
    /// The units differ.
    UnitsDiffer,
    /// More in one place does not make up for less in another.
    NotNetted,
    /// This counts problems, not places.
    InstancesNotUnits,
    /// This number can be read in two ways.
    AmbiguousNumber,
    /// The price table leaves this volume undefined.
    TierGap,
    /// A part is larger than the whole it is a part of.
    CountsContradict,
    /// There is nothing to draw from, or nothing was drawn.
    NothingToSample,
    /// Units were drawn in clusters and no design effect is given.
    ClusteredNoDesignEffect,
    /// The two rounds do not share obligation, question and method.
    RoundsNotComparable,
    /// The observations come in pairs and are compared pair by pair.
    PairedData,
    /// Some pairs are incomplete.
    PairsIncomplete,
    /// A single unit in a stratum or cluster level shows no spread.
    NoVariance,
    /// A stratum that belongs to the total was not sampled.
    StratumNotSampled,
    /// A pass or a fail of a lot is not a rate.
    ClassNotARate,
    /// The two records were not made independently.
    NotIndependent,
    /// Announced and unannounced visits are not counted together.
    VisitsAnnounced,
    /// Scores of different questions have no common scale.
    IndicatorsNotAveraged,
    /// Too few people answered for the score to be shown.
    TooFewToShow,
}

impl RefusalCode {
    /// Every code.
    pub const ALL: [Self; 43] = [
        Self::NoFoundFigure,
        Self::WhoCountedUnknown,
        Self::ClaimsDiffer,
        Self::UsersNUnknown,
        Self::NoTarget,
        Self::NotObserved,
        Self::BaseUnknown,
        Self::VisitsNotCounted,
        Self::MoneyCoversMore,
        Self::CensusNoInterval,
        Self::OverlappingCategories,
        Self::WrongWayNoRatio,
        Self::CriterionInconsistent,
        Self::UnitPriceUnknown,
        Self::BasisFixedPrice,
        Self::BasisUnknown,
        Self::PaidNotByResult,
        Self::MoneyNotAdded,
        Self::NotProbabilitySample,
        Self::SampleNotPublished,
        Self::SingleObservation,
        Self::BeyondFrame,
        Self::PeriodsNotMixed,
        Self::RatioNoDistribution,
        Self::VersionsMixed,
        Self::UnitsDiffer,
        Self::NotNetted,
        Self::InstancesNotUnits,
        Self::AmbiguousNumber,
        Self::TierGap,
        Self::CountsContradict,
        Self::NothingToSample,
        Self::ClusteredNoDesignEffect,
        Self::RoundsNotComparable,
        Self::PairedData,
        Self::PairsIncomplete,
        Self::NoVariance,
        Self::StratumNotSampled,
        Self::ClassNotARate,
        Self::NotIndependent,
        Self::VisitsAnnounced,
        Self::IndicatorsNotAveraged,
        Self::TooFewToShow,
    ];

    /// The code as it is printed: `VISITS_NOT_COUNTED`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoFoundFigure => "NO_FOUND_FIGURE",
            Self::WhoCountedUnknown => "WHO_COUNTED_UNKNOWN",
            Self::ClaimsDiffer => "CLAIMS_DIFFER",
            Self::UsersNUnknown => "USERS_N_UNKNOWN",
            Self::NoTarget => "NO_TARGET",
            Self::NotObserved => "NOT_OBSERVED",
            Self::BaseUnknown => "BASE_UNKNOWN",
            Self::VisitsNotCounted => "VISITS_NOT_COUNTED",
            Self::MoneyCoversMore => "MONEY_COVERS_MORE",
            Self::CensusNoInterval => "CENSUS_NO_INTERVAL",
            Self::OverlappingCategories => "OVERLAPPING_CATEGORIES",
            Self::WrongWayNoRatio => "WRONG_WAY_NO_RATIO",
            Self::CriterionInconsistent => "CRITERION_INCONSISTENT",
            Self::UnitPriceUnknown => "UNIT_PRICE_UNKNOWN",
            Self::BasisFixedPrice => "BASIS_FIXED_PRICE",
            Self::BasisUnknown => "BASIS_UNKNOWN",
            Self::PaidNotByResult => "PAID_NOT_BY_RESULT",
            Self::MoneyNotAdded => "MONEY_NOT_ADDED",
            Self::NotProbabilitySample => "NOT_PROBABILITY_SAMPLE",
            Self::SampleNotPublished => "SAMPLE_NOT_PUBLISHED",
            Self::SingleObservation => "SINGLE_OBSERVATION",
            Self::BeyondFrame => "BEYOND_FRAME",
            Self::PeriodsNotMixed => "PERIODS_NOT_MIXED",
            Self::RatioNoDistribution => "RATIO_NO_DISTRIBUTION",
            Self::VersionsMixed => "VERSIONS_MIXED",
            Self::UnitsDiffer => "UNITS_DIFFER",
            Self::NotNetted => "NOT_NETTED",
            Self::InstancesNotUnits => "INSTANCES_NOT_UNITS",
            Self::AmbiguousNumber => "AMBIGUOUS_NUMBER",
            Self::TierGap => "TIER_GAP",
            Self::CountsContradict => "COUNTS_CONTRADICT",
            Self::NothingToSample => "NOTHING_TO_SAMPLE",
            Self::ClusteredNoDesignEffect => "CLUSTERED_NO_DESIGN_EFFECT",
            Self::RoundsNotComparable => "ROUNDS_NOT_COMPARABLE",
            Self::PairedData => "PAIRED_DATA",
            Self::PairsIncomplete => "PAIRS_INCOMPLETE",
            Self::NoVariance => "NO_VARIANCE",
            Self::StratumNotSampled => "STRATUM_NOT_SAMPLED",
            Self::ClassNotARate => "CLASS_NOT_A_RATE",
            Self::NotIndependent => "NOT_INDEPENDENT",
            Self::VisitsAnnounced => "VISITS_ANNOUNCED",
            Self::IndicatorsNotAveraged => "INDICATORS_NOT_AVERAGED",
            Self::TooFewToShow => "TOO_FEW_TO_SHOW",
        }
    }
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A code with the figures and names that its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Why.
    pub code: RefusalCode,
    /// What the sentence names, such as `volume` for [`RefusalCode::TierGap`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Refusal {
    /// A refusal without parameters.
    pub fn new(code: RefusalCode) -> Self {
        Self {
            code,
            params: BTreeMap::new(),
        }
    }

    /// The same with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for (index, (name, value)) in self.params.iter().enumerate() {
            let before = if index == 0 { ": " } else { ", " };
            write!(f, "{before}{name} {value}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_prints_as_it_is_stored() {
        for code in RefusalCode::ALL {
            let stored = serde_json::to_string(&code).unwrap();
            assert_eq!(stored, format!("\"{code}\""));
            assert_eq!(serde_json::from_str::<RefusalCode>(&stored).unwrap(), code);
        }
    }

    #[test]
    fn no_code_is_listed_twice() {
        let distinct: BTreeSet<_> = RefusalCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(distinct.len(), RefusalCode::ALL.len());
    }

    #[test]
    fn a_refusal_names_what_it_is_about() {
        let refusal = Refusal::new(RefusalCode::TierGap)
            .with("volume", 70)
            .with("below", "1 to 69");
        assert_eq!(refusal.to_string(), "TIER_GAP: below 1 to 69, volume 70");
        let bare = Refusal::new(RefusalCode::NotObserved);
        assert_eq!(
            serde_json::to_string(&bare).unwrap(),
            r#"{"code":"NOT_OBSERVED"}"#
        );
    }
}
