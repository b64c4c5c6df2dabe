//! Mean and total of a stratified sample, and the lower limit on which money is claimed. Not an
//! extrapolation from units that were chosen, nor to strata that nobody looked at.

use serde::{Deserialize, Serialize};

use super::distribution::t_quantile;
use super::{Interval, IntervalMethod, Level};
use crate::domain::calculation::{Calculated, part_of, total};
use crate::domain::number::{Exact, NumberError, Rounding};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// Which quantile the limits use; stored, because it changes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantile {
    /// Student's t, with the degrees of freedom of the strata that were sampled.
    #[default]
    StudentT,
    /// The normal distribution.
    Normal,
}

/// A stratum with what was measured in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredStratum {
    /// Its name.
    pub name: String,
    /// Units in it.
    pub size: u64,
    /// What each unit seen measures: a quantity, or an amount of money.
    pub values: Vec<Exact>,
}

/// A stratified sample.
#[derive(Debug, Clone, PartialEq)]
pub struct StratifiedSample {
    /// Every stratum that the total is to cover.
    pub strata: Vec<MeasuredStratum>,
    /// Were the units of each stratum drawn by chance?
    pub is_probability: bool,
    /// Which quantile.
    pub quantile: Quantile,
    /// Two-sided level; the lower limit at 90% is the one-sided 95% limit.
    pub level: Level,
}

/// Mean and total with their uncertainty.
#[derive(Debug, Clone, PartialEq)]
pub struct StratifiedEstimate {
    /// Mean of all units, exact.
    pub mean: Exact,
    /// Total of all units, exact.
    pub total: Exact,
    /// Standard errors and limits, where they may be given; otherwise why not.
    pub uncertainty: Result<Uncertainty, Refusal>,
    /// How it came about.
    pub working: Working,
}

/// How sure a stratified mean and total are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncertainty {
    /// Of the mean, corrected for the part of each stratum that was seen.
    pub standard_error: f64,
    /// Of the mean, not corrected.
    pub uncorrected: f64,
    /// Of the total, corrected.
    pub of_total: f64,
    /// Degrees of freedom: units less strata, over the strata that were not seen whole.
    pub degrees_of_freedom: u64,
    /// The quantile itself.
    pub quantile: f64,
    /// Interval of the total; a repayment is claimed on its lower limit.
    pub total: Interval,
}

/// Estimates mean and total. Refused for units that were not drawn, for a stratum that was not
/// sampled, for more seen than there are, and for no units at all.
pub fn stratified(sample: &StratifiedSample) -> Calculated<StratifiedEstimate> {
    if !sample.is_probability {
        return Err(RefusalCode::NotProbabilitySample.into());
    }
    let size = total(sample.strata.iter().map(|stratum| stratum.size))?;
    if size == 0 {
        return Err(RefusalCode::NothingToSample.into());
    }
    let mut working = Working::new("stratified.total", 1).given("units in all strata", size);
    let mut sum = Exact::ZERO;
    for stratum in &sample.strata {
        let seen = stratum.values.len() as u64;
        part_of(seen, "seen", stratum.size, &stratum.name)?;
        if seen == 0 && stratum.size > 0 {
            let refusal = Refusal::new(RefusalCode::StratumNotSampled);
            return Err(refusal.with("stratum", &stratum.name).into());
        }
        working = working.given(stratum.name.clone(), format!("{seen} of {}", stratum.size));
        if let Some(mean) = mean(&stratum.values)? {
            sum = sum.plus(mean.times(Exact::from(stratum.size))?)?;
            working = working.step(format!("mean of {}", stratum.name), &mean, Rounding::to(4));
        }
    }
    let mean = sum.over(Exact::from(size))?;
    working = working
        .step("mean", &mean, Rounding::to(4))
        .step("total", &sum, Rounding::to(2));
    let uncertainty = uncertainty(sample, size, &sum)?;
    if let Ok(known) = &uncertainty {
        working = working
            .float("standard error of the mean", known.standard_error, 4)
            .float("standard error of the total", known.of_total, 4)
            .plain("degrees of freedom", known.degrees_of_freedom)
            .float("quantile", known.quantile, 4)
            .float("lower limit of the total", known.total.low, 2)
            .float("upper limit of the total", known.total.high, 2);
    }
    let working = working.concludes(Rounding::to(2).show(&sum));
    Ok(StratifiedEstimate {
        mean,
        total: sum,
        uncertainty,
        working,
    })
}

