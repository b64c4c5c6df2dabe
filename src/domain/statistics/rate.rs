//! A rate and, where the units were drawn by chance, its interval. Not an interval by reflex: the way
//! of choosing decides, and every refusal is named.

use super::clopper_pearson::clopper_pearson;
use super::finite::standard_error;
use super::wilson::limits;
use super::{Interval, IntervalMethod, Level, WholeInterval};
use crate::domain::calculation::{Calculated, Comparator, part_of};
use crate::domain::number::{Exact, NumberError, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sample::Design;
use crate::domain::working::Working;

/// Which interval is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RateMethod {
    /// The usual one.
    #[default]
    Wilson,
    /// For very small samples, rare events, adversarial settings; never corrected.
    ClopperPearson,
}

/// Units seen, and how they came to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateSample {
    /// k: units in order.
    pub in_order: u64,
    /// n: units seen; `None` where it is not published.
    pub seen: Option<u64>,
    /// N: units in the list; `None` where it is not known.
    pub list: Option<u64>,
    /// How they were chosen. A stratified sample is judged one stratum at a time.
    pub design: Design,
    /// Variance against that of a simple random sample; needed for clusters.
    pub design_effect: Option<Exact>,
    /// What the units are, for the share: "toilets seen".
    pub units: String,
}

/// How an interval is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRequest {
    /// Confidence level.
    pub level: Level,
    /// Which interval.
    pub method: RateMethod,
    /// Asked for in spite of units that were chosen, to be shown with the label "illustrative only:
    /// not a probability sample".
    pub illustrative: bool,
}

impl Default for RateRequest {
    fn default() -> Self {
        Self {
            level: Level::P95,
            method: RateMethod::Wilson,
            illustrative: false,
        }
    }
}

/// Whether the length of the list entered the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Yes.
    Applied,
    /// No, because the length is not known; to be said.
    ListUnknown,
    /// No, because the method takes none, or because there is no interval.
    NotApplied,
}

/// A rate with what may be said about its uncertainty.
#[derive(Debug, Clone, PartialEq)]
pub struct RateEstimate {
    /// k of n. `None` where n is 0 or not published, or where a single unit was seen.
    pub rate: Option<Share>,
    /// The interval, where one may be given.
    pub interval: Option<Interval>,
    /// Why there is none.
    pub no_interval: Option<Refusal>,
    /// The interval is illustrative only and is labelled so.
    pub illustrative: bool,
    /// Whether the length of the list entered.
    pub correction: Correction,
    /// Standard error of the rate, with the same corrections. `None` without an interval.
    pub standard_error: Option<f64>,
    /// How it came about.
    pub working: Working,
}

/// The rate and its interval. Refused only where the counts contradict each other; a missing interval
/// is a field with its reason.
pub fn estimate(sample: &RateSample, request: &RateRequest) -> Calculated<RateEstimate> {
    let seen = sample.seen.unwrap_or(0);
    if sample.seen.is_some() {
        part_of(sample.in_order, "in order", seen, "seen")?;
    }
    if let Some(list) = sample.list {
        part_of(seen, "seen", list, "in the list")?;
    }
    let why_not = why_no_interval(sample, request);
    let mut working = given(sample, request);
    let mut rate = None;
    if why_not != Some(RefusalCode::SingleObservation) {
        rate = Share::new(sample.in_order, seen, sample.units.as_str())?;
    }
    if let Some(rate) = &rate {
        working = working.percent("rate", &rate.value, Rounding::to(1));
    }
    let known = match (&why_not, &rate) {
        (None, Some(_)) => uncertainty(sample, request, seen)?,
        _ => None,
    };
    let working = match &known {
        Some(known) => known.explain(working, sample.in_order, seen),
        None => {
            let reason = why_not.map_or("nothing seen", RefusalCode::as_str);
            working.concludes(format!("{} of {seen}, {reason}", sample.in_order))
        }
    };
    Ok(RateEstimate {
        rate,
        interval: known.map(|known| known.interval),
        no_interval: why_not.map(Refusal::new),
        illustrative: known.is_some() && !sample.design.is_probability(),
        correction: known.map_or(Correction::NotApplied, |known| known.correction),
        standard_error: known.map(|known| known.standard_error),
        working,
    })
}

fn given(sample: &RateSample, request: &RateRequest) -> Working {
    let unknown = || "not known".to_owned();
    Working::new("rate.interval", 1)
        .cite(match request.method {
            RateMethod::Wilson => "Wilson 1927; Newcombe 1998",
            RateMethod::ClopperPearson => "Clopper and Pearson 1934",
        })
        .given("in order", sample.in_order)
        .given("seen", sample.seen.map_or_else(unknown, |n| n.to_string()))
        .given(
            "in the list",
            sample.list.map_or_else(unknown, |n| n.to_string()),
        )
        .given(
            "design effect",
            sample
                .design_effect
                .map_or("1".to_owned(), |d| d.to_string()),
        )
        .given("level", request.level.get())
}

