//! What places drawn within groups, or in groups, say of the whole list: each group weighs by its size in the list. A
//! share where units were judged, a total where something was counted.

use std::collections::BTreeMap;

use crate::domain::calculation::{Calculated, CalculationError, Comparator};
use crate::domain::code::Code;
use crate::domain::figure::Seen;
use crate::domain::number::{Exact, Share};
use crate::domain::published::Stated;
use crate::domain::refusal::RefusalCode;
use crate::domain::sample::{Design, Sample};
use crate::domain::statistics::cluster::{Cluster, TwoStage, ratio_mean};
use crate::domain::statistics::stratified::{
    MeasuredStratum, Quantile, StratifiedEstimate, StratifiedSample, stratified,
};
use crate::domain::statistics::{Interval, IntervalMethod, Level, WholeInterval};
use crate::domain::working::Working;

use super::super::evidence::PlaceSeen;
use super::super::verdict::Reason;
use super::{Drawing, Fact, Measure, Measured, Standing, percent, rounded, shown};

/// More groups than this are told in the working alone.
const TOLD: usize = 12;

/// A share of the whole list, as its groups tell it.
pub(super) struct Estimate {
    /// The share.
    pub(super) mean: Exact,
    interval: Interval,
    working: Working,
    /// How many groups the list has.
    groups_in_list: usize,
    groups: Vec<Group>,
}

/// A group of the list, with what was seen in it.
#[derive(Clone, Default)]
struct Group {
    name: String,
    /// Places of the list.
    size: u64,
    /// What each place seen comes to.
    values: Vec<Exact>,
    in_order: u64,
    judged: u64,
}

impl Group {
    /// The mean of the places seen.
    fn mean(&self) -> Calculated<Exact> {
        let seen = Exact::from(self.values.len() as u64);
        Ok(Exact::sum(&self.values)?.over(seen)?)
    }
}

