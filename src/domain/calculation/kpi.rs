//! Attainment of a target share. Not of a target change: that is [`super::reduction`].

use super::{Calculated, Comparator, threshold};
use crate::domain::number::{Exact, NumberError, PublishedNumber, Rounding, Share};
use crate::domain::working::Working;

/// A performance indicator: so many of a base, against a share of that base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kpi {
    /// How many reached it.
    pub actual: u64,
    /// Out of how many.
    pub base: u64,
    /// What the base counts: "persons assessed".
    pub base_is: String,
    /// How the share must stand to the target.
    pub comparator: Comparator,
    /// The target share: 0.1 for 10%.
    pub target: Exact,
}

/// How far an indicator was attained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attained {
    /// Actual of base. `None` for a base of 0.
    pub rate: Option<Share>,
    /// Rate over target rate. `None` without a rate or for a target of 0.
    pub attainment: Option<Exact>,
    /// Target minus rate; 0.06 is 6 percentage points. `None` without a rate.
    pub gap: Option<Exact>,
    /// The whole count that meets the target.
    pub needed: i128,
    /// Whole units that were short of it; 0 where none were.
    pub units_short: i128,
    /// Met, decided on whole counts. `None` for a base of 0.
    pub is_met: Option<bool>,
    /// How it came about.
    pub working: Working,
}

/// Attainment of an indicator from its counts.
pub fn attain(kpi: &Kpi) -> Calculated<Attained> {
    let rate = Share::new(kpi.actual, kpi.base, kpi.base_is.as_str())?;
    let needed = threshold::count_for_share(kpi.comparator, &kpi.target, kpi.base)?;
    let units_short = (needed - i128::from(kpi.actual)).max(0);
    let gap = rate
        .as_ref()
        .map(|rate| kpi.target.minus(rate.value))
        .transpose()?;
    let attainment = match &rate {
        Some(rate) if !kpi.target.is_zero() => Some(rate.value.over(kpi.target)?),
        _ => None,
    };
    let is_met = rate
        .as_ref()
        .map(|rate| kpi.comparator.is_met(&rate.value, &kpi.target));
    let mut working = Working::new("kpi.attainment", 1)
        .given("actual", kpi.actual)
        .given_in("base", kpi.base, kpi.base_is.as_str())
        .given("target share", kpi.target)
        .plain("count that meets the target", needed)
        .plain("units short", units_short);
    let one_decimal = Rounding::to(1);
    if let (Some(rate), Some(gap)) = (&rate, &gap) {
        working = working
            .percent("rate", &rate.value, Rounding::to(2))
            .percent("gap in percentage points", gap, one_decimal);
    }
    if let Some(attainment) = &attainment {
        working = working.percent("attainment", attainment, one_decimal);
    }
    let working = working.concludes(format!("{} of {}", kpi.actual, kpi.base));
    Ok(Attained {
        rate,
        attainment,
        gap,
        needed,
        units_short,
        is_met,
        working,
    })
}

/// Attainment when only a rounded rate is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttainedAsPublished {
    /// Published rate over target; rests on a rounded figure and says so wherever it is shown.
    pub attainment: Option<Exact>,
    /// Target minus published rate.
    pub gap: Exact,
    /// How it came about.
    pub working: Working,
}

/// Attainment from a published rate and a target share. No units short: a rounded rate does not tell
/// how many.
pub fn attain_as_published(
    rate: &PublishedNumber,
    target: &Exact,
) -> Result<AttainedAsPublished, NumberError> {
    let share = rate.as_share()?;
    let gap = target.minus(share)?;
    let attainment = if target.is_zero() {
        None
    } else {
        Some(share.over(*target)?)
    };
    let mut working = Working::new("kpi.attainment_as_published", 1)
        .given("published rate", &rate.text)
        .given("target share", target)
        .percent("gap in percentage points", &gap, Rounding::to(1));
    if let Some(attainment) = &attainment {
        working = working.percent(
            "attainment, from a rounded rate",
            attainment,
            Rounding::to(0),
        );
    }
    let working = working.concludes(&rate.text);
    Ok(AttainedAsPublished {
        attainment,
        gap,
        working,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::number::{NumberStyle, parse_published};

    fn kpi(actual: u64, base: u64, target: &str) -> Kpi {
        Kpi {
            actual,
            base,
            base_is: "persons assessed".into(),
            comparator: Comparator::AtLeast,
            target: target.parse().unwrap(),
        }
    }

    #[test]
    fn of_4199_assessed_167_were_housed_against_ten_per_cent() {
        let result = attain(&kpi(167, 4199, "0.1")).unwrap();
        let rate = result.rate.unwrap();
        assert_eq!(
            (rate.percent(2), rate.percent(0)),
            ("3.98%".into(), "4%".into())
        );
        let one = Rounding::to(1);
        assert_eq!(one.show_percent(&result.attainment.unwrap()), "39.8%");
        assert_eq!(one.show_percent(&result.gap.unwrap()), "6.0%");
        assert_eq!((result.needed, result.units_short), (420, 253));
        assert_eq!(result.is_met, Some(false));
    }

    #[test]
    fn published_rates_of_14_6_and_4_attain_70_24_and_16_per_cent() {
        for (rate, target, expected) in [
            ("14%", "0.2", "70%"),
            ("6%", "0.25", "24%"),
            ("4%", "0.25", "16%"),
        ] {
            let rate = parse_published(rate, NumberStyle::Free).unwrap();
            let result = attain_as_published(&rate, &target.parse().unwrap()).unwrap();
            assert_eq!(
                Rounding::to(0).show_percent(&result.attainment.unwrap()),
                expected
            );
        }
    }

    #[test]
    fn services_and_assessments_as_published() {
        let rate = |actual, base| attain(&kpi(actual, base, "0.5")).unwrap().rate.unwrap();
        assert_eq!(rate(5710, 6634).percent(1), "86.1%");
        assert_eq!(rate(4199, 6634).percent(1), "63.3%");
        assert_eq!(rate(598, 4199).percent(1), "14.2%");
    }

    #[test]
    fn a_base_of_nothing_has_no_rate_and_a_target_of_nothing_no_attainment() {
        let empty = attain(&kpi(0, 0, "0.1")).unwrap();
        assert_eq!(
            (empty.rate, empty.attainment, empty.gap, empty.is_met),
            (None, None, None, None)
        );
        let no_target = attain(&kpi(5, 10, "0")).unwrap();
        assert_eq!(no_target.attainment, None);
        assert_eq!(no_target.gap, Some("-0.5".parse().unwrap()));
    }

    proptest! {
        #[test]
        fn met_and_short_exclude_each_other(actual in 0..10_000_u64, base in 1..10_000_u64, percent in 0..=100_u32) {
            let target = Exact::ratio(percent.into(), 100).unwrap().to_string();
            let result = attain(&kpi(actual, base, &target)).unwrap();
            prop_assert_eq!(result.is_met, Some(result.units_short == 0));
        }
    }
}
