//! A mean over clusters drawn with equal chance, units drawn within. Not for a single cluster, which
//! gives a point and nothing more.

use super::distribution::t_quantile;
use super::{Interval, IntervalMethod, Level};
use crate::domain::calculation::{Calculated, part_of};
use crate::domain::number::{Exact, NumberError, Rounding};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// One cluster that was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cluster {
    /// Units in it, seen or not.
    pub size: u64,
    /// Mean of the units seen in it; a share for units in order.
    pub mean: Exact,
}

/// A two-stage sample.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoStage {
    /// M: clusters in the list.
    pub clusters_in_list: u64,
    /// Those that were drawn.
    pub drawn: Vec<Cluster>,
    /// Is the mean a share, so that its limits stay within 0 and 1?
    pub is_share: bool,
    /// Two-sided level.
    pub level: Level,
}

/// A ratio mean over clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterEstimate {
    /// Mean of all units, each cluster weighted by its size; exact.
    pub mean: Exact,
    /// Standard error and interval, where they may be given; otherwise why not.
    pub uncertainty: Result<ClusterUncertainty, Refusal>,
    /// How it came about.
    pub working: Working,
}

/// How sure a mean over clusters is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterUncertainty {
    /// Of the mean, between clusters, corrected for the part of the list that was drawn.
    pub standard_error: f64,
    /// Quantile of Student's t with one degree of freedom less than clusters.
    pub quantile: f64,
    /// The interval.
    pub interval: Interval,
}

/// The ratio mean with the variance between clusters. Refused for no clusters or no units in them,
/// and for more drawn than there are. One cluster gives no interval; neither does a list drawn whole,
/// because the formula knows only the error between clusters.
pub fn ratio_mean(sample: &TwoStage) -> Calculated<ClusterEstimate> {
    let drawn = sample.drawn.len() as u64;
    part_of(
        drawn,
        "clusters drawn",
        sample.clusters_in_list,
        "clusters in the list",
    )?;
    check_shares(sample)?;
    let mut working = Working::new("cluster.ratio_mean", 1)
        .given("clusters in the list", sample.clusters_in_list)
        .given("clusters drawn", drawn);
    let (mut units, mut sum) = (Exact::ZERO, Exact::ZERO);
    for cluster in &sample.drawn {
        working = working
            .given("units", cluster.size)
            .given("mean", cluster.mean);
        units = units.plus(Exact::from(cluster.size))?;
        sum = sum.plus(cluster.mean.times(Exact::from(cluster.size))?)?;
    }
    if units.is_zero() {
        return Err(RefusalCode::NothingToSample.into());
    }
    let mean = sum.over(units)?;
    working = working.step("mean", &mean, Rounding::to(4));
    let uncertainty = uncertainty(sample, &mean, units.to_f64())?;
    if let Ok(known) = &uncertainty {
        working = working
            .float("standard error", known.standard_error, 4)
            .float("quantile", known.quantile, 4)
            .float("low", known.interval.low, 4)
            .float("high", known.interval.high, 4);
    }
    Ok(ClusterEstimate {
        mean,
        uncertainty,
        working: working.concludes(mean),
    })
}

fn check_shares(sample: &TwoStage) -> Result<(), NumberError> {
    let outside = |cluster: &Cluster| cluster.mean.is_negative() || cluster.mean > Exact::ONE;
    if sample.is_share && sample.drawn.iter().any(outside) {
        return Err(NumberError::OutOfRange {
            name: "a share",
            allowed: "0 to 1",
        });
    }
    Ok(())
}