impl Measure<'_> {
    /// The share in order of the whole list. `Err` says why there is none, where the result still stands for those seen.
    pub(super) fn estimated(&self, sample: &Sample) -> Calculated<Result<Estimate, RefusalCode>> {
        if !comparable(self.places) {
            return Ok(Err(RefusalCode::ClusteredNoDesignEffect));
        }
        let share = |place: &PlaceSeen| Share::new(place.in_order, place.judged, "judged");
        let mut values = BTreeMap::new();
        for place in self.places {
            if let Some(share) = share(place)? {
                values.insert(&place.place, share.value);
            }
        }
        let groups = match self.groups(sample, &values) {
            Ok(groups) => groups,
            Err(code) => return Ok(Err(code)),
        };
        let found = match sample.design {
            Design::Cluster => of_clusters(&groups),
            _ => of_strata(&groups).map(|result| {
                result.map(|estimate| {
                    let all = total_size(&groups);
                    let share = |limit: f64| (limit / all).clamp(0.0, 1.0);
                    let (low, high) = (share(estimate.1.low), share(estimate.1.high));
                    let interval = Interval {
                        low,
                        high,
                        ..estimate.1
                    };
                    (estimate.0.mean, interval, estimate.0.working)
                })
            }),
        };
        match found {
            Ok(Ok((mean, interval, working))) => Ok(Ok(Estimate {
                mean,
                interval,
                working,
                groups_in_list: groups.len(),
                groups,
            })),
            Ok(Err(code)) => Ok(Err(code)),
            Err(CalculationError::Refused(refusal)) => Ok(Err(refusal.code)),
            Err(error) => Err(error),
        }
    }

    /// Every group of the list with what its places come to. The list is the places of the audit, each with its group.
    fn groups(
        &self,
        sample: &Sample,
        values: &BTreeMap<&Code, Exact>,
    ) -> Result<Vec<Group>, RefusalCode> {
        let unknown = RefusalCode::ClusteredNoDesignEffect;
        let places = &self.case.places;
        if values.is_empty() || sample.universe != Some(places.len() as u64) {
            return Err(unknown);
        }
        let seen: BTreeMap<&Code, &PlaceSeen> =
            self.places.iter().map(|one| (&one.place, one)).collect();
        let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
        for place in places {
            let name = place.stratum.as_deref().ok_or(unknown)?;
            let group = groups.entry(name).or_default();
            name.clone_into(&mut group.name);
            group.size += 1;
            group.values.extend(values.get(&place.id));
            if let Some(seen) = seen.get(&place.id) {
                group.in_order += seen.in_order;
                group.judged += seen.judged;
            }
        }
        Ok(groups.into_values().collect())
    }

    /// The whole interval of an estimated share against the target.
    pub(super) fn by_groups(
        &self,
        estimate: &Estimate,
        seen: &Seen,
        target: &Exact,
        comparator: Comparator,
    ) -> Calculated<Measured> {
        let more_is_better = matches!(comparator, Comparator::AtLeast | Comparator::MoreThan);
        // One that was seen broken shows that not every one is in order, however far the limits reach.
        let disproved = more_is_better && *target >= Exact::ONE && seen.count < seen.of;
        let (standing, rule) = match estimate.interval.against(comparator, target) {
            WholeInterval::Meets => (Standing::Met, 8),
            WholeInterval::Straddles if !disproved => (Standing::Undecided(Reason::TooFew), 10),
            _ if seen.count == 0 && more_is_better => (Standing::Nothing, 9),
            _ => (Standing::Missed, 9),
        };
        let mut measured = Measured::standing(standing, rule);
        let (low, high) = estimate.interval.percent(1);
        let share = [
            ("percent", percent(&estimate.mean)),
            ("low", low),
            ("high", high),
        ];
        measured.facts.push(Fact::new("fact-interval", share));
        let seen_groups = estimate.groups.iter().filter(|one| !one.values.is_empty());
        let drawn: Vec<&Group> = seen_groups.collect();
        measured.facts.push(self.how(
            estimate.interval.method,
            drawn.len(),
            estimate.groups_in_list,
        ));
        for group in drawn.iter().take(told(drawn.len())) {
            let Some(share) = Share::new(group.in_order, group.judged, "judged")? else {
                continue;
            };
            let names = [
                ("group", group.name.clone()),
                ("count", group.in_order.to_string()),
                ("of", group.judged.to_string()),
                ("percent", percent(&share.value)),
                ("places", group.values.len().to_string()),
                ("size", group.size.to_string()),
            ];
            measured.facts.push(Fact::new("fact-group", names));
        }
        measured.workings.push(estimate.working.clone());
        measured.interval = Some(estimate.interval);
        Ok(measured)
    }

    /// How groups were added up, as a sentence beside the figure.
    fn how(&self, method: IntervalMethod, drawn: usize, groups: usize) -> Fact {
        let places = self.case.places.len();
        let key = match method {
            IntervalMethod::ClusterT => "fact-by-clusters",
            _ => "fact-by-strata",
        };
        let names = [
            ("drawn", drawn.to_string()),
            ("groups", groups.to_string()),
            ("places", shown(&Exact::from(places as u64))),
        ];
        Fact::new(key, names)
    }

    /// The total of the whole list, where something was counted at places drawn within groups. `None` where the figure is
    /// not of that kind, or every place was seen; nothing is decided where a group shows no spread or was not seen.
    pub(super) fn total_by_strata(
        &self,
        target: Exact,
        comparator: Option<Comparator>,
    ) -> Calculated<Option<Measured>> {
        let sample = self.sample.filter(|one| one.design == Design::Stratified);
        let (Some(sample), false) = (sample, self.places.is_empty()) else {
            return Ok(None);
        };
        let undecided = |code| Ok(Some(Measured::undecided(Reason::TooFew, code)));
        let counted = self.places.iter().filter(|one| one.values > 0);
        if counted.clone().any(|one| one.values > 1) {
            return undecided(RefusalCode::ClusteredNoDesignEffect);
        }
        let values = counted.map(|one| (&one.place, one.sum)).collect();
        let groups = match self.groups(sample, &values) {
            Ok(groups) => groups,
            Err(code) => return undecided(code),
        };
        match of_strata(&groups) {
            Ok(Ok((estimate, interval))) => {
                let all = groups.len();
                let measured = self.total(&estimate, interval, (target, comparator));
                let mut measured = measured?;
                let how = self.how(interval.method, all, all);
                measured.facts.push(how);
                for group in groups.iter().take(told(all)) {
                    let names = [
                        ("group", group.name.clone()),
                        ("mean", rounded(&group.mean()?, 2)),
                        ("unit", self.obligation.unit.clone()),
                        ("places", group.values.len().to_string()),
                        ("size", group.size.to_string()),
                    ];
                    measured.facts.push(Fact::new("fact-group-mean", names));
                }
                measured.workings.push(estimate.working);
                Ok(Some(measured))
            }
            Ok(Err(RefusalCode::CensusNoInterval)) => Ok(None),
            Ok(Err(code)) => undecided(code),
            Err(CalculationError::Refused(refusal)) => undecided(refusal.code),
            Err(error) => Err(error),
        }
    }

    fn total(
        &self,
        estimate: &StratifiedEstimate,
        interval: Interval,
        (target, comparator): (Exact, Option<Comparator>),
    ) -> Calculated<Measured> {
        let tolerance = self.criterion.tolerance.as_ref();
        let tolerance = tolerance.map_or(Exact::ZERO, Stated::value);
        let verdict = match comparator {
            Some(down @ (Comparator::AtMost | Comparator::FewerThan)) => {
                interval.against(down, &target.plus(tolerance)?)
            }
            Some(up) => interval.against(up, &target.minus(tolerance)?),
            None if interval.contains(target.to_f64()) => WholeInterval::Straddles,
            None => WholeInterval::Misses,
        };
        let (standing, rule) = match verdict {
            WholeInterval::Meets => (Standing::Met, 8),
            WholeInterval::Misses if estimate.total.is_zero() => (Standing::Nothing, 9),
            WholeInterval::Misses => (Standing::Missed, 9),
            WholeInterval::Straddles => (Standing::Undecided(Reason::TooFew), 10),
        };
        let mut measured = Measured::standing(standing, rule);
        let limit = |value: f64| format!("{value:.1}");
        let names = [
            ("total", rounded(&estimate.total, 1)),
            ("unit", self.obligation.unit.clone()),
            ("low", limit(interval.low.max(0.0))),
            ("high", limit(interval.high)),
            ("promised", shown(&target)),
        ];
        measured
            .facts
            .push(Fact::new("fact-estimated-total", names));
        measured.drawing = Some(Drawing {
            promised: target.to_f64(),
            value: estimate.total.to_f64(),
            interval: Some((interval.low.max(0.0), interval.high)),
            unit: self.obligation.unit.clone(),
            ..Drawing::default()
        });
        Ok(measured)
    }
}