fn why_no_interval(sample: &RateSample, request: &RateRequest) -> Option<RefusalCode> {
    let Some(seen) = sample.seen else {
        return Some(RefusalCode::SampleNotPublished);
    };
    if sample.design == Design::Census || (seen > 0 && sample.list == Some(seen)) {
        return Some(RefusalCode::CensusNoInterval);
    }
    if seen == 1 {
        return Some(RefusalCode::SingleObservation);
    }
    match sample.design {
        Design::Judgmental | Design::Convenience if !request.illustrative => {
            Some(RefusalCode::NotProbabilitySample)
        }
        Design::NotPublished => Some(RefusalCode::SampleNotPublished),
        Design::Lqas => Some(RefusalCode::ClassNotARate),
        Design::Cluster if sample.design_effect.is_none() => {
            Some(RefusalCode::ClusteredNoDesignEffect)
        }
        _ => None,
    }
}

/// An interval with what it rests on.
#[derive(Debug, Clone, Copy)]
struct Uncertainty {
    interval: Interval,
    correction: Correction,
    effective: f64,
    standard_error: f64,
}

impl Uncertainty {
    fn explain(&self, working: Working, in_order: u64, seen: u64) -> Working {
        let (low, high) = self.interval.percent(1);
        working
            .float("effective number seen", self.effective, 3)
            .float("standard error", self.standard_error, 4)
            .float("low", self.interval.low, 4)
            .float("high", self.interval.high, 4)
            .concludes(format!("{in_order} of {seen}, {low} to {high}"))
    }
}

fn uncertainty(
    sample: &RateSample,
    request: &RateRequest,
    seen: u64,
) -> Calculated<Option<Uncertainty>> {
    let (k, level) = (sample.in_order, request.level);
    // Units that were chosen stand for nothing but themselves: the length of their list means nothing.
    let list = sample.list.filter(|_| sample.design.is_probability());
    let (effective, correction, interval) = match request.method {
        RateMethod::ClopperPearson => (
            seen as f64,
            Correction::NotApplied,
            clopper_pearson(k, seen, level)?,
        ),
        RateMethod::Wilson => {
            let correction = match list {
                Some(_) => Correction::Applied,
                None if sample.design.is_probability() => Correction::ListUnknown,
                None => Correction::NotApplied,
            };
            let is_plain = list.is_none() && sample.design_effect.is_none();
            let method = if is_plain {
                IntervalMethod::Wilson
            } else {
                IntervalMethod::WilsonEffective
            };
            let effective = effective_size(sample, list, seen)?.to_f64();
            (
                effective,
                correction,
                Some(limits(k, seen, effective, method, level)),
            )
        }
    };
    let standard_error = standard_error(k as f64 / seen as f64, effective);
    Ok(interval.map(|interval| Uncertainty {
        interval,
        correction,
        effective,
        standard_error,
    }))
}

/// n over design effect and over 1 − n/N.
fn effective_size(sample: &RateSample, list: Option<u64>, seen: u64) -> Calculated<Exact> {
    let design_effect = sample.design_effect.unwrap_or(Exact::ONE);
    if !design_effect.is_positive() {
        return Err(NumberError::OutOfRange {
            name: "a design effect",
            allowed: "above 0",
        }
        .into());
    }
    let size = match list {
        Some(list) => super::finite::effective_size(seen, list)?,
        None => Exact::from(seen),
    };
    Ok(size.over(design_effect)?)
}

/// How many units, at the same rate, would put the whole Wilson interval on one side of a target: the
/// smallest n, at least as many as were seen. `None` where even the whole list would not, where the
/// rate lies at the target, and where nothing was seen; without a list, none above ten million.
pub fn seen_that_would_decide(
    in_order: u64,
    seen: u64,
    list: Option<u64>,
    comparator: Comparator,
    target: &Exact,
    level: Level,
) -> Option<u64> {
    if seen == 0 || in_order > seen {
        return None;
    }
    let decides = |n: u64| {
        let left = list.map_or(1.0, |list| 1.0 - n as f64 / list as f64);
        let effective = n as f64 / left.max(f64::MIN_POSITIVE);
        let interval = limits(
            in_order,
            seen,
            effective,
            IntervalMethod::WilsonEffective,
            level,
        );
        interval.against(comparator, target) != WholeInterval::Straddles
    };
    let (mut low, mut high) = (seen, list.map_or(10_000_000, |list| list.saturating_sub(1)));
    if high < seen || !decides(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if decides(middle) {
            high = middle
        } else {
            low = middle + 1
        }
    }
    Some(low)
}

#[cfg(test)]
#[path = "rate_tests.rs"]
mod tests;
