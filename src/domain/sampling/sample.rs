//! The draw of a whole plan: places by its design, and times where those are drawn too. Each part by the one ranking
//! of [`super::draw`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::draw::{Stratum, draw, systematic};
use super::sealed_list::{DrawError, SealedList, VisitSlot};
use crate::domain::plan::{SamplingPlan, VisitTimes};
use crate::domain::sample::Design;
use crate::domain::working::Working;

/// The stratum of a list that has none.
pub const WHOLE_LIST: &str = "all";
/// The stratum in which clusters are drawn.
pub const CLUSTERS: &str = "clusters";

/// One unit of the list of all places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameUnit {
    /// Its id.
    pub id: String,
    /// Its stratum, or its cluster.
    pub stratum: Option<String>,
}

/// Why a plan cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanDrawError {
    /// The list or a number does not allow it.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// Chance does not decide in this design.
    #[error("places that were chosen are not drawn")]
    NotDrawn,
    /// The seed is not known yet.
    #[error("the seed is missing")]
    NoSeed,
    /// The plan does not say how many.
    #[error("the plan does not say how many of “{of}” are drawn")]
    NoNumber {
        /// Of which stratum.
        of: String,
    },
    /// A unit belongs to no stratum or cluster of the plan.
    #[error("“{unit}” belongs to no stratum of the plan")]
    NoStratum {
        /// The unit.
        unit: String,
    },
    /// A stratum of the plan holds no unit of the list.
    #[error("the stratum “{name}” holds nothing")]
    EmptyStratum {
        /// Its name.
        name: String,
    },
    /// The plan asks for more visits to a place than there are times.
    #[error("{asked} visits to a place cannot be drawn from {available} times")]
    TooFewTimes {
        /// Visits asked for.
        asked: u32,
        /// Times there are.
        available: usize,
    },
}

impl PlanDrawError {
    /// A stable word for this error, for a catalogue of sentences.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Draw(error) => error.code(),
            Self::NotDrawn => "draw-not-drawn",
            Self::NoSeed => "draw-no-seed",
            Self::NoNumber { .. } => "draw-no-number",
            Self::NoStratum { .. } => "draw-no-stratum",
            Self::EmptyStratum { .. } => "draw-empty-stratum",
            Self::TooFewTimes { .. } => "draw-too-few-times",
        }
    }
}

/// What was drawn in one stratum or cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnGroup {
    /// Its name.
    pub name: String,
    /// How many units it holds.
    pub size: u64,
    /// The units drawn, best rank first; of a census and a systematic draw in the order of the list.
    pub taken: Vec<String>,
    /// Who comes next where the recorded rule asks for a substitute. Empty for a systematic draw.
    pub substitutes: Vec<String>,
    /// How it came about; nothing for a census.
    pub working: Option<Working>,
}

/// A draw of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnSample {
    /// The design.
    pub design: Design,
    /// The seed; empty for a census without times.
    pub seed: String,
    /// SHA-256 of the sealed list of units.
    pub list_sha256: String,
    /// What was drawn, stratum by stratum or cluster by cluster.
    pub groups: Vec<DrawnGroup>,
    /// Clusters of the first stage, in rank order, with the hash of their own list.
    pub clusters: Option<DrawnClusters>,
    /// Visits, where times are drawn.
    pub visits: Option<DrawnVisits>,
}

/// The first stage of a draw in two stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnClusters {
    /// SHA-256 of the sealed list of cluster names.
    pub list_sha256: String,
    /// How it came about.
    pub drawn: DrawnGroup,
}

/// Visits drawn over places, days and slots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnVisits {
    /// SHA-256 of the sealed list of all visits that could be made.
    pub list_sha256: String,
    /// One group for each place; its units are `place`, date and slot with tabs between them.
    pub places: Vec<DrawnGroup>,
}

impl DrawnSample {
    /// Every unit drawn, group by group.
    pub fn taken(&self) -> impl Iterator<Item = &str> {
        self.groups
            .iter()
            .flat_map(|group| group.taken.iter().map(String::as_str))
    }

    /// The group that a unit was drawn in, or is a substitute of.
    #[must_use]
    pub fn group_of(&self, unit: &str) -> Option<&DrawnGroup> {
        self.groups.iter().find(|group| {
            let mut units = group.taken.iter().chain(&group.substitutes);
            units.any(|one| one == unit)
        })
    }
}

/// Draws what a plan says from the list of all units.
pub fn draw_plan(plan: &SamplingPlan, units: &[FrameUnit]) -> Result<DrawnSample, PlanDrawError> {
    let list = SealedList::seal(units.iter().map(|unit| unit.id.clone()))?;
    let seed = plan.seed.as_ref().map_or("", |seed| seed.text.trim());
    let needs_seed = plan.design != Design::Census || plan.times.is_some();
    if needs_seed && seed.is_empty() {
        return Err(PlanDrawError::NoSeed);
    }
    let all = || Stratum::whole(WHOLE_LIST, &list);
    let mut clusters = None;
    let groups = match plan.design {
        Design::Census => vec![everything(&list)],
        Design::SimpleRandom => {
            vec![group(
                &list,
                seed,
                &all()?,
                number(plan.planned, WHOLE_LIST)?,
            )?]
        }
        Design::Lqas => {
            let n = plan.lot.as_ref().map(|lot| lot.n).or(plan.planned);
            vec![group(&list, seed, &all()?, number(n, WHOLE_LIST)?)?]
        }
        Design::Systematic => {
            let drawn = systematic(&list, seed, &all()?, number(plan.planned, WHOLE_LIST)?)?;
            vec![DrawnGroup {
                name: WHOLE_LIST.to_owned(),
                size: list.units().len() as u64,
                taken: drawn.units,
                substitutes: Vec::new(),
                working: Some(drawn.working),
            }]
        }
        Design::Stratified => stratified(plan, units, &list, seed)?,
        Design::Cluster => {
            let (first, within) = two_stages(plan, units, &list, seed)?;
            clusters = Some(first);
            within
        }
        Design::Judgmental | Design::Convenience | Design::NotPublished => {
            return Err(PlanDrawError::NotDrawn);
        }
    };
    let mut drawn = DrawnSample {
        design: plan.design,
        seed: seed.to_owned(),
        list_sha256: list.sha256().to_owned(),
        groups,
        clusters,
        visits: None,
    };
    if let Some(times) = &plan.times {
        drawn.visits = Some(visits(times, drawn.taken(), seed)?);
    }
    Ok(drawn)
}