fn uncertainty(
    sample: &TwoStage,
    mean: &Exact,
    units: f64,
) -> Result<Result<ClusterUncertainty, Refusal>, NumberError> {
    let drawn = sample.drawn.len() as u64;
    if drawn < 2 || drawn == sample.clusters_in_list {
        let refusal = Refusal::new(RefusalCode::NoVariance);
        return Ok(Err(refusal.with("clusters", drawn)));
    }
    let m = drawn as f64;
    let mean_size = units / m;
    let mut squares = 0.0;
    for cluster in &sample.drawn {
        let off = cluster.size as f64 * cluster.mean.minus(*mean)?.to_f64();
        squares += off * off;
    }
    let part_left = 1.0 - m / sample.clusters_in_list as f64;
    let variance = part_left * squares / (m * (m - 1.0) * mean_size * mean_size);
    let standard_error = variance.sqrt();
    let quantile = t_quantile(1.0 - sample.level.tail(), drawn - 1);
    let (point, half) = (mean.to_f64(), quantile * standard_error);
    let (mut low, mut high) = (point - half, point + half);
    if sample.is_share {
        (low, high) = (low.max(0.0), high.min(1.0));
    }
    let interval = Interval {
        low,
        high,
        method: IntervalMethod::ClusterT,
        level: sample.level,
    };
    Ok(Ok(ClusterUncertainty {
        standard_error,
        quantile,
        interval,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::statistics::tests::close;

    fn cluster(size: u64, mean: &str) -> Cluster {
        Cluster {
            size,
            mean: mean.parse().unwrap(),
        }
    }

    fn sample() -> TwoStage {
        TwoStage {
            clusters_in_list: 10,
            drawn: vec![cluster(10, "0.5"), cluster(20, "0.8"), cluster(30, "0.9")],
            is_share: true,
            level: Level::P95,
        }
    }

    #[test]
    fn three_of_ten_clusters_give_0_80_from_0_4882_to_1() {
        let estimate = ratio_mean(&sample()).unwrap();
        assert_eq!(estimate.mean, "0.8".parse().unwrap());
        let known = estimate.uncertainty.unwrap();
        close(known.standard_error, 0.072_456_883_730_947_19);
        close(known.quantile, 4.302_652_729_749_464);
        close(known.interval.low, 0.488_243_191_425_900_56);
        assert_eq!(known.interval.high, 1.0);
    }

    #[test]
    fn a_mean_that_is_no_share_is_not_clamped() {
        let meals = TwoStage {
            is_share: false,
            ..sample()
        };
        let known = ratio_mean(&meals).unwrap().uncertainty.unwrap();
        close(known.interval.high, 1.111_756_808_574_099_4);
    }

    #[test]
    fn one_cluster_gives_a_point_and_no_interval() {
        let one = TwoStage {
            drawn: vec![cluster(10, "0.5")],
            ..sample()
        };
        let estimate = ratio_mean(&one).unwrap();
        assert_eq!(estimate.mean, "0.5".parse().unwrap());
        assert_eq!(
            estimate.uncertainty.unwrap_err().code,
            RefusalCode::NoVariance
        );
    }

    #[test]
    fn a_list_drawn_whole_has_no_error_between_clusters() {
        let whole = TwoStage {
            clusters_in_list: 3,
            ..sample()
        };
        let refusal = ratio_mean(&whole).unwrap().uncertainty.unwrap_err();
        assert_eq!(refusal.code, RefusalCode::NoVariance);
    }

    #[test]
    fn no_clusters_no_units_and_too_many_drawn_are_refused() {
        let code = |sample: &TwoStage| ratio_mean(sample).unwrap_err().code();
        let none = TwoStage {
            drawn: vec![],
            ..sample()
        };
        assert_eq!(code(&none), Some(RefusalCode::NothingToSample));
        let empty = TwoStage {
            drawn: vec![cluster(0, "0"), cluster(0, "0")],
            ..sample()
        };
        assert_eq!(code(&empty), Some(RefusalCode::NothingToSample));
        let too_many = TwoStage {
            clusters_in_list: 2,
            ..sample()
        };
        assert_eq!(code(&too_many), Some(RefusalCode::CountsContradict));
        let impossible = TwoStage {
            drawn: vec![cluster(5, "1.5"), cluster(5, "1")],
            ..sample()
        };
        assert_eq!(code(&impossible), None);
    }
}
