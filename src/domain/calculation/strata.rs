//! Rates by operator, provider or area, the pooled rate beneath them. Not a pooled rate by itself.

use super::Calculated;
use super::{part_of, total};
use crate::domain::number::{Rounding, Share};
use crate::domain::working::Working;

/// One stratum: k of n.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// Operator, provider or area.
    pub name: String,
    /// Units in order.
    pub in_order: u64,
    /// Units seen.
    pub seen: u64,
}

/// Strata first, then what they come to together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrataRates {
    /// Each stratum with its rate, in the order given. A stratum of nothing has no rate.
    pub strata: Vec<(Stratum, Option<Share>)>,
    /// All units together, to be printed beneath the strata only.
    pub pooled: Option<Share>,
    /// Do the strata have different rates?
    pub differ: bool,
    /// How it came about.
    pub working: Working,
}

/// Rates of strata and their pooled rate. Refused where more is in order than was seen.
pub fn strata_rates(strata: &[Stratum]) -> Calculated<StrataRates> {
    let mut working = Working::new("strata.rates", 1);
    let mut rates = Vec::with_capacity(strata.len());
    for stratum in strata {
        part_of(
            stratum.in_order,
            "in order",
            stratum.seen,
            stratum.name.as_str(),
        )?;
        let rate = Share::new(stratum.in_order, stratum.seen, stratum.name.as_str())?;
        working = working.given(
            stratum.name.clone(),
            format!("{} of {}", stratum.in_order, stratum.seen),
        );
        if let Some(rate) = &rate {
            working = working.percent(stratum.name.clone(), &rate.value, Rounding::to(1));
        }
        rates.push((stratum.clone(), rate));
    }
    let in_order = total(strata.iter().map(|stratum| stratum.in_order))?;
    let seen = total(strata.iter().map(|stratum| stratum.seen))?;
    let pooled = Share::new(in_order, seen, "all strata together")?;
    if let Some(pooled) = &pooled {
        working = working.percent("pooled", &pooled.value, Rounding::to(1));
    }
    let mut values = rates
        .iter()
        .filter_map(|(_, rate)| rate.as_ref())
        .map(|rate| rate.value);
    let differ = values
        .next()
        .is_some_and(|first| values.any(|value| value != first));
    let working = working.concludes(format!("{in_order} of {seen}"));
    Ok(StrataRates {
        strata: rates,
        pooled,
        differ,
        working,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::RefusalCode;

    fn stratum(name: &str, in_order: u64, seen: u64) -> Stratum {
        Stratum {
            name: name.into(),
            in_order,
            seen,
        }
    }

    #[test]
    fn operators_at_75_and_2_8_per_cent_stand_above_their_pooled_31_7() {
        let strata = [stratum("operator A", 18, 24), stratum("operator B", 1, 36)];
        let result = strata_rates(&strata).unwrap();
        let shown: Vec<_> = result
            .strata
            .iter()
            .map(|(_, rate)| rate.as_ref().unwrap().percent(1))
            .collect();
        assert_eq!(shown, ["75.0%", "2.8%"]);
        let pooled = result.pooled.unwrap();
        assert_eq!(
            (pooled.percent(1), pooled.numerator.to_string()),
            ("31.7%".into(), "19".into())
        );
        assert!(result.differ);
    }

    #[test]
    fn strata_alike_do_not_differ_and_empty_ones_have_no_rate() {
        let result =
            strata_rates(&[stratum("a", 1, 2), stratum("b", 2, 4), stratum("c", 0, 0)]).unwrap();
        assert!(!result.differ);
        assert_eq!(result.strata[2].1, None);
    }

    #[test]
    fn more_in_order_than_seen_is_refused() {
        let refused = strata_rates(&[stratum("a", 3, 2)]).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
    }
}