fn everything(list: &SealedList) -> DrawnGroup {
    DrawnGroup {
        name: WHOLE_LIST.to_owned(),
        size: list.units().len() as u64,
        taken: list.units().to_vec(),
        substitutes: Vec::new(),
        working: None,
    }
}

fn number(planned: Option<u64>, of: &str) -> Result<usize, PlanDrawError> {
    let planned = planned.ok_or_else(|| PlanDrawError::NoNumber { of: of.to_owned() })?;
    Ok(usize::try_from(planned).unwrap_or(usize::MAX))
}

fn group(
    list: &SealedList,
    seed: &str,
    stratum: &Stratum,
    n: usize,
) -> Result<DrawnGroup, DrawError> {
    let drawn = draw(list, seed, stratum, n)?;
    Ok(DrawnGroup {
        name: stratum.name().to_owned(),
        size: stratum.units().len() as u64,
        taken: drawn.chosen,
        substitutes: drawn.substitutes,
        working: Some(drawn.working),
    })
}

/// The units of each stratum or cluster. Every unit has one.
fn by_stratum(units: &[FrameUnit]) -> Result<BTreeMap<&str, Vec<&str>>, PlanDrawError> {
    let mut strata: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for unit in units {
        let Some(stratum) = unit.stratum.as_deref() else {
            let unit = unit.id.clone();
            return Err(PlanDrawError::NoStratum { unit });
        };
        strata.entry(stratum).or_default().push(&unit.id);
    }
    Ok(strata)
}

fn stratified(
    plan: &SamplingPlan,
    units: &[FrameUnit],
    list: &SealedList,
    seed: &str,
) -> Result<Vec<DrawnGroup>, PlanDrawError> {
    let held = by_stratum(units)?;
    let planned: BTreeSet<&str> = plan.strata.iter().map(|s| s.name.as_str()).collect();
    if let Some(unit) = held
        .iter()
        .find(|(name, _)| !planned.contains(*name))
        .and_then(|(_, units)| units.first())
    {
        let unit = (*unit).to_owned();
        return Err(PlanDrawError::NoStratum { unit });
    }
    plan.strata
        .iter()
        .map(|stratum| {
            let Some(units) = held.get(stratum.name.as_str()) else {
                let name = stratum.name.clone();
                return Err(PlanDrawError::EmptyStratum { name });
            };
            let n = number(stratum.planned, &stratum.name)?;
            let stratum = Stratum::of(stratum.name.as_str(), list, units)?;
            Ok(group(list, seed, &stratum, n)?)
        })
        .collect()
}

fn two_stages(
    plan: &SamplingPlan,
    units: &[FrameUnit],
    list: &SealedList,
    seed: &str,
) -> Result<(DrawnClusters, Vec<DrawnGroup>), PlanDrawError> {
    let held = by_stratum(units)?;
    let Some(clusters) = &plan.clusters else {
        return Err(PlanDrawError::NoNumber {
            of: CLUSTERS.to_owned(),
        });
    };
    let names = SealedList::seal(held.keys().copied())?;
    let m = number(Some(clusters.planned), CLUSTERS)?;
    let first = group(&names, seed, &Stratum::whole(CLUSTERS, &names)?, m)?;
    let within = usize::try_from(clusters.within).unwrap_or(usize::MAX);
    let groups = first.taken.iter().map(|name| {
        let units = held.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        let stratum = Stratum::of(name.as_str(), list, units)?;
        group(list, seed, &stratum, within.min(units.len()))
    });
    let groups = groups.collect::<Result<_, _>>()?;
    let first = DrawnClusters {
        list_sha256: names.sha256().to_owned(),
        drawn: first,
    };
    Ok((first, groups))
}

/// Draws times for places: for each place the same ranking over all visits that could be made, the place its stratum.
pub fn visits<'p>(
    times: &VisitTimes,
    places: impl Iterator<Item = &'p str>,
    seed: &str,
) -> Result<DrawnVisits, PlanDrawError> {
    let available = times.days.len() * times.slots.len();
    let asked = times.per_place;
    let n = usize::try_from(asked).unwrap_or(usize::MAX);
    if n > available {
        return Err(PlanDrawError::TooFewTimes { asked, available });
    }
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for place in places {
        let slots = times.days.iter().flat_map(|date| {
            times.slots.iter().map(|slot| VisitSlot {
                place: place.to_owned(),
                date: *date,
                slot: slot.clone(),
            })
        });
        let slots: Result<Vec<_>, _> = slots.map(|slot| slot.line()).collect();
        lines.push((place, slots?));
    }
    let list = SealedList::seal(lines.iter().flat_map(|(_, slots)| slots.iter().cloned()))?;
    let places = lines
        .iter()
        .map(|(place, slots)| group(&list, seed, &Stratum::of(*place, &list, slots)?, n));
    Ok(DrawnVisits {
        list_sha256: list.sha256().to_owned(),
        places: places.collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests;