fn mean(values: &[Exact]) -> Result<Option<Exact>, NumberError> {
    if values.is_empty() {
        return Ok(None);
    }
    Exact::sum(values)?
        .over(Exact::from(values.len() as u64))
        .map(Some)
}

fn uncertainty(
    sample: &StratifiedSample,
    size: u64,
    sum: &Exact,
) -> Calculated<Result<Uncertainty, Refusal>> {
    let (mut corrected, mut uncorrected, mut degrees_of_freedom) = (0.0, 0.0, 0);
    // A stratum seen whole adds nothing to the error and says nothing about the others.
    for stratum in &sample.strata {
        let seen = stratum.values.len() as u64;
        let is_whole = seen == stratum.size;
        if seen < 2 {
            if is_whole {
                continue;
            }
            let refusal = Refusal::new(RefusalCode::NoVariance);
            return Ok(Err(refusal.with("stratum", &stratum.name)));
        }
        let n = seen as f64;
        let weight = stratum.size as f64 / size as f64;
        let of_mean = weight * weight * variance(&stratum.values)? / n;
        uncorrected += of_mean;
        if !is_whole {
            corrected += of_mean * (1.0 - n / stratum.size as f64);
            degrees_of_freedom += seen - 1;
        }
    }
    if degrees_of_freedom == 0 {
        return Ok(Err(Refusal::new(RefusalCode::CensusNoInterval)));
    }
    let (quantile, method) = match sample.quantile {
        Quantile::Normal => (sample.level.z(), IntervalMethod::StratifiedNormal),
        Quantile::StudentT => {
            let upper = 1.0 - sample.level.tail();
            (
                t_quantile(upper, degrees_of_freedom),
                IntervalMethod::StratifiedT,
            )
        }
    };
    let standard_error = f64::sqrt(corrected);
    let of_total = standard_error * size as f64;
    let point = sum.to_f64();
    let half = quantile * of_total;
    Ok(Ok(Uncertainty {
        standard_error,
        uncorrected: f64::sqrt(uncorrected),
        of_total,
        degrees_of_freedom,
        quantile,
        total: Interval {
            low: point - half,
            high: point + half,
            method,
            level: sample.level,
        },
    }))
}