/// Whether what was seen at a place stands for that place as much as at any other: one judgement a visit, or as many units
/// at each place. Elsewhere places hold units as groups do, and their shares do not add up to one of the units.
fn comparable(places: &[PlaceSeen]) -> bool {
    let judged = places.iter().map(|one| one.judged);
    places.iter().all(|one| one.looked == one.visits)
        || judged.clone().min() == judged.clone().max()
}

/// All groups are told, or none where they are many.
fn told(groups: usize) -> usize {
    if groups > TOLD { 0 } else { groups }
}

fn total_size(groups: &[Group]) -> f64 {
    groups.iter().map(|one| one.size as f64).sum()
}

/// Places drawn in every group. An estimate without any spread is none: it would claim to know the whole list for certain.
fn of_strata(groups: &[Group]) -> Calculated<Result<(StratifiedEstimate, Interval), RefusalCode>> {
    let strata = groups.iter().map(|one| MeasuredStratum {
        name: one.name.clone(),
        size: one.size,
        values: one.values.clone(),
    });
    let estimate = stratified(&StratifiedSample {
        strata: strata.collect(),
        is_probability: true,
        quantile: Quantile::StudentT,
        level: Level::P95,
    })?;
    Ok(match &estimate.uncertainty {
        Ok(known) if known.standard_error <= 0.0 => Err(RefusalCode::NoVariance),
        Ok(known) => {
            let interval = known.total;
            Ok((estimate, interval))
        }
        Err(refusal) => Err(refusal.code),
    })
}

/// Groups drawn of all groups, places drawn within. Those in which nothing could be judged say nothing.
fn of_clusters(groups: &[Group]) -> Calculated<Result<(Exact, Interval, Working), RefusalCode>> {
    let mut drawn = Vec::new();
    for group in groups.iter().filter(|one| !one.values.is_empty()) {
        drawn.push(Cluster {
            size: group.size,
            mean: group.mean()?,
        });
    }
    let estimate = ratio_mean(&TwoStage {
        clusters_in_list: groups.len() as u64,
        drawn,
        is_share: true,
        level: Level::P95,
    })?;
    Ok(match estimate.uncertainty {
        Ok(known) if known.standard_error <= 0.0 => Err(RefusalCode::NoVariance),
        Ok(known) => Ok((estimate.mean, known.interval, estimate.working)),
        Err(refusal) => Err(refusal.code),
    })
}