/// The variance of at least two values, with divisor n − 1.
fn variance(values: &[Exact]) -> Result<f64, NumberError> {
    let Some(mean) = mean(values)? else {
        return Ok(0.0);
    };
    // Differences are taken exactly, so that large amounts lose nothing.
    let squares = values.iter().map(|value| {
        let off = value.minus(mean)?.to_f64();
        Ok(off * off)
    });
    let sum: f64 = squares.sum::<Result<f64, NumberError>>()?;
    Ok(sum / (values.len() as f64 - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::statistics::tests::close;

    fn stratum(name: &str, size: u64, values: &[&str]) -> MeasuredStratum {
        let values = values.iter().map(|value| value.parse().unwrap()).collect();
        MeasuredStratum {
            name: name.into(),
            size,
            values,
        }
    }

    fn sample(quantile: Quantile) -> StratifiedSample {
        StratifiedSample {
            strata: vec![
                stratum("1", 15, &["2.8", "4.1", "6.8", "6.8", "9.2"]),
                stratum("2", 12, &["3.7", "6.6", "4.2"]),
            ],
            is_probability: true,
            quantile,
            level: Level::P90,
        }
    }

    fn known(sample: &StratifiedSample) -> Uncertainty {
        stratified(sample).unwrap().uncertainty.unwrap()
    }

    #[test]
    fn the_mean_is_5_448148_and_the_total_147_1() {
        let estimate = stratified(&sample(Quantile::StudentT)).unwrap();
        assert_eq!(Rounding::to(6).show(&estimate.mean), "5.448148");
        assert_eq!(estimate.total, "147.1".parse().unwrap());
    }

    #[test]
    fn standard_errors_with_and_without_correction() {
        let known = known(&sample(Quantile::StudentT));
        close(known.standard_error, 0.616_040_723_361_293_9);
        close(known.uncorrected, 0.741_268_330_631_530_9);
        close(known.of_total, 16.633_099_530_754_933);
    }

    #[test]
    fn the_lower_limit_with_a_normal_quantile_is_119_7410() {
        close(
            known(&sample(Quantile::Normal)).total.low,
            119.740_985_909_392_92,
        );
    }

    #[test]
    fn the_lower_limit_with_t_and_6_degrees_of_freedom_is_114_7789() {
        let known = known(&sample(Quantile::StudentT));
        assert_eq!(known.degrees_of_freedom, 6);
        close(known.quantile, 1.943_180_280_515_303_1);
        close(known.total.low, 114.778_888_987_988_67);
    }

    #[test]
    fn a_single_unit_in_a_stratum_shows_no_spread() {
        let strata = vec![stratum("1", 15, &["1", "2"]), stratum("2", 12, &["3"])];
        let estimate = stratified(&StratifiedSample {
            strata,
            ..sample(Quantile::Normal)
        })
        .unwrap();
        assert_eq!(
            estimate.uncertainty.unwrap_err().code,
            RefusalCode::NoVariance
        );
        assert_eq!(estimate.total, "58.5".parse().unwrap());
    }

    #[test]
    fn a_stratum_seen_whole_adds_no_error() {
        let strata = vec![
            stratum("1", 15, &["2.8", "4.1", "6.8", "6.8", "9.2"]),
            stratum("2", 3, &["3.7", "6.6", "4.2"]),
            stratum("3", 1, &["100"]),
        ];
        let all = known(&StratifiedSample {
            strata,
            ..sample(Quantile::StudentT)
        });
        assert_eq!(all.degrees_of_freedom, 4);
        let alone = StratifiedSample {
            strata: vec![stratum("1", 15, &["2.8", "4.1", "6.8", "6.8", "9.2"])],
            ..sample(Quantile::StudentT)
        };
        close(all.of_total, known(&alone).of_total);
    }

    #[test]
    fn strata_all_seen_whole_are_a_census() {
        let strata = vec![stratum("1", 2, &["1", "2"])];
        let estimate = stratified(&StratifiedSample {
            strata,
            ..sample(Quantile::Normal)
        })
        .unwrap();
        assert_eq!(
            estimate.uncertainty.unwrap_err().code,
            RefusalCode::CensusNoInterval
        );
    }

    #[test]
    fn what_may_not_be_extrapolated_is_refused() {
        let good = sample(Quantile::StudentT);
        let code = |sample: &StratifiedSample| stratified(sample).unwrap_err().code();
        let chosen = StratifiedSample {
            is_probability: false,
            ..good.clone()
        };
        assert_eq!(code(&chosen), Some(RefusalCode::NotProbabilitySample));
        let strata = vec![stratum("1", 15, &["1", "2"]), stratum("2", 12, &[])];
        let unseen = StratifiedSample {
            strata,
            ..good.clone()
        };
        assert_eq!(code(&unseen), Some(RefusalCode::StratumNotSampled));
        let strata = vec![stratum("1", 1, &["1", "2"])];
        let too_many = StratifiedSample {
            strata,
            ..good.clone()
        };
        assert_eq!(code(&too_many), Some(RefusalCode::CountsContradict));
        let empty = StratifiedSample {
            strata: vec![],
            ..good
        };
        assert_eq!(code(&empty), Some(RefusalCode::NothingToSample));
    }
}
